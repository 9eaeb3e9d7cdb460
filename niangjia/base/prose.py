"""Numbers read out of words: one written count, or every count of a running text (R22, R26)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from niangjia.base.counts import Count, Mark
from niangjia.base.not_counts import IDLE, masked
from niangjia.base.numerals import ARABIC, DIGITS, NUMERALS, NumeralError, half_width, to_number
from niangjia.base.units import Unit, all_words, units_of

_MARK_OF = {
    word: mark
    for mark, words in {
        Mark.AT_LEAST: "不少于 不低于 至少 超过 超 逾 上 余 多 几 + 及以上 以上",
        Mark.BELOW: "不超过 不超 不到 不足 将近 接近 近 以下 以内",
        Mark.ABOUT: "大约 大概 约 来 把 左右 上下",
    }.items()
    for word in words.split()
}
# 附近, 节约, 以上 and their like end in a sign that is no mark there.
_BEFORE = (
    "不少于|不低于|不超过|不超|不到|不足|至少|超过|超|逾|将近|接近|大约|大概"
    "|(?<![附最临靠邻相])近|(?<![节预签公条合履守违邀相大制契])约"
    "|(?<![以线网会路街手身早晚])上(?=[百千万])"
)
# Words that count, though no figure of ours has them as its unit.
_MEASURES = (
    "个月 个多月 个半月 个小时 个工作日 平方米 公里 公斤 千米 千克 吨 斤 亩 米 克 类 种 条 篇 张 本 幅 所 间 座 对 门 批 "
    "轮 堂 课时 岁 周岁 周 年 分"
)
# 日 is part of a date far oftener than a number of days.
_UNIT_WORDS = sorted({*all_words(), *_MEASURES.split()} - {"日"}, key=len, reverse=True)
_CHINESE = f"[{NUMERALS}]+(?:点[{DIGITS}]+)?"
_PART = rf"(?:\d+|[{NUMERALS}]+)"
_WRITTEN = re.compile(
    rf"(?P<before>{_BEFORE})?\s?(?P<sign>(?<!\w)-|负)?"
    r"(?:"
    rf"百分之(?P<percent>{ARABIC}|{_CHINESE})"
    rf"|(?P<loose>{_PART}分之{_PART}"
    rf"|{ARABIC}\s?[-~～—至到]+\s?{ARABIC}[百千万亿]*"
    r"|[数几][十百千万亿]+)"
    rf"|(?P<arabic>(?:{ARABIC}[万亿])?{ARABIC})\s?(?P<few>[余多来+])?"
    r"(?P<scale>[百千万亿]{1,2}(?![克米分]))?(?P<few2>[余多来+])?"
    rf"|(?P<chinese>{_CHINESE})(?P<few3>(?<=[十百千万亿])[余多来几]|(?<=[百千万])把)?"
    r"(?P<scale2>[万亿]+)?(?P<few4>(?<=[万亿])[余多])?"
    r")"
    rf"\s?(?P<word>{'|'.join(map(re.escape, _UNIT_WORDS))})?(?P<after>及?以上|以下|以内|左右|上下)?"
)
_MARK_GROUPS = ("before", "few", "few2", "few3", "few4", "after")


class NotACount(ValueError):
    """A text that does not state one count."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text, `text[start:end]`, and the unit word that follows it (or nothing).

    `count` is None if the words name no single number: 数十名, 三五个, 3-5人, 三分之一.
    """

    start: int
    end: int
    text: str
    count: Count | None
    word: str = ""

    def may_say(self, count: Count) -> bool:
        """Tell whether these words may stand for `count`.

        Value and mark are the same, or the count is exact and the words are round: 4000余 for
        4013, 近百 for 96, 约3000 for 2950 (a tenth at most). Never the other way round.
        """
        if self.count is None or (self.word and not count.unit.accepts(self.word)):
            return False
        if self.count.mark is count.mark:
            return self.count.value == count.value
        return count.is_exact and _rounds(self.count, Decimal(count.value))


def read_count(text: str, unit: Unit | None = None) -> Count:
    """Read one written count: 4000余人次, 11万元, 二十余场, 近百名, 2000+ …

    Without `unit` the word decides (名 is PERSON); with it, the word must be one of the unit's.

    Raises:
        NotACount: no number, more than one, or another unit than asked for.
    """
    plain = half_width(text).strip()
    written = _WRITTEN.fullmatch(plain)
    found = _read(written, plain) if written else None
    if found is None or found.count is None:
        raise NotACount(f"“{text}”不是一个确定的数量，请写成 4000余人次、11万元 这样的形式。")
    if unit is None:
        return found.count
    if found.word and not unit.accepts(found.word):
        raise NotACount(f"“{text}”的单位不对，这里要的是“{unit.report_word}”。")
    return Count(found.count.value, unit, found.count.mark)


def numbers_in(text: str) -> list[Found]:
    """List the numbers that a text states, in order, without dates, ordinals, codes and names.

    Arabic numbers are listed even without a unit word; Chinese ones need one, or a mark.
    A hand-typed number that is missed would be signed unseen, so doubt is listed.

    Source: DOMAIN C.8.
    """
    written = _WRITTEN.finditer(masked(text))
    return [_read(found, text) for found in written if _is_statement(found)]


def without_record(text: str, counts: Iterable[Count]) -> Iterator[Found]:
    """Give the numbers of a text that stand for none of `counts`: "this number has no record"."""
    known = list(counts)
    return (found for found in numbers_in(text) if not any(map(found.may_say, known)))


def _read(written: re.Match[str], text: str) -> Found:
    word = "%" if written["percent"] else written["word"] or ""
    stated = written[0].strip()
    start = written.start() + written[0].index(stated)
    end = start + len(stated)
    value = _value(written)
    count = None if value is None else Count(value, _unit(word), _mark(written))
    return Found(start, end, text[start:end], count, word)


def _value(written: re.Match[str]) -> int | Decimal | None:
    if written["loose"]:
        return None
    numeral = written["percent"] or written["arabic"] or written["chinese"]
    if numeral[0] in "百千万亿":
        numeral = f"一{numeral}"  # 近百, 百余, 百分之百
    numeral += written["scale"] or written["scale2"] or ""
    try:
        value = to_number(numeral)
    except NumeralError:
        return None
    return -value if written["sign"] else value


def _mark(written: re.Match[str]) -> Mark:
    marks = {_MARK_OF[word] for group in _MARK_GROUPS if (word := written[group])}
    return Mark.EXACT if not marks else marks.pop() if len(marks) == 1 else Mark.ABOUT


def _unit(word: str) -> Unit:
    return next(iter(units_of(word)), Unit.NUMBER)


def _is_statement(written: re.Match[str]) -> bool:
    """Tell a number from a numeral that is part of other words (百货, 一把手, 一个平台)."""
    if written["chinese"]:
        is_marked = any(written[group] for group in _MARK_GROUPS)
        is_bare_scale = written["chinese"][0] in "百千万亿"  # 千家, 百户
        is_idle = written[0].strip() in IDLE
        return is_marked or bool(written["word"] and not is_bare_scale and not is_idle)
    vague = written["loose"]
    return not (vague and vague[0] in "数几" and not written["word"])


def _rounds(words: Count, value: Decimal) -> bool:
    """Tell whether round words are close enough to an exact value."""
    stated = Decimal(words.value)
    if words.mark is Mark.AT_LEAST:
        return stated <= value < stated + _last_step(stated)
    if words.mark is Mark.BELOW:
        return stated * 9 / 10 <= value < stated
    return words.mark is Mark.ABOUT and abs(value - stated) <= stated / 10


def _last_step(value: Decimal) -> Decimal:
    """The place of the last digit that is not 0: 4000 → 1000, 120 → 10."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) else 0)

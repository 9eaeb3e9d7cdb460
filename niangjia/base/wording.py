"""Counts put into words: 4,000余人次 on a screen, 4000余人次 in a document (R22, R26)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from niangjia.base.counts import Answer, Count, Mark
from niangjia.base.units import Unit, gettext_noop

_WAN, _YI = 10**4, 10**8
_BEFORE = {
    Mark.AT_LEAST: gettext_noop("至少"),
    Mark.BELOW: gettext_noop("不到"),
    Mark.ABOUT: gettext_noop("约"),
}
_MORE, _NEARLY = gettext_noop("余"), gettext_noop("近")


@dataclass(frozen=True, slots=True)
class Words:
    """A number taken apart for drawing: before 约, number 4,000, after 余 or 余万, unit 人次.

    A page sets the gaps by CSS and translates `before`, `after` and `unit`.
    """

    before: str
    number: str
    after: str
    unit: str

    def __str__(self) -> str:
        return self.before + self.number + self.after + self.unit


def on_screen(answer: Answer, *, wan: bool | None = None) -> str:
    """Write for a screen: thousands with commas; money in 万元 where that is exact.

    Source: R26.
    """
    if not isinstance(answer, Count):
        return str(answer)
    return str(screen_words(answer, wan=wan))


def in_report(answer: Answer, *, wan: bool = False, with_unit: bool = True) -> str:
    """Write for Word and plain text: no comma, no space; 万 only where asked and exact.

    Without the unit where the sentence itself continues with the word (平均每个村13.5名).

    Source: R26.
    """
    if not isinstance(answer, Count):
        return str(answer)
    unit = answer.unit.report_word if with_unit else ""
    return str(_words(answer, wan=wan, commas=False, unit=unit))


def screen_words(count: Count, *, wan: bool | None = None) -> Words:
    """Take a count apart for a page; `wan=False` writes all digits (other languages)."""
    in_wan = count.unit is Unit.YUAN if wan is None else wan
    return _words(count, wan=in_wan, commas=True, unit=count.unit.label)


def _words(count: Count, *, wan: bool, commas: bool, unit: str) -> Words:
    divisor, scale = _scale(Decimal(count.value)) if wan else (1, "")
    before, after = _mark_words(count)
    number = _digits(count, divisor, commas=commas)
    # 770余万, but 3.5万余: the word stands behind the zero.
    after = after + scale if number.endswith("0") else scale + after
    return Words(before, number, after, unit)


def _mark_words(count: Count) -> tuple[str, str]:
    """Give what stands before and after: 余 and 近 only with a number ending in 0 (R22)."""
    if count.is_exact:
        return "", ""
    if count.mark is Mark.AT_LEAST and _is_round(count) and not count.unit.is_quotient:
        return "", _MORE
    if count.mark is Mark.BELOW and _is_round(count):
        return _NEARLY, ""
    return _BEFORE[count.mark], ""


def _is_round(count: Count) -> bool:
    return count.value > 0 and count.value % 10 == 0


def _scale(value: Decimal) -> tuple[int, str]:
    """Choose 亿 or 万 if at most two decimals of it say the value exactly."""
    for divisor, word in ((_YI, "亿"), (_WAN, "万")):
        if abs(value) >= divisor and value % (divisor // 100) == 0:
            return divisor, word
    return 1, ""


def _digits(count: Count, divisor: int, *, commas: bool) -> str:
    """Write the digits; only a quotient keeps the zeros that it was rounded to (24.0)."""
    value = Decimal(count.value)
    if divisor > 1:
        value = Decimal(int(value)) / divisor
    text = f"{value:,f}" if commas else f"{value:f}"
    if "." in text and not count.unit.is_quotient:
        text = text.rstrip("0").rstrip(".")
    return text

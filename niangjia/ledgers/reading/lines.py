"""The lines of a sheet that are no data: titles, facts, totals, notes, signatures, blanks (R31)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from niangjia.base.simplified import simplified
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.headers import Header
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, Kind
from niangjia.ledgers.reading.names import is_plausible
from niangjia.ledgers.reading.posts import post_line
from niangjia.ledgers.reading.text import Raw, flat, plain, shown, without_parentheses
from niangjia.ledgers.reading.units import is_section

Row = Sequence[Raw]

_TOTAL = re.compile(
    r"^.{0,14}?(合计|小计|总计|共计|累计|总人数|合共)(\d+[人名个席条])?[:：]?.{0,30}$|^(以上)?共\d+[人名个席]"
)
_PAGE = re.compile(
    r"^第\d+页|^共\d+页|^[(]?(接|续)上?[页表][)]?$|^[(]?转下页[)]?$|^[(]?以下(空白|无正文)[)]?$"
)
_NOTE = re.compile(
    r"^(备注|注|说明|填表说明|附注|附|备 注|填表|制表|审核|审批|复核|负责人|单位负责人|分管领导|主要领导|联系人|填报人|"
    r"填报|报送|经办|盖章|签字|签章|单位盖章|日期|联系电话|电话|传真|主管|领导签字|校对|统计人|联络员|制作)"
    r".{0,8}[:：(（].*$|^(注|备注|说明)[:：\d一].*$|^[\d一二三四五六七八九十]+[、.．](?!\d).{4,}$|.*(盖章|签字|签名|公章)[)）]?[:：]?$"
)
_DATE = re.compile(
    r"^(二[〇○零一].{1,3}|\d{4}|[ _]{2,})\s*年\s*\S{0,3}\s*月\s*(\S{0,3}\s*日)?$|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$"
)
_PAIR = re.compile(
    r"([^\s:：,，;；]{1,16})\s*[:：]\s*(.*?)(?=[\s,，;；。]+[^\s:：,，;；]{2,16}\s*[:：]|$)"
)
_A_DAY = r"(\d{4}\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
_IN_WORDS = {
    "as_of": re.compile(rf"截[至止]\s*:?\s*{_A_DAY}"),
    "elected_on": re.compile(rf"{_A_DAY}\s*(?:[一-龥]{{0,8}}?(?:选举|当选|换届))"),
}

_TERM = re.compile(r"第[一二三四五六七八九十百\d]{1,4}届")

FACT_WORDS = {
    "reported_by": (
        "填报单位",
        "报送单位",
        "单位名称",
        "上报单位",
        "填表单位",
        "制表单位",
        "统计单位",
        "单位(盖章)",
        "单位",
    ),
    "term_name": ("届次", "届别"),
    "elected_on": (
        "选举日期",
        "换届日期",
        "选举时间",
        "换届时间",
        "产生日期",
        "选举产生日期",
        "选举产生时间",
        "当选日期",
        "当选时间",
    ),
    "register_from": ("登记起始", "登记起始日期", "登记开始", "登记起"),
    "as_of": (
        "截至",
        "截止",
        "截至日期",
        "截止日期",
        "截至时间",
        "截止时间",
        "统计截止",
        "统计截止日期",
        "统计截止时间",
        "数据截至",
    ),
    "filled_on": (
        "填报日期",
        "填报时间",
        "填表日期",
        "填表时间",
        "制表日期",
        "制表时间",
        "日期",
        "时间",
    ),
}
UNITS_OF_MEASURE = frozenset({"人", "名", "个", "元", "万元", "席", "人、个", "个、人"})
_WORD_TO_FACT = {word: fact for fact, words in FACT_WORDS.items() for word in words}


def cells_of(row: Row) -> list[tuple[int, Raw]]:
    """The cells that hold something, with their column."""
    return [(c, raw) for c, raw in enumerate(row) if not isinstance(raw, str) or raw.strip()]


def facts_of(row: Row) -> dict[str, str]:
    """What a line above the header states: 届次：第十二届 → term_name, 截至2017年7月31日 → as_of."""
    texts = [plain(shown(raw)) for _, raw in cells_of(row)]
    facts = {_WORD_TO_FACT[w]: value for _, w, value in _pairs(texts) if w in _WORD_TO_FACT}
    if facts.get("reported_by") in UNITS_OF_MEASURE:
        facts["reported_by"] = ""
    for fact, pattern in _IN_WORDS.items():
        if found := next((found for text in texts if (found := pattern.search(text))), None):
            facts.setdefault(fact, found[1])
    return facts


def facts_not_understood(row: Row) -> Iterator[tuple[int, str, str]]:
    """Column, word and value of what a line above the header states and no field takes.

    Signatures and numbers of annexes are understood and of no use; a word without a value says
    nothing.
    """
    cells = cells_of(row)
    texts = [plain(shown(raw)) for _, raw in cells]
    for position, word, value in _pairs(texts):
        known = word in _WORD_TO_FACT or _OF_NO_USE.match(word) or is_note(flat(f"{word}:{value}"))
        if value and not known:
            yield cells[position][0], word, value


_OF_NO_USE = re.compile(r"附[件表录]|表[\d一二三四五六七八九十]|编号|文号|密级|截[至止]")


def _pairs(texts: list[str]) -> Iterator[tuple[int, str, str]]:
    """Cell, word and value, in one cell (届次：第十二届) or in neighbours (届次： | 第十二届)."""
    neighbours = itertools.zip_longest(texts, texts[1:], fillvalue="")
    for position, (text, following) in enumerate(neighbours):
        beside = "" if ":" in flat(following) or _bare(following) in _WORD_TO_FACT else following
        if beside and _bare(text) in _WORD_TO_FACT:  # 填报单位 | 嵩溪镇妇联
            yield position, _bare(text), beside
        for word, value in _PAIR.findall(text):
            yield position, _bare(word), value.strip() or beside


def _bare(word: str) -> str:
    return re.sub(r"[(（](盖章|公章|章|签章)[)）]", "", simplified(word)).lstrip("(（")


def above(row: Row) -> Skip:
    """The fate of a line above the header."""
    cells = cells_of(row)
    if not cells:
        return Skip.BLANK
    texts = [plain(shown(raw)) for _, raw in cells]
    if _states_facts(row, texts):
        return Skip.FACTS
    if all(map(is_section, texts)):  # several: names over tables side by side
        return Skip.SECTION if len(texts) == 1 else Skip.HEADER
    return Skip.NOTE if is_note(flat(texts[0])) and not _is_title(texts[0]) else Skip.TITLE


_STATES_A_DAY = re.compile(rf"[(（]?(?:截[至止]|{_A_DAY}\s*[一-龥]{{0,8}}?(?:选举|当选|换届))")


def opens_a_block(row: Row) -> bool:
    """A line below data that belongs to the header below it: a title, or facts of the whole block."""
    texts = [plain(shown(raw)) for _, raw in cells_of(row)]
    if not texts or is_total(flat(texts[0])):
        return False
    if len(texts) == 1 and is_section(texts[0]):
        return True
    if any(_WORD_TO_FACT.get(word, "filled_on") != "filled_on" for _, word, _ in _pairs(texts)):
        return True
    return len(texts) == 1 and _is_title(texts[0])


@cache
def _is_title(text: str) -> bool:
    """嵩溪镇元山村妇联执委名单（共2人）: ends as titles do."""
    return bool(_TITLE.search(without_parentheses(flat(text))))


_TITLE = re.compile(
    r"(名单|名册|花名册|一览表|情况表?|登记表|统计表?|采集表|信息表|明细表?|台账|汇总表?|执委|班子成员)$"
)


def _states_facts(row: Row, texts: list[str]) -> bool:
    """A title that ends in （截至2017年7月31日） stays a title."""
    if all(_DATE.match(text) or _STATES_A_DAY.match(text) for text in texts):
        return True
    return any(word in _WORD_TO_FACT for _, word, _ in _pairs(texts))


def below(row: Row, header: Header, kind: Kind) -> Skip | None:
    """The fate of a line below the header; None = it is data."""
    cells = cells_of(row)
    serial = header.columns.get("serial")
    own = [(c, raw) for c, raw in cells if c != serial or not _is_serial(raw)]
    if not own:
        return Skip.BLANK
    if len(cells) > 2 and _numbers_the_columns(cells):
        return Skip.HEADER
    if any(flat(raw) in EXAMPLES for _, raw in cells[:2]):
        return Skip.NOTE
    if _has_subject(row, header, kind):
        return None
    return _by_words(own, row, header, has_serial=len(own) < len(cells))


def _is_serial(raw: Raw) -> bool:
    """Numbers, also typed with a dot or in brackets; a serial of a preprinted row."""
    return isinstance(raw, float | int) or bool(
        re.fullmatch(r"[(（]?(\d+|[一二三四五六七八九十]+)[)）]?[.、]?", flat(raw))
    )


def _numbers_the_columns(cells: list[tuple[int, Raw]]) -> bool:
    """1, 2, 3 … or 甲, 乙, 1, 2 … below the header, as official forms have it."""
    texts = [flat(shown(raw)).strip("()") for _, raw in cells]
    ordinals = [text for text in texts if text not in _STEMS]
    return bool(ordinals) and ordinals == [str(n) for n in range(1, len(ordinals) + 1)]


_STEMS = frozenset("甲乙丙丁戊己")
EXAMPLES = frozenset(
    "例 例如 示例 样例 填写示例 填表示例 (例) (示例) (样例) 例: （例） （示例） （样例） 例：".split()
)


def _has_subject(row: Row, header: Header, kind: Kind) -> bool:
    """In a roster a name; else a unit that is no total and no note."""
    if kind.name == COMMITTEE_ROSTER:
        column = header.columns.get("name")
        return column is not None and is_plausible(row[column]) and len(cells_of(row)) > 1
    texts = [flat(row[header.columns[name]]) for name in kind.subject if name in header.columns]
    begin = [flat(raw) for _, raw in cells_of(row)[:3]]
    return any(texts) and len(begin) > 1 and not any(is_total(t) or is_note(t) for t in begin)


def _by_words(
    own: list[tuple[int, Raw]], row: Row, header: Header, *, has_serial: bool
) -> Skip | None:
    texts = [flat(raw) for _, raw in own]
    if any(is_total(text) for text in texts[:3]):
        return Skip.TOTAL
    lone = len(own) == 1 and not has_serial
    if lone and _gives_a_post(own[0], header):
        return Skip.SECTION
    if lone and is_section(shown(own[0][1])):
        return _lone(own[0], header)
    if is_note(texts[0]) or all(is_note(text) or _DATE.match(text) for text in texts):
        return Skip.NOTE
    return _lone(own[0], header) if lone else None


def _gives_a_post(cell: tuple[int, Raw], header: Header) -> bool:
    """执委（以姓氏笔画为序）; a post alone in its own column lacks its name."""
    column, text = cell[0], shown(cell[1])
    if column == header.columns.get("post") and not _COUNTS_OR_SORTS.search(text):
        return False
    return bool(post_line(text))


_COUNTS_OR_SORTS = re.compile(r"笔画|笔划|为序|\d\s*[名人]|[:：]$")


def _lone(cell: tuple[int, Raw], header: Header) -> Skip | None:
    """One cell in a row: a section, or a remark at the foot; her own column's word is data.

    So is a post without a name.
    """
    column, raw = cell
    text = shown(raw)
    if column == header.columns.get("post") and post_line(text):
        return None
    subjects = {
        header.columns.get(name, -1) for name in ("name", "organisation", "village", "township")
    }
    if column in subjects - {header.columns.get("township", -1), 0} and len(text) <= 20:
        return None
    return Skip.SECTION if is_section(text) else Skip.NOTE


@cache
def is_total(text: str) -> bool:
    """合计, 龙津镇小计, 共25人 …"""
    return bool(_TOTAL.match(text)) and len(text) <= 40


@cache
def is_note(text: str) -> bool:
    """备注：…, 填表人：…, 2.兼职副主席请注明。, （盖章） …"""
    return bool(_NOTE.match(text) or _PAGE.match(text))


def term_in(titles: Sequence[str]) -> str:
    """The 第十二届 of a title, "" if none tells it."""
    found = next((found for title in titles if (found := _TERM.search(simplified(title)))), None)
    return found[0] if found else ""

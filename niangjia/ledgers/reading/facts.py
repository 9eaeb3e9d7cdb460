"""What the lines above a header state for all rows below it: 届次, 选举日期, 截至, 填报单位."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from niangjia.base.simplified import simplified
from niangjia.ledgers.reading.text import Raw, flat, plain, shown

Row = Sequence[Raw]

_STATED = re.compile(r"([^\s:：,，;；]{1,16})\s*[:：]\s*")
_NEXT_STATED = re.compile(r"[\s,，;；。]([^\s:：,，;；。]{2,16}\s*[:：])")
_A_DAY = r"(\d{4}\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
_IN_WORDS = {
    "as_of": re.compile(rf"截[至止]\s*:?\s*{_A_DAY}"),
    "elected_on": re.compile(rf"(?<![截至止]){_A_DAY}\s*[一-龥]{{0,6}}?(?:选举|当选)"),
}

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
WORD_TO_FACT = {word: fact for fact, words in FACT_WORDS.items() for word in words}
DATE = re.compile(
    r"^(二[〇○零一].{1,3}|\d{4}|[ _]{2,})\s*年\s*\S{0,3}\s*月\s*(\S{0,3}\s*日)?$|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$"
)
_STATES_A_DAY = re.compile(rf"[(（]?(?:截[至止]|{_A_DAY}\s*[一-龥]{{0,6}}?(?:选举|当选))")
_TERM = re.compile(r"第[一二三四五六七八九十百\d]{1,4}届")


def cells_of(row: Row) -> list[tuple[int, Raw]]:
    """The cells that hold something, with their column."""
    return [(c, raw) for c, raw in enumerate(row) if not isinstance(raw, str) or raw.strip()]


def facts_of(row: Row) -> dict[str, str]:
    """What a line above the header states: 届次：第十二届 → term_name, 截至2017年7月31日 → as_of."""
    texts = [plain(shown(raw)) for _, raw in cells_of(row)]
    told = [(WORD_TO_FACT[w], value) for _, w, value in pairs(texts) if w in WORD_TO_FACT]
    # 单位：人 says what is counted; it is no 填报单位 and takes nothing from one beside it.
    facts = {fact: value for fact, value in told
             if not (fact == "reported_by" and value in UNITS_OF_MEASURE)}  # fmt: skip
    for fact, pattern in _IN_WORDS.items():
        if found := next((found for text in texts if (found := pattern.search(text))), None):
            facts.setdefault(fact, found[1])
    return facts


def pairs(texts: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Cell, word and value, in one cell (届次：第十二届) or in neighbours (届次： | 第十二届)."""
    neighbours = itertools.zip_longest(texts, texts[1:], fillvalue="")
    for position, (text, following) in enumerate(neighbours):
        beside = "" if ":" in flat(following) or _bare(following) in WORD_TO_FACT else following
        if beside and _bare(text) in WORD_TO_FACT:  # 填报单位 | 嵩溪镇妇联
            yield position, _bare(text), beside
        for word, value in _stated_in(text):
            yield position, _bare(word), value or beside


def _stated_in(text: str) -> Iterator[tuple[str, str]]:
    """Words before a colon, each with all that follows until the next of them.

    In one walk: as one pattern, a cell of a thousand commas would be walked a thousand times.
    """
    found = _STATED.search(text)
    while found:
        following = _NEXT_STATED.search(text, found.end())
        value = text[found.end() : following.start()] if following else text[found.end() :]
        yield found[1], (value.rstrip(" ,，;；。") if following else value.strip())
        found = _STATED.match(text, following.start(1)) if following else None


def _bare(word: str) -> str:
    return re.sub(r"[(（](盖章|公章|章|签章)[)）]", "", simplified(word)).lstrip("(（")


def states_facts(texts: Sequence[str]) -> bool:
    """Tell whether a line of these texts states anything; a title that ends in （截至…） stays a title."""
    if all(DATE.match(text) or _STATES_A_DAY.match(text) for text in texts):
        return True
    return any(word in WORD_TO_FACT for _, word, _ in pairs(texts))


def states_for_a_block(texts: Sequence[str]) -> bool:
    """Tell whether it states more than the day on which the form was filled in."""
    return any(WORD_TO_FACT.get(word, "filled_on") != "filled_on" for _, word, _ in pairs(texts))


def term_in(titles: Sequence[str]) -> str:
    """The 第十二届 of a title, "" if none tells it."""
    found = next((found for title in titles if (found := _TERM.search(simplified(title)))), None)
    return found[0] if found else ""

"""Numerals that count nothing: dates, ordinals, numbers of papers and lines, names, slogans.

A name that `prose.numbers_in` lists by mistake gets a line in `SET_PHRASES`. Most need none: a
Chinese numeral is only listed before a unit word, so 二十大, 三统一, 四同步 and 一是 pass anyhow.
"""

from __future__ import annotations

import re

from niangjia.base.numerals import NUMERALS, half_width

MASK = "\0"

SET_PHRASES = (
    "两个全面",
    "两个维护",
    "两个确立",
    "两个结合",
    "两个平台",
    "三个明确",
    "三个到位",
    "四个意识",
    "四个自信",
    "四个全面",
    "五个一",
    "十个一",
    "三八",
    "38妇女节",
    "3.8妇女节",
    "3.8国际",
    "六一",
    "八一",
    "十佳",
    "双百",
    "十分",
    "百户和谐",
    "千家万户",
    "十户联防",
    "12338",
    "24小时服务",
    "24小时在线",
    "24小时值守",
)

# 一个平台, 一次次: said of nothing that was counted. 一场, 一期, 一户 are listed.
IDLE = frozenset(f"一{word}" for word in "个次位家套项天件人条批种类所对周年处")

# Bounded, or a long row of digits is searched once from each of its digits.
_NUMBER = rf"(?:\d{{1,9}}|[{NUMERALS}]{{1,12}})"
_YEAR = r"(?<!\d)(?:19|20)\d\d"
_DATES = (
    rf"{_YEAR}\s?年?\s?[-~～—至到]+\s?(?:19|20)\d\d(?:年度?|学年)",  # 2017-2020年
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|{_YEAR}[-/]\d{{1,2}}(?!\d)",
    rf"{_YEAR}\s?年[度代底初末来]?",
    rf"[{NUMERALS}]{{4}}年|[{NUMERALS}]{{1,3}}月(?:[{NUMERALS}]{{1,3}}[日号]|份|底|初)?",
    r"(?<!\d)\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|份|底|初|上旬|中旬|下旬)?",
    r"(?<!\d)\d{1,2}日",
    rf"(?:最近|近|未来|今后){_NUMBER}(?:年|个月|天|周)来?",  # the last three years
    r"(?<!\d)\d{1,2}[:：]\d\d(?!\d)|(?<!\d)\d{1,2}时(?:\d{1,2}分)?",
    r"(?<!\d)\d{1,2}点(?=\d|半|整|钟|至|到|前|后)(?:\d{1,2}分)?",
    r"(?<!\d)\d{1,2}·\d{1,2}|(?<!\d)\d0后",  # 3·8, 90后
)
_PAPERS = (
    r"[\u3014\[（(【]\s*\d{4}\s*[\u3015\]）)】]\s*第?\s*\d+\s*号?",  # [2024]5号, any brackets
    r"\d{1,6}号(?!召)",
    rf"第\s?{_NUMBER}[个名位场次期户家支份件项条]?",
    rf"(?<![目此以之年提会当])前{_NUMBER}[名位强]",
    r"(?:附件|附表|附图|见表|见图)\s?\d+",
    r"(?m:^)\s*(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)])",  # marks of a list
    r"(?<=[。；：])(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)])",
)
_CODES = (
    r"\d{1,2}\+(?:\d{1,2}\+)*(?:[A-Za-z]|\d{1,2})|[A-Za-z]{1,20}[-/ ]?\d[\d.-]*|\d{1,4}[A-Z]",  # 5+N, 5+2, A4
    r"(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{17}[\dXx]|(?<!\d)0\d{2,3}-\d{7,8}",  # telephones, identities
    r"(?:热线|电话|拨打)[:：]?\s*[\d-]+|(?<!\d)1\d{2,4}(?=(?:妇女|维权|公益|服务|报警)*热线)",
)
_NAMES = (
    rf"[“‘]{_NUMBER}(?:个|项|种)?[^”’\d]{{1,6}}[”’]",  # in quotation marks: “三个明确”
    r"(?<=[统唯同专单之进])一",
    r"一[^，。、；\s]一[^，。、；\s]",  # 一户一档
    r"(?<!\d)(?:" + "|".join(map(re.escape, SET_PHRASES)) + r")(?!\d)",
)
_NOT_COUNTS = re.compile(
    "|".join(f"(?:{pattern})" for pattern in (*_DATES, *_PAPERS, *_CODES, *_NAMES))
)


def masked(text: str) -> str:
    """Blank out the numerals that count nothing; ASCII digits, same length."""
    return _NOT_COUNTS.sub(lambda found: MASK * len(found[0]), half_width(text))

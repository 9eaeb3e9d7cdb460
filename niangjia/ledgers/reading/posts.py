"""Posts on a committee as rosters word them."""

from __future__ import annotations

import re
from functools import lru_cache

from niangjia.ledgers.reading.text import CellError, Raw, flat, is_nothing, without_parentheses

MEMBER = "member"
RANKS = ("chair", "vice_chair", "standing", MEMBER)

_EMPLOYMENT = (("专职", "full_time"), ("兼职", "part_time"), ("挂职", "seconded"))
_SHORT = (("(专)", "full_time"), ("(兼)", "part_time"), ("(挂)", "seconded"))
_BODY = r"[一-龥]{0,12}(?:妇联|妇女联合会|妇代会|妇女代表会|妇委会|妇工委|妇女|执委会)"
_WHERE = rf"(?:{_BODY}|[一-龥]{{0,10}}(?:村|社区|镇|乡|街道|县))?"
_HOW = r"(?:专职|兼职|挂职|[专兼挂]|\([专兼挂]职?\))?"
_NOTE = r"(?:\(\w{1,4}\))?"
# 主任 and 会长 without a women's body before them head something else: 城东村主任.
_PATTERNS = (
    (
        "vice_chair",
        rf"{_WHERE}(?:常务|第[一二三])?{_HOW}(?:常务|第[一二三])?副主席|(?:{_BODY})?{_HOW}副(?:主任|会长)",
    ),
    ("chair", rf"{_WHERE}(?:代理?)?{_HOW}主席|(?:{_BODY})?{_HOW}(?:主任|会长)"),
    ("standing", rf"{_WHERE}{_HOW}(?:常委|常务委员|常务执委|常执委|常委委员)"),
    (MEMBER, rf"{_WHERE}{_HOW}(?:执委|执行委员|委员|执委委员|执委会委员|执委成员|执委会成员)"),
)
_COMPILED = tuple((post, re.compile(rf"(?:{pattern}){_NOTE}")) for post, pattern in _PATTERNS)
_FOREIGN = re.compile(
    r"村委|支部|支委|党委|居委|村民|工会|团委|书记|人大|政协|总工|共青团|科协|残联|计生"
)
_PARTS = re.compile(r"[、,;/|]+|兼(?![职)])")


def read_post(raw: Raw) -> tuple[str, str, str]:
    """Read a post: (post, employment named in it, key). A plain 执委 or 委员 is "member".

    Keys: post-missing, post-unknown.
    """
    if isinstance(raw, CellError) or is_nothing(raw):
        return "", "", "post-missing"
    if not isinstance(raw, str):
        return "", "", "post-unknown"
    text = flat(raw)
    posts = [post for part in _split(text) if (post := _post(part))]
    if not posts:
        return "", "", "post-unknown"
    return min(posts, key=RANKS.index), employment_in(text), ""


@lru_cache(maxsize=4096)
def post_line(text: str) -> str:
    """The post that a line of its own gives to the rows below it: 二、副主席（2名）; "" if none."""
    bare = re.sub(r"^[一二三四五六七八九十\d]+[、.]|[:]$", "", without_parentheses(flat(text)))
    return bare if _post(bare) else ""


def employment_in(text: str) -> str:
    """The employment that a post names: 兼职副主席, 副主席(兼) → part_time; "" if none."""
    found = [value for word, value in (*_EMPLOYMENT, *_SHORT) if word in text]
    return found[0] if found else ""


def _split(text: str) -> list[str]:
    """村委委员、妇联执委 → both."""
    if _post(text):
        return [text]
    return [part for part in _PARTS.split(text) if part]


@lru_cache(maxsize=4096)
def _post(part: str) -> str:
    if _FOREIGN.search(part) and "妇" not in part:
        return ""
    return next((post for post, pattern in _COMPILED if pattern.fullmatch(part)), "")

"""The unit that a title, a section line or a sheet's name tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from niangjia.base.simplified import simplified
from niangjia.ledgers.reading.rows import Unit
from niangjia.ledgers.reading.text import plain, without_parentheses

_COUNTY = re.compile(
    r"^[一-龥]{1,7}?(?:县|自治县|市|旗|(?<![社小片校厂园])区)(?=[一-龥]{1,5}(?:镇|乡|街道))"
)
_TOWNSHIP = re.compile(r"^(?!各|全|本)([一-龥]{1,6}?(?:镇|乡|街道))(?!级)")
_VILLAGE = re.compile(
    r"^(?!各|全|本|农|行政)([一-龥]{1,10}?(?:村民委员会|村委会|居民委员会|居委会|村|社区))(?=妇|委员会|执|$|[^一-龥级])"
)
_SEVERAL_VILLAGES = re.compile(
    r"^(?!各|全|本|农|行政)[一-龥]{1,8}(?:村|社区)(?:妇联)?[、和]"
    r"[一-龥]{1,8}(?:村|社区)(?=[、和妇委执两三]|$)"
)
_BODY = re.compile(r"^[^妇]*(?:妇联|妇女联合会|妇代会|妇女代表会|妇委会)(?!执委会)")
_COUNTY_BODY = re.compile(r"^[一-龥]{1,7}(?:县|市|旗|(?<![社小片校厂园])区)(?:妇联|妇女联合会)")
_NUMBERING = re.compile(
    r"^(?:[12]\d{3}年度?|附[件表]\s*\d*\s*[:：]|[（(]?(?:[一二三四五六七八九十]+|\d+)[)）]?[、.．\s]\s*"
    r"|第[一二三四五六七八九十\d]+[部份分章节][、\s]*)+"
)
_NO_NAMES = ("乡镇", "村镇", "城镇", "各镇", "各乡", "全镇", "全乡")
_SECTION_END = re.compile(
    r"(?:镇|乡|街道|村|社区|妇联|妇女联合会|妇代会|妇委会|村委会|居委会|村民委员会|居民委员会)$"
)


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit:
    """The township, village and organisation that a line names; empty where it names none.

    清流县田源乡新村村妇联执委名单 → 田源乡, 新村村, 田源乡新村村妇联. In simplified signs.
    """
    bare = _NUMBERING.sub("", simplified(plain(without_parentheses(text)))).replace(" ", "")
    if found := _COUNTY_BODY.match(bare):
        return Unit(organisation=found[0])
    bare = _COUNTY.sub("", bare)
    township = _township(bare)
    rest = bare.removeprefix(township)
    if _SEVERAL_VILLAGES.match(rest):  # nobody knows whose the rows are: it is asked, not guessed
        found = _BODY.match(bare)
        return Unit(township, organisation=found[0] if found else bare)
    village = found[1] if (found := _VILLAGE.match(rest)) else ""
    body = _BODY.match(bare)
    named = body and (township or village) and not rest.startswith(("级", "村级"))
    return Unit(township, village, body[0] if body and named else "")


def unit_of_sheet(name: str, others: Sequence[str]) -> Unit:
    """The unit that a sheet's name tells of, where `others` are the names of the visible sheets.

    In a file with a sheet 灵地村 a sheet 杨源 is called after its village too.
    """
    unit, bare = unit_of(name), simplified(plain(without_parentheses(name))).strip()
    if unit != Unit() or not _BARE_PLACE.fullmatch(bare) or _OF_LEDGERS.search(bare):
        return unit
    return Unit(village=bare) if any(unit_of(other).village for other in others) else unit


_BARE_PLACE = re.compile(r"[㐀-鿿]{2,4}")
_OF_LEDGERS = re.compile(
    r"[表册单录总汇统说模例届级批妇席执旧页附封乡镇县]|空白|备份|明细|字典|数据|补报|人员|信息|其他|领导"
)


def _township(text: str) -> str:
    found = _TOWNSHIP.match(text)
    return "" if not found or found[1].endswith(_NO_NAMES) else found[1]


def is_section(text: str) -> bool:
    """Tell whether a line of its own names the unit of the rows below: 二、城南村妇联（13人）."""
    bare = (
        _NUMBERING.sub("", simplified(plain(without_parentheses(text))))
        .rstrip(":： ")
        .replace(" ", "")
    )
    unit = unit_of(bare)
    return len(bare) <= 30 and bool(_SECTION_END.search(bare) and (unit.township or unit.village))

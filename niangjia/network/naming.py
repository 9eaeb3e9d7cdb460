"""What a place and its organisation are called (RULES R7), and how people shorten it.

The division table names village-level rows after their committee (城东村委会). A place is
named after itself (城东村), an organisation after its place (城东村妇女联合会). Ledgers write
all of these and shorter ones (城东, 城东村妇联, 龙津镇城东村); `variants` says which are meant.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from niangjia.base.simplified import simplified

LEVELS = ("village", "township", "county", "prefecture", "province")

# Committees, and what their place's name ends in. First as the table should write them (so that
# 人民居委会 and 安居居委会 lose no letter), then their misspelt and cut-off forms.
_COMMITTEES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:村民居委会|村民委员会|村委会)$"), "村"),
    (re.compile(r"(?:类似|居民|(?<=社区)居)?(?:居民委员会|居委会)$"), "社区"),
    (re.compile(r"村(?:[民名和]{0,2}|民村)(?:[委员会]{2,}民?|委)$"), "村"),
    (re.compile(r"[牧渔]民?委员?会$"), "村"),
    (re.compile(r"(?<=嘎查)(?:人民)?委员?会$"), ""),
    (re.compile(r"(?<=街)(?:街道)?委员会$"), ""),
    (re.compile(r"民?居[民名居]?(?:管理)?(?:[委员会]{2,}|委|会)$"), "社区"),
    (re.compile(r"(?<=社区)(?:居|管理委员会|委员?会)$"), "社区"),
)
_WHOLE = {"村": ("村", "社区", "嘎查"), "社区": ("社区",)}  # names that need no ending more
_STREET_OFFICE = re.compile(r"街道办(?:事处)?$|街办$")

# A note in brackets that says what kind of row it is, not which place.
_NOTES = re.compile(r"(?:[（(][^（）()]*[）)])+$")
_NOTE_ON_KIND = re.compile(r"[（(](?:社区|农村社区|省级|特殊[^）)]*|含[^）)]*)[）)]")

_ORGANISATION = re.compile(
    r"(?:(?:妇女联合会|妇联|妇女代表大?会|妇代会|妇女委员会|妇委会)(?:执行?委员?会?)?"
    r"|人民政府|政府|党工委|党委|党总支|党支部|两委)+$"
)
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")

_NATIONALITY = re.compile(
    r"(?:(?:壮|满|回|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬"
    r"|东乡|高山|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|柯尔克孜|达斡尔|景颇|毛南|撒拉|布朗|塔吉克|阿昌"
    r"|普米|鄂温克|怒|京|基诺|德昂|保安|俄罗斯|裕固|乌孜别克|门巴|鄂伦春|独龙|塔塔尔|赫哲|珞巴|各)族"
    r"|维吾尔|蒙古|哈萨克|塔吉克|锡伯|柯尔克孜)+$"
)

# What a level's names end in, longest first, and the endings by which people replace it.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "village": ("社区", "嘎查", "村"),
    "township": ("街道", "地区", "苏木", "镇", "乡"),
    "county": ("自治县", "自治旗", "林区", "特区", "县", "区", "市", "旗"),
    "prefecture": ("自治州", "地区", "市", "盟"),
    "province": ("自治区", "省", "市"),
}
_ALL_ENDINGS = sorted({e for all_of in _ENDINGS.values() for e in all_of}, key=len, reverse=True)
_PLAIN_ENDING = {"自治县": "县", "自治旗": "旗", "自治州": "州"}
_SHORTEST = 2  # characters; 时村 is never meant by 时


def place_name(raw: str, level: str = "village") -> str:
    """Name of the place whose row the division table calls `raw`.

    城东村委会 → 城东村, 新村村村委会 → 新村村, 渔沧社区居委会 → 渔沧社区, 东湖街道办事处 → 东湖街道.
    What is only a committee (居委会) or ends in none (牧业队) stays as it is.

    Source: R7.
    """
    if level == "township":
        return _STREET_OFFICE.sub("街道", raw)
    if level != "village":
        return raw
    body, notes = _without_notes(raw)
    return _village_name(body) + notes


def _village_name(body: str) -> str:
    for committee, ending in _COMMITTEES:
        bare = committee.sub("", body)
        if bare and bare != body:
            return bare if not ending or bare.endswith(_WHOLE[ending]) else bare + ending
    return body


def _without_notes(raw: str) -> tuple[str, str]:
    found = _NOTES.search(raw)
    if not found or not found.start():
        return raw, ""
    return raw[: found.start()], _NOTE_ON_KIND.sub("", found.group())


def key(written: str) -> str:
    """What is compared when two spellings may mean one place: no organisation, no committee.

    石下村妇女联合会, 石下村委会, 「石下 村」 → 石下村; 嵩口镇人民政府 → 嵩口镇; 石下 stays 石下,
    because 石下村 and 石下社区 are two places: `variants` knows that either may be meant. Traditional
    signs are read as simplified ones.
    """
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", simplified(written))).casefold()
    place = _ORGANISATION.sub("", bare) or bare
    return place_name(place_name(place, "township"))


def stem(written: str) -> str:
    """What all spellings of a place have in common: 石下 of 石下村, 景宁 of 景宁畲族自治县."""
    place = key(written)
    ending = next((e for e in _ALL_ENDINGS if place.endswith(e)), "")
    bare = place.removesuffix(ending)
    shortest = _NATIONALITY.sub("", bare)
    return next((part for part in (shortest, bare) if len(part) >= _SHORTEST), place)


def variants(name: str, level: str, *, within: Sequence[str] = ()) -> set[str]:
    """Every key by which people write the place `name`.

    Args:
        name: of a place, 石下村.
        level: of that place.
        within: names of the places above it, nearest first (林畲乡, 清流县); then 林畲乡石下村,
            林畲石下 and 清流县石下村 are among the keys too.
    """
    forms = _short_forms(name, level)
    above = LEVELS[LEVELS.index(level) + 1 :]
    whole = set(forms)
    for upper, upper_level in zip(within, above, strict=False):
        prefixes = _short_forms(upper, upper_level) | {""}
        whole = {prefix + form for prefix in prefixes for form in whole}
    return whole


def _short_forms(name: str, level: str) -> set[str]:
    full = key(name)
    ending = next((e for e in _ENDINGS[level] if full.endswith(e)), "")
    stem = full.removesuffix(ending)
    plain = _NATIONALITY.sub("", stem)
    # 嵩溪畲族村 is also 嵩溪村, 景宁畲族自治县 is also 景宁县.
    shorter = {form for form in (stem, plain) if len(form) >= _SHORTEST}
    if len(plain) >= _SHORTEST:
        shorter |= {plain + ending, plain + _PLAIN_ENDING.get(ending, ending)}
    return {full} | shorter


def matches(
    written: str, names: Iterable[str], level: str, *, within: Sequence[str] = ()
) -> list[str]:
    """Those of `names` that `written` may mean: the exact ones, or if none is, the shortened.

    More than one answer is an open question for a person, none is an unknown place.
    """
    wanted, known = key(written), list(names)
    exact = [name for name in known if key(name) == wanted]
    return exact or [name for name in known if wanted in variants(name, level, within=within)]


def federation_name(place: str) -> str:
    """Full name of the federation of `place`: 石下村妇女联合会."""
    return f"{place}妇女联合会"


def federation_short_name(place: str) -> str:
    """Everyday name of the federation of `place`: 石下村妇联."""
    return f"{place}妇联"


def council_name(place: str) -> str:
    """Full name of the women's representative council of `place`: 石下村妇女代表会."""
    return f"{place}妇女代表会"


def council_short_name(place: str) -> str:
    """Everyday name of the women's representative council of `place`: 石下村妇代会."""
    return f"{place}妇代会"

"""Kinds of organisations and venues known at the start; an office adds its own rows (DOMAIN C.1, B.1)."""

from typing import Any


def _tier(code: str, name: str, english: str, level: str, committee: bool) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "name_en": english,
        "level": level,
        "has_committee": committee,
        "source": "DOMAIN C.1",
    }


def _lateral(code: str, name: str, english: str, *, committee: bool = True) -> dict[str, Any]:
    return _tier(code, name, english, "unit", committee=committee) | {"is_lateral": True}


# What is no federation itself (a hobby group, a society, a corporate member) has no committee.
KINDS = (
    _tier("province", "省级妇联", "Provincial federation", "province", committee=True),
    _tier("prefecture", "市级妇联", "Prefecture federation", "prefecture", committee=True),
    _tier("county", "县级妇联", "County federation", "county", committee=True),
    _tier("township", "乡镇（街道）妇联", "Township federation", "township", committee=True),
    _tier("village", "村（社区）妇女组织", "Village organisation", "village", committee=True),
    _tier("grid", "妇联网格", "Federation grid", "grid", committee=False),
    _tier("sisters_station", "姐妹驿站", "Sisters' station", "station", committee=False),
    _tier("women_group", "妇女小组", "Women's group", "station", committee=False),
    _lateral("enterprise", "企业妇联", "Enterprise federation"),
    _lateral("building", "商业楼宇妇联", "Commercial building federation"),
    _lateral("market", "专业市场妇联", "Market federation"),
    _lateral("cooperative", "合作社妇联", "Co-operative federation"),
    _lateral("migrant", "流动妇女妇联", "Migrant women's federation"),
    _lateral("new_economic", "新经济组织妇联", "New economic organisation federation"),
    _lateral("new_social", "新社会组织妇联", "New social organisation federation"),
    _lateral("new_employment", "新就业群体妇联", "New-employment group federation"),
    _lateral("social_org", "社会组织", "Social organisation", committee=False),
    _lateral("interest_group", "兴趣团队", "Hobby group", committee=False),
    _lateral("industry", "行业妇联", "Trade federation"),
    _lateral("park", "园区妇联", "Industrial park federation"),
    _lateral("school", "学校妇委会", "School women's committee"),
    _lateral("hospital", "医院妇委会", "Hospital women's committee"),
    _lateral("office", "机关事业单位妇委会", "Office women's committee"),
    _lateral("group_member", "团体会员", "Group member", committee=False),
)

# The form of a new organisation where it is not said; all others are federations.
FORMS = {
    "grid": "grid",
    "sisters_station": "station",
    "women_group": "women_group",
    "social_org": "association",
    "interest_group": "association",
    "school": "women_committee",
    "hospital": "women_committee",
    "office": "women_committee",
}


def form_of(kind: str) -> str:
    """The form with which an organisation of that kind is founded."""
    return FORMS.get(kind, "federation")


# Code, name, English name, source.
VENUE_KINDS = (
    ("womens_home", "妇女之家", "Women's home", "DOMAIN B.3"),
    ("micro_home", "妇女微家", "Women's micro-home", "DOMAIN B.3"),
    ("childrens_home", "儿童之家", "Children's home", "DOMAIN B.3"),
    ("vanguard_station", "先锋驿站", "Vanguard station", "DOMAIN A.0 F-000-18"),
    ("volunteer_station", "志愿服务站", "Volunteer station", "DOMAIN A.0 F-000-18"),
    ("cultural_venue", "文化活动场所", "Cultural venue", "DOMAIN A.0 F-000-18"),
    ("service_centre", "便民服务中心", "Convenience service centre", "DOMAIN A.0 F-000-18"),
)

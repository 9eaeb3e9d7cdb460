"""The columns of a ledger that is handed out: only what a figure uses, and what finds the row.

A heading is a word by which the importer knows the field; a choice is one that it reads back as the
same value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from niangjia.ledgers.reading import words


def _first(table: Mapping[str, str]) -> dict[str, str]:
    """Value → the first word that is read as it."""
    chosen: dict[str, str] = {}
    for word, value in table.items():
        chosen.setdefault(value, word)
    return chosen


POSTS = {"chair": "主席", "vice_chair": "副主席", "standing": "常委", "member": "执委"}
POLITICS = _first(words.POLITICS)
EDUCATION = _first(words.EDUCATION)
EMPLOYMENT = _first(words.EMPLOYMENT)
RECRUITED_FROM = _first(words.RECRUITED_FROM)
FORMS = {"federation": "妇联", "council": "妇代会"}
MEMBER_KINDS = _first(words.MEMBER_KINDS)


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """One column.

    Attributes:
        serves: the figures that use it; empty where it only says whose row it is.
        choices: what the drop-down offers; `is_open` takes other words too, without asking.
    """

    field: str
    heading: str
    width: int
    serves: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_open: bool = False


SEATS, POSTS_HELD, NEW = "committees.seats", "committees.posts", "committees.new_members"
PERSONS = "committees.persons"

ROSTER = (
    BlankColumn("organisation", "组织名称", 22),
    BlankColumn("name", "姓名", 11, (PERSONS,)),
    BlankColumn("post", "妇联职务", 10, (POSTS_HELD,), tuple(POSTS.values())),
    BlankColumn("employment", "专兼职", 8, (POSTS_HELD,), tuple(EMPLOYMENT.values())),
    BlankColumn("born", "出生年月", 11, (PERSONS,)),
    BlankColumn("politics", "政治面貌", 13, (PERSONS,), tuple(POLITICS.values())),
    BlankColumn("education", "文化程度", 9, (PERSONS,), tuple(EDUCATION.values())),
    BlankColumn("member_kinds", "类别", 20, (SEATS,), tuple(MEMBER_KINDS.values()), is_open=True),
    BlankColumn("sector", "领域", 11, (SEATS,)),
    BlankColumn("recruited_from", "来源", 10, (SEATS,), tuple(RECRUITED_FROM.values())),
    BlankColumn("seat_starts_on", "任职起", 11, (NEW,)),
    BlankColumn("seat_last_day", "任职止", 11, (SEATS,)),
    BlankColumn("phone", "手机号", 13, (PERSONS,)),
)

FEDERATIONS, SYNCHRONISED = "network.federations", "network.synchronised"

ORGANISATIONS = (
    BlankColumn("code", "区划代码", 14),
    BlankColumn("township", "乡镇（街道）", 14),
    BlankColumn("village", "村（社区）", 14),
    BlankColumn("form", "组织类别", 10, (FEDERATIONS,), tuple(FORMS.values())),
    BlankColumn("founded_on", "成立日期", 12, (FEDERATIONS,)),
    BlankColumn("converted_on", "改建日期", 12, ("network.conversions",)),
    BlankColumn("committee_elected_on", "选举产生执委日期", 17, (SYNCHRONISED,)),
    BlankColumn("board_hung_on", "挂牌日期", 12, (SYNCHRONISED,)),
    BlankColumn("group_opened_on", "建群日期", 12, (SYNCHRONISED,)),
    BlankColumn("first_activity_on", "首次活动日期", 13, (SYNCHRONISED,)),
)

"""The cast of stories: 清溪县 (invented), small enough to know by heart.

清溪县妇联
├── 甲镇妇联
│   ├── 丙村妇联
│   │   └── 第一网格
│   │       └── 河边姐妹驿站
│   └── 丁村妇代会
└── 乙乡妇联
    └── 戊社区妇联
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from niangjia.base import journal
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.network import naming, operations
from niangjia.network.models import Organisation, Place, PlaceName

TODAY = date(2026, 11, 21)
SINCE = date(2012, 1, 1)

PLACES = (
    ("990001000000", "清溪县", "county", ""),
    ("990001100000", "甲镇", "town", "990001000000"),
    ("990001100201", "丙村", "village", "990001100000"),
    ("990001100202", "丁村", "village", "990001100000"),
    ("990001200000", "乙乡", "township", "990001000000"),
    ("990001200001", "戊社区", "community", "990001200000"),
)
LEVELS = {"county": "county", "town": "township", "township": "township"}
DIGITS = {"county": 6, "township": 9, "village": 12}


@dataclass(frozen=True)
class County:
    """The organisations by their names in the story."""

    federation: Organisation
    jia: Organisation
    yi: Organisation
    bing: Organisation
    ding: Organisation
    wu: Organisation
    grid: Organisation
    station: Organisation


def found_county(since: date | None = SINCE, today: date = TODAY) -> County:
    """Lay out 清溪县 and found its organisations; their register is complete from `since`."""
    places = lay_out_places()
    top = federation(None, places["清溪县"], "county", today)
    jia, yi = (federation(top, places[name], "township", today) for name in ("甲镇", "乙乡"))
    bing = federation(jia, places["丙村"], "village", today)
    ding = council(jia, places["丁村"], today)
    wu = federation(yi, places["戊社区"], "village", today)
    grid = below(bing, "grid", "grid", "第一网格", today)
    station = below(grid, "station", "sisters_station", "河边姐妹驿站", today)
    if since:
        with journal.act("台账", by=None) as entry:
            declare_complete(entry, Register.ORGANISATIONS, {top.pk: since})
    return County(top, jia, yi, bing, ding, wu, grid, station)


def lay_out_places() -> dict[str, Place]:
    """The places of 清溪县 by name, with an open beginning."""
    return {name: lay_out_one(code, name, kind, above) for code, name, kind, above in PLACES}


def lay_out_one(code: str, name: str, kind: str, above: str) -> Place:
    """Lay out one place more, below the one with the code `above`."""
    level = LEVELS.get(kind, "village")
    place = Place.objects.create(
        code=code,
        prefix=code[: DIGITS[level]],
        level=level,
        parent=Place.objects.filter(code=above).first(),
    )
    PlaceName.objects.create(place=place, name=name, kind=kind)
    return place


def federation(
    parent: Organisation | None, place: Place, level: str, today: date = TODAY
) -> Organisation:
    """Found the women's federation of a place, there since before the records."""
    name = place.names.get().name
    return operations.found(
        by=None,
        kind=level,
        level=level,
        name=naming.federation_name(name),
        short_name=naming.federation_short_name(name),
        form="federation",
        parent=parent,
        place=place,
        on=None,
        today=today,
        code=place.code,
    )


def council(parent: Organisation, place: Place, today: date = TODAY) -> Organisation:
    """Found the women's council of a village, there since before the records."""
    name = place.names.get().name
    return operations.found(
        by=None,
        kind="village",
        level="village",
        name=naming.council_name(name),
        short_name=naming.council_short_name(name),
        form="council",
        parent=parent,
        place=place,
        on=None,
        today=today,
        code=place.code,
    )


def below(
    parent: Organisation, level: str, kind: str, name: str, today: date = TODAY
) -> Organisation:
    """Found a grid or station, which has no place of its own."""
    return operations.found(
        by=None,
        kind=kind,
        level=level,
        name=name,
        short_name=name,
        form=level,
        parent=parent,
        place=None,
        on=None,
        today=today,
    )

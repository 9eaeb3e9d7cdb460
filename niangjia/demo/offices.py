"""Who in the county keeps which file, and how: each office has a layout and an oddity of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from niangjia.demo import layouts
from niangjia.demo.cells import han_day
from niangjia.demo.county import County
from niangjia.demo.layouts import Layout
from niangjia.demo.organisations import organisations_sheet
from niangjia.demo.people import Crowd
from niangjia.demo.places import Area
from niangjia.demo.riddles import keeps_identity
from niangjia.demo.rosters import Part, Roster, roster_sheet, with_identity
from niangjia.demo.seats import Clues, Committee, Post, Seat
from niangjia.demo.shares import dice
from niangjia.demo.workbook import Look, Sheet

Workbook = tuple[str, list[Sheet]]
Facts = tuple[tuple[str, str], ...]

# Oddities of single offices, by the place of their township in the order of codes.
DRAFT_HIDDEN, EMPTY_SHEET, INSTRUCTIONS, HIDDEN_ROW, VILLAGES_WITH_IDENTITY = 3, 6, 1, 4, 5
DRAFTED = 5  # women on the hidden draft, none of whom was elected
INSTRUCTION_LINES = (
    "填表说明",
    "一、每名执委填一行；兼两种类别的用顿号隔开。",
    "二、出生年月尽量填到月，手机号可以不填。",
)


def workbooks(county: County, seed: int) -> Iterable[Workbook]:
    """(file name without ending, sheets), in the order of import."""
    name = f"01 {county.scenario.county}妇联组织台账"
    yield name, [organisations_sheet(county, dice(seed, "ledger"))]
    yield from _previous_workbooks(county, seed)
    for place, area in enumerate(county.areas):
        name = f"04-{place + 1:02d} {area.township.name}妇联执委花名册（换届后）"
        yield name, _township_sheets(county, place, seed)
    for place, area in enumerate(county.areas):
        name = f"05-{place + 1:02d} {area.township.name}村（社区）妇联执委花名册"
        yield name, _village_sheets(county, place, seed)


def _previous_workbooks(county: County, seed: int) -> Iterable[Workbook]:
    """Towns (镇) have a sheet each, townships (乡) share one long list."""
    year = county.scenario.previous_elections.first.year
    name = f"乡镇妇联执委花名册（{year}年换届）"
    towns = [area for area in county.areas if area.township.name.endswith("镇")]
    others = [area for area in county.areas if area not in towns]
    if towns:
        layout = layouts.PREVIOUS_SHEETS
        yield (
            f"02 {name}各镇",
            [_previous_sheet(county, [town], layout, seed) for town in towns],
        )
    if others:
        yield f"03 {name}各乡", [_previous_sheet(county, others, layouts.PREVIOUS_LONG, seed)]


def _previous_sheet(county: County, areas: Sequence[Area], layout: Layout, seed: int) -> Sheet:
    scenario = county.scenario
    parts = [Part(county.previous[area.township.code], area.township) for area in areas]
    name = areas[0].township.name if len(areas) == 1 else "各乡"
    elected = [part.committee.elected_on for part in parts]
    facts = (
        ("填报单位", f"{name if len(areas) == 1 else scenario.county}妇联"),
        ("届次", scenario.previous_term),
        *(() if layout.has("elected") else (("选举日期", han_day(elected[0])),)),
        *_register(max(elected), scenario.campaign.first - timedelta(1)),
    )
    return roster_sheet(
        Roster(
            name=name,
            title=f"{scenario.county}{name}妇联{scenario.previous_term}执委花名册",
            facts=facts,
            parts=parts,
            filled_on=scenario.previous_elections.last,
            layout=_for(layout, identity=any(map(keeps_identity, areas))),
            chance=dice(seed, "previous", name),
        )
    )


def _township_sheets(county: County, place: int, seed: int) -> list[Sheet]:
    area = county.areas[place]
    committee = county.current[area.township.code]
    sheets = [roster_sheet(_township_roster(county, place, committee, seed))]
    if place == DRAFT_HIDDEN:
        sheets.append(_draft(county, place, committee, seed))
    if place == EMPTY_SHEET:
        sheets.append(Sheet("Sheet2"))
    return sheets


def _township_roster(county: County, place: int, committee: Committee, seed: int) -> Roster:
    """The register of a township's committee has been kept since the election before."""
    area, last = county.areas[place], county.scenario.campaign.last
    layout = layouts.TOWNSHIP[place % len(layouts.TOWNSHIP)]
    name = area.township.name
    facts = (
        ("填报单位", f"{name}妇联"),
        *(() if layout.has("term") else (("届次", committee.term),)),
        *(() if layout.has("elected") else (("选举日期", han_day(committee.elected_on)),)),
        *_register(county.previous[area.township.code].elected_on, last),
    )
    return Roster(
        name="执委花名册",
        title=f"{name}妇联执委花名册",
        facts=facts,
        parts=[Part(committee, area.township)],
        filled_on=last,
        layout=_for(layout, identity=keeps_identity(area)),
        chance=dice(seed, "township", name),
    )


def _draft(county: County, place: int, committee: Committee, seed: int) -> Sheet:
    """A hidden sheet with candidates who were never elected."""
    chance = dice(seed, "draft")
    crowd = Crowd(chance)
    women = [crowd.draw(committee.place, born=(1965, 1990)) for _ in range(DRAFTED)]
    seats = [Seat(woman, Post.MEMBER, Clues(woman.phone)) for woman in women]
    draft = Committee(committee.place, committee.elected_on, committee.term, seats)
    sheet = roster_sheet(_township_roster(county, place, draft, seed))
    sheet.name, sheet.hidden = "初步人选（旧）", True
    return sheet


def _village_sheets(county: County, place: int, seed: int) -> list[Sheet]:
    area, style = county.areas[place], place % len(layouts.VILLAGE)
    layout = _for(layouts.VILLAGE[style], identity=place == VILLAGES_WITH_IDENTITY)
    committees = county.committees_of(area)
    if style == layouts.SHEET_PER_VILLAGE:
        return [
            roster_sheet(_village_roster(county, area, [committee], layout, seed))
            for committee in committees
        ]
    sheet = roster_sheet(_village_roster(county, area, committees, layout, seed))
    if place == HIDDEN_ROW:
        bodies = [row for row, (look, _) in enumerate(sheet.rows) if look is Look.BODY]
        sheet.hidden_rows.add(bodies[len(bodies) // 2])
    return [_instructions(), sheet] if place == INSTRUCTIONS else [sheet]


def _village_roster(
    county: County, area: Area, committees: Sequence[Committee], layout: Layout, seed: int
) -> Roster:
    """A village's register begins with its first committee; a list of many with the last of them."""
    single = committees[0].place.name if len(committees) == 1 else ""
    elected = [committee.elected_on for committee in committees]
    last, name = county.scenario.campaign.last, area.township.name
    facts = (
        ("填报单位", f"{name}{single}妇联"),
        *(() if layout.has("term") else (("届次", committees[0].term),)),
        *(() if layout.has("elected") else (("选举日期", han_day(elected[0])),)),
        *_register(max(elected), last),
    )
    return Roster(
        name=single or "村级执委",
        title=f"{name}{single or '村（社区）'}妇联执委花名册",
        facts=facts,
        parts=[Part(committee, area.township) for committee in committees],
        filled_on=last,
        layout=layout,
        chance=dice(seed, "village", name, single),
    )


def _instructions() -> Sheet:
    sheet = Sheet("填表说明", (60,))
    for line in INSTRUCTION_LINES:
        sheet.add(Look.LINE, [line])
    return sheet


def _for(layout: Layout, *, identity: bool) -> Layout:
    return with_identity(layout) if identity else layout


def _register(first: date, last: date) -> Facts:
    """The days over which the list is complete."""
    return ("登记起始", first.isoformat()), ("截至", last.isoformat())

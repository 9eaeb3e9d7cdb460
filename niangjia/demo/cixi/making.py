"""Writing the city's ledgers, and knowing what must come out of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from niangjia.demo.cells import han_day
from niangjia.demo.cixi.committees import committees
from niangjia.demo.cixi.land import City, make_city
from niangjia.demo.cixi.scenario import CityScenario
from niangjia.demo.cixi.sheets import (
    bodies_sheet,
    grids_sheet,
    organisations_sheet,
    ties_sheet,
    venues_sheet,
)
from niangjia.demo.layouts import TOWNSHIP
from niangjia.demo.people import Crowd
from niangjia.demo.places import Area
from niangjia.demo.rosters import Part, Roster, roster_sheet
from niangjia.demo.seats import Committee
from niangjia.demo.shares import dice
from niangjia.demo.workbook import Sheet, write_workbook

SEED = 2018
# Those that tell where a member was found; without it nobody could count the recruited.
LAYOUTS = tuple(layout for layout in TOWNSHIP if layout.has("source"))


def make_ledgers(
    scenario: CityScenario,
    places: Iterable[tuple[str, str, str]],
    folder: Path,
    *,
    seed: int = SEED,
) -> list[Path]:
    """Write the city's .xlsx files into `folder`; the same seed gives the same bytes.

    Args:
        scenario: the totals to which all rows add up.
        places: (12-digit code, name, level) as in the division table.
        folder: is created.
        seed: of all chance.

    Returns:
        The files in the order in which they are to be imported; `kind_of` tells each one's kind.

    Raises:
        ScenarioContradictsItself: the places are not those of the scenario.
    """
    city = make_city(scenario, places, seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_workbook(folder / f"{name}.xlsx", sheets) for name, sheets in workbooks(city, seed)
    ]


def kind_of(ledger: Path) -> str:
    """The kind under which a file of `make_ledgers` is imported."""
    return "committee-roster" if "花名册" in ledger.name else "organisations"


def workbooks(city: City, seed: int) -> Iterable[tuple[str, list[Sheet]]]:
    """(file name without ending, sheets), in the order of import."""
    name = city.scenario.city
    yield f"01 {name}妇联组织台账", [organisations_sheet(city, dice(seed, "ledger"))]
    grids = [grids_sheet(city, area, place) for place, area in enumerate(city.areas)]
    yield f"02 {name}网格和姐妹驿站台账", grids
    yield f"03 {name}社会组织和团队名录", [bodies_sheet(city, dice(seed, "bodies"))]
    yield f"04 {name}区域化联办台账", [ties_sheet(city, dice(seed, "ties on paper"))]
    yield f"05 {name}活动阵地台账", [venues_sheet(city, dice(seed, "venues on paper"))]
    seated = committees(city.scenario, city.areas, Crowd(dice(seed, "people")))
    rosters = [
        (area, roster_sheet(_roster(city, area, place, seated[area.township.code], seed)))
        for place, area in enumerate(city.areas)
    ]
    streets = [sheet for area, sheet in rosters if area.township.name.endswith("街道")]
    yield "06 街道妇联执委花名册", streets
    yield "07 各镇妇联执委花名册", [sheet for _, sheet in rosters if sheet not in streets]


def _roster(city: City, area: Area, place: int, committee: Committee, seed: int) -> Roster:
    layout, name = LAYOUTS[place % len(LAYOUTS)], area.township.name
    facts = (
        ("填报单位", f"{name}妇联"),
        *(() if layout.has("term") else (("届次", committee.term),)),
        *(() if layout.has("elected") else (("选举日期", han_day(committee.elected_on)),)),
        ("登记起始", committee.elected_on.isoformat()),
        ("截至", city.scenario.as_of.isoformat()),
    )
    return Roster(
        name=name,
        title=f"{name}妇联执委花名册",
        facts=facts,
        parts=[Part(committee, area.township)],
        filled_on=city.scenario.as_of,
        layout=layout,
        chance=dice(seed, "roster", name),
    )

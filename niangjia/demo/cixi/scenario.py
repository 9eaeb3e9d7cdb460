"""What the scenario says of the city: totals to which the made-up rows must add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.demo.scenario import FOLDER, Days, ScenarioContradictsItself, read_days, read_yaml

NAME = "cixi_2018"


@dataclass(frozen=True)
class Totals:
    """How many there are in all."""

    townships: int
    villages: int
    communities: int
    stations: int
    seats: int
    recruited: int


@dataclass(frozen=True)
class ExampleVillage:
    """The one village of which the scenario tells its grids and stations."""

    town: str
    name: str
    grids: int
    stations: int


@dataclass(frozen=True)
class Mode:
    """One way of co-running: which bodies do it, of what kind, with how many partners each."""

    name: str
    kind: str
    bodies: tuple[str, ...]
    partners: int


@dataclass(frozen=True)
class Partial:
    """Whose list of stations is not all there, on which days, and who says so."""

    town: str
    days: Days
    source: str


@dataclass(frozen=True)
class CityScenario:
    """One city on one day, as totals; all rows are invented to fit them."""

    code: str
    city: str
    as_of: date
    totals: Totals
    village: ExampleVillage
    modes: tuple[Mode, ...]
    venues: dict[str, tuple[int, int]]  # kind → how many towns, how many villages keep one
    partial: Partial
    changed_on: date
    leave_out: tuple[str, ...]
    founded_later: int
    abolished_later: tuple[tuple[str, str], ...]  # code, name
    conversions: Days
    elections: Days
    openings: Days
    register_begins: date
    term: str
    grids: tuple[int, int]  # least and most per village


def load_city() -> CityScenario:
    """The scenario, checked.

    Raises:
        ScenarioContradictsItself: its totals cannot all be true.
    """
    golden = read_yaml(FOLDER / f"{NAME}.yaml")
    maker = read_yaml(FOLDER / "maker" / f"{NAME}.yaml")
    scenario = _scenario(golden, golden["entered"], maker)
    _check(scenario)
    return scenario


def _check(scenario: CityScenario) -> None:
    totals, venues = scenario.totals, scenario.venues
    fitting = {
        "各行各业推荐的执委不超过席位": totals.recruited <= totals.seats,
        "每个镇（街道）的席位一样多": totals.seats % totals.townships == 0,
        "驿站够每个村一个": totals.stations >= totals.villages + totals.communities,
        "镇（街道）的阵地不多于镇（街道）": all(t <= totals.townships for t, _ in venues.values()),
    }
    broken = [rule for rule, holds in fitting.items() if not holds]
    if broken:
        raise ScenarioContradictsItself(f"{NAME}：{'；'.join(broken)} 不成立")


def _scenario(
    golden: dict[str, Any], entered: dict[str, Any], maker: dict[str, Any]
) -> CityScenario:
    return CityScenario(
        code=golden["place"]["code"],
        city=golden["place"]["name"],
        as_of=golden["period"]["as_of"],
        totals=_totals(entered),
        village=_village(entered["village_shuiyunpu"]),
        modes=_modes(entered, maker["modes"]),
        venues=_venues(entered["venues"], maker["venue_owners"]),
        partial=_partial(maker["partial"]),
        changed_on=maker["changed_on"],
        leave_out=tuple(maker["leave_out"]),
        founded_later=maker["founded_later"],
        abolished_later=tuple((one["code"], one["name"]) for one in maker["abolished_later"]),
        conversions=read_days(maker["conversions"]),
        elections=read_days(maker["township_elections"]),
        openings=read_days(maker["openings"]),
        register_begins=maker["register_begins"],
        term=maker["term"],
        grids=(maker["grids"]["least"], maker["grids"]["most"]),
    )


def _totals(entered: dict[str, Any]) -> Totals:
    return Totals(
        townships=entered["towns_and_subdistricts"],
        villages=entered["villages"],
        communities=entered["communities"],
        stations=entered["stations"]["value"],
        seats=entered["assumed_township_committees"]["seats"],
        recruited=entered["recruited_members"]["value"],
    )


def _village(told: dict[str, Any]) -> ExampleVillage:
    return ExampleVillage(told["town"], "水云浦村", told["grids"], told["stations"])


def _modes(entered: dict[str, Any], maker: dict[str, Any]) -> tuple[Mode, ...]:
    """横向联办(行业) → 横向联办; the mode without bodies of the maker's is that of the scenario's."""
    names = [name.partition("(")[0] for name in entered["co_running_modes"]]
    social = tuple(entered["social_organisations"])
    return tuple(
        Mode(name, told["kind"], tuple(told["bodies"]) or social, told["partners"])
        for name, told in ((name, maker[name]) for name in names)
    )


def _venues(kinds: list[str], owners: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {kind: (owners[kind]["towns"], owners[kind]["villages"]) for kind in kinds}


def _partial(told: dict[str, Any]) -> Partial:
    return Partial(told["town"], read_days(told), told["source"])

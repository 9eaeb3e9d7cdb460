"""The city's network as it really was: places of that year, grids, stations, who co-runs, venues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from niangjia.demo.cixi.scenario import CityScenario
from niangjia.demo.places import Area, PlaceName, ledger_name
from niangjia.demo.plan import workday
from niangjia.demo.scenario import Days, ScenarioContradictsItself
from niangjia.demo.shares import dice, weighted_shares

NUMBERS = "一二三四五六七八九"
COMMUNITY = ("0", "1")  # the tenth digit of a community's code; a village's is 2 or 3
GROUPS = (4, 10)  # weights of villages when the stations are divided


@dataclass(frozen=True)
class Station:
    """One sisters' station inside a grid."""

    name: str
    grid: str
    opened_on: date


@dataclass(frozen=True)
class Village:
    """One village or community with its grids and their stations."""

    place: PlaceName
    converted_on: date
    grids: tuple[tuple[str, date], ...]  # name, since when
    stations: tuple[Station, ...]


@dataclass(frozen=True)
class Tie:
    """A lateral body and an organisation that it runs things with, from a day on."""

    mode: str
    body: str
    partner: PlaceName
    town: PlaceName
    since: date


@dataclass(frozen=True)
class Venue:
    """A place of work: who keeps it, of which kind, since when."""

    kind: str
    owner: PlaceName
    town: PlaceName
    since: date


@dataclass(frozen=True)
class City:
    """What the ledgers tell, before anybody writes it down badly. `villages` by place code."""

    scenario: CityScenario
    areas: tuple[Area, ...]
    villages: dict[str, Village]
    ties: tuple[Tie, ...]
    venues: tuple[Venue, ...]


def later_places(scenario: CityScenario, places: Iterable[tuple[str, str, str]]) -> list[str]:
    """Codes of the division table that were not the city's in the scenario's year."""
    inside = sorted(code for code, _, level in places if level in ("township", "village"))
    out = [code for code in inside if code.startswith(scenario.leave_out)]
    communities = [code for code in inside if _is_community(code) and code not in out]
    return sorted({*out, *communities[len(communities) - scenario.founded_later :]})


def make_city(scenario: CityScenario, places: Iterable[tuple[str, str, str]], *, seed: int) -> City:
    """The same city for the same seed.

    Raises:
        ScenarioContradictsItself: the places are not those of the scenario.
    """
    areas = _areas(scenario, list(places))
    _check(scenario, areas)
    villages = _villages(scenario, areas, dice(seed, "villages"))
    ties = _ties(scenario, areas, dice(seed, "ties"))
    return City(scenario, areas, villages, ties, _venues(scenario, areas, dice(seed, "venues")))


def _areas(scenario: CityScenario, places: Sequence[tuple[str, str, str]]) -> tuple[Area, ...]:
    later = {*later_places(scenario, places)}
    there = [PlaceName(code, ledger_name(name), level) for code, name, level in places]
    there += [PlaceName(code, name, "village") for code, name in scenario.abolished_later]
    mine = sorted(one for one in there if one.code not in later)
    return tuple(
        Area(town, tuple(v for v in mine if v.level == "village" and v.code[:9] == town.code[:9]))
        for town in mine
        if town.level == "township"
    )


def _check(scenario: CityScenario, areas: Sequence[Area]) -> None:
    codes = [village.code for area in areas for village in area.villages]
    communities = sum(map(_is_community, codes))
    found = (len(areas), len(codes) - communities, communities)
    totals = scenario.totals
    if found != (totals.townships, totals.villages, totals.communities):
        raise ScenarioContradictsItself(
            f"{scenario.city}：行政区划表中有 {found[0]} 个镇（街道）、{found[1]} 个村、{found[2]} 个社区，"
            "与场景不符。请检查传入的地名表。"
        )


def _is_community(code: str) -> bool:
    return code[9:] != "000" and code[9] in COMMUNITY


def _villages(scenario: CityScenario, areas: Sequence[Area], chance: Random) -> dict[str, Village]:
    places = [village for area in areas for village in area.villages]
    example = next(one for one in places if one.name == scenario.village.name)
    others = [one for one in places if one is not example]
    weights = [chance.randint(*GROUPS) for _ in others]
    shares = weighted_shares(scenario.totals.stations - scenario.village.stations, weights)
    grids = [chance.randint(*scenario.grids) for _ in others]
    plans = zip([example, *others], [scenario.village.grids, *grids],
                [scenario.village.stations, *shares], strict=True)  # fmt: skip
    found = {place.code: _village(place, g, s, scenario, chance) for place, g, s in plans}
    return {place.code: found[place.code] for place in places}


def _village(
    place: PlaceName, grids: int, stations: int, scenario: CityScenario, chance: Random
) -> Village:
    days = scenario.openings
    names = [f"第{NUMBERS[n]}网格" for n in range(grids)]
    begun = [workday(Days(days.first, days.first + timedelta(90)), chance) for _ in names]
    opened = [workday(Days(begun[n % grids], days.last), chance) for n in range(stations)]
    return Village(
        place=place,
        converted_on=workday(scenario.conversions, chance),
        grids=tuple(zip(names, begun, strict=True)),
        stations=tuple(
            Station(f"第{_number(n + 1)}姐妹驿站", names[n % grids], day)
            for n, day in enumerate(opened)
        ),
    )


def _number(n: int) -> str:
    """一 … 九, 十, 十一 …"""
    return NUMBERS[n - 1] if n < 10 else f"十{NUMBERS[n - 11] if n > 10 else ''}"


def _ties(scenario: CityScenario, areas: Sequence[Area], chance: Random) -> tuple[Tie, ...]:
    partners = [(village, area.township) for area in areas for village in area.villages]
    return tuple(
        Tie(mode.name, body, village, town, workday(scenario.openings, chance))
        for mode in scenario.modes
        for body in mode.bodies
        for village, town in chance.sample(partners, mode.partners)
    )


def _venues(scenario: CityScenario, areas: Sequence[Area], chance: Random) -> tuple[Venue, ...]:
    towns = [(area.township, area.township) for area in areas]
    villages = [(village, area.township) for area in areas for village in area.villages]
    since = Days(date(2014, 1, 6), scenario.openings.last)
    return tuple(
        Venue(kind, owner, town, workday(since, chance))
        for kind, (of_towns, of_villages) in scenario.venues.items()
        for owner, town in [*chance.sample(towns, of_towns), *chance.sample(villages, of_villages)]
    )

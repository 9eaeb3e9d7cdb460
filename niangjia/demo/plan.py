"""Who sits where, as numbers: the scenario's totals divided over its townships and villages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from niangjia.demo.places import Area
from niangjia.demo.scenario import Days, Scenario, ScenarioContradictsItself
from niangjia.demo.shares import even_shares, odd_sizes, weighted_shares


@dataclass(frozen=True)
class TownshipPlan:
    """One township's committees in numbers of seats; `shared` of them sit in a village as well."""

    seats: int
    previous: int
    leave: int
    part_time: int
    promoted: int
    shared: int
    chair_stays: bool
    previously_on: date
    elected_on: date

    @property
    def stay(self) -> int:
        """How many of the previous committee sit in the new one."""
        return self.previous - self.leave


@dataclass(frozen=True)
class VillagePlan:
    """One village's committee in numbers of seats, and the day it became a federation."""

    seats: int
    vice_chairs: int
    converted_on: date


def check_places(scenario: Scenario, areas: Sequence[Area]) -> None:
    """Raise `ScenarioContradictsItself` if the division table does not hold the scenario's places."""
    villages = [village for area in areas for village in area.villages]
    found, due = (
        (len(areas), len(villages)),
        (
            scenario.townships.organisations,
            scenario.villages.organisations,
        ),
    )
    if found != due:
        raise ScenarioContradictsItself(
            f"{scenario.county}：行政区划表中有 {found[0]} 个乡镇、{found[1]} 个村（社区），"
            f"场景应有 {due[0]} 个、{due[1]} 个。请检查传入的地名表。"
        )


def township_plans(scenario: Scenario, areas: Sequence[Area], chance: Random) -> list[TownshipPlan]:
    """One plan per area; bigger townships get bigger committees."""
    totals, parts = scenario.townships, len(areas)
    villages = [len(area.villages) for area in areas]
    part_time = even_shares(totals.new_part_time_vice_chairs, parts, chance)
    columns = zip(
        _by_weight(odd_sizes(totals.seats, parts, chance), villages),
        odd_sizes(totals.previous_seats, parts, chance),
        even_shares(totals.leave, parts, chance),
        part_time,
        even_shares(totals.promoted, parts, chance),
        weighted_shares(scenario.second_seats, villages),
        [chance.random() < 0.6 for _ in areas],
        [workday(scenario.previous_elections, chance) for _ in areas],
        [workday(scenario.township_elections, chance) for _ in areas],
        strict=True,
    )
    return [TownshipPlan(*column) for column in columns]


def village_plans(
    scenario: Scenario, areas: Sequence[Area], chance: Random
) -> dict[str, VillagePlan]:
    """Village code → plan."""
    villages = [village.code for area in areas for village in area.villages]
    totals = scenario.villages
    sizes = odd_sizes(totals.seats, len(villages), chance)
    vice_chairs = even_shares(totals.vice_chairs, len(villages), chance)
    days = _conversion_days(scenario, areas, chance)
    return {
        code: VillagePlan(size, vice, days[code])
        for code, size, vice in zip(villages, sizes, vice_chairs, strict=True)
    }


def _by_weight(sizes: list[int], weights: Sequence[int]) -> list[int]:
    """The sizes handed out so that the heaviest gets the largest."""
    order = sorted(range(len(weights)), key=lambda i: -weights[i])
    largest_first = sorted(sizes, reverse=True)
    return [largest_first[order.index(i)] for i in range(len(weights))]


def workday(days: Days, chance: Random) -> date:
    """Any day of the span, a Monday instead of a weekend where the span allows."""
    day = days.first + timedelta(chance.randint(0, (days.last - days.first).days))
    monday = day + timedelta((7 - day.weekday()) % 7)
    return monday if day.weekday() > 4 and monday <= days.last else day


def _conversion_days(scenario: Scenario, areas: Sequence[Area], chance: Random) -> dict[str, date]:
    """Each township converts its villages within about three weeks; the first federation stands alone."""
    days: dict[str, date] = {}
    for area in areas:
        begun = workday(scenario.conversions, chance)
        span = Days(
            min(begun, scenario.conversions.last - timedelta(10)),
            min(begun + timedelta(21), scenario.conversions.last),
        )
        days |= {village.code: workday(span, chance) for village in area.villages}
    return days | {scenario.first_federation: scenario.first_on}

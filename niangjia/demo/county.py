"""The whole county as it really was: every committee, every woman, every hard case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from niangjia.demo import riddles, townships, villages
from niangjia.demo.people import Crowd
from niangjia.demo.places import Area, areas
from niangjia.demo.plan import VillagePlan, check_places, township_plans, village_plans
from niangjia.demo.scenario import Scenario
from niangjia.demo.seats import Committee
from niangjia.demo.shares import dice


@dataclass(frozen=True)
class Steps:
    """The founding steps of one village federation (R8), as days."""

    converted_on: date
    committee_elected: date
    board_hung: date
    group_opened: date
    first_activity: date


@dataclass(frozen=True)
class County:
    """What the ledgers tell, before anybody writes it down badly. Keys are place codes."""

    scenario: Scenario
    areas: tuple[Area, ...]
    previous: dict[str, Committee]
    current: dict[str, Committee]
    steps: dict[str, Steps]
    pairs: tuple[riddles.Pair, ...]

    def committees_of(self, area: Area) -> list[Committee]:
        """The village committees of one township, by code."""
        return [self.current[village.code] for village in area.villages]


def make_county(scenario: Scenario, places: Iterable[tuple[str, str, str]], *, seed: int) -> County:
    """The same county for the same seed.

    Raises:
        ScenarioContradictsItself: the places are not those of the scenario.
    """
    land = areas(scenario, places)
    check_places(scenario, land)
    crowd = Crowd(dice(seed, "people"))
    village_plan = village_plans(scenario, land, dice(seed, "villages"))
    previous, current = _elections(scenario, land, village_plan, crowd)
    pairs = riddles.hide(scenario.riddles, land, previous, current, crowd)
    steps = _all_steps(scenario, village_plan, dice(seed, "steps"))
    return County(scenario, land, previous, current, steps, pairs)


def _elections(
    scenario: Scenario, land: Sequence[Area], plans: dict[str, VillagePlan], crowd: Crowd
) -> tuple[dict[str, Committee], dict[str, Committee]]:
    previous, current = {}, {}
    for area, plan in zip(land, township_plans(scenario, land, crowd.chance), strict=True):
        result = townships.elect(area, plan, scenario, crowd)
        previous[area.township.code] = result.previous
        current[area.township.code] = result.current
        for village in area.villages:
            shared = result.shared.get(village.code)
            current[village.code] = villages.elect(
                village, plans[village.code], shared, scenario, crowd
            )
    return previous, current


def _all_steps(
    scenario: Scenario, plans: dict[str, VillagePlan], chance: Random
) -> dict[str, Steps]:
    return {
        code: _steps(plan.converted_on, scenario.campaign.last, chance)
        for code, plan in plans.items()
    }


def _steps(converted_on: date, last: date, chance: Random) -> Steps:
    """All steps within days of the conversion, none after the campaign's last day."""
    delays = chance.choice((0, 0, 0, 1)), chance.choice((0, 0, 1, 2)), chance.choice((0, 1, 3, 5))
    hung, opened, active = (min(converted_on + timedelta(days), last) for days in delays)
    return Steps(converted_on, converted_on, hung, opened, active)

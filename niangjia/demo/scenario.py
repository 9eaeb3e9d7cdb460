"""What a scenario says happened: the totals that the made-up rows must add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "scenarios"


class ScenarioContradictsItself(ValueError):
    """The totals of a scenario cannot all be true at once."""


@dataclass(frozen=True)
class Days:
    """A first and a last day, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class TownshipTotals:
    """Seats of the township committees, before and after the election."""

    organisations: int
    seats: int
    chairs: int
    vice_chairs: int
    new_members: int
    new_part_time_vice_chairs: int
    promoted: int
    stay: int
    leave: int
    previous_vice_chairs: int

    @property
    def previous_seats(self) -> int:
        """Seats of the term before."""
        return self.stay + self.leave


@dataclass(frozen=True)
class VillageTotals:
    """Seats of the village committees."""

    organisations: int
    seats: int
    chairs: int
    vice_chairs: int


@dataclass(frozen=True)
class Riddles:
    """How many hard cases of each sort the ledgers hold."""

    village_namesakes: int
    township_namesakes: int
    other_month_namesakes: int
    returned: int
    shared_phones: int
    changed_phones: int


@dataclass(frozen=True)
class Scenario:
    """One county in one campaign, as totals; all rows are invented to fit them."""

    name: str
    code: str
    county: str
    campaign: Days
    townships: TownshipTotals
    villages: VillageTotals
    persons: int
    required_kinds: tuple[str, ...]
    optional_kinds: tuple[str, ...]
    first_federation: str
    first_on: date
    founded_later: frozenset[str]
    named_then: dict[str, str]
    previous_elections: Days
    township_elections: Days
    conversions: Days
    previous_term: str
    township_term: str
    village_term: str
    riddles: Riddles

    @property
    def second_seats(self) -> int:
        """Women who sit in a township's and in a village's committee."""
        return self.townships.seats + self.villages.seats - self.persons


def load_scenario(name: str) -> Scenario:
    """The scenario of that name, checked.

    Raises:
        ScenarioContradictsItself: its totals cannot all be true.
    """
    golden = read_yaml(FOLDER / f"{name}.yaml")
    scenario = _scenario(
        name, golden, golden["entered"], read_yaml(FOLDER / "maker" / f"{name}.yaml")
    )
    check(scenario)
    return scenario


def check(scenario: Scenario) -> None:
    """Raise `ScenarioContradictsItself` unless the totals fit each other."""
    here = scenario.townships
    fitting = {
        "留任 + 新任 = 乡镇席位": here.stay + here.new_members == here.seats,
        "原有 + 新增 = 乡镇副主席": (
            here.previous_vice_chairs + here.new_part_time_vice_chairs == here.vice_chairs
        ),
        "每个乡镇一名主席": here.chairs == here.organisations == here.previous_vice_chairs,
        "每个村一名主席": scenario.villages.chairs == scenario.villages.organisations,
        "每村至多一人兼任": 0 <= scenario.second_seats <= scenario.villages.organisations,
    }
    broken = [rule for rule, holds in fitting.items() if not holds]
    if broken:
        raise ScenarioContradictsItself(f"{scenario.name}：{'；'.join(broken)} 不成立")


def read_yaml(path: Path) -> dict[str, Any]:
    """What a scenario's file holds."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def read_days(entry: dict[str, Any]) -> Days:
    """`{from: …, to: …}` of a file."""
    return Days(entry["from"], entry["to"])


def _scenario(
    name: str, golden: dict[str, Any], entered: dict[str, Any], maker: dict[str, Any]
) -> Scenario:
    campaign = entered["campaign"]
    first = next(one for one in campaign["milestones"] if "first" in one.get("note", ""))
    return Scenario(
        name=name,
        code=golden["place"]["code"],
        county=golden["place"]["name"],
        campaign=read_days(campaign["window"]),
        townships=_township_totals(entered),
        villages=VillageTotals(**entered["village_committees"]),
        persons=entered["assumed_distinct_persons"],
        required_kinds=tuple(entered["composition_rule"]["required"]),
        optional_kinds=tuple(entered["composition_rule"]["optional"]),
        first_federation=maker["first_federation"],
        first_on=first[True],  # YAML 1.1 reads the key `on` as a truth value
        founded_later=frozenset(maker["founded_later"]),
        named_then=maker["named_then"],
        previous_elections=read_days(maker["previous_elections"]),
        township_elections=read_days(maker["township_elections"]),
        conversions=read_days(maker["conversions"]),
        previous_term=maker["terms"]["previous"],
        township_term=maker["terms"]["township"],
        village_term=maker["terms"]["village"],
        riddles=Riddles(**maker["riddles"]),
    )


def _township_totals(entered: dict[str, Any]) -> TownshipTotals:
    before = entered["assumed_previous_township_committees"]
    return TownshipTotals(
        **entered["township_committees"],
        promoted=entered["assumed_new_part_time_vice_chairs"]["promoted"],
        stay=before["members_who_stay"],
        leave=before["members_who_leave"],
        previous_vice_chairs=before["vice_chairs"],
    )

"""The county's places as its ledgers of that year write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from niangjia.demo.scenario import Scenario

COMMITTEE = re.compile(r"(?:村民|村|居民|居)?委(?:员)?会$")


class PlaceName(NamedTuple):
    """A place: 12-digit code, name, level ("county", "township" or "village")."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Area:
    """A township and its villages and communities, in the order of their codes."""

    township: PlaceName
    villages: tuple[PlaceName, ...]


def ledger_name(name: str) -> str:
    """城东村委会 → 城东村, 新村村村委会 → 新村村, 基头畲族村民委员会 → 基头畲族村. Source: R7."""
    stem = COMMITTEE.sub("", name)
    if stem == name or stem.endswith(("村", "社区")):
        return stem
    return f"{stem}村"


def areas(scenario: Scenario, places: Iterable[tuple[str, str, str]]) -> tuple[Area, ...]:
    """Townships with their villages as they stood and were called in the scenario's year."""
    there = sorted(_as_then(scenario, places))
    return tuple(
        Area(township, tuple(one for one in there if _lies_in(one, township)))
        for township in there
        if township.level == "township"
    )


def _as_then(scenario: Scenario, places: Iterable[tuple[str, str, str]]) -> list[PlaceName]:
    return [
        PlaceName(code, scenario.named_then.get(code, ledger_name(name)), level)
        for code, name, level in places
        if code.startswith(scenario.code) and code not in scenario.founded_later
    ]


def _lies_in(place: PlaceName, township: PlaceName) -> bool:
    return place.level == "village" and place.code.startswith(township.code[:9])

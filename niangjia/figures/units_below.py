"""The units that a figure is split by: who stood where below an organisation, in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from niangjia.base.periods import ONE_DAY, Period
from niangjia.network.models import Organisation
from niangjia.network.terms import TIERS, Level
from niangjia.network.tree import Stay, direct_stays, stays

# Unit → its own stays below the organisation.
There = dict[int, list[Stay]]


def of_level(organisation: Organisation, *, period: Period, level: str, at: int) -> There:
    """Those of one level, however far below."""
    found = stays(root=organisation.pk, period=period, at=at)[1:]
    wanted = _of_level(found, level)
    return _by_unit(stay for stay in found if stay.organisation in wanted)


def directly_below(organisation: Organisation, *, period: Period, at: int) -> There:
    """Those of any level, each on the days on which nobody stood between."""
    return _by_unit(direct_stays(root=organisation.pk, period=period, at=at))


def without_lateral(there: There) -> There:
    """Only those that stand for a place of their own."""
    lateral = _of_level((stay for found in there.values() for stay in found), Level.UNIT)
    return {unit: found for unit, found in there.items() if unit not in lateral}


def in_order(numbers: Iterable[int]) -> dict[int, Organisation]:
    """By tier, then by place code: never by a number that is counted."""
    found = Organisation.objects.filter(pk__any_of=list(numbers)).select_related("place")
    return {unit.pk: unit for unit in sorted(found, key=_order)}


def code_of(unit: Organisation) -> str:
    """The code of its place, else its own."""
    return unit.place.code if unit.place else unit.code


def edges(there: Sequence[Stay], *, period: Period) -> tuple[date | None, date | None]:
    """First and last day there, each only if it lies inside the period."""
    first = min(stay.starts_on or period.starts_on for stay in there)
    end = max(stay.ends_on or period.ends_on for stay in there)
    came = first if first > period.first else None
    return came, end - ONE_DAY if end < period.ends_on else None


def _of_level(found: Iterable[Stay], level: str) -> set[int]:
    numbers = [stay.organisation for stay in found]
    those = Organisation.objects.filter(pk__any_of=numbers, level=level)
    return {*those.values_list("pk", flat=True)}


def _by_unit(found: Iterable[Stay]) -> There:
    there = defaultdict(list)
    for stay in found:
        there[stay.organisation].append(stay)
    return dict(there)


def _order(unit: Organisation) -> tuple[int, str, int]:
    return TIERS.index(Level(unit.level)), code_of(unit), unit.pk

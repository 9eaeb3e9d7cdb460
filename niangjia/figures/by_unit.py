"""A figure split: by the units below an organisation, or by the values of a breakdown (R3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from niangjia.base.periods import Period
from niangjia.figures.catalogue import Reference, breakdowns, find, parts
from niangjia.figures.compute import Answer, label, quotient, value
from niangjia.figures.holders import Below, Holders, everyone_below
from niangjia.figures.kinds import Counted, Distinct, During, On, Ratio, Share
from niangjia.figures.knowledge import marks, unknown
from niangjia.figures.predecessors import stays_before, succession
from niangjia.figures.scope import all_rows, inside_places, moment, stayed, wants_predecessors
from niangjia.figures.units_below import (
    code_of,
    directly_below,
    edges,
    in_order,
    of_level,
    without_lateral,
)
from niangjia.network.models import Organisation
from niangjia.network.names import short_names
from niangjia.network.tree import Stay, stays, version

Units = Mapping[int, Organisation]


@dataclass(frozen=True)
class UnitAnswer:
    """A unit's part of a figure; from_day and to_day when it was not there all the period."""

    organisation: int
    code: str
    short_name: str
    answer: Answer
    from_day: date | None
    to_day: date | None


def by_unit(
    reference: Reference, *, organisation: Organisation, period: Period, level: str
) -> list[UnitAnswer]:
    """The figure for every unit of `level` that stood below on a day of `period`, by place code.

    A flow counts for a unit on its days below `organisation` only, so units that do not contain
    each other add up to what they make of the whole; a stock looks at the last day (R3).
    """
    at = version()
    there = of_level(organisation, period=period, level=level, at=at)
    return _listed(reference, there, period, at)


def by_child(
    reference: Reference, *, organisation: Organisation, period: Period
) -> list[UnitAnswer]:
    """The figure for everyone who stood directly below on a day of `period`, higher tiers first.

    Whatever their levels: with the organisation's own rows their rows are all rows (R3). Of places
    lateral bodies have none of their own.
    """
    at = version()
    there = directly_below(organisation, period=period, at=at)
    there = without_lateral(there) if _counts_places(reference) else there
    return _listed(reference, there, period, at)


def _counts_places(reference: Reference) -> bool:
    figure = find(reference.name)
    return not isinstance(figure, Ratio | Share) and bool(figure.at.prefix)


def _listed(reference: Reference, there: Below, period: Period, at: int) -> list[UnitAnswer]:
    units = in_order(there)
    answers = _answers(reference, units, there, period, at)
    names = short_names(units, on=period.last)
    return [
        UnitAnswer(
            pk, code_of(unit), names.get(pk, ""), answers[pk], *edges(there[pk], period=period)
        )
        for pk, unit in units.items()
    ]


def by_value(
    reference: Reference, breakdown: str, *, organisation: Organisation, period: Period
) -> list[tuple[str, str, Answer]]:
    """The figure for every value of a breakdown: (value, Chinese label, answer)."""
    choices = breakdowns(reference.name)[breakdown].choices()
    return [
        (choice, str(word), _filtered(reference, breakdown, choice, organisation, period))
        for choice, word in choices.items()
    ]


def _filtered(
    reference: Reference, breakdown: str, choice: str, organisation: Organisation, period: Period
) -> Answer:
    chosen = reference.filtered(**{breakdown: choice})
    return value(chosen, organisation=organisation, period=period)


def _answers(
    reference: Reference, units: Units, there: Below, period: Period, at: int
) -> dict[int, Answer]:
    figure = find(reference.name)
    if not isinstance(figure, Ratio | Share):
        return _counted(figure, reference, units, there, period, at)
    of, to = (_answers(part, units, there, period, at) for part in parts(reference))
    return {unit: quotient(figure, reference, of[unit], to[unit]) for unit in units}


def _counted(
    figure: Counted, reference: Reference, units: Units, there: Below, period: Period, at: int
) -> dict[int, Answer]:
    below = _below(reference, there, moment(figure, period), at)
    rows, keys, values = _tallies(figure, reference, units, below, period)
    gaps = unknown(reference, below, period=period, at=at)
    partial = marks(reference, below, period=period, at=at)
    pairs = _pairs(figure, reference, below, period)
    words = label(reference)
    return {
        pk: Answer(
            reference=reference,
            label=words,
            organisation=unit,
            period=period,
            is_stock=isinstance(figure.time, During),
            value=None if gaps[pk][1] else values[pk],
            unit=figure.unit,
            mark=partial[pk],
            rows=None if gaps[pk][1] else rows[pk],
            undecided=sum(a in keys[pk] and b in keys[pk] for a, b in pairs),
            unknown_in=gaps[pk][0],
        )
        for pk, unit in units.items()
    }


def _below(reference: Reference, there: Below, days: Period, at: int) -> dict[int, list[Stay]]:
    """Unit → everyone at or below it on those of `days` on which it stood there itself."""
    successions = succession() if wants_predecessors(reference) else {}
    found: dict[int, list[Stay]] = {}
    for unit, own in there.items():
        cuts = [cut for stay in own if (cut := days.covered_by(stay.starts_on, stay.ends_on))]
        found[unit] = [s for cut in cuts for s in stays(root=unit, period=cut, at=at)]
        if successions and cuts:
            found[unit] += stays_before(successions, organisation=unit, period=days, at=at)
    return found


Tallies = tuple[Counter[int], dict[int, set[int]], Mapping[int, int | Decimal]]


def _tallies(
    figure: Counted, reference: Reference, units: Units, below: Below, period: Period
) -> Tallies:
    """Per unit: how many rows, which keys (persons) are among them, and the value."""
    rows, keys, sums = Counter[int](), defaultdict(set), Counter[int]()
    for holders, key, many, amount in _grouped(figure, reference, units, below, period):
        for unit in holders:
            rows[unit] += many
            keys[unit].add(key)
            sums[unit] += amount
    if isinstance(figure, Distinct):
        return rows, keys, Counter({unit: len(found) for unit, found in keys.items()})
    return rows, keys, sums if figure.value else rows


def _grouped(
    figure: Counted, reference: Reference, units: Units, below: Below, period: Period
) -> Iterable[tuple[set[int], Any, int, Any]]:
    """(units that hold them, key, how many rows, their sum), grouped by the database."""
    found = all_rows(reference, period=period).order_by()
    if figure.at.prefix:
        return _by_place(figure, found, units, below)
    found = found.filter(stayed(figure, [*everyone_below(below)]))
    return _by_organisation(figure, found, Holders(below))


def _by_organisation(
    figure: Counted, found: QuerySet[Any], holders: Holders
) -> Iterable[tuple[set[int], Any, int, Any]]:
    place = figure.at.organisation
    day = figure.time.field if isinstance(figure.time, On) else place
    key = figure.of if isinstance(figure, Distinct) else place
    summed = getattr(figure, "value", "")
    many = found.values(place, day, key).annotate(
        many_=Count("pk"), amount_=Sum(summed) if summed else Count("pk")
    )
    stock = not isinstance(figure.time, On)
    for row in many:
        units = holders.of(row[place], None if stock else row[day])
        yield units, row[key], row["many_"], row["amount_"] or 0


def _by_place(
    figure: Counted, found: QuerySet[Any], units: Units, below: Below
) -> Iterable[tuple[set[int], Any, int, Any]]:
    places = {unit: units[unit].place for unit, there in below.items() if there}
    holders = defaultdict(set)
    for unit, place in places.items():
        if place:
            holders[place.prefix].add(unit)
    column = figure.at.prefix
    for prefix in found.filter(inside_places(figure, places.values())).values_list(
        column, flat=True
    ):
        inside = (holders.get(prefix[:digits], set()) for digits in range(len(prefix) + 1))
        yield set().union(*inside), prefix, 1, 1


def _pairs(
    figure: Counted, reference: Reference, below: Below, period: Period
) -> list[tuple[int, int]]:
    """Undecided pairs among all units' persons; both must be in one unit to matter there."""
    if not isinstance(figure, Distinct) or not figure.undecided:
        return []
    found = all_rows(reference, period=period).filter(stayed(figure, [*everyone_below(below)]))
    return figure.undecided(found.values(figure.of))

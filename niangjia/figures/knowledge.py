"""What the records cannot say: units whose register begins later, marks of partial registers.

Every question is asked for several units at once, each with those who stood at or below it on
the days that matter (`Below`), in the same few statements however many they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from niangjia.base.counts import Mark
from niangjia.base.models import true_within
from niangjia.base.one_state import asked_once
from niangjia.base.periods import Period
from niangjia.figures.catalogue import Reference, breakdowns, counted, parse
from niangjia.figures.holders import Below, Holders, everyone_below
from niangjia.figures.kinds import During, On
from niangjia.figures.models import Completeness, Register, RegisterStart
from niangjia.figures.scope import compared_rows, moment, stayed
from niangjia.network.models import Organisation, Place
from niangjia.network.terms import Level
from niangjia.network.tree import Stay, stays, superiors

# In how many organisations a unit's figure is unknown, and whether it is known in none.
Gap = tuple[int, bool]
NO_GAP: Gap = (0, False)


def unknown(reference: Reference, below: Below, *, period: Period, at: int) -> dict[int, Gap]:
    """Unit → what is unknown below it (R6)."""
    figure = counted(reference.name)
    if figure.compared is not None:
        return _without_base(reference, below, period)
    if not figure.register or not isinstance(figure.time, During):
        return dict.fromkeys(below, NO_GAP)
    if figure.register != Register.COMMITTEES:
        return _networks_unknown(below, period.last, at, figure.register)
    return _rosters_unknown(reference, below, period.last, at)


def marks(reference: Reference, below: Below, *, period: Period, at: int) -> dict[int, Mark]:
    """Unit → `at_least` when a register that its figure counts is declared partial (R22)."""
    days = moment(counted(reference.name), period)
    partial: set[int] = set()
    for note in _notes(days):
        if (
            note.figure == reference.name
            and _agree(note.where, reference)
            and (noted := _days_of(note, days))
        ):
            partial |= _touched(note.organisation_id, noted, below, at)
    return {unit: Mark.AT_LEAST if unit in partial else Mark.EXACT for unit in below}


@asked_once
def _notes(days: Period) -> tuple[Completeness, ...]:
    """All notes on partial registers: they are few, and every figure of a page asks for its own."""
    return tuple(Completeness.objects.filter(true_within(days)))


def _agree(where: str, reference: Reference) -> bool:
    """Rows of both filters may be the same; a note on other values says nothing here."""
    asked = dict(reference.where)
    noted = parse(f"{reference.name}({where})").where
    return all(asked.get(key, value) == value for key, value in noted)


def _days_of(note: Completeness, days: Period) -> Period | None:
    return days.covered_by(note.starts_on, note.ends_on)


def _touched(organisation: int, noted: Period, below: Below, at: int) -> set[int]:
    """Units with the noted organisation below them, or above them, on a day of the note."""
    inside = {unit for unit, found in below.items() if _includes(found, organisation, noted)}
    return inside | (
        {s.organisation for s in stays(root=organisation, period=noted, at=at)} & {*below}
    )


def _includes(found: Iterable[Stay], organisation: int, days: Period) -> bool:
    return any(
        stay.organisation == organisation and days.covered_by(stay.starts_on, stay.ends_on)
        for stay in found
    )


def _without_base(reference: Reference, below: Below, period: Period) -> dict[int, Gap]:
    """Organisations with a row that has nothing to be compared with."""
    figure = counted(reference.name)
    found = compared_rows(reference, period=period)
    found = found.filter(stayed(figure, [*everyone_below(below)])).order_by()
    day = figure.time.field if isinstance(figure.time, On) else "pk"
    holders = Holders(below)
    missing, known = defaultdict(set), set()
    columns = (figure.at.organisation, day, "has_base")
    for organisation, on, has_base in found.values_list(*columns).distinct():
        units = holders.of(organisation, on)
        known |= units if has_base else set()
        for unit in units if not has_base else ():
            missing[unit].add(organisation)
    return {u: (len(missing[u]), bool(missing[u]) and u not in known) for u in below}


def _networks_unknown(
    below: Below, day: date, at: int, register: str = Register.ORGANISATIONS
) -> dict[int, Gap]:
    """Known where such a ledger of the unit, of one above it or of all its townships covers the day."""
    covered = _covered(register, day)
    lacking = {
        unit
        for unit in below
        if below[unit] and not {unit, *superiors(organisation=unit, on=day, at=at)} & covered
    }
    if lacking:
        lacking -= _covered_by_parts(lacking, covered, day)
    return {unit: (int(unit in lacking), unit in lacking) for unit in below}


def _covered_by_parts(units: Iterable[int], covered: Iterable[int], day: date) -> set[int]:
    """Counties of which every township has sent its own ledger: together they are the whole."""
    counties = Organisation.objects.filter(pk__any_of=list(units), level=Level.COUNTY)
    at = dict(counties.exclude(place=None).values_list("pk", "place__prefix"))
    parts = Organisation.objects.filter(pk__any_of=list(covered), level=Level.TOWNSHIP)
    known = set(parts.values_list("place__prefix", flat=True))
    towns = _towns(frozenset(at.values()), day)
    return {unit for unit, prefix in at.items() if towns[prefix] and towns[prefix] <= known}


def _towns(counties: Set[str], day: date) -> dict[str, set[str]]:
    """Prefix of a county's place → those of its townships; one statement for all counties."""
    found: dict[str, set[str]] = {prefix: set() for prefix in counties}
    inside = reduce(or_, (Q(prefix__startswith=prefix) for prefix in counties), Q(pk__in=[]))
    towns = Place.objects.on(day).filter(inside, level=Level.TOWNSHIP)
    for town in towns.values_list("prefix", flat=True):
        for digits in {len(prefix) for prefix in counties}:
            if town[:digits] in found:
                found[town[:digits]].add(town)
    return found


def _rosters_unknown(reference: Reference, below: Below, day: date, at: int) -> dict[int, Gap]:
    """Committees without a roster that day; where nobody knows who had one, nothing is known."""
    due = committees_due(reference, {stay.organisation for stay in everyone_below(below)}, day)
    covered = _covered(Register.COMMITTEES, day, due)
    networks = _networks_unknown(below, day, at)
    found = {unit: due & {stay.organisation for stay in below[unit]} for unit in below}
    return {u: _gap(found[u], covered) if found[u] else networks[u] for u in below}


@asked_once
def _covered(register: str, day: date, among: frozenset[int] | None = None) -> frozenset[int]:
    """Organisations (of those asked for) whose register is complete on the day."""
    starts = RegisterStart.objects.filter(register=register, complete_from__lte=day)
    if among is not None:
        starts = starts.filter(organisation__any_of=list(among))
    return frozenset(starts.values_list("organisation_id", flat=True))


def _gap(due: frozenset[int], covered: frozenset[int]) -> Gap:
    return len(due - covered), not due & covered


def committees_due(reference: Reference, units: Iterable[int], day: date) -> frozenset[int]:
    """Those of `units` that have a committee by their kind, on `day`, as filtered."""
    known = breakdowns(reference.name)
    asked = ((k, v) for k, v in reference.where if k in ("level", "kind") and k in known)
    return _with_committee(frozenset(units), day, tuple(asked))


@asked_once
def _with_committee(
    units: frozenset[int], day: date, asked: tuple[tuple[str, str], ...]
) -> frozenset[int]:
    found = Organisation.objects.filter(pk__any_of=list(units), kind__has_committee=True).on(day)
    return frozenset(found.filter(**dict(asked)).values_list("pk", flat=True))

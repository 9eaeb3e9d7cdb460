"""Rows of a roster without a seat yet: which persons are one, and who is new (R15)."""

from __future__ import annotations

from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.ledgers.persons import Known, new_person
from niangjia.ledgers.roster_lines import Line
from niangjia.people.matching import Trace, match
from niangjia.people.models import Pair


def find_persons(entry: Entry, lines: list[Line], people: dict[int, Known]) -> None:
    """Match the rows without a seat (R15), insert the new persons and the pairs to look at."""
    for line in lines:
        if line.seat:
            line.trace = people[line.seat.person_id].trace
    rows = [line.trace for line in lines if line.seat is None]
    match(rows, [known.trace for known in people.values()])
    new = [line for line in lines if line.seat is None and line.trace.same_as is None]
    made = [new_person(entry, line.row, line.trace, line.organisation) for line in new]
    insert(made)
    for line, person in zip(new, made, strict=True):
        line.trace.person = person.pk
        people[person.pk] = Known(person, line.trace)
    insert([pair for trace in rows for pair in _pairs(entry, trace)])


def _pairs(entry: Entry, trace: Trace) -> list[Pair]:
    found = []
    for other, why in trace.pairs:
        one, two = sorted((person_of(trace), person_of(other)))
        found.append(Pair(entry=entry, first_id=one, second_id=two, why=why))
    return found


def person_of(trace: Trace) -> int:
    """The number of the person whom a row was found to be."""
    number = trace.first.person
    assert number is not None  # noqa: S101  every first trace has been inserted
    return number

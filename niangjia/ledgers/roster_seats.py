"""Rows that repeat a seat: which one, and whether a chair they name can have it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from niangjia.base.simplified import simplified
from niangjia.committees.models import CommitteeSeat, Term
from niangjia.ledgers.chairs import Claim, contradicted
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.persons import trace_of_person
from niangjia.ledgers.roster_lines import Line, days_of, term_of
from niangjia.people.matching import Trace
from niangjia.people.models import Person


def find_seats(lines: list[Line], terms: dict[tuple[int, date], Term]) -> None:
    """A row that repeats a seat of its term is that seat: same name, births not contradicting."""
    wanted = {terms[key].pk for line in lines if (key := term_of(line)) in terms}
    seats = CommitteeSeat.objects.filter(term__in=wanted).select_related("person")
    free: dict[tuple[int, str], list[CommitteeSeat]] = defaultdict(list)
    for seat in seats:
        free[seat.term_id, simplified(seat.person.name)].append(seat)
    for line in lines:
        term = terms.get(term_of(line))
        if term:
            line.seat = _take_best(free[term.pk, simplified(line.row.name)], line)


def with_one_chair(
    lines: list[Line], terms: dict[tuple[int, date], Term], outcome: Outcome
) -> list[Line]:
    """Reject rows that name a chair while another one sits: when did that one leave?"""
    named = [line for line in lines if line.row.post == "chair" and term_of(line) in terms]
    claims = [Claim(line.row, terms[term_of(line)].pk, line.seat, *days_of(line)) for line in named]
    kept = [(line.seat, line.row) for line in lines if line.seat]
    bad = contradicted(claims, kept) if claims else {}
    for position, who in bad.items():
        row = named[position].row
        outcome.refuse(row.sheet, row.row, "chair-still-sits", value=row.name, detail=(who,))
    refused = {id(named[position]) for position in bad}
    return [line for line in lines if id(line) not in refused]


def _take_best(seats: list[CommitteeSeat], line: Line) -> CommitteeSeat | None:
    fitting = [seat for seat in seats if _may_be(seat.person, line.trace)]
    if not fitting:
        return None
    best = max(fitting, key=lambda seat: _nearness(seat.person, line.trace))
    seats.remove(best)
    return best


def _may_be(person: Person, trace: Trace) -> bool:
    known = trace_of_person(person)
    ids = (known.identity, trace.identity)
    if all(ids) and ids[0] != ids[1]:
        return False
    return not (known.born and trace.born and not known.born.period.overlaps(trace.born.period))


def _nearness(person: Person, trace: Trace) -> tuple[bool, bool, bool]:
    known = trace_of_person(person)
    same_phone = bool(trace.phone and known.phone == trace.phone)
    return (
        bool(trace.identity and known.identity == trace.identity),
        same_phone,
        (known.born == trace.born),
    )

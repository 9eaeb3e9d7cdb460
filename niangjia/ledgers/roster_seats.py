"""Rows that repeat a seat: which one, and whether a chair they name can have it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from niangjia.base.dates import contradict
from niangjia.base.periods import day_after
from niangjia.base.simplified import simplified
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.chairs import Claim, contradicted
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.persons import trace_of_person
from niangjia.ledgers.reading.rows import RosterRow
from niangjia.ledgers.roster_elections import Terms, begins_with
from niangjia.ledgers.roster_lines import Line, days_of, term_of
from niangjia.ledgers.roster_persons import person_of
from niangjia.people.matching import Trace
from niangjia.people.models import Person


def find_seats(lines: list[Line], terms: Terms) -> None:
    """A row that repeats a seat of its term is that seat: same name, nothing contradicting."""
    wanted = {terms[key].pk for line in lines if (key := term_of(line)) in terms}
    seats = CommitteeSeat.objects.filter(term__in=wanted).select_related("person").order_by("pk")
    free: dict[tuple[int, str], list[CommitteeSeat]] = defaultdict(list)
    for seat in seats:
        free[seat.term_id, simplified(seat.person.name)].append(seat)
    for line in lines:
        term = terms.get(term_of(line))
        if term:
            line.seat = _take_best(free[term.pk, simplified(line.row.name)], line)


def with_one_chair(lines: list[Line], terms: Terms, outcome: Outcome) -> list[Line]:
    """Reject rows that name a chair while another one sits: when did that one leave?"""
    named = [line for line in lines if line.row.post == "chair"]
    kept = [(line.seat, line.row) for line in lines if line.seat]
    bad = contradicted([_claim(line, terms) for line in named], kept)
    for position, why in sorted(bad.items()):
        row = named[position].row
        outcome.refuse(row.sheet, row.row, why.key, value=why.value, detail=why.detail)
    refused = {id(named[position]) for position in bad}
    return [line for line in lines if id(line) not in refused]


def _claim(line: Line, terms: Terms) -> Claim:
    term = terms.get(term_of(line))
    return Claim(line.row, term_of(line), term.pk if term else None, line.seat, *_days(line))


def _days(line: Line) -> tuple[date, date]:
    """Of a seat that is kept those that she will have it, else those that the row tells."""
    begins, ends = days_of(line)
    if line.seat is None:
        return begins, ends
    kept_from, until = _kept_days(line.seat, line.row)
    return max(begins, kept_from), until


def once_each(lines: list[Line], outcome: Outcome) -> list[Line]:
    """New seats; a second one of one person in one committee at one time contradicts the first."""
    taken: dict[tuple[int, date, int], list[tuple[date, date]]] = defaultdict(list)
    for line in lines:
        if line.seat:
            taken[*term_of(line), line.seat.person_id].append(_kept_days(line.seat, line.row))
    good = []
    for line in [line for line in lines if line.seat is None]:
        begins, ends = days_of(line)
        there = taken[*term_of(line), person_of(line.trace)]
        if any(begins < other_end and other < ends for other, other_end in there):
            outcome.refuse(line.row.sheet, line.row.row, "seat-twice", value=line.row.name)
        else:
            good.append(line)
            there.append((begins, ends))
    return good


def _kept_days(seat: CommitteeSeat, row: RosterRow) -> tuple[date, date]:
    last = row.seat_last_day
    ends = day_after(last.last) if last else seat.ends_on
    return seat.starts_on or date.min, ends or date.max


def _take_best(seats: list[CommitteeSeat], line: Line) -> CommitteeSeat | None:
    fitting = [s for s in seats if _may_be_in(s, line) and _may_be(s.person, line.trace)]
    if not fitting:
        return None
    best = max(fitting, key=lambda seat: _nearness(seat, line))
    seats.remove(best)
    return best


def _may_be_in(seat: CommitteeSeat, line: Line) -> bool:
    """Not a seat that she left before the row begins, nor one that began after the row ends."""
    begins, last = begins_with(line.row), line.row.seat_last_day
    if begins and seat.ends_on and begins >= seat.ends_on:
        return False
    return not (last and seat.starts_on and last.last < seat.starts_on)


def _may_be(person: Person, trace: Trace) -> bool:
    """Two known numbers decide (R15a); else nothing known may contradict."""
    known = trace_of_person(person)
    if known.identity and trace.identity:
        return known.identity == trace.identity
    return not (known.born and trace.born and contradict(known.born, trace.born))


def _nearness(seat: CommitteeSeat, line: Line) -> tuple[bool, ...]:
    """What speaks for it, the strongest first; of two stints of one woman their days decide."""
    known, trace, last = trace_of_person(seat.person), line.trace, line.row.seat_last_day
    return (
        bool(trace.identity and known.identity == trace.identity),
        bool(trace.phone and known.phone == trace.phone),
        known.born == trace.born,
        bool(last and seat.ends_on == day_after(last.last)),
        seat.starts_on == days_of(line)[0],
    )

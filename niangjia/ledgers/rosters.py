"""Committee rosters: whose seat each row is, which persons are one, what is new and what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from niangjia.base.models import Entry
from niangjia.base.numerals import NumeralError, to_number
from niangjia.base.periods import day_after
from niangjia.committees.operations import ElectionDraft, Member, elect_many, seat_members
from niangjia.ledgers.directory import Directory
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.persons import Known, keep_what_was_learnt, load_known
from niangjia.ledgers.reading.rows import Reading, RosterRow
from niangjia.ledgers.roster_elections import Terms, begins_with
from niangjia.ledgers.roster_lines import (
    Line,
    dated_lines,
    known_terms,
    placed_rows,
    term_of,
    without_contradictions,
)
from niangjia.ledgers.roster_persons import find_persons, person_of
from niangjia.ledgers.roster_seats import find_seats, once_each, with_one_chair
from niangjia.ledgers.roster_terms import within_their_terms, without_early_ends, without_late_seats
from niangjia.ledgers.seats import bring_up_to
from niangjia.network.models import Organisation

MOST_TERMS = 1000  # 第2017届 is no number of a term


def take_rosters(
    entry: Entry,
    reading: Reading,
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
    create_missing: bool,
) -> None:
    """Elect what is new, bring up to date what is there; every row gets its one fate."""
    rows = [row for row in reading.rows if isinstance(row, RosterRow)]
    placed = placed_rows(rows, outcome, known, by=by, today=today, create_missing=create_missing)
    terms = known_terms(placed)
    lines = dated_lines(placed, terms, outcome)
    lines = without_contradictions(lines, outcome, today)
    lines = within_their_terms(lines, terms, outcome)
    lines = without_late_seats(lines, terms, outcome)
    find_seats(lines, terms)
    lines = without_early_ends(lines, outcome)
    lines = with_one_chair(lines, terms, outcome)
    people = load_known({line.row.name for line in lines})
    find_persons(entry, lines, people)
    _write(entry, lines, terms, outcome, people, by=by, today=today)


def _write(
    entry: Entry,
    lines: list[Line],
    terms: Terms,
    outcome: Outcome,
    people: dict[int, Known],
    *,
    by: Any,
    today: date,
) -> None:
    fresh = once_each(lines, outcome)
    _elect([line for line in fresh if term_of(line) not in terms], people, by=by, today=today)
    late = [line for line in fresh if term_of(line) in terms]
    seat_members(entry, [(terms[term_of(line)], _member(line, people)) for line in late])
    outcome.created += len(fresh)
    for line in lines:
        if line.seat or line.trace.same_as:  # of a new person everything is written already
            people[person_of(line.trace)].learn(line.row, line.told, line.organisation)
    keep_what_was_learnt(people)
    kept = [(line.seat, line.row) for line in lines if line.seat]
    changed = bring_up_to(entry, kept)
    changed |= {seat.pk for seat, _ in kept if people[seat.person_id].learnt}
    outcome.changed += len(changed)
    outcome.unchanged += len(kept) - len(changed)


@dataclass
class Committee:
    """The rows of one term of one organisation."""

    organisation: Organisation
    elected_on: date
    lines: list[Line] = field(default_factory=list)


def _elect(lines: list[Line], people: dict[int, Known], *, by: Any, today: date) -> None:
    """Earlier elections of an organisation before later ones: each ends the term before it (R4)."""
    committees: dict[tuple[int, date], Committee] = {}
    for line in lines:
        key = term_of(line)
        if key not in committees:
            committees[key] = Committee(line.organisation, line.elected_on)
        committees[key].lines.append(line)
    rounds: dict[int, list[ElectionDraft]] = defaultdict(list)
    turn: Counter[int] = Counter()
    for key in sorted(committees, key=lambda key: key[1]):
        rounds[turn[key[0]]].append(_draft(committees[key], people))
        turn[key[0]] += 1
    for number in sorted(rounds):
        elect_many(by=by, drafts=rounds[number], today=today)


def _draft(committee: Committee, people: dict[int, Known]) -> ElectionDraft:
    return ElectionDraft(
        organisation=committee.organisation,
        held_on=committee.elected_on,
        members=[_member(line, people) for line in committee.lines],
        number=_number(committee.lines[0].row.term_name),
    )


def _number(term_name: str) -> int | None:
    """第十二届 → 12; None when it is not said."""
    words = term_name.strip().removeprefix("第").removesuffix("届")
    try:
        number = int(to_number(words)) if words else 0
    except NumeralError:
        return None
    return number if 0 < number < MOST_TERMS else None


def _member(line: Line, people: dict[int, Known]) -> Member:
    row = line.row
    last, begins = row.seat_last_day, begins_with(row)
    return Member(
        person=people[person_of(line.trace)].person,
        post="" if row.post == "member" else row.post,
        employment=row.employment or "unknown",
        kinds=row.member_kinds,
        sector=row.sector,
        recruited=row.recruited_from or "unknown",
        starts_on=max(begins, line.elected_on) if begins else None,
        ends_on=day_after(last.last) if last else None,
    )

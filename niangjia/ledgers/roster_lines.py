"""Rows of a roster on their way in: whose committee, which term, and what cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.base.periods import day_after
from niangjia.committees.models import CommitteeSeat, Term
from niangjia.ledgers.directory import Directory
from niangjia.ledgers.lengths import LONGEST_NAME, SEAT, SHOWN, fitting
from niangjia.ledgers.organisations import found_at
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.persons import trace_of
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.fates import Remark, Warned
from niangjia.ledgers.reading.rows import RosterRow
from niangjia.ledgers.roster_elections import Placed, Terms, begins_with, elections_of
from niangjia.network.models import Organisation
from niangjia.people.matching import Trace


@dataclass(eq=False)
class Line:
    """A row on its way: which committee and term, which seat or person.

    `told` is what the row itself tells, `trace` the person's once her seat is found.
    """

    row: RosterRow
    organisation: Organisation
    elected_on: date
    trace: Trace
    told: Trace
    seat: CommitteeSeat | None = None


def placed_rows(
    rows: Sequence[RosterRow],
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
    create_missing: bool,
) -> list[tuple[RosterRow, Organisation]]:
    """The rows whose committee is known; the others wait with their question."""
    placed: list[tuple[RosterRow, Organisation]] = []
    for row in rows:
        spot = known.find(row.unit)
        if isinstance(spot, Question):
            outcome.wait(row, spot)
        elif spot.organisation is None and not create_missing:
            outcome.wait(row, known.unfounded(spot))
        elif len(row.name) > LONGEST_NAME:
            outcome.refuse(row.sheet, row.row, "name-impossible", "姓名", row.name[:SHOWN])
        else:
            organisation = spot.organisation or found_at(spot, known, by=by, today=today)
            placed.append((fitting(row, SEAT, outcome), organisation))
    return placed


def dated_lines(placed: Placed, terms: Terms, outcome: Outcome) -> list[Line]:
    """The rows whose election is clear, too; the others wait for it."""
    elections = elections_of(placed, terms)
    found: list[Line] = []
    for row, organisation in placed:
        day = elections[organisation.pk].of(row)
        if isinstance(day, Question):
            outcome.wait(row, day)
        else:
            _warn_if_assumed(row, day, outcome)
            told = trace_of(row, organisation)
            found.append(Line(row, organisation, day, trace=told, told=told))
    return found


def _warn_if_assumed(row: RosterRow, day: date, outcome: Outcome) -> None:
    said = row.elected_on
    if said and said.precision != "day" and said.first == day:
        remark = Remark("election-day-assumed", "选举日期", str(said))
        outcome.warnings.append(Warned(row.sheet, row.row, remark))


def without_contradictions(lines: list[Line], outcome: Outcome, today: date) -> list[Line]:
    """Reject rows that cannot be: elected in the future, an end before the beginning."""
    good = []
    for line in lines:
        if fault := _fault(line, today):
            outcome.refuse(line.row.sheet, line.row.row, fault, value=line.row.name)
        else:
            good.append(line)
    return good


def _fault(line: Line, today: date) -> str:
    starts, last = line.row.seat_starts_on, line.row.seat_last_day
    if line.elected_on > today:
        return "elected-in-future"
    if last and last.last < (starts.first if starts else line.elected_on):
        return "ends-before-start"
    return ""


def known_terms(placed: Placed) -> Terms:
    """Terms already known of these committees, by organisation and first day."""
    organisations = {organisation.pk for _, organisation in placed}
    found = Term.objects.filter(organisation__any_of=list(organisations))
    return {(t.organisation_id, t.starts_on): t for t in found if t.starts_on}


def term_of(line: Line) -> tuple[int, date]:
    """What a term is known by: its organisation and its election day."""
    return line.organisation.pk, line.elected_on


def days_of(line: Line) -> tuple[date, date]:
    """First day of the seat, and the day after its last as far as the row tells."""
    begins, last = begins_with(line.row) or line.elected_on, line.row.seat_last_day
    return max(begins, line.elected_on), day_after(last.last) if last else date.max

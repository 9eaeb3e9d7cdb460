"""Committee rosters: whose seat each row is, which persons are one, what is new and what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from niangjia.base.bulk import insert
from niangjia.base.dates import PreciseDate
from niangjia.base.models import Entry
from niangjia.base.numerals import NumeralError, to_number
from niangjia.base.periods import day_after
from niangjia.base.simplified import simplified
from niangjia.committees.models import CommitteeSeat, Term
from niangjia.committees.operations import ElectionDraft, Member, elect_many, seat_members
from niangjia.ledgers.chairs import Claim, contradicted
from niangjia.ledgers.directory import Directory
from niangjia.ledgers.organisations import found_at
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.persons import (
    Known,
    keep_what_was_learnt,
    load_known,
    new_person,
    trace_of,
    trace_of_person,
)
from niangjia.ledgers.questions import ELECTION_DAY, Question
from niangjia.ledgers.reading.fates import Remark, Warned
from niangjia.ledgers.reading.rows import Reading, RosterRow
from niangjia.ledgers.seats import bring_up_to
from niangjia.network.models import Organisation
from niangjia.people.matching import Trace, match
from niangjia.people.models import Pair, Person


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


@dataclass
class Committee:
    """The rows of one term of one organisation."""

    organisation: Organisation
    elected_on: date
    lines: list[Line] = field(default_factory=list)


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
    lines = _lines(rows, outcome, known, by=by, today=today, create_missing=create_missing)
    lines = _without_contradictions(lines, outcome, today)
    terms = _terms(lines)
    lines = _within_their_terms(lines, terms, outcome)
    _find_seats(lines, terms)
    lines = _with_one_chair(lines, terms, outcome)
    people = load_known({line.row.name for line in lines})
    _find_persons(entry, lines, people)
    _write(entry, lines, terms, outcome, people, by=by, today=today)


def _lines(
    rows: list[RosterRow],
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
    create_missing: bool,
) -> list[Line]:
    placed: list[tuple[RosterRow, Organisation]] = []
    for row in rows:
        spot = known.find(row.unit)
        if isinstance(spot, Question):
            outcome.wait(row, spot)
        elif spot.organisation is None and not create_missing:
            outcome.wait(row, known.unfounded(spot))
        else:
            organisation = spot.organisation or found_at(spot, known, by=by, today=today)
            placed.append((row, organisation))
    days = _election_days(placed)
    found: list[Line] = []
    for row, organisation in placed:
        _add_line(found, row, organisation, days.get(organisation.pk), outcome)
    return found


def _election_days(placed: list[tuple[RosterRow, Organisation]]) -> dict[int, PreciseDate]:
    """The election of each organisation of which the file tells exactly one.

    If no row has its day, it is the one on which the chair's seat began: without this a member who
    came later would look like another election, which ends the seats of all others (R4).
    """
    said: dict[int, set[PreciseDate]] = defaultdict(set)
    chairs: dict[int, set[PreciseDate]] = defaultdict(set)
    for row, organisation in placed:
        if row.elected_on:
            said[organisation.pk].add(row.elected_on)
        elif row.post == "chair" and (begins := _begins_with(row)):
            chairs[organisation.pk].add(begins)
    days = {**chairs, **said}
    return {organisation: next(iter(one)) for organisation, one in days.items() if len(one) == 1}


def _add_line(
    found: list[Line],
    row: RosterRow,
    organisation: Organisation,
    election: PreciseDate | None,
    outcome: Outcome,
) -> None:
    elected = row.elected_on or _elected_with(row, election)
    if elected is None:
        outcome.wait(row, Question(ELECTION_DAY, "选举日期", about=str(organisation.pk)))
        return
    if elected.precision != "day":
        remark = Remark("election-day-assumed", "选举日期", str(elected))
        outcome.warnings.append(Warned(row.sheet, row.row, remark))
    told = trace_of(row, organisation)
    found.append(Line(row, organisation, elected.first, trace=told, told=told))


def _elected_with(row: RosterRow, election: PreciseDate | None) -> PreciseDate | None:
    """A row without its election day: that of the others, unless her seat began before."""
    begins = _begins_with(row)
    if election and (begins is None or begins.first >= election.first):
        return election
    return begins


def _begins_with(row: RosterRow) -> PreciseDate | None:
    """The day on which her seat began, if it is known to the day."""
    begins = row.seat_starts_on
    return begins if begins and begins.precision == "day" else None


def _without_contradictions(lines: list[Line], outcome: Outcome, today: date) -> list[Line]:
    """Reject rows that cannot be: elected in the future, an end before the beginning, two chairs."""
    chairs: set[tuple[int, date]] = set()
    good = []
    for line in lines:
        key = (line.organisation.pk, line.elected_on)
        fault = _fault(line, today)
        if line.row.post == "chair" and not fault and line.row.seat_last_day is None:
            fault = "second-chair" if key in chairs else ""
            chairs.add(key)
        if fault:
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


def _terms(lines: list[Line]) -> dict[tuple[int, date], Term]:
    """Terms already known for these committees, by organisation and first day."""
    organisations = {line.organisation.pk for line in lines}
    found = Term.objects.filter(organisation__any_of=list(organisations))
    return {(t.organisation_id, t.starts_on): t for t in found if t.starts_on}


def _within_their_terms(
    lines: list[Line], terms: dict[tuple[int, date], Term], outcome: Outcome
) -> list[Line]:
    """Reject rows whose last day lies after the next election, the file's own ones included (R4)."""
    begins = sorted({*terms, *(_key(line) for line in lines)})
    following = {key: then for key, then in pairwise(begins) if key[0] == then[0]}
    good = []
    for line in lines:
        then = following.get(_key(line))
        if then and line.row.seat_last_day and line.row.seat_last_day.first >= then[1]:
            text = f"“{line.row.name}”的离任日期在{then[1]}换届以后，请核对届次和离任日期。"
            outcome.refuse(line.row.sheet, line.row.row, "refused", value=text)
        else:
            good.append(line)
    return good


def _find_seats(lines: list[Line], terms: dict[tuple[int, date], Term]) -> None:
    """A row that repeats a seat of its term is that seat: same name, births not contradicting."""
    wanted = {terms[key].pk for line in lines if (key := _key(line)) in terms}
    seats = CommitteeSeat.objects.filter(term__in=wanted).select_related("person")
    free: dict[tuple[int, str], list[CommitteeSeat]] = defaultdict(list)
    for seat in seats:
        free[seat.term_id, simplified(seat.person.name)].append(seat)
    for line in lines:
        term = terms.get(_key(line))
        if term:
            line.seat = _take_best(free[term.pk, simplified(line.row.name)], line)


def _with_one_chair(
    lines: list[Line], terms: dict[tuple[int, date], Term], outcome: Outcome
) -> list[Line]:
    """Reject rows that name a chair while another one sits: when did that one leave?"""
    named = [line for line in lines if line.row.post == "chair" and _key(line) in terms]
    claims = [Claim(line.row, terms[_key(line)].pk, line.seat, *_days_of(line)) for line in named]
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


def _key(line: Line) -> tuple[int, date]:
    return line.organisation.pk, line.elected_on


def _find_persons(entry: Entry, lines: list[Line], people: dict[int, Known]) -> None:
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
        one, two = sorted((_person(trace), _person(other)))
        found.append(Pair(entry=entry, first_id=one, second_id=two, why=why))
    return found


def _person(trace: Trace) -> int:
    number = trace.first.person
    assert number is not None  # noqa: S101  every first trace has been inserted
    return number


def _write(
    entry: Entry,
    lines: list[Line],
    terms: dict[tuple[int, date], Term],
    outcome: Outcome,
    people: dict[int, Known],
    *,
    by: Any,
    today: date,
) -> None:
    fresh = _once_each(lines, outcome)
    _elect([line for line in fresh if _key(line) not in terms], people, by=by, today=today)
    late = [line for line in fresh if _key(line) in terms]
    seat_members(entry, [(terms[_key(line)], _member(line, people)) for line in late])
    outcome.created += len(fresh)
    for line in lines:
        if line.seat or line.trace.same_as:  # of a new person everything is written already
            people[_person(line.trace)].learn(line.row, line.told, line.organisation)
    keep_what_was_learnt(people)
    kept = [(line.seat, line.row) for line in lines if line.seat]
    changed = bring_up_to(entry, kept)
    changed |= {seat.pk for seat, _ in kept if people[seat.person_id].learnt}
    outcome.changed += len(changed)
    outcome.unchanged += len(kept) - len(changed)


def _once_each(lines: list[Line], outcome: Outcome) -> list[Line]:
    """New seats; a second one of one person in one committee at one time contradicts the first."""
    taken: dict[tuple[int, date, int], list[tuple[date, date]]] = defaultdict(list)
    for line in lines:
        if line.seat:
            ends = line.seat.ends_on or date.max
            taken[*_key(line), line.seat.person_id].append((line.seat.starts_on or date.min, ends))
    good = []
    for line in [line for line in lines if line.seat is None]:
        begins, ends = _days_of(line)
        there = taken[*_key(line), _person(line.trace)]
        if any(begins < other_end and other < ends for other, other_end in there):
            outcome.refuse(line.row.sheet, line.row.row, "seat-twice", value=line.row.name)
        else:
            good.append(line)
            there.append((begins, ends))
    return good


def _days_of(line: Line) -> tuple[date, date]:
    """First day of the seat, and the day after its last as far as the row tells."""
    starts, last = line.row.seat_starts_on, line.row.seat_last_day
    begins = starts.first if starts and starts.precision == "day" else line.elected_on
    return max(begins, line.elected_on), day_after(last.last) if last else date.max


def _elect(lines: list[Line], people: dict[int, Known], *, by: Any, today: date) -> None:
    """Earlier elections of an organisation before later ones: each ends the term before it (R4)."""
    committees: dict[tuple[int, date], Committee] = {}
    for line in lines:
        key = _key(line)
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
        return int(to_number(words)) if words else None
    except NumeralError:
        return None


def _member(line: Line, people: dict[int, Known]) -> Member:
    row = line.row
    last = row.seat_last_day
    starts = row.seat_starts_on
    begins = starts.first if starts and starts.precision == "day" else None
    return Member(
        person=people[_person(line.trace)].person,
        post="" if row.post == "member" else row.post,
        employment=row.employment or "unknown",
        kinds=row.member_kinds,
        sector=row.sector,
        recruited=row.recruited_from or "unknown",
        starts_on=max(begins, line.elected_on) if begins else None,
        ends_on=day_after(last.last) if last else None,
    )

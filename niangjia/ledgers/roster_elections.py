"""Which election a row of a roster belongs to: said in it, told by its neighbours, or to be asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.base.dates import PreciseDate
from niangjia.committees.corrections import correct_election_day
from niangjia.committees.models import Term
from niangjia.ledgers.questions import ELECTION_DAY, ELECTION_DIFFERS, Question
from niangjia.ledgers.reading.rows import RosterRow
from niangjia.network.models import Organisation

Terms = dict[tuple[int, date], Term]
Placed = Sequence[tuple[RosterRow, Organisation]]


@dataclass(frozen=True)
class Elections:
    """The elections of one organisation as far as a file and the tables know them.

    `known` are first days of terms already kept, `exact` days that the file says, `only` is the
    election of the rows that say none.
    """

    organisation: int
    known: frozenset[date]
    exact: frozenset[date]
    only: date | None
    told: frozenset[date]

    def of(self, row: RosterRow) -> date | Question:
        """The day of the election by which the row's term began, or what must be asked."""
        if row.elected_on:
            return self._said(row.elected_on)
        begins = begins_with(row)
        day = self._of_begin(row, begins) if begins else self.only or self._ask()
        return day if isinstance(day, Question) else self._said(PreciseDate.on(day))

    def _said(self, said: PreciseDate) -> date | Question:
        day = _exactly(said, self.known | self.exact)
        other = self._same_told_less_exactly(said) if day == said.first else None
        if day is None:
            return Question(ELECTION_DAY, "选举日期", str(said), f"{self.organisation}/{said}")
        if other:
            about = f"{self.organisation}/{other}"
            return Question(ELECTION_DIFFERS, "选举日期", str(said), about, (str(other),))
        return day

    def _same_told_less_exactly(self, said: PreciseDate) -> date | None:
        """A term kept from the first of that month or year: told without its day, it began then."""
        if said.precision != "day" or said.first in self.known:
            return None
        firsts = (said.first.replace(day=1), said.first.replace(month=1, day=1))
        return next((first for first in firsts if first in self.known), None)

    def _of_begin(self, row: RosterRow, begins: date) -> date | Question:
        """She came with the last election before; one who sits since before it must be asked about."""
        if not self.told:
            return self._ask()
        before = [day for day in self.told | self.known if day <= begins]
        last = row.seat_last_day
        left = last is not None and last.last < min(self.told)
        if before and (begins >= min(self.told) or left):
            return max(before)
        return self._ask(begins)

    def _ask(self, begins: date | None = None) -> Question:
        about = f"{self.organisation}/{begins}" if begins else str(self.organisation)
        return Question(ELECTION_DAY, "选举日期", about=about)


def elections_of(placed: Placed, terms: Terms) -> dict[int, Elections]:
    """The elections of each organisation that a file names."""
    rows: dict[int, list[RosterRow]] = defaultdict(list)
    for row, organisation in placed:
        rows[organisation.pk].append(row)
    known: dict[int, set[date]] = defaultdict(set)
    for organisation_id, first in terms:
        known[organisation_id].add(first)
    return {number: _elections(number, some, known[number]) for number, some in rows.items()}


def correct_day(about: str, day: date, file: str, *, by: Any, today: date) -> None:
    """The election that the question is `about` was held on `day`: it is one and was no other (R5).

    Raises:
        Refused: as `committees.corrections.correct_election_day`.
    """
    organisation, known = about.split("/")
    first = date.fromisoformat(known)
    term = Term.objects.filter(organisation=int(organisation), starts_on=first).first()
    if term and day != first:
        reason = f"导入台账 {file}"[:200]
        correct_election_day(by=by, term=term, held_on=day, reason=reason, today=today)


def begins_with(row: RosterRow) -> date | None:
    """The day on which her seat began, if it is known to the day."""
    begins = row.seat_starts_on
    return begins.first if begins and begins.precision == "day" else None


def _elections(organisation: int, rows: Sequence[RosterRow], known: set[date]) -> Elections:
    said = {row.elected_on for row in rows if row.elected_on}
    exact = {day.first for day in said if day.precision == "day"}
    told = {_exactly(day, known | exact) or day.first for day in said}
    if not said:
        told = {day for day in [_begun(rows, known)] if day}
    only = next(iter(told)) if len(told) == 1 else None
    return Elections(organisation, frozenset(known), frozenset(exact), only, frozenset(told))


def _exactly(said: PreciseDate, days: Collection[date]) -> date | None:
    """A month tells the one election in it, and its first day if none is known; None: which one?"""
    if said.precision == "day":
        return said.first
    inside = {day for day in days if said.first <= day <= said.last}
    return next(iter(inside or {said.first})) if len(inside) < 2 else None


def _begun(rows: Iterable[RosterRow], known: Collection[date]) -> date | None:
    """Where no row says its election: the first day on which several, or the chair, came in.

    One who came later is no election, which would end the seats of all others (R4). If an earlier
    term is known, several who came in together are a new one only with a chair among them.
    """
    begun = [(begins, row.post) for row in rows if (begins := begins_with(row))]
    days = Counter(begins for begins, _ in begun)
    if not days:
        return None
    first = min(days)
    several, chair = days[first] > 1, (first, "chair") in begun
    alone = max(days.values()) == 1  # else the day on which several came in may be the election
    runs = any(day < first for day in known)
    is_one = (several and chair) if runs else several or (chair and alone)
    return first if is_one or first in known else None

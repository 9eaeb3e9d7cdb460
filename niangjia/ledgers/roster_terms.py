"""Rows whose days do not fit their term: each is refused, the rest of the file goes in (R4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from niangjia.base.dates import PreciseDate
from niangjia.base.periods import day_after
from niangjia.committees.models import CommitteeSeat, SeatPost
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.roster_elections import Terms
from niangjia.ledgers.roster_lines import Line, days_of, term_of


def within_their_terms(lines: list[Line], terms: Terms, outcome: Outcome) -> list[Line]:
    """Reject rows that begin or end after their term: after the next election, the file's own too.

    A term lies in the life of its organisation, too.
    """
    ends = _ends(lines, terms)
    good = []
    for line in lines:
        key = term_of(line)
        life = None if key in terms else _outside_life(line)
        if fault := life or _after_term(line, ends.get(key)):
            _refuse(line, fault, outcome)
        else:
            _end_with_term(line, ends.get(key))
            good.append(line)
    return good


def _ends(lines: list[Line], terms: Terms) -> dict[tuple[int, date], date]:
    """Term → the day on which it ends: the next election, or the end of its organisation."""
    ends = {key: term.ends_on for key, term in terms.items() if term.ends_on}
    ends |= {term_of(x): x.organisation.ends_on for x in lines if x.organisation.ends_on}
    begins = sorted({*terms, *(term_of(line) for line in lines)})
    following = {key: then[1] for key, then in pairwise(begins) if key[0] == then[0]}
    return ends | {key: min(day, ends.get(key, day)) for key, day in following.items()}


def _refuse(line: Line, why: Remark, outcome: Outcome) -> None:
    outcome.refuse(line.row.sheet, line.row.row, why.key, value=why.value, detail=why.detail)


def _outside_life(line: Line) -> Remark | None:
    began, ended = line.organisation.starts_on, line.organisation.ends_on
    if began and line.elected_on < began:
        return Remark("elected-before-founding", "", f"{line.elected_on}", (f"{began}",))
    if ended and line.elected_on >= ended:
        return Remark("elected-after-end", "", f"{line.elected_on}", (f"{ended}",))
    return None


def _after_term(line: Line, ends: date | None) -> Remark | None:
    if ends is None:
        return None
    last = line.row.seat_last_day
    if last and last.first >= ends:
        return Remark("leaves-after-term", "", line.row.name, (f"{ends}",))
    if days_of(line)[0] >= ends:
        return Remark("begins-after-term", "", line.row.name, (f"{ends}",))
    return None


def _end_with_term(line: Line, ends: date | None) -> None:
    """She left in the month of the next election: that day at the latest."""
    last = line.row.seat_last_day
    if ends and last and last.last >= ends:
        line.row = replace(line.row, seat_last_day=PreciseDate.on(ends - timedelta(days=1)))


def without_late_seats(lines: list[Line], terms: Terms, outcome: Outcome) -> list[Line]:
    """Reject an election after which, as it is kept, somebody came into the term that it ends."""
    elected = {term_of(line) for line in lines if term_of(line) not in terms}
    late = _late(elected, terms)
    for line in lines:
        if who := late.get(term_of(line)):
            names = "、".join(who[:5])
            _refuse(line, Remark("began-later", "", f"{line.elected_on}", (names,)), outcome)
    return [line for line in lines if term_of(line) not in late]


def _late(elected: set[tuple[int, date]], terms: Terms) -> dict[tuple[int, date], list[str]]:
    """Election → who began in the term before on that day or later."""
    firsts: dict[int, list[date]] = defaultdict(list)
    for organisation, first in terms:
        firsts[organisation].append(first)
    ended = {key: before for key in elected if (before := _before(key, terms, firsts[key[0]]))}
    begun = _begun({*ended.values()}, min((day for _, day in ended), default=date.max))
    found = {
        key: [name for day, name in begun[before] if day >= key[1]] for key, before in ended.items()
    }
    return {key: sorted({*names}) for key, names in found.items() if names}


def _before(key: tuple[int, date], terms: Terms, firsts: list[date]) -> int | None:
    """The kept term that the election would end."""
    organisation, day = key
    earlier = [first for first in firsts if first < day]
    term = terms[organisation, max(earlier)] if earlier else None
    return term.pk if term and (term.ends_on is None or term.ends_on > day) else None


def _begun(terms: set[int], day: date) -> dict[int, list[tuple[date, str]]]:
    """Term → the days, from `day` on, on which seats and posts of it began, and whose."""
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    if not terms:
        return found
    seats = CommitteeSeat.objects.filter(term__any_of=[*terms], starts_on__gte=day)
    posts = SeatPost.objects.filter(seat__term__any_of=[*terms], starts_on__gte=day)
    for term, first, name in (
        *seats.values_list("term_id", "starts_on", "person__name"),
        *posts.values_list("seat__term_id", "starts_on", "seat__person__name"),
    ):
        if first:
            found[term].append((first, name))
    return found


def without_early_ends(lines: list[Line], outcome: Outcome) -> list[Line]:
    """Reject rows by which a kept seat would end before a post began that its holder took later."""
    ends = {
        line.seat.pk: day_after(line.row.seat_last_day.last)
        for line in lines
        if line.seat and line.row.seat_last_day
    }
    posts = SeatPost.objects.filter(seat__any_of=[*ends]) if ends else SeatPost.objects.none()
    begun = posts.values_list("seat_id", "starts_on")
    early = {seat: first for seat, first in begun if first and first >= ends[seat]}
    good = []
    for line in lines:
        if line.seat and (first := early.get(line.seat.pk)):
            _refuse(line, Remark("leaves-before-post", "", line.row.name, (f"{first}",)), outcome)
        else:
            good.append(line)
    return good

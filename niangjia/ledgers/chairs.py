"""A new chair while the old one still sits: the row is refused, the rest of the file goes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from niangjia.base.periods import day_after
from niangjia.committees.models import CommitteeSeat, SeatPost
from niangjia.committees.terms import PostKind
from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.rows import RosterRow

Committee = tuple[int, date]  # organisation, election


@dataclass(frozen=True)
class Claim:
    """A row that names a chair: from which day until before which day; `term` if it is known."""

    row: RosterRow
    committee: Committee
    term: int | None
    seat: CommitteeSeat | None
    begins: date
    ends: date


@dataclass(frozen=True)
class _Held:
    """Somebody's days as a chair; `seat` if it is known, else a row of the file named her."""

    name: str
    begins: date
    ends: date
    seat: int | None = None


def contradicted(
    claims: Sequence[Claim], kept: Sequence[tuple[CommitteeSeat, RosterRow]]
) -> dict[int, Remark]:
    """Position of the claim → why it cannot be: somebody is chair of that term on one of its days.

    A last day that the file itself tells of the old chair counts. Of two chairs in the file the one
    who is said to have left goes in.
    """
    held = _held(claims, kept)
    found = {}
    in_order = sorted(enumerate(claims), key=lambda numbered: numbered[1].ends)
    for position, claim in in_order:
        others = held[claim.committee]
        own = [one for one in others if claim.seat and one.seat == claim.seat.pk]
        if own:  # she is the chair already
            if other := _reaches_into(own, others):
                found[position] = Remark("chairs-overlap", "", claim.row.name, (other.name,))
        elif other := _beside(claim, others):
            found[position] = _reason(claim, other)
        else:
            others.append(_Held(claim.row.name, claim.begins, claim.ends))
    return found


def _reaches_into(own: Sequence[_Held], others: Sequence[_Held]) -> _Held | None:
    """Who was chair on a day that a later last day would give to her."""
    later = [one for one in others if one.seat and one not in own]
    inside = (o for o in later for one in own if one.begins < o.ends and o.begins < one.ends)
    return next(inside, None)


def _beside(claim: Claim, others: Sequence[_Held]) -> _Held | None:
    both = [one for one in others if claim.begins < one.ends and one.begins < claim.ends]
    return max(both, key=lambda one: one.ends, default=None)


def _reason(claim: Claim, other: _Held) -> Remark:
    name = claim.row.name
    if other.ends != date.max and other.ends < claim.ends:
        until = str(other.ends - timedelta(days=1))
        return Remark("chair-begins-later", "", name, (other.name, until))
    if other.seat is None:
        return Remark("second-chair", "", name)
    return Remark("chair-still-sits", "", name, (other.name,))


def _held(
    claims: Sequence[Claim], kept: Sequence[tuple[CommitteeSeat, RosterRow]]
) -> dict[Committee, list[_Held]]:
    """Committee → its chairs as kept, with the last days that the file tells."""
    told = {seat.pk: row.seat_last_day.last for seat, row in kept if row.seat_last_day}
    committees = {claim.term: claim.committee for claim in claims if claim.term}
    held: dict[Committee, list[_Held]] = defaultdict(list)
    for post in _chairs(committees):
        last = told.get(post.seat_id) if post.ends_on == post.seat.ends_on else None
        ends = day_after(last) if last else post.ends_on or date.max
        one = _Held(post.seat.person.name, post.starts_on or date.min, ends, post.seat_id)
        held[committees[post.seat.term_id]].append(one)
    return held


def _chairs(terms: dict[int, Committee]) -> Sequence[SeatPost]:
    if not terms:
        return []
    posts = SeatPost.objects.filter(post=PostKind.CHAIR, seat__term__any_of=[*terms])
    return list(posts.select_related("seat__person").order_by("pk"))

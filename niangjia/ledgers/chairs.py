"""A new chair while the old one still sits: the row is refused, the rest of the file goes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from niangjia.base.periods import day_after
from niangjia.committees.models import CommitteeSeat, SeatPost
from niangjia.committees.terms import PostKind
from niangjia.ledgers.reading.rows import RosterRow


@dataclass(frozen=True)
class Claim:
    """A row that names a chair of a term: from which day until before which day."""

    row: RosterRow
    term: int
    seat: CommitteeSeat | None
    begins: date
    ends: date


def contradicted(
    claims: Sequence[Claim], kept: Sequence[tuple[CommitteeSeat, RosterRow]]
) -> dict[int, str]:
    """Position of the claim → who is chair of that term on one of its days and stays it.

    A last day that the file itself tells of the old chair counts.
    """
    told = {seat.pk: row.seat_last_day.last for seat, row in kept if row.seat_last_day}
    sitting = _chairs({claim.term for claim in claims})
    found = {}
    for position, claim in enumerate(claims):
        others = sitting[claim.term]
        if claim.seat and any(post.seat_id == claim.seat.pk for post in others):
            continue  # she is the chair already
        for post in others:
            last = told.get(post.seat_id)
            ends = day_after(last) if last else post.ends_on or date.max
            if claim.begins < ends and (post.starts_on or date.min) < claim.ends:
                found[position] = post.seat.person.name
    return found


def _chairs(terms: set[int]) -> dict[int, list[SeatPost]]:
    posts = SeatPost.objects.filter(post=PostKind.CHAIR, seat__term__any_of=list(terms))
    found: dict[int, list[SeatPost]] = defaultdict(list)
    for post in posts.select_related("seat__person"):
        found[post.seat.term_id].append(post)
    return found

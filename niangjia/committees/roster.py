"""Who sits in a committee on a day, as a roster shows it (F-003-01, R12, R13)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch

from niangjia.base.models import true_on
from niangjia.committees.models import CommitteeSeat, SeatKind, SeatPost
from niangjia.committees.previous import compared_seats
from niangjia.committees.terms import PostKind
from niangjia.network.models import Organisation
from niangjia.network.names import short_names

ORDER = {PostKind.CHAIR: 0, PostKind.VICE_CHAIR: 1, PostKind.STANDING: 2}
NO_POST = len(ORDER)


class OtherSeat(NamedTuple):
    """A seat that she holds in another committee the same day."""

    organisation: int
    short_name: str
    post: str


@dataclass(frozen=True)
class RosterLine:
    """One seat with its holder, as of a day.

    post, employment: empty without a post; since: first day of the seat; is_new: whether she sat
    there before (R13), None when nothing is known of before (R6).
    """

    seat: UUID
    person: int
    name: str
    post: str
    employment: str
    kinds: tuple[str, ...]
    sector: str
    recruited: str
    workplace: str
    since: date | None
    came_by: str
    is_new: bool | None
    others: tuple[OtherSeat, ...]


def roster(organisation: Organisation, *, as_of: date) -> list[RosterLine]:
    """Everyone in office on `as_of`: chair, vice-chairs, standing members, others; then by name.

    The same number of statements however large the committee is.
    """
    seats = list(_seats(organisation, as_of))
    others = _elsewhere(organisation, {seat.person_id for seat in seats}, as_of)
    lines = [_line(seat, others.get(seat.person_id, ())) for seat in seats]
    return sorted(lines, key=_in_order)


def _seats(organisation: Organisation, day: date) -> Any:
    found = compared_seats().filter(true_on(day), organisation=organisation)
    kinds = SeatKind.objects.select_related("kind").order_by("kind_id")
    return found.select_related("person").prefetch_related(
        _posts_on(day), Prefetch("seat_kinds", kinds, to_attr="named_kinds")
    )


def _posts_on(day: date) -> Any:
    return Prefetch("posts", SeatPost.objects.on(day), to_attr="posts_that_day")


def _elsewhere(
    organisation: Organisation, persons: set[int], day: date
) -> dict[int, tuple[OtherSeat, ...]]:
    """Person → her seats in other committees."""
    seats = CommitteeSeat.objects.on(day).filter(person__any_of=list(persons))
    found = list(
        seats.exclude(organisation=organisation)
        .order_by("organisation__path")
        .prefetch_related(_posts_on(day))
    )
    names = short_names({seat.organisation_id for seat in found}, on=day)
    others: dict[int, list[OtherSeat]] = defaultdict(list)
    for seat in found:
        name = names.get(seat.organisation_id, "")
        others[seat.person_id].append(OtherSeat(seat.organisation_id, name, _post(seat)))
    return {person: tuple(held) for person, held in others.items()}


def _line(seat: Any, others: tuple[OtherSeat, ...]) -> RosterLine:
    post = seat.posts_that_day[0] if seat.posts_that_day else None
    return RosterLine(
        seat=seat.public_id,
        person=seat.person_id,
        name=seat.person.name,
        post=post.post if post else "",
        employment=post.employment if post else "",
        kinds=tuple(held.kind.name for held in seat.named_kinds),
        sector=seat.sector,
        recruited=seat.recruited,
        workplace=seat.person.workplace,
        since=seat.starts_on,
        came_by=seat.came_by,
        is_new=not seat.was_there if seat.has_base else None,
        others=others,
    )


def _post(seat: Any) -> str:
    return str(seat.posts_that_day[0].post) if seat.posts_that_day else ""


def _in_order(line: RosterLine) -> tuple[int, str, int]:
    rank = ORDER[PostKind(line.post)] if line.post else NO_POST
    return rank, line.name, line.person

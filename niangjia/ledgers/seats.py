"""Seats that a repeated roster names again: what it says otherwise is brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from niangjia.base.models import Entry
from niangjia.base.periods import day_after
from niangjia.committees.models import CommitteeSeat, SeatKind, SeatPost
from niangjia.ledgers.reading.rows import RosterRow
from niangjia.ledgers.roster_elections import begins_with

Named = Sequence[tuple[CommitteeSeat, RosterRow]]


def bring_up_to(entry: Entry, named: Named) -> set[int]:
    """Amend seats, kinds and posts to what the rows say; returns the seats that changed.

    What a row does not say stays as it is.
    """
    seats = [seat.pk for seat, _ in named]
    kinds = _kinds(seats)
    posts = _posts(seats)
    changed = set()
    for seat, row in named:
        did = _seat(seat, row)
        did |= _add_kinds(entry, seat, row, kinds.get(seat.pk, set()))
        did |= _post(entry, seat, row, posts.get(seat.pk, []))
        if did:
            changed.add(seat.pk)
    return changed


def _kinds(seats: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = SeatKind.objects.filter(seat__any_of=seats).values_list("seat_id", "kind_id")
    for seat, kind in rows:
        found.setdefault(seat, set()).add(kind)
    return found


def _posts(seats: list[int]) -> dict[int, list[SeatPost]]:
    """Seat → its posts, the first one first: a promotion is a second one (R12)."""
    found: dict[int, list[SeatPost]] = {}
    for post in SeatPost.objects.filter(seat__any_of=seats).order_by("starts_on", "pk"):
        found.setdefault(post.seat_id, []).append(post)
    return found


def _seat(seat: CommitteeSeat, row: RosterRow) -> bool:
    before = seat.ends_on
    told: dict[str, object] = {"sector": row.sector, "recruited": row.recruited_from}
    if row.seat_last_day:
        told["ends_on"] = day_after(row.seat_last_day.last)
    differing = {c: v for c, v in told.items() if v and getattr(seat, c) != v}
    for column, value in differing.items():
        setattr(seat, column, value)
    if differing:
        seat.save(update_fields=list(differing))
    if "ends_on" in differing:
        # A post that ended before the seat did, by a promotion, ended on its own day.
        seat.posts.filter(ends_on=before).update(ends_on=seat.ends_on)
    return bool(differing)


def _add_kinds(entry: Entry, seat: CommitteeSeat, row: RosterRow, known: set[str]) -> bool:
    missing = [kind for kind in row.member_kinds if kind not in known]
    SeatKind.objects.bulk_create(SeatKind(entry=entry, seat=seat, kind_id=kind) for kind in missing)
    return bool(missing)


def _post(entry: Entry, seat: CommitteeSeat, row: RosterRow, held: Sequence[SeatPost]) -> bool:
    if row.post == "member":
        return False
    # An older roster names a post that she has left since: it is the one meant, not the last one.
    named = [post for post in held if post.post == row.post] or held
    known = named[-1] if named else None
    employment = row.employment or (known.employment if known else "unknown")
    begins = _took_post_on(seat, row, known)
    if known is None or begins:
        if known:
            known.ends_on = begins
            known.save(update_fields=["ends_on"])
        SeatPost.objects.create(
            entry=entry,
            seat=seat,
            organisation_id=seat.organisation_id,
            post=row.post,
            employment=employment,
            starts_on=begins or seat.starts_on,
            ends_on=seat.ends_on,
        )
        return True
    if (known.post, known.employment) == (row.post, employment):
        return False
    known.post, known.employment = row.post, employment
    known.save(update_fields=["post", "employment"])
    return True


def _took_post_on(seat: CommitteeSeat, row: RosterRow, known: SeatPost | None) -> date | None:
    """The day on which a member who sits already took the post that the row names (R12).

    None: with her seat, or the row corrects the post that she has.
    """
    begins, before = begins_with(row), (known or seat).starts_on
    if begins is None or before is None or begins <= before or (known and known.post == row.post):
        return None
    return begins if known is None or known.ends_on in (None, seat.ends_on) else None

"""Corrections of committees: what was never true is amended, with a reason (R5 更正)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base.models import Dated
from niangjia.base.refusals import Refused
from niangjia.committees.models import (
    Appointment,
    CommitteeChange,
    CommitteeSeat,
    Election,
    SeatPost,
    Term,
)
from niangjia.committees.terms import ChangeKind
from niangjia.figures.models import Register, RegisterStart
from niangjia.network import corrections as network
from niangjia.network.corrections import ENDINGS, correcting
from niangjia.network.models import OrganisationEvent


def correct_event(
    *, by: Any, event: OrganisationEvent, on: date, reason: str, document: str | None = None
) -> None:
    """Correct the day of an event of an organisation; whoever's office ended with it follows.

    Raises:
        Refused: as `network.corrections.correct_event`.
    """
    with correcting(by, event.organisation, reason, f"{event.get_kind_display()} {on}"):
        if event.kind in ENDINGS and event.on:
            of = {"organisation": event.organisation_id, "ends_on": event.on}
            ended = (SeatPost.objects, CommitteeSeat.objects, Term.objects, Appointment.objects)
            for rows in ended:
                rows.filter(**of).update(ends_on=on)
        network.correct_event(by=by, event=event, on=on, reason=reason, document=document)


def correct_seat_days(
    *, by: Any, seat: CommitteeSeat, starts_on: date, ends_on: date | None, reason: str
) -> None:
    """She sat there on these days; posts and changes that began or ended with the seat follow.

    Args:
        ends_on: last day + 1, None while she still sits there.

    Raises:
        Refused: no reason, upside down, or a post or the term speaks against it.
    """
    with correcting(by, seat.organisation, reason, f"任职 {seat.starts_on} → {starts_on}"):
        _require_order(starts_on, ends_on)
        _move_changes(seat, starts_on, ends_on)
        _move_posts(seat, starts_on, ends_on)
        seat.starts_on, seat.ends_on = starts_on, ends_on
        seat.save(update_fields=["starts_on", "ends_on"])


def correct_election_day(*, by: Any, term: Term, held_on: date, reason: str, today: date) -> None:
    """The election was held on `held_on`: the term begins and the one before ends that day (R4).

    Seats and posts that began or ended with the election follow, and so does the day from which
    the committee's roster is complete.

    Raises:
        Refused: no reason, in the future, or a seat would end before it begins.
    """
    if held_on > today:
        raise Refused(_("选举日期%(day)s还没有到，请核对。") % {"day": held_on})
    before = _first_day(term)
    with correcting(by, term.organisation, reason, f"选举 {before} → {held_on}"):
        _end_terms_before(term, held_on)
        SeatPost.objects.filter(seat__term=term, starts_on=before).update(starts_on=held_on)
        term.seats.filter(starts_on=before).update(starts_on=held_on)
        CommitteeChange.objects.filter(seat_in__term=term, on=before).update(on=held_on)
        Election.objects.filter(term=term).update(held_on=held_on)
        RegisterStart.objects.filter(
            register=Register.COMMITTEES, organisation=term.organisation_id, complete_from=before
        ).update(complete_from=held_on)
        term.starts_on = held_on
        term.save(update_fields=["starts_on"])


def correct_post(*, by: Any, held: SeatPost, post: str, employment: str, reason: str) -> None:
    """On those days she held `post`, never what was written; empty: she held none.

    Raises:
        Refused: no reason, or the committee would have two chairs on a day.
    """
    with correcting(by, held.organisation, reason, f"职务 {held.get_post_display()}"):
        if not post:
            held.delete()
            return
        held.post, held.employment = post, employment
        held.save(update_fields=["post", "employment"])


def _first_day(row: Dated) -> date:
    """Terms and seats always have one (a check of the database)."""
    if row.starts_on is None:
        raise ValueError(row)
    return row.starts_on


def _require_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on <= starts_on:
        raise Refused(
            _("任职从%(starts_on)s起，却在那之前就止了，请核对两个日期。")
            % {"starts_on": starts_on}
        )


def _move_changes(seat: CommitteeSeat, starts_on: date, ends_on: date | None) -> None:
    """The change that brought her in happened on her first day, a bare leaving on her last."""
    came = CommitteeChange.objects.filter(seat_in=seat, on=_first_day(seat))
    came.exclude(kind=ChangeKind.ELECT_EXTRA).update(on=starts_on)
    if ends_on and seat.ends_on:
        left = CommitteeChange.objects.filter(seat_out=seat, seat_in=None, on=seat.ends_on)
        left.update(on=ends_on)


def _move_posts(seat: CommitteeSeat, starts_on: date, ends_on: date | None) -> None:
    """A post whose edge is the seat's goes with it; both edges at once, in whatever order."""
    for held in seat.posts.all():
        held.starts_on = starts_on if held.starts_on == seat.starts_on else held.starts_on
        held.ends_on = ends_on if held.ends_on == seat.ends_on else held.ends_on
        held.save(update_fields=["starts_on", "ends_on"])


def _end_terms_before(term: Term, held_on: date) -> None:
    """What ended with the election ended on its true day; who had left that day, left that day."""
    before = _first_day(term)
    ended = Term.objects.filter(organisation=term.organisation_id, ends_on=before)
    left = CommitteeChange.objects.filter(seat_out__term__in=ended, on=before)
    stayed = CommitteeSeat.objects.filter(term__in=ended, ends_on=before)
    seats = list(stayed.exclude(pk__in=left.values("seat_out")).values_list("pk", flat=True))
    SeatPost.objects.filter(seat__in=seats, ends_on=before).update(ends_on=held_on)
    CommitteeSeat.objects.filter(pk__in=seats).update(ends_on=held_on)
    ended.update(ends_on=held_on)

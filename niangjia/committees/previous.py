"""Who sat in a committee before: the base of every "new" (R6, R13).

previous(seat) = the persons seated in the same organisation the day before the seat began. At
the beginning of a term that is the end of the term before (R4); where no term came before in the
organisation itself, its predecessors' last committees count.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from niangjia.committees.models import CommitteeSeat, SeatPost, Term
from niangjia.network.models import OrganisationEvent
from niangjia.network.terms import EventKind


def compared_seats() -> QuerySet[CommitteeSeat]:
    """Seats with `has_base` (is anything known of before?) and `was_there` (was she in it?)."""
    before = _seats_before()
    return CommitteeSeat.objects.annotate(
        has_base=Exists(before),
        was_there=Exists(before.filter(person=OuterRef("person"))),
    )


def compared_posts() -> QuerySet[SeatPost]:
    """Posts with `has_base`, and `was_there`: did she hold that post before?"""
    held = SeatPost.objects.filter(
        _just_before(SeatPost), post=OuterRef("post"), seat__person=OuterRef("seat__person")
    )
    return SeatPost.objects.annotate(
        has_base=Exists(_seats_before()),
        was_there=Exists(held),
    )


def _seats_before() -> QuerySet[CommitteeSeat]:
    return CommitteeSeat.objects.filter(_just_before(CommitteeSeat))


def _just_before(model: Any) -> Q:
    """Rows of the organisation, or of a predecessor, that held the day before `starts_on`."""
    lasted = Q(ends_on=None) | Q(ends_on__gte=OuterRef("starts_on"))
    own = Q(organisation=OuterRef("organisation")) & lasted
    # A predecessor's rows that ended with it count until the successor elected its own.
    ended_with_it = Q(ends_on=F("organisation__ends_on"))
    inherited = Q(Exists(_succession())) & (lasted | ended_with_it)
    return Q(starts_on__lt=OuterRef("starts_on")) & (own | inherited)


def _succession() -> QuerySet[OrganisationEvent]:
    """Merges and splits that made the row's organisation a predecessor of the new seat's, with
    no own election of the successor in between."""
    # One OuterRef reaches the row that was there before, two reach the new one.
    old, new = OuterRef("organisation"), OuterRef(OuterRef("organisation"))
    begun = OuterRef(OuterRef("starts_on"))
    merged = Q(kind=EventKind.MERGE, organisation=old, other=new)
    split = Q(kind=EventKind.SPLIT, organisation=new, other=old)
    elected = Term.objects.filter(
        organisation=OuterRef(OuterRef(OuterRef("organisation"))),
        starts_on__gte=OuterRef("on"),
        starts_on__lt=OuterRef(OuterRef(OuterRef("starts_on"))),
    )
    return OrganisationEvent.objects.filter(merged | split, ~Exists(elected), on__lte=begun)

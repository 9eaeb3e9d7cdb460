"""Who sat in a committee before: the base of every "new" (R6, R13).

previous(seat) = the persons seated in the same organisation the day before the seat began. At
the beginning of a term that is the end of the term before (R4); where no term came before in the
organisation itself, its predecessors' last committees count.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from niangjia.committees.models import CommitteeSeat, SeatPost, Term
from niangjia.network.models import OrganisationEvent
from niangjia.network.terms import EventKind


def compared_seats() -> QuerySet[CommitteeSeat]:
    """Seats with `has_base` (is anything known of before?) and `was_there` (was she in it?)."""
    return CommitteeSeat.objects.annotate(
        has_base=_before(CommitteeSeat),
        was_there=_before(CommitteeSeat, person="person"),
    )


def compared_posts() -> QuerySet[SeatPost]:
    """Posts with `has_base`, and `was_there`: did she hold that post before?"""
    return SeatPost.objects.annotate(
        has_base=_before(CommitteeSeat),
        was_there=_before(SeatPost, post="post", seat__person="seat__person"),
    )


def _before(model: Any, **same: str) -> ExpressionWrapper:
    """Whether rows of the organisation, or inherited ones, held the day before `starts_on`.

    Two conditions, each led by an indexed column: one with an OR inside would read the table
    anew for every seat.
    """
    own = Exists(_just_before(model, 1, same).filter(organisation=OuterRef("organisation")))
    return ExpressionWrapper(Q(own) | Q(_inherited(model, same)), BooleanField())


def _just_before(model: Any, depth: int, same: dict[str, str]) -> QuerySet[Any]:
    """Rows begun before the new one that had not ended then; `depth` queries above is the new one."""
    begun = _outer("starts_on", depth)
    lasted = Q(ends_on=None) | Q(ends_on__gte=begun)
    if depth > 1:
        # A predecessor's rows that ended with it count until the successor elected its own.
        lasted |= Q(ends_on=F("organisation__ends_on"))
    equal = {column: _outer(value, depth) for column, value in same.items()}
    return model.objects.filter(lasted, starts_on__lt=begun, **equal)


def _inherited(model: Any, same: dict[str, str]) -> Exists:
    """Rows of organisations merged into this one or from which it was split off, with no own
    election in between."""
    elected = Term.objects.filter(
        organisation=_outer("organisation", 2),
        starts_on__gte=OuterRef("on"),
        starts_on__lt=_outer("starts_on", 2),
    )
    rows = _just_before(model, 2, same)
    merged = Q(kind=EventKind.MERGE, other=OuterRef("organisation"))
    split = Q(kind=EventKind.SPLIT, organisation=OuterRef("organisation"))
    return Exists(
        OrganisationEvent.objects.filter(
            Q(merged, Exists(rows.filter(organisation=OuterRef("organisation"))))
            | Q(split, Exists(rows.filter(organisation=OuterRef("other")))),
            ~Exists(elected),
            on__lte=OuterRef("starts_on"),
        )
    )


def _outer(column: str, depth: int) -> OuterRef:
    reference = OuterRef(column)
    for _ in range(depth - 1):
        reference = OuterRef(reference)
    return reference

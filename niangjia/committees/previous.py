"""Who sat in a committee before: the base of every "new" (R6, R13).

previous(seat) = the persons seated in the same organisation the day before the seat began. At
the beginning of a term that is the end of the term before (R4). To them come the last committees
of organisations merged into this one, or from which it was split off, as long as it has had no
election of its own since. Known is what was before if the term of the day before has a roster at
all: a committee that everybody has left is known, and empty.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from niangjia.committees.models import CommitteeSeat, SeatPost, Term
from niangjia.network.models import OrganisationEvent
from niangjia.network.terms import EventKind


def compared_seats() -> QuerySet[Any]:
    """Seats with `has_base` (is anything known of before?) and `was_there` (was she in it?)."""
    return CommitteeSeat.objects.annotate(
        has_base=_before(CommitteeSeat, while_="term__"),
        was_there=_before(CommitteeSeat, person="person"),
    )


def compared_posts() -> QuerySet[Any]:
    """Posts with `has_base`, and `was_there`: did she hold that post before?"""
    return SeatPost.objects.annotate(
        has_base=_before(CommitteeSeat, while_="term__"),
        was_there=_before(SeatPost, post="post", seat__person="seat__person"),
    )


def _before(model: Any, while_: str = "", **same: str) -> ExpressionWrapper[Any]:
    """Whether rows of the organisation, or inherited ones, held the day before `starts_on`.

    `while_` leads to the dated row that had to last until then: the row itself, or its term. Two
    conditions, each led by an indexed column: one with an OR inside would read the table anew
    for every seat.
    """
    own = _just_before(model, 1, while_, same).filter(organisation=OuterRef("organisation"))
    inherited = _inherited(_just_before(model, 2, while_, same))
    return ExpressionWrapper(Q(Exists(own)) | Q(inherited), BooleanField())


def _just_before(model: Any, depth: int, while_: str, same: dict[str, str]) -> QuerySet[Any]:
    """Rows begun before the new one that had not ended then; `depth` queries above is the new one."""
    begun = _outer("starts_on", depth)
    end = f"{while_}ends_on"
    lasted = Q(**{end: None}) | Q(**{f"{end}__gte": begun})
    if depth > 1:
        # A predecessor's rows that ended with it count until the successor elected its own.
        lasted |= Q(**{end: F("organisation__ends_on")})
    equal = {column: _outer(value, depth) for column, value in same.items()}
    found: QuerySet[Any] = model.objects.filter(lasted, starts_on__lt=begun, **equal)
    return found


def _inherited(rows: QuerySet[Any]) -> Exists:
    """Of `rows`, those of organisations merged into this one or from which it was split off."""
    elected = Term.objects.filter(
        organisation=_outer("organisation", 2),
        starts_on__gte=OuterRef("on"),
        starts_on__lt=_outer("starts_on", 2),
    )
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

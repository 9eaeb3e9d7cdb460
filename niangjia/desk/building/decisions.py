"""What the reader decided about pairs, as long as both persons are within her reach (R15)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.access.permissions import within_names
from niangjia.access.terms import Can
from niangjia.base.history import images_before
from niangjia.base.models import Entry
from niangjia.base.periods import SHANGHAI
from niangjia.base.phrases import labelled
from niangjia.committees.models import CommitteeSeat
from niangjia.desk.pages import PairCard
from niangjia.desk.parts import Chip, Term, Tone
from niangjia.desk.visit import Visit
from niangjia.people.models import Pair, Person
from niangjia.people.terms import Decision

# What the journal calls the act of people.operations.decide_pair.
DECIDING = "核对同一人"
GONE = "delete"  # the label of the before-image of a row that was deleted


def decisions_of(visit: Visit) -> QuerySet[Entry]:
    """What the reader decided and did not take back, the latest first.

    Only of persons both of whom she may join today: a post that ended takes its pairs along.
    """
    mine = Entry.objects.filter(act=DECIDING, by=visit.user, undone_by=None)
    images = images_before(Person)._default_manager
    gone = images.filter(pgh_context_id=OuterRef("public_id"), pgh_label=GONE)
    told = mine.annotate(joined=Exists(gone))
    return told.filter(
        Q(_both_moved(visit), joined=True) | Q(_both_there(visit), joined=False)
    ).order_by("-pk")


def is_hers(visit: Visit, side: str) -> Q:
    """Pairs one of whose persons ("first", "second") sits, or sat, where the reader may join."""
    return Q(Exists(_seats(visit).filter(person=OuterRef(side))))


def named_by(decided: Sequence[Entry]) -> set[int]:
    """The persons whom a list of such decisions names: one who were joined, two who were not."""
    joined = _acts(decided, joined=True)
    seats = CommitteeSeat.objects.filter(images_before__pgh_context_id__in=joined)
    apart = Pair.objects.filter(images_before__pgh_context_id__in=_acts(decided, joined=False))
    both = apart.values_list("first_id", "second_id")
    return {*seats.values_list("person_id", flat=True), *(one for pair in both for one in pair)}


def decided_card(entry: Entry) -> PairCard:
    """A decision: when, on what grounds, and the way back."""
    return PairCard(
        key=f"decided-{entry.public_id}",
        left=(Term(label=_("什么时候"), text=f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"),),
        right=(Term(label=_("依据"), text=entry.reason),),
        why=_what(entry),
        decided=Chip(text=_("已看过"), tone=Tone.OK, icon="circle-check"),
        undo_address=reverse("desk:pair_undo", args=[entry.public_id]),
    )


def _what(entry: Any) -> str:
    """Who was decided upon, and what, in the reader's language; the journal keeps it in one."""
    name = entry.summary.partition("：")[0]
    return labelled(name, (Decision.SAME if entry.joined else Decision.DIFFERENT).label)


def _both_there(visit: Visit) -> Q:
    """Two who stayed two: the pair is still there."""
    pairs = Pair.objects.filter(is_hers(visit, "first"), is_hers(visit, "second"))
    pairs = pairs.filter(decision=Decision.DIFFERENT)
    return Q(Exists(pairs.filter(images_before__pgh_context_id=OuterRef("public_id"))))


def _both_moved(visit: Visit) -> Q:
    """Two who became one: a seat that came to her by the decision, and one that she had before."""
    images = images_before(CommitteeSeat)._default_manager
    moved = images.filter(pgh_context_id=OuterRef(OuterRef("public_id")))
    came = _seats(visit).filter(images_before__pgh_context_id=OuterRef("public_id"))
    had = _seats(visit).filter(person__in=moved.values("pgh_obj__person"))
    return Q(Exists(came)) & Q(Exists(had.exclude(pk__in=moved.values("pgh_obj_id"))))


def _seats(visit: Visit) -> QuerySet[CommitteeSeat]:
    mine = within_names(visit.user, Can.PERSON_MERGE, organisation="organisation", on=visit.today)
    return CommitteeSeat.objects.filter(mine)


def _acts(decided: Sequence[Any], *, joined: bool) -> list[Any]:
    return [entry.public_id for entry in decided if entry.joined is joined]

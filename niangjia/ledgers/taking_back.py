"""An import taken back with all that was answered to it (R34)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from niangjia.base.models import Entry
from niangjia.base.staying import ChangedSince, Later, Ties
from niangjia.base.undo import later_work, undo
from niangjia.committees.models import CommitteeSeat, Election, SeatKind, SeatPost, Term
from niangjia.figures.models import Completeness
from niangjia.ledgers.models import Import, KeptRow
from niangjia.ledgers.receipt_models import KeptFile, Shortfall
from niangjia.ledgers.settling import settle_again
from niangjia.network.models import (
    OrganisationEvent,
    OrganisationForm,
    OrganisationName,
    Placement,
)

# An organisation stays with its name, form, place and events, a seat with its posts and kinds;
# who or what ended because of a row that stays, stays ended.
TIES = Ties(
    parts={
        OrganisationName: "organisation",
        OrganisationForm: "organisation",
        Placement: "organisation",
        OrganisationEvent: "organisation",
        SeatKind: "seat",
        SeatPost: "seat",
        Election: "term",
    },
    beside=(
        (Term, Term, "organisation_id"),
        (Term, CommitteeSeat, "organisation_id"),
        (Term, SeatPost, "organisation_id"),
        (OrganisationName, OrganisationName, "organisation_id"),
        (OrganisationForm, OrganisationForm, "organisation_id"),
        (Placement, Placement, "organisation_id"),
    ),
    # Which figures count 余 because of which ledger (R22): a later ledger settles it anew.
    derived=frozenset({Shortfall, Completeness}),
)


def take_back(*, by: Any, made: Import, reason: str, later: Later = Later.REFUSE) -> Entry:
    """Undo an import with its answered rows; what waiting rows told and her file are forgotten.

    The import itself stays in the list, as taken back. Who may is asked by the page.

    Raises:
        RowsChangedSince: somebody changed rows of it since; nothing is undone.
        Refused: taken back already, or later rows use its rows.
    """
    covered = {(unit, made.kind) for unit in made.covers.values_list("organisation", flat=True)}

    def then(entry: Entry) -> None:
        settle_again(entry, covered)

    with transaction.atomic():
        undoing = undo(made.entry, by=by, reason=reason, later=later, ties=TIES, then=then)
        KeptRow.objects.filter(row__batch=made).delete()
        KeptFile.objects.filter(batch=made).delete()
    return undoing


def stands_against(made: Import) -> list[ChangedSince]:
    """Rows of the import that somebody changed or uses since, with the acts that did.

    Raises:
        Refused: taken back already.
    """
    return later_work(made.entry, TIES)

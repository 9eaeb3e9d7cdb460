"""What names persons and is the reader's to open: pairs, imports, rosters (R19, R30).

A page never offers what it would refuse.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from niangjia.access.permissions import may_read_names, within_names
from niangjia.access.scopes import scopes
from niangjia.access.terms import Can
from niangjia.desk.visit import Visit
from niangjia.ledgers.models import Import
from niangjia.ledgers.upload_models import Upload
from niangjia.network.models import Organisation


def decides_pairs(visit: Visit, organisation: Organisation | None = None) -> bool:
    """Whether the reader may look at pairs of `organisation`; without one, at any at all."""
    return any(
        Can.PERSON_MERGE in scope.grants
        and may_read_names(scope)
        and (organisation is None or scope.covers(organisation.path))
        for scope in scopes(visit.user, on=visit.today)
    )


def pairs_address(visit: Visit, organisation: Organisation | None) -> str:
    """The page of pairs; empty for who may not look at those of `organisation`."""
    return visit.leading("pairs") if decides_pairs(visit, organisation) else ""


def imports_open(visit: Visit) -> QuerySet[Import]:
    """The imports whose pages the reader may open; above the county those she made herself."""
    mine = within_names(
        visit.user,
        Can.LEDGER_IMPORT,
        organisation="organisation",
        on=visit.today,
        own="entry__by",
    )
    return Import.objects.filter(mine)


def uploads_open(visit: Visit) -> QuerySet[Upload]:
    """The uploads whose pages the reader may open; above the county those she sent herself."""
    mine = within_names(
        visit.user, Can.LEDGER_IMPORT, organisation="organisation", on=visit.today, own="by"
    )
    return Upload.objects.filter(mine)


def rosters_open(visit: Visit, organisations: Iterable[int]) -> set[int]:
    """Those of `organisations` whose rosters the reader may read by name."""
    mine = within_names(visit.user, Can.ROSTER_READ, organisation="", on=visit.today)
    found = Organisation.objects.filter(mine, pk__any_of=list(organisations))
    return {*found.values_list("pk", flat=True)}

"""What an office calls its columns: corrected once, known from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.ledgers.models import Import as Import  # models of this room are loaded through it
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.text import flat
from niangjia.ledgers.reading.vocabulary import meanings
from niangjia.ledgers.upload_models import ColumnWord
from niangjia.network.models import Organisation


def told_columns(organisation: Organisation, kind: str) -> dict[str, str]:
    """Heading → meaning, as this office told it for a kind of ledger."""
    told = ColumnWord.objects.filter(organisation=organisation, kind=kind)
    known = {"", *meanings(KINDS[kind])}
    return {
        heading: means for heading, means in told.values_list("heading", "means") if means in known
    }


def tell_columns(
    *, by: Any, organisation: Organisation, kind: str, told: Mapping[str, str]
) -> None:
    """Remember what headings mean: a field, "field:value", or "" = not to be read.

    Who may is asked by the page.

    Raises:
        Refused: a meaning that the kind of ledger does not know.
    """
    known = {"", *meanings(KINDS[kind])}
    wrong = next((means for means in told.values() if means not in known), None)
    if wrong is not None:
        raise Refused(_("没有“%(means)s”这一栏，请从列出的栏目里选。") % {"means": wrong[:40]})
    with journal.act(
        "认列", by=by, organisation_id=organisation.pk, summary="、".join(told)
    ) as entry:
        for heading, means in told.items():
            ColumnWord.objects.update_or_create(
                organisation=organisation,
                kind=kind,
                heading=flat(heading)[:80],
                defaults={"means": means},
                create_defaults={"means": means, "entry": entry},
            )

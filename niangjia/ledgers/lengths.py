"""Texts that are longer than their columns: cut, and told; no row is lost over a long note (R32)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import Field

from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.fates import Remark, Warned
from niangjia.ledgers.reading.rows import OrganisationRow, RosterRow
from niangjia.network.models import OrganisationEvent, OrganisationName, Venue
from niangjia.people.models import Person

SHOWN = 20  # of a long text, so that she finds it

Row = TypeVar("Row", RosterRow, OrganisationRow)
Columns = dict[str, "Field[Any, Any]"]  # what of a row is kept where

SEAT: Columns = {
    "sector": CommitteeSeat._meta.get_field("sector"),
    "workplace": Person._meta.get_field("workplace"),
}
ORGANISATION: Columns = {
    "document": OrganisationEvent._meta.get_field("document"),
    "venue": Venue._meta.get_field("name"),
}
LONGEST_NAME = Person._meta.get_field("name").max_length or 0
LONGEST_UNIT = OrganisationName._meta.get_field("name").max_length or 0


def fitting(row: Row, columns: Columns, outcome: Outcome) -> Row:
    """The row with no text longer than its column; what was cut is told."""
    cut = {}
    for name, field in columns.items():
        text, most = getattr(row, name), field.max_length or 0
        if len(text) > most:
            cut[name] = text[:most]
            remark = Remark("text-shortened", str(field.verbose_name), text[:SHOWN], (str(most),))
            outcome.warnings.append(Warned(row.sheet, row.row, remark))
    return replace(row, **cut) if cut else row

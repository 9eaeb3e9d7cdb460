"""Dated events of places that the division table does not know (R7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.base import journal
from niangjia.network.models import Place, PlaceName


def rename_place(*, by: Any, place: Place, before: str, kind_before: str, on: date) -> None:
    """Before `on` the place was called `before`; the table's name holds from that day."""
    with journal.act("区划更名", by=by, summary=f"{before} {on}"):
        place.names.filter(starts_on=None).update(starts_on=on)
        PlaceName.objects.create(place=place, name=before, kind=kind_before, ends_on=on)


def begin_place(*, by: Any, place: Place, on: date) -> None:
    """The place has existed since `on` only, although the table has it without a date."""
    with journal.act("区划设立", by=by, summary=f"{place.code} {on}"):
        place.names.filter(starts_on=None).update(starts_on=on)
        Place.objects.filter(pk=place.pk).update(starts_on=on)

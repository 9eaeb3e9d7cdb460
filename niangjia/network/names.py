"""What organisations and places were called on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F

from niangjia.network.models import OrganisationName, PlaceName


def short_names(organisations: Iterable[int], *, on: date) -> dict[int, str]:
    """Organisation number → short name on that day.

    Ended ones keep their last name, later ones show their first.
    """
    rows = OrganisationName.objects.filter(organisation__in=organisations)
    return _on(rows, "organisation_id", "short_name", on)


def full_names(organisations: Iterable[int], *, on: date) -> dict[int, str]:
    """Organisation number → full name on that day."""
    rows = OrganisationName.objects.filter(organisation__in=organisations)
    return _on(rows, "organisation_id", "name", on)


def place_names(places: Iterable[int], *, on: date) -> dict[int, str]:
    """Place number → name on that day."""
    return _on(PlaceName.objects.filter(place__in=places), "place_id", "name", on)


def _on(rows: Any, key: str, column: str, on: date) -> dict[int, str]:
    """The name that holds on the day; else the last before, else the first after."""
    found: dict[int, str] = {}
    # An unknown beginning is the earliest one; left to itself PostgreSQL puts it last.
    ordered = rows.order_by(key, F("starts_on").asc(nulls_first=True)).values_list(
        key, column, "starts_on"
    )
    for number, name, starts_on in ordered:
        if number not in found or starts_on is None or starts_on <= on:
            found[number] = name
    return found

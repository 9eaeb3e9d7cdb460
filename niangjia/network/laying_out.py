"""Laying out a real county: its places from the division table, and its federation (R7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.base import journal
from niangjia.base.bulk import insert
from niangjia.network import divisions, naming, operations
from niangjia.network.divisions import Division
from niangjia.network.models import Organisation, Place, PlaceName
from niangjia.network.terms import Form, Level

# How many digits of its code all places inside a place of that level share.
DIGITS = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}


@dataclass(frozen=True)
class LaidOut:
    """What `lay_out` did: the county's federation, whether it is new, and how many places are."""

    federation: Organisation
    is_new: bool
    new_places: int

    @property
    def changed(self) -> bool:
        """Whether anything was not there before."""
        return self.is_new or bool(self.new_places)


def lay_out(*, by: Any, code: str, today: date, with_zones: bool = False) -> LaidOut:
    """Load the places of a county and found its federation; nothing else (R7).

    Places and federation begin before the records. What is there already stays as it is, so
    that a second call changes nothing.

    Raises:
        UnknownDivision: no county has this code; the message names the nearest ones.
        TableNotBuilt: `make setup` has not made the table of places.
    """
    rows = divisions.county(code, with_zones=with_zones)
    county = next(row for row in rows if row.level == "county")
    with journal.act("建县", by=by, summary=f"{county.code} {county.name}"):
        added = _load(rows)
        place = Place.objects.get(code=county.code)
        known = Organisation.objects.filter(place=place, level=Level.COUNTY).first()
        federation = known or _found(by, place, county.name, today)
    return LaidOut(federation, known is None, added)


def _load(rows: Sequence[Division]) -> int:
    codes = [row.code for row in rows]
    known = {place.code: place for place in Place.objects.filter(code__in=codes)}
    missing = [row for row in rows if row.code not in known]
    for level in DIGITS:
        known |= _insert([row for row in missing if row.level == level], known)
    insert([PlaceName(place=known[row.code], name=row.name, kind=row.kind) for row in missing])
    return len(missing)


def _insert(rows: Sequence[Division], known: dict[str, Place]) -> dict[str, Place]:
    places = [
        Place(
            code=row.code,
            prefix=row.code[: DIGITS[row.level]],
            level=row.level,
            parent=known.get(row.parent),
        )
        for row in rows
    ]
    insert(places)
    return {place.code: place for place in places}


def _found(by: Any, place: Place, name: str, today: date) -> Organisation:
    return operations.found(
        by=by,
        kind="county",
        level=Level.COUNTY,
        name=naming.federation_name(name),
        short_name=naming.federation_short_name(name),
        form=Form.FEDERATION,
        parent=None,
        place=place,
        on=None,
        today=today,
        code=place.code,
    )

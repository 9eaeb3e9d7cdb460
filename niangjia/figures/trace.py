"""From a number to its rows, and from each row to who entered it and from what (R18, R19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Value
from django.utils.timezone import localtime

from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.figures.catalogue import Reference, counted
from niangjia.figures.kinds import Counted, Distinct
from niangjia.figures.scope import rows
from niangjia.network.models import Organisation
from niangjia.network.names import place_names, short_names


@dataclass(frozen=True)
class TracedRow:
    """One row behind a number.

    name: the organisation's short name (or the place's) as of the period's last day;
    key: what a distinct figure counts (person number), else the row's own. A masked row tells no
    number of a person: there it is the id of the first masked row that counts with this one, None
    where it counts with a row shown in full. Different keys, None left out, are the number (R18).
    cells: Chinese column label → text, empty when the row is masked; value: what a sum adds.
    """

    key: int | str | None
    public_id: str
    organisation: int
    name: str
    day: date | None
    cells: dict[str, str] = field(default_factory=dict)
    value: Decimal | int = 1
    entered_by: str = ""
    entered_at: str = ""
    act: str = ""
    entry: int = 0
    masked: bool = False


def trace(
    reference: Reference,
    *,
    organisation: Organisation,
    period: Period,
    unmasked: set[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[TracedRow]:
    """The rows of a counted figure, in the order of their organisations.

    Args:
        unmasked: organisations whose rows show their cells; None shows all. Masked and full
            rows together are always the number (R19).
    """
    figure = counted(reference.name)
    found = rows(reference, organisation=organisation, period=period)
    columns = {f"cell_{n}": F(path) for n, path in enumerate(figure.face.columns.values())}
    listed = found.order_by(figure.at.organisation or "pk", figure.face.day, "pk").values(
        row=F("pk"),
        at=F(figure.at.organisation or "pk"),
        on_day=F(figure.face.day),
        key=F(figure.of if isinstance(figure, Distinct) else "pk"),
        amount=F(getattr(figure, "value", "") or "pk"),
        **_recorded(figure, found.model),
        **columns,
    )
    chosen = list(listed[offset : None if limit is None else offset + limit])
    entries = _entries({row["made_by"] for row in chosen})
    naming = short_names if figure.at.organisation else place_names
    names = naming({row["at"] for row in chosen}, on=period.last)
    hidden = [_is_masked(figure, row["at"], unmasked) for row in chosen]
    keys = _keys(chosen, hidden)
    drawn = zip(chosen, keys, hidden, strict=True)
    return [_traced(figure, row, key, masked, entries, names) for row, key, masked in drawn]


def recount(figure: Counted, found: Sequence[TracedRow]) -> int | Decimal:
    """The number recomputed from its listed rows (R18)."""
    if isinstance(figure, Distinct):
        return len({row.key for row in found} - {None})
    if figure.value:
        return sum((row.value for row in found), Decimal(0))
    return len(found)


def _recorded(figure: Counted, model: Any) -> dict[str, F | Value]:
    """Rows of places carry no entry of the journal: they come with the division table."""
    if any(column.name == "entry" for column in model._meta.fields):
        return {"made_by": F("entry_id"), "public": F("public_id")}
    return {"made_by": Value(0), "public": F("pk")}


def _entries(numbers: set[int]) -> dict[int, Entry]:
    return {e.pk: e for e in Entry.objects.filter(pk__in=numbers).select_related("by")}


def _is_masked(figure: Counted, organisation: int, unmasked: set[int] | None) -> bool:
    """A place is public, and its number is no organisation's."""
    is_place = not figure.at.organisation
    return not is_place and unmasked is not None and organisation not in unmasked


def _keys(chosen: Sequence[dict[str, Any]], hidden: Sequence[bool]) -> list[int | str | None]:
    """Per row what it counts as, so that nobody is recognised by her number in a masked one (R19)."""
    rows = list(zip(chosen, hidden, strict=True))
    told = {row["key"] for row, masked in rows if not masked}
    first: dict[Any, str] = {}
    for row, masked in rows:
        if masked:
            first.setdefault(row["key"], str(row["public"]))
    return [
        row["key"] if not masked else None if row["key"] in told else first[row["key"]]
        for row, masked in rows
    ]


def _traced(
    figure: Counted,
    row: dict[str, Any],
    key: int | str | None,
    masked: bool,
    entries: dict[int, Entry],
    names: dict[int, str],
) -> TracedRow:
    entry = entries.get(row["made_by"])
    labels = figure.face.columns
    cells = {label: _text(row[f"cell_{n}"]) for n, label in enumerate(labels)}
    return TracedRow(
        key=key,
        public_id=str(row["public"]),
        organisation=row["at"],
        name=names.get(row["at"], ""),
        day=row["on_day"],
        cells={} if masked else cells,
        value=row["amount"] if getattr(figure, "value", "") else 1,
        entered_by="" if masked or not entry else str(entry.by or "命令行"),
        entered_at=f"{localtime(entry.at):%Y-%m-%d %H:%M}" if entry else "",
        act=entry.act if entry else "",
        entry=row["made_by"],
        masked=masked,
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)

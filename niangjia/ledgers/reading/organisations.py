"""Rows of an organisations ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading import words
from niangjia.ledgers.reading.columns import Columns, units_of
from niangjia.ledgers.reading.day_columns import days_of
from niangjia.ledgers.reading.organisation_kinds import kind_of, read_co_running
from niangjia.ledgers.reading.rows import OrganisationRow, Unit

DAYS = (
    "founded_on", "converted_on", "congress_held_on", "committee_elected_on", "board_hung_on",
    "group_opened_on", "first_activity_on", "co_running_from", "co_running_last_day",
    "venue_from", "venue_last_day",
)  # fmt: skip
TEXTS = ("document", "remark", "grid", "co_running_with", "venue", "venue_kind")
NAMES = ("organisation", "village", "township", "code")


def organisation_rows(
    columns: Columns, *, ledger_day: date
) -> Iterator[tuple[int, OrganisationRow]]:
    """Each row of the segment with its position, whatever was remarked about it."""
    units = units_of(columns)
    _require_own_name(columns, units)
    forms = [
        form or words.form_of(unit.organisation)
        for form, unit in zip(columns.read("form", words.read_form), units, strict=True)
    ]
    days = {name: days_of(columns, name, ledger_day) for name in DAYS}
    _check_order(columns, days["founded_on"], days["converted_on"])
    texts = {name: columns.read(name, words.read_text) for name in TEXTS}
    values = {
        "form": forms,
        "kind": _kinds(columns, units),
        "co_running": columns.read("co_running", read_co_running),
        **days,
        **texts,
        "raw": columns.raw(),
    }
    sheet, numbers = columns.table.sheet.name, columns.segment.numbers
    for row, rest in enumerate(zip(*values.values(), strict=True)):
        warnings = columns.remarks_on(row) if row in columns.remarks else ()
        yield (
            row,
            OrganisationRow(
                sheet,
                numbers[row] + 1,
                units[row],
                warnings=warnings,
                **dict(zip(values, rest, strict=True)),
            ),
        )


def _kinds(columns: Columns, units: list[Unit]) -> list[str]:
    """Of each row; a grid or a lateral body is known by its name, a place's organisation is not."""
    written = columns.cells.get("form", [""] * len(columns))
    kinds = [kind_of(raw, unit.organisation) for raw, unit in zip(written, units, strict=True)]
    for row, (kind, unit) in enumerate(zip(kinds, units, strict=True)):
        if kind and not unit.organisation:
            columns.remark(row, "organisation-missing", "organisation")
    return kinds


def _require_own_name(columns: Columns, units: list[Unit]) -> None:
    """The township filled down from above names no organisation by itself."""
    present = [name for name in NAMES if name in columns.own]
    for row, unit in enumerate(units):
        named = any(columns.own[name][row] != "" for name in present) if present else unit != Unit()
        if not named:
            columns.remark(row, "organisation-missing", present[0] if present else "organisation")


def _check_order(
    columns: Columns, founded: list[PreciseDate | None], converted: list[PreciseDate | None]
) -> None:
    for row, (first, then) in enumerate(zip(founded, converted, strict=True)):
        if first and then and then.last < first.first:
            columns.remark(
                row,
                "dates-upside-down",
                "converted_on",
                columns.text("converted_on", row),
                str(first),
            )

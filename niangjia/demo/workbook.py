"""Sheets as lists of cells, and their way into an .xlsx file. Knows nothing of women or committees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from niangjia.base.outgoing import new_workbook

MADE_AT = datetime(2017, 8, 2, 9, 0)  # noqa: DTZ001 - Excel's own stamp knows no zone


class Look(StrEnum):
    """How a row is dressed."""

    TITLE = "title"
    LINE = "line"
    HEADER = "header"
    BODY = "body"
    TOTAL = "total"
    FOOT = "foot"


class Formula(NamedTuple):
    """A formula and the value Excel last computed for it."""

    text: str
    value: int


class Merge(NamedTuple):
    """A merged range, rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


Cell = str | int | float | date | Formula | None

LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    Look.LINE: {"font_size": 11, "valign": "vcenter"},
    Look.HEADER: {
        "bold": True,
        "border": 1,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    Look.BODY: {"border": 1, "valign": "vcenter"},
    Look.TOTAL: {"border": 1, "bold": True},
    Look.FOOT: {"font_size": 10, "text_wrap": True},
}
HEIGHTS = {Look.TITLE: 30.0, Look.HEADER: 24.0}


@dataclass
class Sheet:
    """One worksheet, filled row by row."""

    name: str
    widths: Sequence[float] = ()
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    rows: list[tuple[Look, list[Cell]]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def add(self, look: Look, cells: Sequence[Cell] = ()) -> int:
        """Append a row; returns its index from 0."""
        self.rows.append((look, list(cells)))
        return len(self.rows) - 1

    def add_across(self, look: Look, text: str, columns: int) -> int:
        """Append a row of one text merged over `columns` columns; returns its index."""
        row = self.add(look, [text])
        self.merge(Merge(row, 0, row, columns - 1))
        return row

    def merge(self, area: Merge) -> None:
        """Merge a range, unless it is a single cell."""
        if (area.top, area.left) != (area.bottom, area.right):
            self.merges.append(area)


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write the sheets to `path`; the same sheets give the same bytes."""
    with new_workbook(path) as book:
        book.set_properties({"created": MADE_AT})
        formats = _formats(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    return path


def _formats(book: Any) -> dict[tuple[Look, bool], Any]:
    """(look, is a date) → format."""
    font = {"font_name": "宋体"}
    return {
        (look, dated): book.add_format(
            font | style | ({"num_format": "yyyy-mm-dd"} if dated else {})
        )
        for look, style in LOOKS.items()
        for dated in (False, True)
    }


def _write_sheet(page: Any, sheet: Sheet, formats: dict[tuple[Look, bool], Any]) -> None:
    page.set_landscape()
    page.set_paper(9)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for area in sheet.merges:
        page.merge_range(*area, "", formats[sheet.rows[area.top][0], False])
    for row, (look, cells) in enumerate(sheet.rows):
        page.set_row(row, HEIGHTS.get(look), None, {"hidden": row in sheet.hidden_rows})
        for column, cell in enumerate(cells):
            _write_cell(page, row, column, cell, formats[look, isinstance(cell, date)])
    if sheet.hidden:
        page.hide()


def _write_cell(page: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if cell is None:
        page.write_blank(row, column, None, style)
    elif isinstance(cell, Formula):
        page.write_formula(row, column, cell.text, style, cell.value)
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime.combine(cell, time()), style)
    elif isinstance(cell, str):
        page.write_string(row, column, cell, style)
    else:
        page.write_number(row, column, cell, style)

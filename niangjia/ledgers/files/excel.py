"""Sheets of an .xlsx or .xls: python-calamine for the values, the package's parts for the rest.

Formulas are never worked out: a cell holds the value that her Excel kept beside the formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.cells import chunk, chunks_of_rows
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.files.xlsx_cells import SheetScan

_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a day of the calendar, in no zone
_MARGIN = 100
Merge = tuple[tuple[int, int], tuple[int, int]]


def sheets_of(content: bytes, scans: dict[str, SheetScan]) -> Iterator[bytes]:
    """Yield all sheets as messages, in their order; a hidden one has a name and no rows.

    Raises:
        Refusal: locked, damaged or too large.
    """
    _check_area(scans)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise Refusal("locked") from error
    except CalamineError as error:
        raise Refusal("damaged") from error
    _check_count(workbook.sheets_metadata)
    cells = 0
    for meta in workbook.sheets_metadata:
        sheet = _opened(workbook, meta)
        if not sheet:
            continue
        if isinstance(sheet, bytes):
            yield sheet
            continue
        cells += _area(meta.name, sheet)
        if cells > limits.CELLS:
            raise Refusal("too-many-cells", count=cells, most=limits.CELLS)
        yield from _sheet(meta.name, sheet, scans.get(meta.name))


def _area(name: str, sheet: CalamineSheet) -> int:
    rows, columns = sheet.total_height, sheet.total_width
    if rows > limits.ROWS or rows * columns > limits.CELLS:
        raise Refusal("too-wide", sheet=name, row=rows, column=columns)
    return rows * columns


def _check_area(scans: dict[str, SheetScan]) -> None:
    """Before all cells of the area are laid out in memory; also formatted empty ones count here."""
    for name, scan in scans.items():
        if scan.area > limits.AREA:
            raise Refusal("too-wide", sheet=name, row=scan.last_row, column=scan.last_column)


def _check_count(sheets: list[SheetMetadata]) -> None:
    if len(sheets) > limits.SHEETS:
        raise Refusal("too-many-sheets", count=len(sheets), most=limits.SHEETS)


def _opened(workbook: CalamineWorkbook, meta: SheetMetadata) -> CalamineSheet | bytes:
    """The sheet, or the message that it is left out."""
    if meta.visible != SheetVisibleEnum.Visible:
        return chunk("left-out", [meta.name, "hidden-sheet"])
    if meta.typ != SheetTypeEnum.WorkSheet:
        return chunk("left-out", [meta.name, "chart-sheet"])
    try:
        return workbook.get_sheet_by_name(meta.name)
    except CalamineError as error:
        raise Refusal("damaged") from error


def _sheet(name: str, sheet: CalamineSheet, scan: SheetScan | None) -> Iterator[bytes]:
    left = sheet.start[1] if sheet.start else 0
    yield chunk("sheet", [name, _merges(sheet)])
    yield from chunks_of_rows(_rows(sheet, left, scan), left + sheet.width)


def _merges(sheet: CalamineSheet) -> list[Merge]:
    """The merged areas near what is filled, cut a little outside of it."""
    merges, rows, columns = [], sheet.total_height, sheet.total_width
    for (top, start), (bottom, end) in sheet.merged_cell_ranges or ():
        if top < rows and start < columns + _MARGIN:
            corner = min(bottom, rows + _MARGIN), min(end, columns + _MARGIN)
            merges.append(((top, start), corner))
    covered = sum(bottom - top + end - start + 2 for (top, start), (bottom, end) in merges)
    if len(merges) > limits.MERGES or covered > limits.MERGED:
        raise Refusal("too-many-merges", count=len(merges))
    return merges


def _rows(sheet: CalamineSheet, left: int, scan: SheetScan | None) -> Iterator[list[Any]]:
    """Rows from row 1, without the empty cells at their ends."""
    marks = _Marks(scan)
    number = -1
    for number, cells in enumerate(sheet.iter_rows()):
        row = [""] * left + cells if left else cells
        marks.put(number, row)
        while row and row[-1] == "":
            row.pop()
        yield row
    yield from marks.rows_after(number)


class _Marks:
    """Puts error cells back, and shortens days of which only the month is shown."""

    def __init__(self, scan: SheetScan | None) -> None:
        self.by_row: dict[int, list[tuple[int, str, str]]] = {}
        for kind, marks in (("e", scan.errors), ("", scan.months)) if scan else ():
            for (row, column), text in marks.items():
                self.by_row.setdefault(row, []).append((column, kind, text))

    def put(self, number: int, row: list[Any]) -> None:
        for column, kind, text in self.by_row.pop(number, ()):
            if kind:
                row.extend([""] * (column + 1 - len(row)))
                row[column] = [kind, text]
            elif column < len(row):
                row[column] = _shortened(row[column], text)

    def rows_after(self, last: int) -> Iterator[list[Any]]:
        """A row that holds nothing but errors is missing among the values."""
        errors = {row for row, marks in self.by_row.items() if any(kind for _, kind, _ in marks)}
        for number in range(last + 1, max(errors, default=last) + 1):
            row: list[Any] = []
            self.put(number, row)
            yield row


def _shortened(raw: Any, precision: str) -> Any:
    """["m", year, month] or ["y", year] for a date; anything else stays."""
    if isinstance(raw, float) and 0 < raw < 3_000_000:
        raw = (_SERIAL_ZERO + timedelta(days=raw)).date()
    if not isinstance(raw, date) or raw.year < 1900:
        return raw
    return ["y", raw.year] if precision == "year" else ["m", raw.year, raw.month]

"""A workbook as lists of cells: python-calamine for the values, package.py for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.headers import Range
from niangjia.ledgers.reading.package import Marks, UnreadableFile, check, marks_of
from niangjia.ledgers.reading.text import CellError, Raw

_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a day of the calendar, in no zone


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 as Excel shows it; it ends with the last row that holds anything.

    `merges` are ((first row, first column), (last row, last column)), 0-based, last included.
    `left_out` says why a sheet is not read at all (then it has no rows).
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    merges: Sequence[Range] = ()
    left_out: Skip | None = None


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file and its sheets in their order."""

    file: str
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path) -> Workbook:
    """Read all visible sheets.

    Raises:
        UnreadableFile: no .xlsx, damaged, locked by a password or too large.
    """
    check(path)
    marks = marks_of(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            sheets = [
                _sheet(workbook, meta, marks.get(meta.name)) for meta in workbook.sheets_metadata
            ]
    except PasswordError as error:
        raise UnreadableFile(f"文件“{path.name}”设了打开密码，请去掉密码再导入。") from error
    except CalamineError as error:
        raise UnreadableFile(
            f"文件“{path.name}”已损坏，请用表格软件打开后另存为 .xlsx 再导入。"
        ) from error
    return Workbook(path.name, tuple(sheets))


def _sheet(workbook: CalamineWorkbook, meta: SheetMetadata, marks: Marks | None) -> Sheet:
    if meta.visible != SheetVisibleEnum.Visible:
        return Sheet(meta.name, (), left_out=Skip.HIDDEN_SHEET)
    if meta.typ != SheetTypeEnum.WorkSheet:
        return Sheet(meta.name, (), left_out=Skip.CHART_SHEET)
    sheet = workbook.get_sheet_by_name(meta.name)
    rows = cast("list[list[Raw]]", sheet.to_python(skip_empty_area=False))
    if marks:
        _mark(rows, marks)
    return Sheet(meta.name, _to_last(rows), _merges(sheet))


def _merges(sheet: CalamineSheet) -> Sequence[Range]:
    return tuple(sheet.merged_cell_ranges or ())


def _mark(rows: list[list[Raw]], marks: Marks) -> None:
    """Put error cells back, and shorten days of which only the month is shown."""
    for (row, column), text in marks.errors.items():
        _reach(rows, row, column)
        rows[row][column] = CellError(text)
    for (row, column), precision in marks.months.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _shortened(rows[row][column], precision)


def _reach(rows: list[list[Raw]], row: int, column: int) -> None:
    """A row or column that holds nothing but errors is missing among the values."""
    width = max(len(rows[0]) if rows else 0, column + 1)
    rows.extend([] for _ in range(row + 1 - len(rows)))
    for cells in rows:
        cells.extend([""] * (width - len(cells)))


def _shortened(raw: Raw, precision: str) -> Raw:
    if isinstance(raw, float) and raw > 0:
        raw = (_SERIAL_ZERO + timedelta(days=raw)).date()
    if not isinstance(raw, date) or raw.year < 1900:
        return raw
    return PreciseDate.of(raw.year) if precision == "year" else PreciseDate.of(raw.year, raw.month)


def _to_last(rows: list[list[Raw]]) -> list[list[Raw]]:
    last = next((n for n in range(len(rows), 0, -1) if any(raw != "" for raw in rows[n - 1])), 0)
    return rows[:last]

"""In the child process: her own .xlsx with one column and some colours more, through openpyxl (R35)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from copy import copy
from typing import Any, BinaryIO

# Loaded here, because in the child nothing can be loaded any more.
import openpyxl.cell._writer
import openpyxl.chart.reader
import openpyxl.comments.shape_writer
import openpyxl.reader.drawings
import openpyxl.worksheet._reader  # noqa: F401  before imports are shut
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter

from niangjia.ledgers.files.limits import PIECE
from niangjia.ledgers.files.saving import saved
from niangjia.ledgers.giving_back_marks import (
    AUTHOR,
    BEGINNINGS,
    COLOURS,
    HEADING,
    OWN_HEADING,
    TAKEN,
    SheetMarks,
    said_of,
)
from niangjia.ledgers.reading.text import flat

WIDTH = 42
WIDEST = 256  # a title merged over more columns than this says nothing about the table
# What openpyxl does not write again, or not as it was, by the parts of the file that hold it.
NOT_KEPT = {
    "charts": ("xl/charts/chart", "xl/chartsheets/"),
    "pictures": ("xl/media/",),
    "shapes": ("xl/diagrams/", "xl/ink/"),
    "macros": ("xl/vbaProject", "xl/macrosheets/"),
    "controls": ("xl/ctrlProps/", "xl/activeX/"),
    "embedded": ("xl/embeddings/",),
    "slicers": ("xl/slicers/", "xl/timelines/"),
    "replies": ("xl/threadedComments/",),
    "queries": ("xl/queryTables/", "xl/connections", "xl/model/"),
    "printer": ("xl/printerSettings/",),
}
NEWER_RULES = (b"x14:conditionalFormatting", b"x14:dataValidation", b"x14:sparkline")


def remarked(file: BinaryIO, marks: BinaryIO) -> Iterator[bytes]:
    """Yield what was not kept as a line of JSON, then the .xlsx.

    Args:
        marks: sheet → `SheetMarks` as JSON.
    """
    with zipfile.ZipFile(file) as package:
        lost = _not_kept(package)
    book = load_workbook(file, rich_text=True)
    if any(cell.data_type == "f" for sheet in _tables(book) for cell in sheet._cells.values()):
        lost.append("results")
    yield json.dumps(lost).encode() + b"\n"
    for name, told in json.load(marks).items():
        if name in book.sheetnames and book[name] in _tables(book):
            _remark(book[name], SheetMarks(**told), said_of(lost))
    content = saved(book)
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


def _not_kept(package: zipfile.ZipFile) -> list[str]:
    names = package.namelist()
    lost = [what for what, begins in NOT_KEPT.items() if any(n.startswith(begins) for n in names)]
    sheets = [package.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
    newer = any(sign in sheet for sheet in sheets for sign in NEWER_RULES)
    return lost + ["rules"] * newer


def _tables(book: Any) -> list[Any]:
    """The sheets that hold cells; a chart sheet holds none."""
    return [sheet for sheet in book.worksheets if hasattr(sheet, "_cells")]


def _remark(sheet: Any, told: SheetMarks, note: str) -> None:
    """One column more: the fate of every row of data; cells that are asked about get a colour."""
    if not told.headers:
        return
    filled = {place for place, cell in sheet._cells.items() if cell.value is not None}
    at, heading = _place(sheet, told)
    _write_heading(sheet, told.headers[0], at, heading, note)
    skipped = {*told.skipped, *told.headers}
    for row in sorted({row for row, _ in filled if row > told.headers[0]} - skipped):
        fate, text, columns = told.rows.get(str(row), ("record", TAKEN, ()))
        _write(sheet, row, at, fate, text)
        for column in columns:
            _colour(sheet, row, _found(sheet, told.headers, column), fate)


def _place(sheet: Any, told: SheetMarks) -> tuple[int, str]:
    """Our column of the last time, else the first that nothing reaches, and its heading.

    A column 处理结果 in which she wrote something else is hers, and stays as it is.
    """
    for heading in (HEADING, OWN_HEADING):
        for column in _titled(sheet, told.headers, heading):
            if _is_ours(sheet, column, told):
                return column, heading
    hers = _found(sheet, told.headers, HEADING)
    return _first_free(sheet), OWN_HEADING if hers else HEADING


def _is_ours(sheet: Any, column: int, told: SheetMarks) -> bool:
    """Nothing stands below the heading but what we wrote."""
    left_out = {*told.headers, *told.skipped}
    texts = [
        str(cell.value)
        for (row, at), cell in sheet._cells.items()
        if at == column and row > told.headers[0] and row not in left_out
        if cell.value is not None
    ]
    return all(text.startswith(BEGINNINGS) for text in texts)


def _first_free(sheet: Any) -> int:
    used = [
        column
        for (_, column), cell in sheet._cells.items()
        if cell.value is not None or cell.comment or cell.hyperlink
    ]
    merged = [area.max_col for area in sheet.merged_cells.ranges if area.size["columns"] < WIDEST]
    return int(max(used + merged, default=0)) + 1


def _found(sheet: Any, headers: list[int], heading: str) -> int:
    """The column of a heading, 0 if there is none."""
    return next(_titled(sheet, headers, heading), 0)


def _titled(sheet: Any, headers: list[int], heading: str) -> Iterator[int]:
    """All columns of a heading."""
    wanted = flat(heading)
    for row in headers:
        for cell in sheet[row]:
            if isinstance(cell.value, str) and flat(cell.value) == wanted:
                yield int(cell.column)


def _write_heading(sheet: Any, row: int, at: int, heading: str, note: str) -> None:
    cell, beside = sheet.cell(row, at), sheet.cell(row, max(at - 1, 1))
    if cell.value != heading:
        cell.value = heading
        cell._style = copy(beside._style)
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH
    if note:
        cell.comment = Comment(note, AUTHOR, height=120, width=320)


def _write(sheet: Any, row: int, at: int, fate: str, text: str) -> None:
    cell = sheet.cell(row, at)
    if isinstance(cell, MergedCell):
        return
    cell.value, cell.data_type = text, "s"  # a text, also where it begins like a formula
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    _colour(sheet, row, at, fate)


def _colour(sheet: Any, row: int, column: int, fate: str) -> None:
    if column and fate in COLOURS:
        sheet.cell(row, column).fill = PatternFill("solid", fgColor=COLOURS[fate])

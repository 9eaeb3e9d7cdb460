"""Cells on their way out: what a spreadsheet would take for a formula is written as text.

Every .xlsx and .csv of this house is written through here (a test looks for others).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from os import PathLike
from typing import IO, Any

import xlsxwriter

from niangjia.base.risky import is_risky

Value = str | int | float | bool | date | datetime | None

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def csv_cell(value: Value) -> str:
    """The value for a .csv; risky text gets an apostrophe before it, which our own reader takes off."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{_writable(value)}" if is_risky(value) else _writable(value)


def csv_bytes(rows: Iterable[Sequence[Value]]) -> bytes:
    """A .csv that Excel opens in Chinese: UTF-8 with a mark, every cell quoted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def new_workbook(target: str | PathLike[str] | IO[bytes], **options: Any) -> xlsxwriter.Workbook:
    """A workbook of xlsxwriter that never guesses a formula, link or number from a text."""
    place = str(target) if isinstance(target, str | PathLike) else target
    return xlsxwriter.Workbook(place, options | _TEXT_ONLY)


def styles(book: xlsxwriter.Workbook, **properties: Any) -> tuple[Any, Any]:
    """One look twice: as it is, and for risky text (it stays text when somebody edits the cell)."""
    return book.add_format(properties), book.add_format(properties | {"quote_prefix": True})


def write(page: Any, row: int, column: int, value: Value, looks: tuple[Any, Any]) -> None:
    """Write a value into a sheet of `new_workbook` in its own type; `looks` come from `styles`."""
    look, quoted = looks
    if isinstance(value, str):
        text = _writable(value)
        page.write_string(row, column, text, quoted if is_risky(value) else look)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, look)
    else:
        page.write(row, column, value, look)


def put(cell: Any, value: Value) -> None:
    """Write a value into a cell of openpyxl; a text is never a formula."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _writable(value)
    cell.data_type = "s"
    cell.quotePrefix = is_risky(value)


def _writable(text: str) -> str:
    """The text without the signs that no file of Excel can hold."""
    return _FORBIDDEN.sub("", text)

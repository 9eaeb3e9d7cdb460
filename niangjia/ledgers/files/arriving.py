"""The child's messages become sheets of cells; each is looked at before it is believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, NoReturn

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.files import limits
from niangjia.ledgers.files.process import ChildFailed
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.files.values import CellError, Raw

Range = tuple[tuple[int, int], tuple[int, int]]
NOTES = ("macros", "external-links")
_LEFT_OUT = ("hidden-sheet", "chart-sheet")
_KNOWN_TEXTS = 50_000
_FAULTS = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError)


@dataclass(slots=True)
class Arrived:
    """One sheet. `rows[0]` is row 1; all rows are as long as the longest; "" is an empty cell."""

    name: str
    rows: list[list[Raw]] = field(default_factory=list)
    merges: tuple[Range, ...] = ()
    left_out: str = ""  # "hidden-sheet", "chart-sheet"


@dataclass(slots=True)
class Cells:
    """All sheets of a file; `notes` such as "macros": what was not looked at."""

    sheets: list[Arrived] = field(default_factory=list)
    sha256: str = ""
    notes: tuple[str, ...] = ()


def message(content: bytes) -> tuple[str, Any]:
    """The kind and content of one message.

    Raises:
        ChildFailed: it is none.
    """
    try:
        kind, value = json.loads(content, parse_int=float, parse_constant=_no_number)
    except _FAULTS as error:
        raise ChildFailed("crash") from error
    return str(kind), value


def cells_of(messages: Iterable[bytes]) -> Cells:
    """Collect the sheets of one answer.

    Raises:
        ChildFailed: the messages are not what the child sends.
        Refusal: a cell is longer than a cell can be.
    """
    cells = Cells()
    texts: dict[str, str] = {}
    try:
        for content in messages:
            _take(cells, *message(content), texts)
        if not cells.sha256:
            raise ChildFailed("crash")
    except _FAULTS as error:
        raise ChildFailed("crash") from error
    for sheet in cells.sheets:
        _make_even(sheet)
    return cells


def _take(cells: Cells, kind: str, content: Any, texts: dict[str, str]) -> None:
    if kind == "rows":
        for row in content:
            _check_row(row, texts)
        cells.sheets[-1].rows += content
    elif kind == "sheet":
        cells.sheets.append(
            Arrived(_text(content[0]), merges=tuple(_range(one) for one in content[1]))
        )
    elif kind == "left-out" and content[1] in _LEFT_OUT:
        cells.sheets.append(Arrived(_text(content[0]), left_out=content[1]))
    elif kind == "end":
        cells.sha256 = _text(content[0])
        cells.notes = tuple(note for note in NOTES if note in content[1])
    else:
        raise ValueError(kind)


def _check_row(row: list[Any], texts: dict[str, str]) -> None:
    """Make a row's cells what they stand for; equal texts become one, which saves half the memory."""
    for place, cell in enumerate(row):
        kind = cell.__class__
        if kind is str:
            known = texts.get(cell)
            if known is None:
                _remember(cell, texts)
            else:
                row[place] = known
        elif kind is list:
            row[place] = _MAKERS[cell[0]](*cell[1:])
        elif kind is not bool and not isfinite(cell):
            raise ValueError(cell)


def _remember(text: str, texts: dict[str, str]) -> None:
    if len(text) > limits.CELL_LENGTH:
        raise Refusal("cell-too-long", most=limits.CELL_LENGTH)
    if len(texts) > _KNOWN_TEXTS:
        texts.clear()
    texts[text] = text


def _error(text: str) -> CellError:
    return CellError(_text(text)[:40])


def _year(year: float) -> PreciseDate:
    return PreciseDate.of(int(year))


def _month(year: float, month: float) -> PreciseDate:
    return PreciseDate.of(int(year), int(month))


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


_MAKERS: dict[str, Callable[..., Raw]] = {
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "h": time.fromisoformat,
    "s": _span,
    "e": _error,
    "m": _month,
    "y": _year,
}


def _make_even(sheet: Arrived) -> None:
    """No empty rows at the end, and all rows of one length."""
    rows = sheet.rows
    while rows and all(cell == "" for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if len(rows) * width > limits.CELLS:
        raise Refusal("too-many-cells", count=len(rows) * width, most=limits.CELLS)
    for row in rows:
        row += [""] * (width - len(row))


def _range(corners: Any) -> Range:
    (top, left), (bottom, right) = corners
    return (int(top), int(left)), (int(bottom), int(right))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value[:200]


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)

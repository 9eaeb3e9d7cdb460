"""A .csv or .txt as rows: its encoding and its separator are found in its content."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from niangjia.base.risky import is_risky
from niangjia.ledgers.files import limits
from niangjia.ledgers.files.cells import chunk, chunks_of_rows
from niangjia.ledgers.files.terms import Refusal

_SEPARATORS = (",", "\t", ";", "，", "|")
_SAMPLE = 50
_QUOTINGS: tuple[Literal[0], Literal[3]] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')  # what exporting programs write to keep digits


def sheet_of(content: bytes, name: str) -> Iterator[bytes]:
    """Yield the table as the messages of one sheet, named as Excel names it: after the file.

    Raises:
        Refusal: no text, or too large.
    """
    text = decoded(content)
    rows = _trimmed(_read(text, separator_of(text)))
    width = max(map(len, rows), default=0)
    if len(rows) > limits.ROWS or len(rows) * width > limits.CELLS:
        raise Refusal("too-many-cells", count=len(rows) * width, most=limits.CELLS)
    yield chunk("sheet", [name.rpartition("/")[2].rpartition(".")[0][:31] or name[:31], []])
    yield from chunks_of_rows(rows, width)


def decoded(content: bytes) -> str:
    """The text: UTF-8 with or without its mark, UTF-16 with its mark, else GB18030 (holds GBK)."""
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal("is-unknown")


def separator_of(text: str) -> str:
    """The separator that gives the most rows of one width.

    Raises:
        Refusal: none gives any: the text is no table.
    """
    start = text[:200_000]
    found = {separator: _regularity(start, separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: found[separator])
    if found[best] == (0, 0):
        raise Refusal("is-unknown")
    return best


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """(rows of the commonest width above one, that width)."""
    rows = max((_sample(text, separator, quoting) for quoting in _QUOTINGS), key=len)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _sample(text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]]:
    """The first rows, up to one that cannot be read."""
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        rows.extend(islice(_reader(text, separator, quoting), _SAMPLE))
    return rows


def _read(text: str, separator: str) -> list[list[str]]:
    """All rows; where quotes do not close they are taken for signs (〃 is often typed so)."""
    for quoting in _QUOTINGS:
        try:
            return [_row(row) for row in _reader(text, separator, quoting)]
        except csv.Error:
            continue
    raise Refusal("cell-too-long", most=limits.CELL_LENGTH)


def _reader(text: str, separator: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    csv.field_size_limit(limits.CELL_LENGTH)
    return csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True
    )


def _row(cells: list[str]) -> list[str]:
    row = [_cell(cell) if cell[:1] in ("=", "'") else cell for cell in cells]
    while row and not row[-1]:
        row.pop()
    return row


def _cell(text: str) -> str:
    """Without what was put around it to keep it a text: ="007", or our own apostrophe."""
    if kept := _KEPT_AS_TEXT.fullmatch(text):
        return kept[1]
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not rows[-1]:
        rows.pop()
    return rows

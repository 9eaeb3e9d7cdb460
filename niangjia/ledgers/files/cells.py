"""Cells on their way from the child to its parent: JSON, one message per some thousand cells.

JSON needs no code to be run on arrival, keeps texts, numbers and truth values apart, and its
encoder and decoder are written in C: 1.6 million cells go over in half a second. The rest are
small lists: ["d", "2017-05-23"].
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.terms import Refusal

_CELLS, _BYTES, _FIRST = 8_000, 200_000, 20  # of one message; rows of the first


def chunk(kind: str, content: Any) -> bytes:
    """One message: its kind, and what JSON can carry."""
    text = json.dumps(
        [kind, content],
        ensure_ascii=False,
        allow_nan=False,
        default=_as_list,
        separators=(",", ":"),
    )
    return text.encode("utf-8", "replace")


def chunks_of_rows(rows: Iterable[list[Any]], width: int) -> Iterator[bytes]:
    """The rows, some thousand cells in each message, and fewer where texts are long."""
    waiting = iter(rows)
    most = max(1, _CELLS // max(width, 1))
    step = min(most, _FIRST)
    while held := list(itertools.islice(waiting, step)):
        size = 0
        for content in _small_chunks(held):
            size += len(content)
            yield content
        step = max(1, min(most, 2 * step, _BYTES * len(held) // max(size, 1)))


def _small_chunks(rows: list[list[Any]]) -> Iterator[bytes]:
    """The rows in messages that the parent takes."""
    content = chunk("rows", rows)
    if len(content) <= limits.CHUNK:
        yield content
    elif len(rows) > 1:
        yield from _small_chunks(rows[: len(rows) // 2])
        yield from _small_chunks(rows[len(rows) // 2 :])
    else:
        raise Refusal("cell-too-long", most=limits.CELL_LENGTH)


def _as_list(cell: object) -> list[Any]:
    if isinstance(cell, datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    if isinstance(cell, time):
        return ["h", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["s", cell.total_seconds()]
    raise TypeError(type(cell).__name__)

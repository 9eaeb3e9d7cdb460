"""A sheet in which no word of a heading is known: the row that looks like its head all the same.

Nothing is read by it. It lets the office say what each column is; then the sheet has a known head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from niangjia.ledgers.reading.facts import cells_of
from niangjia.ledgers.reading.header_columns import Row
from niangjia.ledgers.reading.text import plain, shown

FEWEST, LONGEST = 2, 16  # cells of a head, signs of a heading
WITHIN = 30  # rows from the top
_NO_HEADING = re.compile(r"[\d:：。；;]")


def likely_header(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """The 0-based row and its headings by column: the widest row of short words with data below."""
    best: tuple[int, dict[int, str]] | None = None
    for number, row in enumerate(rows[:WITHIN]):
        words = {column: plain(shown(raw)) for column, raw in cells_of(row)}
        is_head = len(words) >= FEWEST and all(map(_may_head, words.values()))
        has_data = any(len(cells_of(below)) >= FEWEST for below in rows[number + 1 : number + 4])
        if is_head and has_data and (best is None or len(words) > len(best[1])):
            best = number, words
    return best


def _may_head(word: str) -> bool:
    return len(word) <= LONGEST and not _NO_HEADING.search(word)

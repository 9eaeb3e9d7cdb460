"""Cells that say "as above": merged ones, 〃 and 同上, and blanks in grouping columns."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from niangjia.ledgers.reading.headers import Range
from niangjia.ledgers.reading.text import Raw, flat

DITTO = frozenset(
    {
        "〃",
        "″",
        '"',
        "“",
        "”",
        "〞",
        "〝",
        "''",
        '""',
        "\u2032\u2032",
        "同上",
        "同前",
        ",,",
        "..",
        "々",
        "仝上",
        "〃〃",
    }
)
BESIDE = "同左"
GROUPING = ("township", "village", "organisation")
REPEATED = (
    0.3  # a column of which more cells than this repeat the one above is written in every row
)

Column = list[Raw]


def merged_values(
    rows: Sequence[Sequence[Raw]], merges: Sequence[Range]
) -> dict[tuple[int, int], Raw]:
    """(row, column), 0-based → the value of the merged cell that covers it, its first row left out."""
    values: dict[tuple[int, int], Raw] = {}
    for (first, column), (last, _) in merges:
        if last > first and first < len(rows) and column < len(rows[first]):
            value = rows[first][column]
            values |= {
                (row, column): value for row in range(first + 1, min(last, len(rows) - 1) + 1)
            }
    return values


def fill_column(column: Column, above: Raw) -> Column:
    """Replace ditto marks by what stands above them."""
    if not any(isinstance(raw, str) and raw and flat(raw) in DITTO for raw in set(column)):
        return column
    filled = []
    for raw in column:
        if not (isinstance(raw, str) and flat(raw) in DITTO):
            above = raw
        filled.append(above)
    return filled


def fill_beside(column: Column, left: Callable[[int], Raw]) -> Column:
    """Replace 同左 by what the column on the left holds in that row, filled as that one is."""
    if not any(isinstance(raw, str) and raw and flat(raw) == BESIDE for raw in set(column)):
        return column
    return [
        left(row) if isinstance(raw, str) and flat(raw) == BESIDE else raw
        for row, raw in enumerate(column)
    ]


def fill_groups(
    columns: dict[str, Column],
    own: dict[str, Column],
    above: dict[str, Raw],
    *,
    blanks: frozenset[str],
) -> tuple[dict[str, Column], dict[int, str]]:
    """Fill blank cells of the grouping columns downwards.

    A column written once per group is filled until a column before it changes. A column written in
    every row is filled only where the rows on both sides agree; those rows come back with the
    field's name, to be looked at. `own` holds what stands in the cells themselves.
    """
    guessed: dict[int, str] = {}
    done: dict[str, Column] = {}
    for name in GROUPING:
        if name in columns:
            changed = _changes(done, above, len(columns[name]))
            if name == "village":
                changed = _or_organisation_changes(changed, own.get("organisation", []))
            done[name] = columns[name]
            if name in blanks:
                each_row = _is_written_each_row(own[name])
                fill = _between if each_row and name != "township" else _downwards
                done[name] = fill(columns[name], changed, above.get(name, ""))
                guessed |= _guesses(columns[name], done[name], name) if fill is _between else {}
    return columns | done, guessed


def _guesses(column: Column, filled: Column, name: str) -> dict[int, str]:
    return {row: name for row, raw in enumerate(column) if raw == "" and filled[row] != ""}


def _or_organisation_changes(changed: list[bool], organisations: Column) -> list[bool]:
    """A row that names another organisation than the one before has its own village, if any."""
    result = list(changed)
    before: Raw = ""
    for row, raw in enumerate(organisations):
        if raw != "":
            result[row] |= before not in ("", raw)
            before = raw
    return result


def _is_written_each_row(cells: Column) -> bool:
    filled = [(n, cell) for n, cell in enumerate(cells) if cell != ""]
    repeats = sum(
        1 for (n, cell), (m, after) in itertools.pairwise(filled) if m == n + 1 and cell == after
    )
    return repeats > REPEATED * len(filled)


def _changes(done: dict[str, Column], above: dict[str, Raw], length: int) -> list[bool]:
    """Per row: whether a column of a larger unit says something else than in the row above."""
    changed = [False] * length
    for name, column in done.items():
        before = above.get(name, column[0] if column else "")
        for row, value in enumerate(column):
            if value != before:
                changed[row] = True
            before = value
    return changed


def _downwards(column: Column, changed: list[bool], carried: Raw) -> Column:
    filled = []
    for raw, new_group in zip(column, changed, strict=True):
        if raw != "" or new_group:
            carried = raw
        filled.append(carried)
    return filled


def _between(column: Column, changed: list[bool], _: Raw) -> Column:
    filled = list(column)
    for row in range(1, len(column) - 1):
        if column[row] == "" and column[row - 1] == column[row + 1] and not changed[row + 1]:
            filled[row] = "" if changed[row] else column[row - 1]
    return filled

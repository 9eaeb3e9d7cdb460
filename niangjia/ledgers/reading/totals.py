"""Totals that somebody typed, compared with the rows that are there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from niangjia.ledgers.reading.fates import Remark, Warned
from niangjia.ledgers.reading.text import Raw, flat

_STATED = re.compile(r"(?:共计|合计|总计|共有|共|计)[:：]?(\d+)[人名个席](?!次)|[(](\d+)[人名][)]")
_NUMBER = re.compile(r"(\d+)(?:[人名个席条])?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number typed in row `row` (as Excel shows it); `grand`: of all rows, not of its group."""

    row: int
    number: int
    grand: bool


def stated_in_title(row: Sequence[Raw]) -> int | None:
    """The 25 of a title that ends in 共25人, None if it states no number."""
    for raw in row:
        if isinstance(raw, str) and (found := _STATED.search(flat(raw))):
            return int(found[1] or found[2])
    return None


def stated_in_total(row: Sequence[Raw]) -> int | None:
    """The first number of a total row, in a cell of its own or in the words."""
    for raw in row:
        if isinstance(raw, float | int) and not isinstance(raw, bool) and raw == int(raw):
            return int(raw)
        if isinstance(raw, str) and (number := _number(flat(raw))) is not None:
            return number
    return None


def _number(text: str) -> int | None:
    found = _STATED.search(text) or _NUMBER.fullmatch(text)
    return int(next(group for group in found.groups() if group)) if found else None


def is_grand(row: Sequence[Raw]) -> bool:
    """小计 is of its group; 合计, 总计, 共计 of all above."""
    return not any(isinstance(raw, str) and "小计" in flat(raw) for raw in row)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a sheet (as Excel shows them, ascending) that a total may speak of.

    `good` were read as data; `named` name somebody or some unit, also where the row was refused:
    a total that counts them does not lie. A vacancy (暂缺) names nobody.
    """

    good: Sequence[int]
    named: Sequence[int]

    def between(self, after: int, before: float = inf) -> tuple[int, int]:
        """How many good rows and how many named rows lie between two rows, both left out."""
        return _between(self.good, after, before), _between(self.named, after, before)


def _between(rows: Sequence[int], after: int, before: float) -> int:
    return max(bisect_left(rows, before) - bisect_right(rows, after), 0)


def differences(
    sheet: str, claims: Sequence[Claim], rows: Rows, breaks: Sequence[int], titled: Sequence[int]
) -> list[Warned]:
    """Compare each claim with its rows; `breaks` are the rows at which a group ends.

    Of these `titled` open a block with a title of its own.

    A grand total may be of all rows above it, of those since the grand total before, or of its
    block; above the first row it is of the whole table.
    """
    warned, last_grand = [], 0
    for claim in claims:
        start = last_grand if claim.grand else _before(breaks, claim.row)
        group = rows.between(start, claim.row)
        everything = (
            rows.between(0, claim.row) if rows.between(0, claim.row)[1] else rows.between(0)
        )
        block = rows.between(_before(titled, claim.row), claim.row)
        allowed = {*group, *everything, *block} if claim.grand else {*group}
        if claim.number not in allowed:
            counted = everything if claim.grand else group
            warned.append(_warned(sheet, claim.row, claim.number, counted[0]))
        last_grand = claim.row if claim.grand else last_grand
    return warned


def _before(rows: Sequence[int], row: int) -> int:
    """The last of some ascending rows that lies above a row, 0 if none does."""
    position = bisect_left(rows, row)
    return rows[position - 1] if position else 0


def title_difference(
    sheet: str, row: int, stated: int, rows: Rows, before: float = inf
) -> list[Warned]:
    """Compare the number in a title or section line with the rows below it, down to `before`."""
    counted = rows.between(row, before)
    return [] if stated in counted else [_warned(sheet, row, stated, counted[0])]


def _warned(sheet: str, row: int, typed: int, counted: int) -> Warned:
    return Warned(sheet, row, Remark("total-differs", "", str(typed), (str(counted),)))

"""Totals that somebody typed, compared with the rows that are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


def differences(
    sheet: str, claims: Sequence[Claim], data_rows: Sequence[int], breaks: Sequence[int]
) -> list[Warned]:
    """Compare each claim with its rows; `breaks` are the rows of totals and sections.

    A grand total may be of all rows above it or of those since the grand total before; above the
    first row it is of the whole table.
    """
    warned = []
    for position, claim in enumerate(claims):
        start = _start(claim, claims[:position], breaks)
        group = sum(1 for row in data_rows if start < row < claim.row)
        everything = sum(1 for row in data_rows if row < claim.row) or len(data_rows)
        allowed = {group, everything} if claim.grand else {group}
        if claim.number not in allowed:
            counted = everything if claim.grand else group
            warned.append(_warned(sheet, claim.row, claim.number, counted))
    return warned


def _start(claim: Claim, before: Sequence[Claim], breaks: Sequence[int]) -> int:
    if claim.grand:
        return max((other.row for other in before if other.grand), default=0)
    return max((row for row in breaks if row < claim.row), default=0)


def title_difference(sheet: str, row: int, stated: int, counted: int) -> list[Warned]:
    """Compare the number in a title or section line with the rows below it."""
    return [] if stated == counted else [_warned(sheet, row, stated, counted)]


def _warned(sheet: str, row: int, typed: int, counted: int) -> Warned:
    return Warned(sheet, row, Remark("total-differs", "", str(typed), (str(counted),)))

"""A file's sheets as lists of cells; `files/` opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from niangjia.ledgers.files.arriving import Arrived, Cells
from niangjia.ledgers.files.refusals import UnreadableFile, refused
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.files.upload import opened
from niangjia.ledgers.files.values import Raw
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.headers import Range

LONGEST = 1_000
"""Signs of a cell that are read. Patterns that look for words take minutes over 30,000 of them."""


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
    notes: tuple[str, ...] = ()  # what in the file was left alone: "macros", "external-links"


def read_workbook(path: Path, *, uncut: bool = False) -> Workbook:
    """Read all visible sheets of one file; `uncut` to give her cells back, not to read them.

    Raises:
        UnreadableFile: no table, damaged, locked by a password, too large, or a .zip of several.
    """
    found = list(opened([path]))
    if len(found) > 1:
        raise refused(path.name, Refusal("several-files", count=len(found)))
    if found[0].cells is None:
        raise found[0].refusal or UnreadableFile(path.name)
    return workbook_of(found[0].source.name, found[0].cells, uncut=uncut)


def workbook_of(file: str, cells: Cells, *, uncut: bool = False) -> Workbook:
    """The sheets of one ledger of an upload."""
    cut = [] if uncut else [_cut(row) for sheet in cells.sheets for row in sheet.rows]
    notes = (*cells.notes, "long-cells") if any(cut) else cells.notes
    return Workbook(file, tuple(map(_sheet, cells.sheets)), notes)


def _cut(row: list[Raw]) -> bool:
    """Shorten what is too long for a cell of a ledger; tells whether anything was."""
    long = [n for n, raw in enumerate(row) if raw.__class__ is str and len(str(raw)) > LONGEST]
    for place in long:
        row[place] = str(row[place])[:LONGEST]
    return bool(long)


def _sheet(sheet: Arrived) -> Sheet:
    left_out = Skip(sheet.left_out) if sheet.left_out else None
    return Sheet(sheet.name, sheet.rows, sheet.merges, left_out)

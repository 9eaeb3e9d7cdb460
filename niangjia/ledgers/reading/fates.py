"""What becomes of each row of a file: read, rejected or skipped, and what is said about it (R31).

Nothing here is a sentence yet: a remark carries a key and its values, `wording.sentence` says it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from niangjia.ledgers.reading.private import masked

if TYPE_CHECKING:
    from niangjia.ledgers.reading.rows import ReadRow


class Skip(StrEnum):
    """Why a row is no data."""

    BLANK = "blank"
    TITLE = "title"
    FACTS = "facts"  # 填报单位, 届次, 单位：人 … above the header
    HEADER = "header"
    SECTION = "section"  # a line of its own that names the unit of the rows below
    TOTAL = "total"
    NOTE = "note"  # notes, signatures, stamps
    NO_HEADER = "no-header"  # the sheet is no ledger of this kind
    HIDDEN_SHEET = "hidden-sheet"
    CHART_SHEET = "chart-sheet"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about one cell; `column` is the header as it stands in her sheet.

    It is kept, shown and printed, and so it holds no number that may be somebody's (R16).
    """

    key: str
    column: str = ""
    value: str = ""
    detail: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", masked(self.value))
        object.__setattr__(self, "detail", tuple(map(masked, self.detail)))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot become a record: the first reason, the others in `also`.

    `told` is the row as far as it was understood: whose it is may be clear all the same.
    """

    sheet: str
    row: int
    first: Remark
    also: tuple[Remark, ...] = ()
    told: ReadRow | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row (or, with row None, a whole sheet) that is no data."""

    sheet: str
    row: int | None
    why: Skip


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at; it never changes a fate. Row None: about the sheet."""

    sheet: str
    row: int | None
    remark: Remark

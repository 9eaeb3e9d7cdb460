"""The rows that are read as good data, typed per kind, and the whole result of a reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading.fates import Rejected, Remark, Skipped, Warned


@dataclass(frozen=True, slots=True)
class Unit:
    """The words by which a row names its organisation, filled down; "" = not named.

    Texts as she wrote them (full-width and spaces made plain, nothing else dropped); `code` is
    digits only: 6, 9 or 12.
    """

    township: str = ""
    village: str = ""
    organisation: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One seat of a committee-roster.

    Words are values of `people.terms` and `committees.terms`; "" = nothing was written or it was
    not understood (then a warning says so). `post` is "chair", "vice_chair", "standing" or
    "member" (a plain 执委: a seat without a post). `seat_last_day` is the last day in office, as
    people write it (R1). `identity` is used for matching, not kept: it is in no `repr`.
    """

    sheet: str
    row: int
    unit: Unit
    name: str
    post: str
    sex: str = ""
    ethnic_group: str = ""
    born: PreciseDate | None = None
    politics: str = ""
    education: str = ""
    employment: str = ""
    member_kinds: tuple[str, ...] = ()
    sector: str = ""
    recruited_from: str = ""
    workplace: str = ""
    term_name: str = ""
    elected_on: PreciseDate | None = None
    seat_starts_on: PreciseDate | None = None
    seat_last_day: PreciseDate | None = None
    leaving_reason: str = ""
    phone: str = field(default="", repr=False)
    identity: str = field(default="", repr=False)
    remark: str = ""
    warnings: tuple[Remark, ...] = ()
    # Instead of `identity` in a row that waited for an answer: the number itself is not kept.
    identity_index: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation of an `organisations` ledger.

    `form` is a value of `network.terms.Form` or ""; `converted_on` given = it was a council before
    that day and a federation from it. The four steps and the founding are days as written.
    `kind` is "" for the organisation of a place, else a code of `network.kinds`: then the unit is
    where it stands and `grid` the grid of a station. A row may also tell a lateral body with which
    it is joined, and a venue that it keeps; last days are as people write them (R1).
    """

    sheet: str
    row: int
    unit: Unit
    form: str = ""
    founded_on: PreciseDate | None = None
    converted_on: PreciseDate | None = None
    congress_held_on: PreciseDate | None = None
    committee_elected_on: PreciseDate | None = None
    board_hung_on: PreciseDate | None = None
    group_opened_on: PreciseDate | None = None
    first_activity_on: PreciseDate | None = None
    document: str = ""
    kind: str = ""
    grid: str = ""
    co_running: str = ""
    co_running_with: str = ""
    co_running_from: PreciseDate | None = None
    co_running_last_day: PreciseDate | None = None
    venue: str = ""
    venue_kind: str = ""
    venue_from: PreciseDate | None = None
    venue_last_day: PreciseDate | None = None
    remark: str = ""
    warnings: tuple[Remark, ...] = ()
    raw: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def tells_ties(self) -> bool:
        """Whether it speaks of a tie or a venue: then its organisation must be there already."""
        return bool(self.co_running_with or self.co_running or self.venue or self.venue_kind)

    @property
    def is_of_place(self) -> bool:
        """Whether it is a line of the register of federations; a grid or a venue is of its own."""
        return not self.kind and not self.tells_ties


ReadRow = RosterRow | OrganisationRow


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the lines above the header say for all rows of a sheet; None or "" = not said.

    `register_from` (登记起始) is the first day for which the register is complete (R6);
    `as_of` (截至) the last day it speaks of.
    """

    sheet: str
    title: str = ""
    reported_by: str = ""
    term_name: str = ""
    elected_on: PreciseDate | None = None
    register_from: PreciseDate | None = None
    as_of: PreciseDate | None = None
    columns: dict[str, str] = field(default_factory=dict)  # field → header as she wrote it
    unread_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column of a header is taken for; people may say otherwise (`columns` of `read`).

    `row`: the header's first row; `letter`: the column, both as Excel shows them; `heading`: her
    word for it, by which a correction names it; `read_as`: a field, "field:value" of a yes/no
    column, or "" = not read; `certainty`: told, exact, close, contained or unknown.
    """

    sheet: str
    row: int
    letter: str
    heading: str
    read_as: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in her sheet and was not taken in: a column, or a fact above a header.

    Of a column `row` is its header's, `value` is empty (it may hold anybody's data) and `filled`
    tells how many cells below hold something; `heading` "" = a column without any heading. Of a
    fact (乡镇长：某某) `heading` is the word before the colon and `value` what follows.
    """

    sheet: str
    row: int
    letter: str
    heading: str
    filled: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a file, each row with exactly one fate (R31).

    `warnings` holds those of rows too, in the order of the file; `RosterRow.warnings` are the same.
    """

    file: str
    kind: str
    rows: tuple[ReadRow, ...]
    rejected: tuple[Rejected, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warned, ...]
    sheets: tuple[SheetFacts, ...]
    columns: tuple[Guess, ...] = ()
    unread: tuple[Unread, ...] = ()

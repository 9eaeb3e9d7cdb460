"""A sheet parted into its lines: header, data, and what is neither (R31)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from math import inf

from niangjia.ledgers.reading import lines, totals
from niangjia.ledgers.reading.blocks import (
    Above,
    Block,
    first_block,
    goes_on,
    lines_above,
    next_block,
    opening,
)
from niangjia.ledgers.reading.facts import cells_of
from niangjia.ledgers.reading.fates import Remark, Skip, Skipped, Warned
from niangjia.ledgers.reading.header_columns import Header, Row
from niangjia.ledgers.reading.headers import find_header, header_at
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, Kind
from niangjia.ledgers.reading.names import is_plausible
from niangjia.ledgers.reading.posts import post_line
from niangjia.ledgers.reading.rows import SheetFacts, Unit
from niangjia.ledgers.reading.sheets import Sheet
from niangjia.ledgers.reading.text import Raw, shown
from niangjia.ledgers.reading.units import unit_of
from niangjia.ledgers.reading.vocabulary import Vocabulary

_surely_a_name = lru_cache(maxsize=4096)(is_plausible)


@dataclass(slots=True)
class Segment:
    """Data rows of a block, under one header, below one section line; `numbers` are 0-based rows."""

    header: Header
    block: Block
    section: Unit
    post: str = ""  # of the rows that name none, if a line above them does
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """What a sheet consists of."""

    sheet: Sheet
    words: Vocabulary
    blocks: list[Block] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    claims: list[totals.Claim] = field(default_factory=list)
    stated: list[tuple[int, int]] = field(default_factory=list)  # (0-based row, number) of titles
    breaks: list[int] = field(
        default_factory=list
    )  # rows, as Excel shows them, at which a group ends
    titled: list[int] = field(default_factory=list)  # of these the first rows of further blocks
    facts_rows: list[int] = field(default_factory=list)  # 0-based rows above a header

    @property
    def kind(self) -> Kind:
        """The kind of ledger that it is read as."""
        return self.words.kind

    def skip(self, row: int, why: Skip) -> None:
        """Give a 0-based row its fate."""
        self.skipped.append(Skipped(self.sheet.name, row + 1, why))


def table_of(sheet: Sheet, words: Vocabulary, *, by_name: Unit, ledger_day: date) -> Table:
    """Part a visible sheet into lines; each row of it is then skipped or in a segment.

    `by_name`: the unit that the sheet's name tells of.
    """
    table = Table(sheet, words)
    header = find_header(sheet.rows, sheet.merges, words)
    if header is None:
        _no_header(table)
        return table
    above = _read_above(table, 0, header.top)
    block, table.warnings = first_block(sheet.name, above, header, ledger_day, by_name=by_name)
    table.blocks.append(block)
    _read_below(table, header, above.section, ledger_day)
    return table


def _no_header(table: Table) -> None:
    table.blocks.append(Block(SheetFacts(table.sheet.name)))
    for number, row in enumerate(table.sheet.rows):
        table.skip(number, Skip.NO_HEADER if cells_of(row) else Skip.BLANK)
    wanted = table.kind.field(table.kind.subject[0]).label
    if table.sheet.rows:
        table.warnings.append(
            Warned(table.sheet.name, None, Remark("no-header", "", "", (wanted,)))
        )


def _read_above(table: Table, first: int, top: int) -> Above:
    """Give the lines above a header their fates."""
    above = lines_above(table.sheet.rows[first:top])
    for number, why in enumerate(above.fates, first):
        table.skip(number, why)
        table.facts_rows.append(number)
        _state(table, number, table.sheet.rows[number])
    return above


def _state(table: Table, number: int, row: Row) -> None:
    if stated := totals.stated_in_title(row):
        table.stated.append((number, stated))


def _read_below(table: Table, header: Header, section: Unit, ledger_day: date) -> None:
    rows, subjects = table.sheet.rows, table.words.subjects
    row = _begin(table, header, section)
    while row < len(rows):
        again = None
        if not subjects.isdisjoint(rows[row]) or rows[row] == rows[header.top]:
            again = header_at(rows, row, table.sheet.merges, table.words)
        if again:
            row = _begin(table, again, _open_block(table, again, ledger_day))
            continue
        _place(table, row)
        row += 1


def _open_block(table: Table, header: Header, ledger_day: date) -> Unit:
    """Look above a further header for a title of its own; gives the section that goes on."""
    last = table.segments[-1]
    data = max((segment.numbers[-1] for segment in table.segments if segment.numbers), default=-1)
    first = opening(
        table.sheet.rows, max(data, last.header.top + last.header.height - 1), header.top
    )
    if first == header.top:
        return last.section
    _take_back(table, first)
    above = _read_above(table, first, header.top)
    before = table.blocks[-1]
    block, warnings = next_block(before, above, header, ledger_day)
    table.blocks.append(block)
    table.warnings += warnings
    if goes_on(before, above):  # its number of persons is that of all pages
        table.stated = [(row, number) for row, number in table.stated if row < first]
        return last.section
    table.breaks.append(first + 1)
    if above.unit != Unit():
        table.titled.append(first + 1)
    return above.section


def _take_back(table: Table, first: int) -> None:
    """Forget what was made of the rows from `first` on, before the header below them was seen."""
    while (row := table.skipped[-1].row) is not None and row > first:
        table.skipped.pop()
    table.stated = [(row, number) for row, number in table.stated if row < first]
    table.breaks = [row for row in table.breaks if row <= first]


def _begin(table: Table, header: Header, section: Unit) -> int:
    """Start a segment; gives the first row below its header."""
    after = header.top + header.height
    for row in range(header.top, after):
        table.skip(row, Skip.HEADER)
    table.segments.append(Segment(header, table.blocks[-1], section))
    return after


def _place(table: Table, number: int) -> None:
    """Give one row below the header its fate."""
    row, segment = table.sheet.rows[number], table.segments[-1]
    why = (
        None
        if _is_surely_data(row, segment.header, table.kind)
        else lines.below(row, segment.header, table.kind)
    )
    if why is None:
        segment.numbers.append(number)
        return
    table.skip(number, why)
    if why is Skip.TOTAL:
        _claim(table, number, row)
    elif why is Skip.SECTION:
        _open_section(table, number, row)


def _is_surely_data(row: Row, header: Header, kind: Kind) -> bool:
    """The many: a name and a post, and no example. Only speed; `lines.below` says the same."""
    columns = header.columns
    if kind.name != COMMITTEE_ROSTER or "post" not in columns or "name" not in columns:
        return False
    if row[columns["post"]] == "" or lines.is_example(row):
        return False
    return _surely_a_name(row[columns["name"]])


def _claim(table: Table, number: int, row: Row) -> None:
    stated = totals.stated_in_total(_without_serial(row, table.segments[-1].header))
    if stated is not None:
        table.claims.append(totals.Claim(number + 1, stated, totals.is_grand(row)))
    table.breaks.append(number + 1)


def _without_serial(row: Row, header: Header) -> list[Raw]:
    serial = header.columns.get("serial")
    return [raw for column, raw in enumerate(row) if column != serial or isinstance(raw, str)]


def _open_section(table: Table, number: int, row: Row) -> None:
    """A line that names the unit of the rows below it, or their post."""
    before, text = table.segments[-1], shown(cells_of(row)[0][1])
    if post := post_line(text):
        table.segments.append(Segment(before.header, before.block, before.section, post))
        return
    _state(table, number, row)
    unit = unit_of(text)
    if unit.village and not unit.township:
        unit = replace(unit, township=before.section.township)
    table.segments.append(Segment(before.header, before.block, unit))
    table.breaks.append(number + 1)


def compare_totals(table: Table, rows: totals.Rows) -> list[Warned]:
    """What is to be said of the totals that somebody typed, once the fates of the rows are known."""
    name, breaks = table.sheet.name, table.breaks
    told = totals.differences(name, table.claims, rows, breaks, table.titled)
    for row, stated in table.stated:
        ends = breaks if row + 1 in breaks else table.titled
        before = next((end for end in ends if end > row + 1), inf)
        told += totals.title_difference(name, row + 1, stated, rows, before)
    return told

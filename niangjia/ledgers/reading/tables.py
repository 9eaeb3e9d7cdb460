"""A sheet parted into its lines: header, data, and what is neither (R31)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from math import inf

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading import lines, totals
from niangjia.ledgers.reading.days import read_day
from niangjia.ledgers.reading.fates import Remark, Skip, Skipped, Warned
from niangjia.ledgers.reading.headers import Header, Row, find_header, header_at
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, Kind
from niangjia.ledgers.reading.names import is_plausible
from niangjia.ledgers.reading.rows import SheetFacts, Unit
from niangjia.ledgers.reading.sheets import Sheet
from niangjia.ledgers.reading.text import Raw, plain, shown
from niangjia.ledgers.reading.units import unit_of
from niangjia.ledgers.reading.vocabulary import Vocabulary

_surely_a_name = cache(is_plausible)


@dataclass(slots=True)
class Segment:
    """Data rows under one header, below one section line; `numbers` are 0-based rows."""

    header: Header
    section: Unit
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """What a sheet consists of."""

    sheet: Sheet
    words: Vocabulary
    facts: SheetFacts
    default: Unit = field(
        default_factory=Unit
    )  # what sheet name, title and 填报单位 tell of the unit
    segments: list[Segment] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    claims: list[totals.Claim] = field(default_factory=list)
    stated: list[tuple[int, int]] = field(default_factory=list)  # (0-based row, number) of titles
    breaks: list[int] = field(default_factory=list)
    facts_rows: list[int] = field(default_factory=list)  # 0-based rows above a header

    @property
    def kind(self) -> Kind:
        """The kind of ledger that it is read as."""
        return self.words.kind

    def skip(self, row: int, why: Skip) -> None:
        """Give a 0-based row its fate."""
        self.skipped.append(Skipped(self.sheet.name, row + 1, why))


def table_of(sheet: Sheet, words: Vocabulary, *, ledger_day: date) -> Table:
    """Part a visible sheet into lines; each row of it is then skipped or in a segment."""
    table = Table(sheet, words, SheetFacts(sheet.name))
    header = find_header(sheet.rows, sheet.merges, words)
    if header is None:
        _no_header(table)
        return table
    section = _read_above(table, header, ledger_day)
    _read_below(table, header, section)
    return table


def _no_header(table: Table) -> None:
    for number, row in enumerate(table.sheet.rows):
        table.skip(number, Skip.NO_HEADER if lines.cells_of(row) else Skip.BLANK)
    wanted = table.kind.field(table.kind.subject[0]).label
    if table.sheet.rows:
        table.warnings.append(
            Warned(table.sheet.name, None, Remark("no-header", "", "", (wanted,)))
        )


def _read_above(table: Table, header: Header, ledger_day: date) -> Unit:
    """Fates and facts of the lines above the header; gives the unit of a section line among them."""
    facts: dict[str, str] = {}
    titles: list[str] = []
    section = Unit()
    for number, row in enumerate(table.sheet.rows[: header.top]):
        why = lines.above(row)
        table.skip(number, why)
        facts = lines.facts_of(row) | facts
        table.facts_rows.append(number)
        _state(table, number, row)
        if why is Skip.TITLE:
            titles.append(plain(shown(lines.cells_of(row)[0][1])))
        elif why is Skip.SECTION:
            section = unit_of(shown(lines.cells_of(row)[0][1]))
    _keep_facts(table, header, facts, titles, ledger_day)
    return section


def _state(table: Table, number: int, row: Row) -> None:
    if stated := totals.stated_in_title(row):
        table.stated.append((number, stated))


def _keep_facts(
    table: Table, header: Header, facts: dict[str, str], titles: list[str], ledger_day: date
) -> None:
    days = {
        name: _day(table, facts.get(name, ""), ledger_day)
        for name in ("elected_on", "register_from", "as_of")
    }
    table.facts = SheetFacts(
        sheet=table.sheet.name,
        title=next((title for title in titles if not title.startswith(("附件", "附表"))), ""),
        reported_by=facts.get("reported_by", ""),
        term_name=facts.get("term_name", "") or lines.term_in(titles),
        **days,
        columns={name: header.labels[column] for name, column in header.columns.items()},
        unread_columns=tuple(header.labels[column] for column in header.unread),
    )
    table.default = _default_unit([table.sheet.name, *titles, table.facts.reported_by])


def _day(table: Table, text: str, ledger_day: date) -> PreciseDate | None:
    if not text:
        return None
    day, key, _ = read_day(text, ledger_day=ledger_day)
    if day is None:
        table.warnings.append(Warned(table.sheet.name, None, Remark(key, "", text)))
    return day


def _default_unit(texts: Sequence[str]) -> Unit:
    units = [unit_of(text) for text in texts if text]
    return Unit(
        next((unit.township for unit in units if unit.township), ""),
        next((unit.village for unit in units if unit.village), ""),
        next((unit.organisation for unit in units if unit.organisation), ""),
    )


def _read_below(table: Table, header: Header, section: Unit) -> None:
    rows, subjects = table.sheet.rows, table.words.subjects
    row = _begin(table, header, section)
    while row < len(rows):
        again = None
        if not subjects.isdisjoint(rows[row]) or rows[row] == rows[header.top]:
            again = header_at(rows, row, table.sheet.merges, table.words)
        if again:
            row = _begin(table, again, table.segments[-1].section)
            continue
        _place(table, row)
        row += 1


def _begin(table: Table, header: Header, section: Unit) -> int:
    """Start a segment; gives the first row below its header."""
    after = header.top + header.height
    for row in range(header.top, after):
        table.skip(row, Skip.HEADER)
    table.segments.append(Segment(header, section))
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
        _state(table, number, row)
        _open_section(table, number, shown(lines.cells_of(row)[0][1]))


def _is_surely_data(row: Row, header: Header, kind: Kind) -> bool:
    """The many: a name and a post. Only speed; `lines.below` says the same."""
    columns = header.columns
    if kind.name != COMMITTEE_ROSTER or "post" not in columns or "name" not in columns:
        return False
    if row[columns["post"]] == "" or row[0] in lines.EXAMPLES:
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


def _open_section(table: Table, number: int, text: str) -> None:
    before, unit = table.segments[-1], unit_of(text)
    if unit.village and not unit.township:
        unit = replace(unit, township=before.section.township)
    table.segments.append(Segment(before.header, unit))
    table.breaks.append(number + 1)


def compare_totals(table: Table, rows: totals.Rows) -> list[Warned]:
    """What is to be said of the totals that somebody typed, once the fates of the rows are known."""
    name, breaks = table.sheet.name, table.breaks
    told = totals.differences(name, table.claims, rows, breaks)
    for row, stated in table.stated:
        at = bisect_left(breaks, row + 1)
        section = at < len(breaks) and breaks[at] == row + 1
        before = breaks[at + 1] if section and at + 1 < len(breaks) else inf
        told += totals.title_difference(name, row + 1, stated, rows, before)
    return told

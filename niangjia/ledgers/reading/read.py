"""The whole reading of a file: pure, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from niangjia.ledgers.reading.columns import Columns, columns_of, parted
from niangjia.ledgers.reading.fates import Rejected, Remark, Skipped, Warned
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, KINDS, Kind
from niangjia.ledgers.reading.organisations import organisation_rows
from niangjia.ledgers.reading.roster import roster_rows
from niangjia.ledgers.reading.rows import Guess, Reading, ReadRow, Unread
from niangjia.ledgers.reading.sheets import Workbook, read_workbook
from niangjia.ledgers.reading.tables import Table, compare_totals, table_of
from niangjia.ledgers.reading.totals import Rows
from niangjia.ledgers.reading.units import unit_of_sheet
from niangjia.ledgers.reading.unread import guesses_of, unread_of
from niangjia.ledgers.reading.vocabulary import vocabulary_of


def read(
    path: Path | str, kind: str, *, ledger_day: date, columns: Mapping[str, str] | None = None
) -> Reading:
    """Read a file as a ledger of a kind, each row with exactly one fate.

    `ledger_day`: nothing in it may lie after this day; two-digit years of birth are read as on it.
    `columns`: what somebody told about headings → field, "field:value" or "" = not to be read;
    spaces, width and capitals of a heading do not matter. It comes before all guesses.

    Raises:
        UnreadableFile: the file is no table, damaged, locked, too large, or a .zip of several.
        UnknownField: `columns` names no field of the kind.
        KeyError: no such kind.
    Source: R31–R33.
    """
    workbook = read_workbook(Path(path))
    return read_sheets(workbook, KINDS[kind], ledger_day=ledger_day, columns=columns)


def read_sheets(
    workbook: Workbook, kind: Kind, *, ledger_day: date, columns: Mapping[str, str] | None = None
) -> Reading:
    """Read the sheets of a workbook."""
    words = vocabulary_of(kind, columns)
    guesses: list[Guess] = []
    unread: list[Unread] = []
    rows: list[ReadRow] = []
    rejected: list[Rejected] = []
    skipped: list[Skipped] = []
    warnings = _left_alone(workbook)
    facts = []
    named = [sheet.name for sheet in workbook.sheets if not sheet.left_out]
    for sheet in workbook.sheets:
        if sheet.left_out:
            skipped.append(Skipped(sheet.name, None, sheet.left_out))
            continue
        by_name = unit_of_sheet(sheet.name, named)
        table = table_of(sheet, words, by_name=by_name, ledger_day=ledger_day)
        rows_warnings = _read_table(table, rows, rejected, ledger_day)
        skipped += table.skipped
        warnings += sorted([*table.warnings, *rows_warnings], key=lambda warned: warned.row or 0)
        facts += [block.facts for block in table.blocks]
        guesses += guesses_of(table)
        unread += unread_of(table)
    return Reading(
        workbook.file,
        kind.name,
        tuple(rows),
        tuple(rejected),
        tuple(skipped),
        tuple(warnings),
        tuple(facts),
        tuple(guesses),
        tuple(unread),
    )


def _left_alone(workbook: Workbook) -> list[Warned]:
    """What in the file was neither run nor followed: macros, links to other files."""
    first = workbook.sheets[0].name if workbook.sheets else ""
    return [Warned(first, None, Remark(note)) for note in workbook.notes]


def _read_table(
    table: Table, rows: list[ReadRow], rejected: list[Rejected], ledger_day: date
) -> list[Warned]:
    warned: list[Warned] = []
    before, refused_before = len(rows), len(rejected)
    for columns in columns_of(table):
        for row, read_row in _rows(columns, ledger_day):
            reasons, warnings = parted(columns, row)
            warned += [Warned(read_row.sheet, read_row.row, remark) for remark in warnings]
            if reasons:
                first, *also = reasons
                where = read_row.sheet, read_row.row
                rejected.append(Rejected(*where, first, tuple(also), told=read_row))
            else:
                rows.append(read_row)
    good, refused = rows[before:], rejected[refused_before:]
    totals = compare_totals(table, _counted(good, refused))
    return [*_remarks_on_header(table, bool(good)), *totals, *warned]


def _counted(good: list[ReadRow], refused: list[Rejected]) -> Rows:
    numbers = [row.row for row in good]
    if not refused:
        return Rows(numbers, numbers)
    vacant = {row.row for row in refused if row.first.key == "name-missing" and row.first.value}
    named = {row.row for row in refused} - vacant
    return Rows(numbers, sorted({*numbers, *named}))


def _rows(columns: Columns, ledger_day: date) -> Iterator[tuple[int, ReadRow]]:
    if columns.table.kind.name == COMMITTEE_ROSTER:
        return iter(roster_rows(columns, ledger_day=ledger_day))
    return iter(organisation_rows(columns, ledger_day=ledger_day))


def _remarks_on_header(table: Table, any_good: bool) -> list[Warned]:
    """What a sheet lacks as a whole: a needed column, or any column that names the unit.

    Of tables side by side every row says so itself.
    """
    if not table.segments:
        return []
    header, name = table.segments[0].header, table.sheet.name
    present = {*header.columns} | {field for field, _ in header.ticks.values()}
    if any(segment.post for segment in table.segments):
        present |= {"post"}
    missing = [group[0] for group in table.kind.needed if not present & set(group)]
    warned = [
        Warned(name, None, Remark("column-missing", table.kind.field(field).label))
        for field in missing
    ]
    if not header.beside:
        warned += [Warned(name, None, Remark("column-twice", label)) for label in header.doubled]
    return warned + (_remark_on_unit(table, present) if any_good else [])


def _remark_on_unit(table: Table, present: set[str]) -> list[Warned]:
    """A sheet without a column of units, whose title, name or 填报单位 tells the unit."""
    unit = table.blocks[0].default
    told = unit.organisation or unit.township + unit.village
    sections = any(s.section.village or s.section.organisation for s in table.segments)
    if (
        not told
        or sections
        or any(block.default != unit for block in table.blocks)
        or present & {"township", "village", "organisation", "code"}
    ):
        return []
    return [Warned(table.sheet.name, None, Remark("organisation-from-title", "", told))]

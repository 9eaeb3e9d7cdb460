"""Columns of a segment: taken out, filled down, and read value by distinct value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.filling import (
    Column,
    fill_beside,
    fill_column,
    fill_groups,
    merged_values,
)
from niangjia.ledgers.reading.header_columns import Header
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, Kind
from niangjia.ledgers.reading.numbers import read_code
from niangjia.ledgers.reading.rows import Unit
from niangjia.ledgers.reading.tables import Segment, Table
from niangjia.ledgers.reading.text import Raw, plain, shown
from niangjia.ledgers.reading.words import is_tick

REJECTING = frozenset({
    "name-missing", "name-several", "name-impossible", "organisation-missing", "post-missing",
    "post-unknown", "post-contradiction", "date-impossible", "date-future", "dates-upside-down",
})  # fmt: skip
"""Remarks for which a row is rejected (R32); all others are warnings."""

Reader = Callable[[Raw], tuple[Any, ...]]
"""Gives the value, a key ("" = nothing to say) and sometimes details."""


@dataclass(slots=True)
class Columns:
    """The filled columns of a segment, and what was remarked per row (position in the segment)."""

    table: Table
    segment: Segment
    cells: dict[str, Column]
    own: dict[str, Column]  # as they stand in the sheet, not filled
    remarks: dict[int, list[Remark]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def header(self) -> Header:
        """The header above the segment."""
        return self.segment.header

    def __len__(self) -> int:
        return len(self.segment.numbers)

    def label(self, name: str) -> str:
        """Her own word for a field, else the kind's."""
        if name not in self.labels:
            own = self.header.label(name)
            self.labels[name] = own or self.table.kind.field(name).label
        return self.labels[name]

    def remark(self, row: int, key: str, name: str, value: str = "", *detail: str) -> None:
        """Remember what is to be said about a field of a row."""
        self.remarks.setdefault(row, []).append(Remark(key, self.label(name), value, detail))

    def remarks_on(self, row: int) -> tuple[Remark, ...]:
        """What was remarked about a row, in the order of her columns."""
        remarks = self.remarks.get(row, [])
        if len(remarks) > 1:
            labels = list(self.header.labels.values())
            remarks.sort(key=lambda r: labels.index(r.column) if r.column in labels else -1)
        return tuple(remarks)

    def text(self, name: str, row: int) -> str:
        """The cell of a field as she sees it, filled down; "" without such a column."""
        return shown(self.cells[name][row]) if name in self.cells else ""

    def read(self, name: str, reader: Reader, missing: Any = "") -> list[Any]:
        """Read a column, each distinct cell once; `missing` where her sheet has no such column."""
        if name not in self.cells:
            return [missing] * len(self)
        column = self.cells[name]
        known = {raw: reader(raw) for raw in set(column)}
        flagged = {raw for raw, read in known.items() if read[1]}
        if flagged:
            self._flag(name, column, flagged, known)
        return [known[raw][0] for raw in column]

    def _flag(
        self, name: str, column: Column, flagged: set[Raw], known: dict[Raw, tuple[Any, ...]]
    ) -> None:
        for row, raw in enumerate(column):
            if raw in flagged:
                _, key, *details = known[raw]
                self.remark(row, key, name, _said(name, raw), *(details[0] if details else ()))

    def ticked(self, name: str) -> list[tuple[str, ...]] | None:
        """Per row the values whose yes/no columns are ticked; None if the field has no such columns."""
        ticks = {c: value for c, (field_, value) in self.header.ticks.items() if field_ == name}
        if not ticks:
            return None
        rows = self.table.sheet.rows
        return [
            tuple(dict.fromkeys(value for c, value in ticks.items() if is_tick(rows[number][c])))
            for number in self.segment.numbers
        ]

    def raw(self) -> list[dict[str, str]]:
        """Per row the texts of her cells by field, private ones left out."""
        fields = [f.name for f in self.table.kind.fields if f.name in self.own and not f.private]
        texts = {name: self._texts(self.own[name]) for name in fields}
        return [
            {name: text[row] for name, text in texts.items() if text[row]}
            for row in range(len(self))
        ]

    def _texts(self, column: Column) -> list[str]:
        known = {raw: shown(raw) for raw in set(column)}
        return [known[raw] for raw in column]


def _said(name: str, raw: Raw) -> str:
    """The value in a message: no identity number (it is not kept)."""
    return "" if name == "identity" else shown(raw)


def columns_of(table: Table) -> Iterable[Columns]:
    """The columns of each segment, filled down from one to the next until a section begins."""
    above: dict[str, Raw] = {}
    merged = merged_values(table.sheet.rows, table.sheet.merges)
    section = None
    for segment in table.segments:
        if segment.section != section:
            above, section = {}, segment.section
        if segment.numbers:
            columns = _columns(table, segment, merged, above)
            above |= {name: column[-1] for name, column in columns.cells.items()}
            yield columns


def _columns(
    table: Table, segment: Segment, merged: dict[tuple[int, int], Raw], above: dict[str, Raw]
) -> Columns:
    own = {name: _taken(table, segment, column) for name, column in segment.header.columns.items()}
    filled = _all_filled(table, segment, own, merged, above)
    blanks = _fillable(table.kind)
    cells, guessed = fill_groups(filled, own, above, blanks=blanks)
    columns = Columns(table, segment, cells, own)
    for row, name in guessed.items():
        columns.remark(row, "filled-between", name, plain(cells[name][row]))
    return columns


def _all_filled(
    table: Table,
    segment: Segment,
    own: dict[str, Column],
    merged: dict[tuple[int, int], Raw],
    above: dict[str, Raw],
) -> dict[str, Column]:
    """From left to right: 同左 is what the column before it holds when that one is filled."""
    done: dict[int, Column] = {}
    for name, column in sorted(segment.header.columns.items(), key=lambda item: item[1]):
        before = done.get(column - 1)
        if before is None:
            before = _taken(table, segment, column - 1) if column else [""] * len(own[name])
        cells = fill_beside(own[name], before.__getitem__)
        done[column] = _filled(cells, segment, column, merged, above.get(name, ""))
    return {name: done[column] for name, column in segment.header.columns.items()}


def _fillable(kind: Kind) -> frozenset[str]:
    """In a list of organisations a blank village means the township's own organisation."""
    return frozenset(
        {"township", "village", "organisation"} if kind.name == COMMITTEE_ROSTER else {"township"}
    )


def _taken(table: Table, segment: Segment, column: int) -> Column:
    rows = table.sheet.rows
    cells = [rows[number][column] for number in segment.numbers]
    spaces = {raw for raw in set(cells) if isinstance(raw, str) and raw and not raw.strip()}
    return ["" if raw in spaces else raw for raw in cells] if spaces else cells


def _filled(
    own: Column, segment: Segment, column: int, merged: dict[tuple[int, int], Raw], above: Raw
) -> Column:
    if merged:
        own = [
            merged.get((n, column), raw) if raw == "" else raw
            for n, raw in zip(segment.numbers, own, strict=True)
        ]
    return fill_column(own, above)


def units_of(columns: Columns) -> list[Unit]:
    """The words by which each row names its organisation; sections and titles fill what is missing."""
    names = ("township", "village", "organisation")
    texts = {name: columns.read(name, _unit_text) for name in names}
    codes = columns.read("code", read_code)
    default = _default(columns)
    known: dict[tuple[str, ...], Unit] = {}
    units = []
    for key in zip(*(texts[name] for name in names), codes, strict=True):
        if key not in known:
            known[key] = _unit(key, default, columns)
        units.append(known[key])
    return units


def _unit_text(raw: Raw) -> tuple[str, str]:
    return plain(raw).replace(" ", ""), ""


def _default(columns: Columns) -> Unit:
    section, default = columns.segment.section, columns.segment.block.default
    if section == Unit():
        return default
    return Unit(section.township or default.township, section.village, section.organisation)


def _unit(key: tuple[str, ...], default: Unit, columns: Columns) -> Unit:
    township, village, organisation, code = key
    if not (village or organisation or code) and _told_above(township, default, columns):
        village, organisation = default.village, default.organisation
    return Unit(township or default.township, village, organisation, code)


def _told_above(township: str, default: Unit, columns: Columns) -> bool:
    """Whether a village or organisation told above the row holds for a row of this township."""
    own = columns.header.columns
    if columns.segment.section != Unit():
        return not default.township or township in ("", default.township)
    if {"village", "organisation", "code"} & own.keys():
        return False
    return "township" not in own or (bool(township) and township == default.township)


def parted(columns: Columns, row: int) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """The reasons to reject a row, and its warnings."""
    if row not in columns.remarks:
        return (), ()
    remarks = columns.remarks_on(row)
    reasons = tuple(remark for remark in remarks if remark.key in REJECTING)
    return reasons, tuple(remark for remark in remarks if remark.key not in REJECTING)

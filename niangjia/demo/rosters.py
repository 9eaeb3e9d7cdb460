"""A roster as a sheet: title, facts above the header, header, rows, totals, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from niangjia.demo.cells import han_day
from niangjia.demo.layouts import IDENTITY, Layout, Repeat, Total
from niangjia.demo.places import PlaceName
from niangjia.demo.rows import Line, line_cells
from niangjia.demo.seats import Committee, Post
from niangjia.demo.workbook import Cell, Formula, Look, Merge, Sheet

GROUPS = ("township", "village", "organisation")  # what a clerk writes once for many rows
WIDTHS = {
    "number": 6, "gender": 6, "nation": 7, "name": 11, "born": 13, "phone": 17, "identity": 22,
    "kinds": 36, "organisation": 18, "work": 24, "elected": 14, "begun": 14, "remark": 18,
}  # fmt: skip
WIDTH = 10


@dataclass(frozen=True)
class Part:
    """One committee on a sheet, with the township it belongs to."""

    committee: Committee
    township: PlaceName


@dataclass(frozen=True)
class Roster:
    """What one sheet is to hold."""

    name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    parts: Sequence[Part]
    filled_on: date
    layout: Layout
    chance: Random


def with_identity(layout: Layout) -> Layout:
    """The layout with a column for identity numbers before the last one."""
    return replace(layout, columns=(*layout.columns[:-1], IDENTITY, layout.columns[-1]))


def roster_sheet(roster: Roster) -> Sheet:
    """The sheet, ready to be written."""
    layout = roster.layout
    sheet = Sheet(roster.name[:31], [WIDTHS.get(one.key, WIDTH) for one in layout.columns])
    sheet.add_across(Look.TITLE, roster.title, len(layout.columns))
    _add_facts(sheet, roster)
    _add_header(sheet, layout)
    _add_parts(sheet, roster)
    _add_total(sheet, roster)
    _add_foot(sheet, roster)
    return sheet


def _add_facts(sheet: Sheet, roster: Roster) -> None:
    texts = [f"{word}：{value}" for word, value in roster.facts]
    lines = ["　　".join(texts)] if roster.layout.one_line else texts
    for line in lines:
        sheet.add_across(Look.LINE, line, len(roster.layout.columns))


def _add_header(sheet: Sheet, layout: Layout) -> None:
    """One header row, or two with merged words above."""
    columns = layout.columns
    if not any(column.above for column in columns):
        sheet.add(Look.HEADER, [column.header for column in columns])
        return
    top = sheet.add(Look.HEADER, [column.above or column.header for column in columns])
    sheet.add(Look.HEADER, [column.header if column.above else None for column in columns])
    for left, column in enumerate(columns):
        if not column.above:
            sheet.merge(Merge(top, left, top + 1, left))
        elif left == 0 or columns[left - 1].above != column.above:
            _merge_above(sheet, layout, top, left)


def _merge_above(sheet: Sheet, layout: Layout, top: int, left: int) -> None:
    above = layout.columns[left].above
    right = left
    while right + 1 < len(layout.columns) and layout.columns[right + 1].above == above:
        right += 1
        sheet.rows[top][1][right] = None
    sheet.merge(Merge(top, left, top, right))


def _add_parts(sheet: Sheet, roster: Roster) -> None:
    layout, number = roster.layout, 0
    above: list[Cell] = []
    for i, part in enumerate(roster.parts):
        if layout.header_again and i == len(roster.parts) // 2 > 0:
            _add_header(sheet, layout)
            above = []
        above = _add_seats(sheet, roster, part, number, above)
        number += len(part.committee.seats)
        if layout.subtotals:
            _add_subtotal(sheet, layout, len(part.committee.seats))
        if layout.subtotals or layout.repeat is Repeat.MERGED:
            above = []


def _add_seats(
    sheet: Sheet, roster: Roster, part: Part, number: int, above: list[Cell]
) -> list[Cell]:
    """Append one committee after `number` rows; returns the full cells of its last row."""
    first = len(sheet.rows)
    for i, seat in enumerate(part.committee.seats, start=number + 1):
        line = Line(i, part.committee, seat, part.township, roster.layout, roster.chance)
        cells = line_cells(line)
        sheet.add(Look.BODY, _shortened(cells, above, roster.layout))
        above = cells
    _merge_groups(sheet, roster.layout, first)
    return above


def _shortened(cells: list[Cell], above: list[Cell], layout: Layout) -> list[Cell]:
    """Group cells that repeat the row above, in the clerk's way; a total or header above ends that."""
    if layout.repeat is Repeat.FULL or not above:
        return cells
    mark = layout.repeat.value if layout.repeat in (Repeat.DITTO, Repeat.SAME) else None
    groups = [column.key in GROUPS for column in layout.columns]
    return [
        mark if group and cell == before else cell
        for cell, before, group in zip(cells, above, groups, strict=True)
    ]


def _merge_groups(sheet: Sheet, layout: Layout, first: int) -> None:
    """Merge the group cells of one committee; each committee names itself anew."""
    if layout.repeat is not Repeat.MERGED:
        return
    for column, one in enumerate(layout.columns):
        if one.key in GROUPS:
            sheet.merge(Merge(first, column, len(sheet.rows) - 1, column))


def _add_subtotal(sheet: Sheet, layout: Layout, seats: int) -> None:
    cells: list[Cell] = [None] * len(layout.columns)
    cells[0] = "小计"
    cells[_place(layout, "name")] = f"{seats}人"
    sheet.add(Look.TOTAL, cells)


def _add_total(sheet: Sheet, roster: Roster) -> None:
    layout = roster.layout
    if layout.total is Total.NONE:
        return
    committees = [part.committee for part in roster.parts]
    seats = sum(len(committee.seats) for committee in committees)
    cells: list[Cell] = [None] * len(layout.columns)
    cells[0] = "合计"
    cells[_place(layout, "name")] = _total_cell(sheet, layout, seats)
    if layout.total is Total.WORDS:
        chairs, vice_chairs = (
            sum(committee.count(post) for committee in committees)
            for post in (Post.CHAIR, Post.VICE_CHAIR)
        )
        cells[_place(layout, "post")] = f"主席{chairs}人、副主席{vice_chairs}人"
    sheet.add(Look.TOTAL, cells)


def _total_cell(sheet: Sheet, layout: Layout, seats: int) -> Cell:
    if layout.total is Total.WORDS:
        return f"{seats}人"
    if layout.total is Total.NUMBER:
        return seats
    letter, last = chr(ord("A") + _place(layout, "name")), len(sheet.rows)
    return Formula(f"=COUNTA({letter}{last - seats + 1}:{letter}{last})", seats)


def _add_foot(sheet: Sheet, roster: Roster) -> None:
    width = len(roster.layout.columns)
    clerk = roster.parts[0].committee.seats[-1].person.name
    sheet.add_across(Look.FOOT, "注：本表人员为演示虚构；手机号只用于工作联系。", width)
    sheet.add(Look.FOOT)
    signature = f"填表人：{clerk}　　审核人：　　　　填表日期：{han_day(roster.filled_on)}"
    sheet.add_across(Look.FOOT, signature, width)


def _place(layout: Layout, key: str) -> int:
    return next(i for i, column in enumerate(layout.columns) if column.key == key)

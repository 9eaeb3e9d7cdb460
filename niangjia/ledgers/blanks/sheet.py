"""Drawing a ledger to be filled in: title, one line of explanation, facts, frozen head, drop-downs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from niangjia.base.outgoing import new_workbook
from niangjia.ledgers.blanks.columns import BlankColumn

A4 = 9
ROOM = 200  # rows below the head that offer the drop-downs
LINES = 20  # rows with a frame, for printing and for the eye
SPARE = 10  # open ones at least
FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
ASKED = "不是列表里的写法，可能认不出来。要照这样写吗？"


@dataclass(frozen=True)
class Blank:
    """A ledger to be filled in.

    Attributes:
        facts: (word, value) of the line above the head, which holds for all rows.
        rows: per row the texts of the columns, "" = open.
        begun: text of the first cell of every open row: whose row it will be.
    """

    title: str
    explanation: str
    columns: Sequence[BlankColumn]
    facts: Sequence[tuple[str, str]] = ()
    rows: Sequence[Sequence[str]] = ()
    begun: str = ""
    sheet: str = "花名册"
    also_choose: dict[str, tuple[str, ...]] = field(default_factory=dict)


def workbook_of(blank: Blank) -> bytes:
    """The .xlsx: every cell a text, so that neither a phone nor 1963.10 nor =… becomes another thing."""
    content = BytesIO()
    with _workbook(content) as book:
        sheet = book.add_worksheet(blank.sheet)
        sheet.set_default_row(20)
        head = _draw_above(book, sheet, blank)
        _draw_head(book, sheet, blank, head)
        _draw_rows(book, sheet, blank, head + 1)
        _offer_choices(sheet, blank, head + 1)
        _set_up_page(sheet, blank, head)
    return content.getvalue()


@contextmanager
def _workbook(content: BytesIO) -> Iterator[Any]:
    book = new_workbook(content, in_memory=True)
    try:
        yield book
    finally:
        book.close()


def _draw_above(book: Any, sheet: Any, blank: Blank) -> int:
    """Title, explanation, facts; gives the row of the head."""
    last = len(blank.columns) - 1
    title = book.add_format({**FONT, "bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, last, blank.title, title)
    sheet.set_row(0, 30)
    small = book.add_format({**FONT, "font_size": 10, "font_color": "#555555", "text_wrap": True})
    sheet.merge_range(1, 0, 1, last, blank.explanation, small)
    sheet.set_row(1, 30)
    if not blank.facts:
        return 2
    _draw_facts(book, sheet, blank)
    sheet.set_row(
        3, 6
    )  # empty: directly above the head the facts would look like a head of two rows
    return 4


def _draw_facts(book: Any, sheet: Any, blank: Blank) -> None:
    word = book.add_format({**FONT, "align": "right"})
    value = book.add_format({**FONT, "num_format": "@", "bottom": 4})
    step = len(blank.columns) // len(blank.facts)
    for number, (said, text) in enumerate(blank.facts):
        column = number * max(step, 2)
        sheet.write_string(2, column, f"{said}：", word)
        _write(sheet, 2, column + 1, text, value)


def _draw_head(book: Any, sheet: Any, blank: Blank, row: int) -> None:
    shape = {"bold": True, "align": "center", "border": 1, "bg_color": "#F3ECE7", "text_wrap": True}
    head = book.add_format({**FONT, **shape})
    sheet.set_row(row, 24)
    for number, column in enumerate(blank.columns):
        sheet.write_string(row, number, column.heading, head)


def _draw_rows(book: Any, sheet: Any, blank: Blank, first: int) -> None:
    frame = book.add_format({**FONT, "num_format": "@", "border": 1})
    plain = book.add_format({**FONT, "num_format": "@"})
    for number, column in enumerate(blank.columns):
        sheet.set_column(number, number, column.width, plain)
    open_row = [blank.begun, *[""] * (len(blank.columns) - 1)]
    for number in range(max(len(blank.rows) + SPARE, LINES)):
        texts = blank.rows[number] if number < len(blank.rows) else open_row
        for position, text in enumerate(texts):
            _write(sheet, first + number, position, text, frame)


def _write(sheet: Any, row: int, column: int, text: str, shape: Any) -> None:
    if text:
        sheet.write_string(row, column, text, shape)
    else:
        sheet.write_blank(row, column, None, shape)


def _offer_choices(sheet: Any, blank: Blank, first: int) -> None:
    last = first + max(len(blank.rows), ROOM)
    for number, column in enumerate(blank.columns):
        if choices := blank.also_choose.get(column.field, column.choices):
            rule: dict[str, object] = {
                "validate": "list",
                "source": list(choices),
                "error_type": "warning",
            }
            rule |= {"error_message": ASKED, "show_error": not column.is_open}
            sheet.data_validation(first, number, last, number, rule)


def _set_up_page(sheet: Any, blank: Blank, head: int) -> None:
    """A4 landscape, as wide as the paper, the head on every sheet; nothing is protected."""
    sheet.freeze_panes(head + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(head)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_selection(head + 1 + len(blank.rows), 1, head + 1 + len(blank.rows), 1)

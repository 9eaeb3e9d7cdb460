"""The tree as a Word document on the official page (GB/T 9704-2012).

Each number is a bookmark whose text is a link to its row in the appendix table at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument

from niangjia.reports import annex, ooxml
from niangjia.reports.appendix import number_rows
from niangjia.reports.bookmarks import bookmark_key, number_bookmark, row_bookmark
from niangjia.reports.official import CHARACTER, TEXT_WIDTH, blank_page, turn_page
from niangjia.reports.ooxml import Xml
from niangjia.reports.text import margins, sign_of, width, words
from niangjia.reports.tree import (
    Addressee,
    Block,
    Document,
    Heading,
    Number,
    Paragraph,
    Points,
    Run,
    Runs,
    Signature,
    Table,
    Title,
    Unrecorded,
)

_LONGEST_PROPERTY = 255
_EMPTY_LINES_BEFORE_SIGNATURE = 2


def word_of(document: Document, *, written_on: date, author: str = "") -> bytes:
    """Write the .docx: the paper, then on a new landscape page the table of its numbers."""
    word = blank_page()
    _describe(word, document, written_on, author)
    _append(word, (made for block in document.blocks for made in _block(block)))
    if rows := number_rows(document):
        turn_page(word)
        _append(word, annex.elements(rows))
    target = BytesIO()
    word.save(target)
    return _dated(target, written_on)


def _dated(package: BytesIO, day: date) -> bytes:
    """The same package with `day` on each part: a signed file is the same whenever it is made."""
    target = BytesIO()
    with ZipFile(package) as written, ZipFile(target, "w", ZIP_DEFLATED) as dated:
        for part in written.infolist():
            entry = ZipInfo(part.filename, (day.year, day.month, day.day, 0, 0, 0))
            dated.writestr(entry, written.read(part), ZIP_DEFLATED)
    return target.getvalue()


def _append(word: WordDocument, elements: Iterable[Xml]) -> None:
    for made in ooxml.parsed(elements):
        word.element.body.insert_element_before(made, "w:sectPr")


def _describe(word: WordDocument, document: Document, written_on: date, author: str) -> None:
    """What the file says of itself; the library would name itself as the author."""
    properties = word.core_properties
    properties.title = ooxml.writable(document.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = ooxml.writable(author)[:_LONGEST_PROPERTY]
    properties.language, properties.comments = "zh-CN", ""
    properties.created = properties.modified = datetime.combine(written_on, time())


def _block(block: Block) -> Iterator[Xml]:
    match block:
        case Title(lines):
            yield from (ooxml.paragraph("Title", _runs(line)) for line in lines)
            yield ooxml.paragraph("Normal", "")
        case Heading(level, number, runs):
            yield ooxml.paragraph(f"Heading{level}", ooxml.run(number) + _runs(runs))
        case Addressee(runs):
            yield ooxml.paragraph("Normal", _runs(runs))
        case Paragraph(runs):
            yield ooxml.paragraph("BodyText", _runs(runs))
        case Points(is_ordered, items):
            for place, item in enumerate(items, 1):
                sign = ooxml.run(sign_of(is_ordered, place))
                yield ooxml.paragraph("BodyText", sign + _runs(item))
        case Table():
            yield _table(block)
            yield ooxml.paragraph("Normal", "")
        case Signature(lines):
            yield from _signature(lines)


def _signature(lines: Sequence[Runs]) -> Iterator[Xml]:
    """The names and the day stay on one page with the empty lines above them."""
    for _ in range(_EMPTY_LINES_BEFORE_SIGNATURE):
        yield ooxml.paragraph("Normal", "", ooxml.element("keepNext"))
    for line, right in zip(lines, margins([_drawn_width(line) for line in lines]), strict=True):
        indent = ooxml.element("ind", rightChars=round(right * 100), right=round(right * CHARACTER))
        keep = [] if line is lines[-1] else [ooxml.element("keepNext")]
        yield ooxml.paragraph("Signature", _runs(line), *keep, indent)


def _drawn_width(runs: Runs) -> float:
    """Word puts a quarter of a character between Chinese signs and digits."""
    text = words(runs)
    return width(text) + len(re.findall(r"(?<=[^ -~])(?=[!-~])|(?<=[!-~])(?=[^ -~])", text)) / 4


def _table(table: Table) -> Xml:
    """Columns share the width of the text equally; numbers stand at the right."""
    widths = [TEXT_WIDTH // len(table.head)] * len(table.head)
    styles = ["TableNumber" if is_number else "TableText" for is_number in table.is_number]
    head = [ooxml.paragraph("TableHead", _runs(cell)) for cell in table.head]
    rows = [
        [ooxml.paragraph(style, _runs(cell)) for style, cell in zip(styles, row, strict=True)]
        for row in table.rows
    ]
    made = (ooxml.row(widths, row, is_head=False) for row in rows)
    return ooxml.table(widths, ooxml.row(widths, head, is_head=True), made)


def _runs(runs: Runs) -> Xml:
    return "".join(map(_run, runs))


def _run(run: Run) -> Xml:
    if isinstance(run, Number):
        linked = ooxml.link(row_bookmark(run.index), ooxml.run(run.text, is_strong=run.is_strong))
        key = bookmark_key(run.index, run.occurrence)
        return ooxml.bookmarked(number_bookmark(run), key, linked)
    return ooxml.run(run.text, is_strong=run.is_strong, is_marked=isinstance(run, Unrecorded))

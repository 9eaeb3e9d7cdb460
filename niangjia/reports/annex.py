"""The last pages of a Word document: the table behind its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from niangjia.reports import ooxml
from niangjia.reports.appendix import HEAD, NumberRow
from niangjia.reports.bookmarks import bookmark_key, row_bookmark
from niangjia.reports.ooxml import Element

_WIDTHS = (440, 1560, 2400, 1300, 744, 500, 1000, 900)  # the 156 mm of the text


def elements(rows: Sequence[NumberRow]) -> Iterator[Element]:
    """Make the table on a new page; nothing for a document without numbers."""
    if not rows:
        return
    yield ooxml.paragraph("Annex", [ooxml.run("附件")])
    yield ooxml.paragraph("AnnexTitle", [ooxml.run("文中数字及其来处")])
    yield ooxml.table(_WIDTHS, _head(), map(_row, rows))


def _head() -> Element:
    cells = [[ooxml.paragraph("AnnexHead", [ooxml.run(word)])] for word in HEAD]
    return ooxml.row(_WIDTHS, cells, is_head=True)


def _row(row: NumberRow) -> Element:
    cells = (
        _text(str(row.index)),
        _text(row.label),
        [*_reference(row), *_text(row.organisation)],
        _text(row.period),
        _text(row.text),
        _text(row.unit),
        _text(row.basis, *row.notes),
        _text(row.source),
    )
    return ooxml.row(_WIDTHS, cells, is_head=False)


def _reference(row: NumberRow) -> list[Element]:
    """The reference in a bookmark of its own, for whoever reads the document back."""
    key = bookmark_key(row.index, 0)
    reference = ooxml.bookmarked(row_bookmark(row.index), key, ooxml.run(row.ref))
    return [ooxml.paragraph("AnnexText", reference)]


def _text(*lines: str) -> list[Element]:
    """A cell has at least one paragraph, an empty one has it empty."""
    said = [line for line in lines if line] or [""]
    return [ooxml.paragraph("AnnexText", [ooxml.run(line)]) for line in said]

"""The last pages of a Word document, landscape: the table behind its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from niangjia.reports import ooxml
from niangjia.reports.appendix import HEAD, NumberRow
from niangjia.reports.bookmarks import bookmark_key, row_bookmark
from niangjia.reports.ooxml import Xml

_WIDTHS = (460, 2000, 4000, 2200, 840, 560, 1200, 1496)  # the 225 mm of the text


def elements(rows: Sequence[NumberRow]) -> Iterator[Xml]:
    """Make the heading and the table; the organisation of all rows is said once, above it."""
    common = _common_organisation(rows)
    yield ooxml.paragraph("Annex", ooxml.run("附件"))
    yield ooxml.paragraph("AnnexTitle", ooxml.run("文中数字及其来处"))
    if common:
        yield ooxml.paragraph("TableText", ooxml.run(f"统计单位：{common}"))
    yield ooxml.table(_WIDTHS, _head(), (_row(row, common) for row in rows))


def _common_organisation(rows: Sequence[NumberRow]) -> str:
    """The organisation of all rows; empty if there are several."""
    names = {row.organisation for row in rows if row.organisation}
    return names.pop() if len(names) == 1 else ""


def _head() -> Xml:
    return ooxml.row(_WIDTHS, [_text(word, style="AnnexHead") for word in HEAD], is_head=True)


def _row(row: NumberRow, common: str) -> Xml:
    organisation = "" if row.organisation in ("", common) else row.organisation
    cells = (
        _text(str(row.index), style="AnnexCentre"),
        _text(row.label),
        _reference(row) + (_text(organisation) if organisation else ""),
        _text(row.period),
        _text(row.text, style="AnnexNumber"),
        _text(row.unit, style="AnnexCentre"),
        _text(row.basis, *row.notes),
        _text(row.source),
    )
    return ooxml.row(_WIDTHS, cells, is_head=False)


def _reference(row: NumberRow) -> Xml:
    """The reference in a bookmark of its own, for whoever reads the document back."""
    key = bookmark_key(row.index, 0)
    reference = ooxml.bookmarked(row_bookmark(row.index), key, ooxml.run(row.ref))
    return ooxml.paragraph("AnnexText", reference)


def _text(*lines: str, style: str = "AnnexText") -> Xml:
    """A cell has at least one paragraph, an empty one has it empty."""
    said = [line for line in lines if line] or [""]
    return "".join(ooxml.paragraph(style, ooxml.run(line)) for line in said)

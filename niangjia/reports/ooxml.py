"""Small builders for the WordprocessingML that documents need, as text that is parsed once.

The library's own objects cost ten times as much, and a county writes hundreds of documents at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

Xml = str

_CANNOT_BE_WRITTEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Gives “ ” and — the width of Chinese signs, which Word else takes for Latin ones.
_LOOKS = '<w:rFonts w:hint="eastAsia"/>'


def element(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """Make `<w:tag w:attribute="…">` with its children."""
    said = "".join(f" w:{name}={quoteattr(str(value))}" for name, value in attributes.items())
    return f"<w:{tag}{said}>{''.join(children)}</w:{tag}>"


def parsed(elements: Iterable[Xml]) -> list[BaseOxmlElement]:
    """Turn the text into elements that a document takes."""
    return list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(elements)}</w:body>"))


def writable(text: str) -> str:
    """Leave out the signs that no XML file may hold."""
    return _CANNOT_BE_WRITTEN.sub("", text)


def run(text: str, *, is_strong: bool = False, is_marked: bool = False) -> Xml:
    """Make a run of words; a marked one is highlighted for whoever checks the draft."""
    looks = _LOOKS + "<w:b/>" * is_strong + '<w:highlight w:val="yellow"/>' * is_marked
    words = escape(writable(text))
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def bookmarked(name: str, key: int, content: Xml) -> Xml:
    """Put a bookmark around runs; `key` is a number no other bookmark of the document has."""
    return element("bookmarkStart", id=key, name=name) + content + element("bookmarkEnd", id=key)


def link(bookmark: str, content: Xml) -> Xml:
    """Make a link to a bookmark of the same document."""
    return element("hyperlink", content, anchor=bookmark, history=1)


def paragraph(style: str, content: Xml, *properties: Xml) -> Xml:
    """Make a paragraph of a style (its id in styles.wordml); properties differ from the style's."""
    looks = element("pPr", element("pStyle", val=style), *properties)
    return element("p", looks, content)


def table(widths: Sequence[int], head: Xml, rows: Iterable[Xml]) -> Xml:
    """Make a ruled table; widths in twentieths of a point; the head repeats on each page."""
    properties = element(
        "tblPr",
        element("tblStyle", val="TableGrid"),
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, head, *rows)


def row(widths: Sequence[int], cells: Sequence[Xml], *, is_head: bool) -> Xml:
    """Make a row that no page end cuts; each cell is its paragraphs."""
    looks = element("trPr", "<w:cantSplit/>", "<w:tblHeader/>" * is_head)
    made = (_cell(width, cell) for width, cell in zip(widths, cells, strict=True))
    return element("tr", looks, *made)


def _cell(width: int, paragraphs: Xml) -> Xml:
    looks = element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center"))
    return element("tc", looks, paragraphs)

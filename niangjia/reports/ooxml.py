"""Small builders for the elements of WordprocessingML that documents need.

A paragraph made here costs a tenth of one made through the library's objects, and a county writes
hundreds of documents at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make `<w:tag w:attribute="…">` with its children."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, *, is_strong: bool = False, is_marked: bool = False) -> Element:
    """Make a run of words; a marked one is highlighted for whoever checks the draft.

    The hint gives “ ” and — the width of Chinese signs, which Word else takes for Latin ones.
    """
    looks = [element("rFonts", hint="eastAsia")]
    looks += [element("b")] * is_strong + [element("highlight", val="yellow")] * is_marked
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", element("rPr", *looks), words)


def bookmarked(name: str, key: int, *content: Element) -> tuple[Element, ...]:
    """Put a bookmark around runs; `key` is a number no other bookmark of the document has."""
    start = element("bookmarkStart", id=key, name=name)
    return (start, *content, element("bookmarkEnd", id=key))


def link(bookmark: str, *content: Element) -> Element:
    """Make a link to a bookmark of the same document."""
    return element("hyperlink", *content, anchor=bookmark, history=1)


def paragraph(style: str, content: Iterable[Element], *properties: Element) -> Element:
    """Make a paragraph of a style (its id in styles.xml); properties differ from the style's."""
    looks = element("pPr", element("pStyle", val=style), *properties)
    return element("p", looks, *content)


def table(widths: Sequence[int], head: Element, rows: Iterable[Element]) -> Element:
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


def row(widths: Sequence[int], cells: Sequence[Sequence[Element]], *, is_head: bool) -> Element:
    """Make a row that no page end cuts; each cell is a list of paragraphs."""
    looks = element("trPr", element("cantSplit"), *([element("tblHeader")] if is_head else []))
    made = (_cell(width, cell) for width, cell in zip(widths, cells, strict=True))
    return element("tr", looks, *made)


def _cell(width: int, paragraphs: Sequence[Element]) -> Element:
    looks = element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center"))
    return element("tc", looks, *paragraphs)

"""The blank official page: A4 after GB/T 9704-2012, with its styles, fonts, grid and page numbers.

Everything about looks is here; `word.py` only says which paragraph has which style.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from docx import Document as open_word
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from niangjia.reports.ooxml import element, parsed, run

_FOLDER = files("niangjia.reports") / "official"
_FOREIGN = {"thumbnail", "customXml", "numbering", "stylesWithEffects", "webSettings"}
_FONT_TABLE = "/word/fontTable.xml"

# 156 x 225 mm of text between these margins (5.2.1, 5.2.2): 22 lines of 28 characters of 16 pt.
_MARGINS = {"top": Mm(37), "left": Mm(28), "right": Mm(26), "bottom": Mm(35)}
_TURNED_MARGINS = {"top": Mm(28), "left": Mm(35), "right": Mm(37), "bottom": Mm(26)}
_FOOTER_DISTANCE = Mm(25)  # puts the dash of the page number 7 mm below the text (7.5)
LINE_PITCH = 579  # twentieths of a point: 225 mm / 22
CHARACTER = 320  # twentieths of a point
TEXT_WIDTH = 8844  # twentieths of a point: 156 mm


def blank_page() -> WordDocument:
    """Open a new document on the official page; the page is laid out once a process."""
    return open_word(BytesIO(_blank_bytes()))


@lru_cache(maxsize=1)
def _blank_bytes() -> bytes:
    document = open_word()
    _drop_foreign_parts(document)
    _replace(document.styles.element, "styles.wordml")
    _replace(document.settings.element, "settings.wordml")
    _replace_fonts(document)
    _lay_out(document.sections[0])
    _number_pages(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def turn_page(word: WordDocument) -> None:
    """End the portrait pages with the last paragraph; what is written from here on is landscape."""
    body = word.element.body
    last = body.xpath("./w:p")[-1]
    last.get_or_add_pPr().append(deepcopy(body.sectPr))
    section = word.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    for side, length in _TURNED_MARGINS.items():
        setattr(section, f"{side}_margin", length)


def _drop_foreign_parts(document: WordDocument) -> None:
    """Leave out what the library's sample brings along: its picture, its lists, its bibliography."""
    package = document.part.package
    for relations in (document.part.rels, package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _FOREIGN:
                del relations[key]


def _replace(part: BaseOxmlElement, file: str) -> None:
    """Only our own: the library's styles carry another country's fonts and colours."""
    for old in list(part):
        part.remove(old)
    part.extend(list(parse_xml((_FOLDER / file).read_bytes())))


def _replace_fonts(document: WordDocument) -> None:
    """Name, for each official font, those that a machine without it should take instead."""
    parts = document.part.package.iter_parts()
    table = next(part for part in parts if part.partname == _FONT_TABLE)
    table._blob = (_FOLDER / "fonts.wordml").read_bytes()


def _lay_out(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, length in _MARGINS.items():
        setattr(section, f"{side}_margin", length)
    section.footer_distance = _FOOTER_DISTANCE
    _lay_grid(section._sectPr)


def _lay_grid(properties: BaseOxmlElement) -> None:
    """22 lines a page. The 28 characters come from the style's spacing instead of the grid:

    LibreOffice gives a character that is wider than its cell (16 > 15.8 pt) two cells.
    """
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.extend(parsed([element("docGrid", type="lines", linePitch=LINE_PITCH)]))


def _number_pages(document: WordDocument) -> None:
    """— 1 — at the outer side: right on odd pages, left on even ones, one character in (7.5)."""
    section = document.sections[0]
    _write_page_number(section.footer.paragraphs[0], "FooterOdd")
    _write_page_number(section.even_page_footer.paragraphs[0], "FooterEven")


def _write_page_number(paragraph: Paragraph, style: str) -> None:
    paragraph._p.style = style
    paragraph.add_run("— ")
    paragraph._p.extend(parsed([element("fldSimple", run("1"), instr="PAGE")]))
    paragraph.add_run(" —")

import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from niangjia.base.units import Unit
from niangjia.reports.appendix import HEAD, number_rows
from niangjia.reports.asking import Named
from niangjia.reports.bookmarks import numbers_by_bookmark
from niangjia.reports.dialect import write_document
from niangjia.reports.shipped import shipped_templates
from niangjia.reports.text import text_of
from niangjia.reports.word import word_of
from tests.reports.answers import BESIDE, PRINTED, answer, scope

TEMPLATE = shipped_templates()["qingliu_2017"].text
SIGNED_ON = date(2017, 7, 31)


def docx(template, **changes):
    document = write_document(template, scope(**changes))
    return BytesIO(word_of(document, written_on=SIGNED_ON, author="清流县妇女联合会"))


@pytest.fixture(scope="module")
def report():
    return docx(TEMPLATE).getvalue()


@pytest.fixture
def word(report):
    return open_word(BytesIO(report))


def paragraph(word, text):
    return next(p for p in word.paragraphs if p.text.startswith(text))


def east_asian_font(style):
    """The face of Chinese signs, the style's own or that of the style it stands on."""
    while style is not None:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        if fonts is not None:
            return fonts.get(qn("w:eastAsia"))
        style = style.base_style
    return "仿宋_GB2312"


def test_every_number_is_in_a_bookmark_that_leads_to_its_reference(report):
    read = numbers_by_bookmark(BytesIO(report))

    said = dict(read.values())
    wanted = {ref: value or "未记" for ref, (_, value, *_parts) in {**PRINTED, **BESIDE}.items()}
    wanted |= {
        ref: f"{wanted[ref]}%" for ref, (unit, *_) in PRINTED.items() if unit is Unit.PERCENT
    }
    assert said == {**wanted, "period.elapsed": "77"}


def test_a_number_printed_twice_has_two_bookmarks_and_one_row():
    figure = '{{ figure("committees.persons") }}'
    read = numbers_by_bookmark(docx(f"# 题\n{figure}人，{figure}人"))

    assert read == {
        "n001_1_committees_persons": ("committees.persons", "1840"),
        "n001_2_committees_persons": ("committees.persons", "1840"),
    }


def test_bookmarks_have_names_and_keys_that_word_takes(word):
    starts = list(word.element.body.iter(qn("w:bookmarkStart")))
    names = [start.get(qn("w:name")) for start in starts]
    keys = [start.get(qn("w:id")) for start in starts]

    assert len(names) == len(set(names)) == len(set(keys)) == 2 * 19
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)


def test_every_link_leads_to_a_row(word):
    anchors = {link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))}
    names = {start.get(qn("w:name")) for start in word.element.body.iter(qn("w:bookmarkStart"))}

    assert len(anchors) == 19
    assert anchors <= names


def test_the_page_is_the_official_one(word):
    page = word.sections[0]
    lengths = (page.page_width, page.page_height, page.top_margin, page.bottom_margin)
    lengths += (page.left_margin, page.right_margin)

    # Word keeps twentieths of a point, 0.02 mm.
    assert [round(length.mm, 1) for length in lengths] == [210, 297, 37, 35, 28, 26]


def test_22_lines_of_28_characters_fit_the_text(word):
    normal = word.styles["Normal"]
    pitch = normal.paragraph_format.line_spacing.pt
    spacing = int(normal.element.find(f".//{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val")))
    character = normal.font.size.pt + spacing / 20

    assert normal.font.size.pt == 16
    assert 22 * pitch <= Mm(225).pt < 23 * pitch
    assert 28 * character <= Mm(156).pt < 29 * character
    assert normal.paragraph_format.widow_control is False


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("清流县妇联关于", "方正小标宋简体", 22),
        ("一、面向", "黑体", 16),
        ("（一）选好", "楷体_GB2312", 16),
        ("2017年5月15日，", "仿宋_GB2312", 16),
    ],
)
def test_each_part_has_its_face(word, text, font, size):
    style = paragraph(word, text).style
    sizes = [
        s.font.size.pt for s in (style, style.base_style, word.styles["Normal"]) if s.font.size
    ]

    assert (east_asian_font(style), sizes[0]) == (font, size)


def test_paragraphs_begin_two_characters_in_and_the_day_ends_four_before_the_edge(word):
    body = paragraph(word, "2017年5月15日，")
    day = [p for p in word.paragraphs if p.text == "2017年7月31日"][-1]
    assert body.style.paragraph_format.first_line_indent.pt == 32
    assert day.paragraph_format.right_indent.pt == 64


def test_page_numbers_stand_outside(word):
    odd, even = word.sections[0].footer, word.sections[0].even_page_footer

    assert word.settings.odd_and_even_pages_header_footer
    for footer, side, font in ((odd, "RIGHT", "宋体"), (even, "LEFT", "宋体")):
        (line,) = footer.paragraphs
        assert line.style.paragraph_format.alignment.name == side
        assert east_asian_font(line.style) == font
        assert line._p.xpath("./w:fldSimple/@w:instr") == ["PAGE"]
        assert line.text.replace("1", "") == "—  —"


def test_the_appendix_says_what_each_number_is(word):
    (table,) = word.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert tuple(rows[0]) == HEAD
    ref = "committees.mean_seats(level=township)"
    mean = next(row for row in rows if row[2] == ref)
    assert mean[3:] == ["截至 2017-07-31", "24.1", "", "313 ÷ 13", "花名册"]
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, 20)]


def test_the_appendix_lies_on_a_landscape_page_of_its_own(word):
    paper, appendix = word.sections

    assert paper.orientation == WD_ORIENT.PORTRAIT
    assert appendix.orientation == WD_ORIENT.LANDSCAPE


def test_what_limits_a_number_stands_beside_it():
    said = answer("committees.persons", Unit.PERSON, "1840", undecided=3, unknown_in=2)
    document = write_document(
        '# 题\n{{ figure("committees.persons") }}', scope(**{"committees.persons": said})
    )

    (row,) = number_rows(document)
    assert row.notes == ("另有2个单位未记", "有3对疑似同一人未判定，按不同人计")


def test_a_suppressed_number_shows_neither_rows_nor_division():
    said = answer("a.b", Unit.PERCENT, "3", 1, 33, suppressed=True)
    document = write_document('# 题\n{{ figure("a.b") }}', scope(**{"a.b": said}))

    (row,) = number_rows(document)
    assert (row.text, row.basis) == ("不公布", "")


def test_a_paper_without_numbers_has_no_appendix():
    word = open_word(docx("# 通知\n请各村报送。\n\n1. 甲\n\n- 乙\n\n| 丙 |\n| --- |\n| 丁 |\n"))

    assert len(word.sections) == 1
    assert [p.text for p in word.paragraphs if p.text] == ["通知", "请各村报送。", "1. 甲", "——乙"]
    assert word.tables[0].cell(1, 0).text == "丁"


def test_the_file_says_whose_it_is_and_not_what_wrote_it(word):
    properties = word.core_properties

    assert properties.author == "清流县妇女联合会"
    assert properties.title.startswith("清流县妇联关于")
    assert properties.created.date() == SIGNED_ON
    assert "python" not in properties.comments


def test_libreoffice_opens_it_and_its_pages_hold_every_word(report, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed here")
    (tmp_path / "report.docx").write_bytes(report)
    fonts = Path(__file__).parent / "office_fonts.conf"

    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip

    pages = PdfReader(tmp_path / "report.pdf").pages
    drawn = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert all(f"—{number}—" in page for number, page in enumerate(drawn, 1))
    said = re.sub(r"\s", "", text_of(write_document(TEMPLATE, scope())))
    assert "".join(re.sub(r"—\d—", "", page) for page in drawn).startswith(said)
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}
    assert sizes == {(595, 842), (842, 595)}


def test_names_with_signs_of_xml_or_none_at_all_do_not_break_the_file():
    here = replace(scope(), organisation=Named("<甲>&\x07妇联", "1"))
    document = write_document("# {{ organisation.name }}\n正文", here)

    word = open_word(BytesIO(word_of(document, written_on=SIGNED_ON)))
    assert word.paragraphs[0].text == "<甲>&妇联"

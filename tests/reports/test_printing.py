"""One number, one text: on the page, in Word, as plain text and from the figure itself."""

import re
from datetime import date
from io import BytesIO

import pytest

from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.reports.appendix import number_rows
from niangjia.reports.bookmarks import numbers_by_bookmark
from niangjia.reports.printed import number_text
from niangjia.reports.printing import (
    as_html,
    as_text,
    as_word,
    file_of,
    report_tree,
    write_report,
    written_on,
)
from tests.reports import office

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["draft", "signed"])
def report(request, drafted):
    return office.signed(drafted) if request.param == "signed" else drafted


def in_html(document):
    page = as_html(document).decode()
    return [
        (int(index), text)
        for index, text in re.findall(r'id="n(\d+)-\d+" href[^>]*>([^<]*)</a>', page)
    ]


def test_every_drawing_has_the_same_numbers(report):
    document = report_tree(report)
    texts = [number.text for number in document.numbers]
    word = numbers_by_bookmark(BytesIO(as_word(document, written_on=office.TODAY)))

    assert texts == ["9", "2", "4.5", "9", "未记", "8", "4", "303"]
    assert list(word.values()) == [(number.ref, number.text) for number in document.numbers]
    assert in_html(document) == [(number.index, number.text) for number in document.numbers]


def test_the_words_are_the_same_in_every_drawing(report):
    document = report_tree(report)
    plain = as_text(document).decode()

    assert "乡镇执委9名，其中主席2名，平均每个乡镇4.5名。" in plain
    assert "上一届没有登记，新增人数未记。" in plain
    paper = re.search(r"<article.*?</article>", as_html(document).decode(), re.DOTALL)[0]
    without_signs = re.sub(r"<sup>.*?</sup>|<[^>]*>|\s", "", paper)
    assert "平均每个乡镇4.5名" in without_signs


def test_a_number_is_what_the_figure_answers(report, county):
    for number in report_tree(report).numbers:
        if number.answer.organisation_name == "清溪县妇女联合会":
            asked = value(parse(number.ref), organisation=county.federation, period=office.PERIOD)
            assert number.answer.value == asked.value


def test_every_number_of_a_page_leads_to_its_line(report):
    page = as_html(report_tree(report)).decode()
    leads = set(re.findall(r'href="#(f\d+)"', page))

    assert leads == {f"f{index}" for index in range(1, 8)}
    assert all(f'id="{line}"' in page for line in leads)


def test_a_page_needs_nothing_else(report):
    page = as_html(report_tree(report)).decode()

    assert not re.search(r"<(?:script|link|img)|https?://|@import|url\(", page)


def test_the_table_behind_the_numbers_is_frozen_too(drafted, seats):
    before = number_rows(report_tree(drafted))
    signed = office.signed(drafted)
    office.end_one_seat(seats)

    assert number_rows(report_tree(signed)) == before
    assert [row.basis for row in before][:3] == ["9行", "2行", "9 ÷ 2"]


def test_a_number_leads_to_where_the_site_lists_its_rows(report, county):
    def address_of(reference, *, organisation, period):
        return f"/{reference.name}/{organisation.code}/{period.last}/"

    document = report_tree(report, address_of=address_of)

    by_ref = {number.ref: number.answer.address for number in document.numbers}
    assert by_ref[office.SEATS] == "/committees.seats/990001000000/2026-10-31/"
    assert by_ref["period.elapsed"] == ""


def test_a_hand_typed_number_is_marked_in_a_draft(drafted):
    drafted.text = office.TEXT.replace("历时", "横幅260余条。历时")

    assert "<mark>260余条</mark>" in as_html(report_tree(drafted)).decode()


def test_a_signed_file_is_the_same_whenever_it_is_written(signed):
    def written(today):
        return file_of(report_tree(signed), ".docx", written_on=written_on(signed, today=today))

    assert written(office.TODAY) == written(date(2030, 1, 1))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt", ".TXT"])
def test_a_shipped_template_is_written_into_a_file(county, seats, tmp_path, suffix):
    out = tmp_path / f"材料{suffix}"

    document = write_report(
        "qingliu_2017",
        organisation=county.federation,
        period=office.PERIOD,
        out=out,
        today=office.TODAY,
    )

    assert out.stat().st_size > 500
    assert "committees.seats(level=township)" in {number.ref for number in document.figures}


def test_the_file_prints_what_the_figure_answers(county, seats, tmp_path):
    out = tmp_path / "材料.docx"
    asked = {"organisation": county.federation, "period": office.PERIOD}

    write_report("qingliu_2017", out=out, today=office.TODAY, **asked)

    for ref, text in numbers_by_bookmark(out).values():
        if ref != "period.elapsed":
            assert text == number_text_of(value(parse(ref), **asked))


def number_text_of(answer):
    return number_text(_Suppressible(answer))


class _Suppressible:
    """The figures' own answer, never withheld."""

    suppressed = False

    def __init__(self, answer):
        self._answer = answer

    def __getattr__(self, name):
        return getattr(self._answer, name)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("材料.pdf", "不能写成“.pdf”"),
        ("没有/材料.docx", "没有“.*/没有”这个文件夹，文件没有写成。请先建好它，或换一个文件夹。$"),
        ("夹.docx", "夹.docx”是一个文件夹，文件没有写成。请在后面加上文件名。$"),
        ("文件.txt/材料.docx", "没有“.*文件.txt”这个文件夹"),
    ],
)
def test_a_file_that_cannot_be_written_is_told(county, seats, tmp_path, name, why):
    (tmp_path / "夹.docx").mkdir()
    (tmp_path / "文件.txt").touch()
    with pytest.raises(Refused, match=why):
        write_report(
            "qingliu_2017",
            organisation=county.federation,
            period=office.PERIOD,
            out=tmp_path / name,
            today=office.TODAY,
        )

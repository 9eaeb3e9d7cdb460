"""What holds for every page, whatever it shows."""

import re
from html.parser import HTMLParser

import pytest

from niangjia.desk.parts import FigureCell, Known
from niangjia.desk.templatetags.ui import figure
from tests.desk.drawn import INSIDE, NAMES, drawn

VOID = {"meta", "link", "input", "img", "br", "hr"}


class Reader(HTMLParser):
    """Collects what a page contains: tags with attributes, the depth at the end."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(params=[(name, language) for name in NAMES for language in ("zh-hans", "en")])
def page(request):
    name, language = request.param
    return Reader(drawn(name, language))


def test_nothing_is_inline(page):
    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "style"
        assert tag != "script" or attributes.get("src")


def test_every_tag_is_closed_and_ids_are_single(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert page.open == []
    assert len(ids) == len(set(ids))


def test_what_is_drawn_anew_by_itself_keeps_the_focus():
    html = drawn("uploading")
    anew = re.findall(r'<section[^>]*hx-trigger="every .*?</section>', html, re.DOTALL)

    assert anew
    for tag in re.findall(r"<(?:a|button|input|select)\b[^>]*>", "".join(anew)):
        assert ' id="' in tag or 'type="hidden"' in tag, tag


def test_there_is_one_title_and_one_main_part(page):
    tags = [tag for tag, _ in page.tags]

    assert tags.count("h1") == 1
    assert tags.count("main") == 1


@pytest.mark.parametrize("name", INSIDE)
def test_every_link_to_a_part_of_the_page_finds_it(name):
    html = drawn(name)
    ids = set(re.findall(r' id="([^"]+)"', html))

    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_a_number_is_a_link_with_its_unit_and_mark():
    cell = FigureCell(text="2,000", after="余", unit="个", address="/f/?a=1&b=2", title="姐妹驿站")

    assert figure(cell) == (
        '<a class="nj-n" href="/f/?a=1&amp;b=2" title="姐妹驿站">2,000'
        '<span class="nj-mark">余</span></a><span class="nj-u">个</span>'
    )


def test_an_unknown_number_says_so_and_still_opens():
    html = figure(FigureCell(text="", address="/f/", known=Known.UNKNOWN, unknown_in=3))

    assert html.startswith('<a class="nj-n is-unknown" href="/f/">未记</a>')
    assert "3处未记" in html


def test_a_withheld_number_gives_no_bound():
    html = figure(FigureCell(text="4", address="/f/", unit="件", known=Known.WITHHELD))

    assert html == '<a class="nj-n is-unknown" href="/f/">不公布</a>'


def test_words_of_users_are_escaped():
    assert "<script>" not in figure(FigureCell(text="<script>", address="/", title="<b>"))


def test_english_pages_hold_no_chinese_of_the_templates():
    html = drawn("missing", "en")

    assert re.findall(r"[\u4e00-\u9fff]+", html) == ["中文"] * html.count("中文")

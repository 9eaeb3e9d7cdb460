from dataclasses import replace
from html.parser import HTMLParser

from niangjia.base.units import Unit
from niangjia.reports.asking import Named
from niangjia.reports.dialect import write_document
from niangjia.reports.html import html_of
from niangjia.reports.shipped import shipped_templates
from niangjia.reports.unrecorded import mark_unrecorded
from tests.reports.answers import answer, scope


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.fault = [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def paper(template, **changes):
    return html_of(write_document(f"# 题\n{template}", scope(**changes)))


def test_every_number_is_a_link_to_its_rows_with_its_place_in_the_list():
    page = paper('{{ figure("committees.seats(level=township)") }}名')

    assert (
        '<a class="nj-n" id="n1-1" href="/figures/committees.seats(level=township)"'
        ' title="committees.seats，截至 2017-07-31">313</a><sup>1</sup>名'
    ) in page


def test_a_number_without_rows_leads_to_its_line_in_the_list():
    assert 'href="#f1"' in paper("{{ elapsed_days }}")


def test_the_chosen_number_is_marked():
    document = write_document("# 题\n{{ elapsed_days }}", scope())

    assert 'class="nj-n is-on"' in html_of(document, chosen=1)


def test_all_words_are_escaped():
    hostile = '"><script>alert(1)</script>'
    here = replace(scope(), organisation=Named(hostile, "1"))
    said = answer("a.b", Unit.PERSON, "1", address=hostile, label=hostile)
    template = '# {{ organisation.name }}\n<b>正文</b>{{ figure("a.b") }}\n\n| <i> |\n| --- |\n'

    page = html_of(
        write_document(template, replace(here, ask=lambda ref, /, *, organisation="": said))
    )
    assert {tag for tag, _ in Tags(page).tags} <= {
        "article", "h2", "p", "a", "sup", "table", "thead", "tbody", "tr", "th",
    }  # fmt: skip


def test_hand_typed_numbers_are_marked():
    document = write_document("# 题\n悬挂横幅260余条", scope())

    assert "<mark>260余条</mark>" in html_of(mark_unrecorded(document))


def test_tables_have_scopes_and_numbers_stand_right():
    page = paper("| 乡镇 | 数 |\n| --- | ---: |\n| 龙津镇 | {{ elapsed_days }} |")

    assert '<th scope="col" class="num">数</th>' in page
    assert '<th scope="row">龙津镇</th><td class="num"><a ' in page


def test_the_page_is_well_formed_and_carries_no_style():
    page = html_of(write_document(shipped_templates()["qingliu_2017"].text, scope()))

    parsed = Tags(page)
    assert parsed.open == []
    assert not any(name in attrs for _, attrs in parsed.tags for name in ("style", "onclick"))
    assert len({attrs["id"] for _, attrs in parsed.tags if "id" in attrs}) == 19

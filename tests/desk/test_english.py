"""Pages in English: one of a thing is not several, and no Chinese mark joins the words."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from niangjia.base.phrases import unit_word
from niangjia.base.units import Unit
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import label
from tests.desk import committees

CHINESE_MARKS = re.compile("[·，。、；：（）]")
NO_PLURAL = {"yuan", "times", "%"}


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit.label])
def test_every_unit_has_a_word_for_one_and_a_word_for_many(unit):
    with override("en"):
        one, many = unit_word(unit.label, 1), unit_word(unit.label, 2)

    assert one.isascii()
    assert one != many or one in NO_PLURAL
    assert unit_word(unit.label, 1) == unit_word(unit.label, 2) == unit.label


def test_no_number_has_the_word_of_many():
    with override("en"):
        assert (unit_word("席"), unit_word("席", 0), unit_word("")) == ("seats", "seats", "")


def test_the_filters_of_a_label_are_joined_as_the_language_does_it():
    asked = parse("committees.posts(level=township, post=chair)")
    with override("en"):
        assert label(asked) == "Post, Township, Chair"

    assert label(asked) == "职务·乡镇（街道），主席"


@pytest.fixture
def english(client_of):
    """Return a function: the words of a page as the county's officer reads it in English."""

    def read(address, **asked):
        client = client_of("county_officer")
        client.cookies["django_language"] = "en"
        with override("zh-hans"):  # what the page switches to ends here
            page = client.get(address, asked).content.decode()
        return page.partition("<main")[2].partition("</main>")[0]

    return read


def test_one_seat_is_one_seat(seated, english):
    address = reverse("desk:figure", args=["committees.posts"])

    page = english(address, post="chair", organisation=str(seated.wu.public_id))

    assert re.search(r">\s*seat\s*<", page)
    assert not re.search(r"\b1 (seats|rows|people)\b", page)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("committees.seats", "kind"),
        ("committees.seats", "member_kind"),
        ("committees.persons", "age_band"),
        ("network.venues", "kind"),
    ],
)
def test_the_values_of_a_breakdown_are_english(seated, english, name, by):
    page = english(reverse("desk:figure", args=[name]), by=by)

    table = page.partition('id="units"')[2].partition("</table>")[0]
    assert table.count("<tr") > 4
    assert not re.findall("[\u4e00-\u9fff]+", table)


def test_an_organisations_kind_is_english(seated, english):
    page = english(reverse("desk:organisation", args=[seated.jia.public_id]))

    assert "Township federation" in page
    assert "乡镇（街道）妇联" not in page


@pytest.mark.parametrize(
    "name", ["committees.seats", "committees.persons", "committees.mean_seats"]
)
def test_no_chinese_mark_joins_the_words(seated, english, name):
    page = english(reverse("desk:figure", args=[name]), level="township")

    assert f">{committees.JIA_SEATS - 2}<" in page
    assert not CHINESE_MARKS.findall(page.replace(" · ", ""))

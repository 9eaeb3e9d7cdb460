"""docs/figures.md is what the declarations say, and the declarations say enough."""

import re
from pathlib import Path

import pytest

from niangjia.figures.catalogue import breakdowns, catalogue
from niangjia.figures.documentation import markdown

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
FIGURES = list(catalogue().values())
A_SOURCE = re.compile(r"\bR\d+|DOMAIN [A-C]\.\d+ \S+")


def named(figure):
    return figure.name


def test_the_page_is_what_the_declarations_say():
    assert PAGE.read_text() == markdown(), "docs/figures.md is out of date: run `make fix`"


def test_every_link_of_the_page_leads_to_a_heading_of_it():
    text = markdown()
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {h.lower().replace(".", "").replace(" ", "-") for h in headings}

    assert {*re.findall(r"\(#([^)]+)\)", text)} <= anchors


@pytest.mark.parametrize("figure", FIGURES, ids=named)
def test_a_figure_says_what_it_is_in_chinese_and_where_that_is_written(figure):
    assert re.search(r"[一-鿿]", str(figure.label))
    assert re.search(r"[一-鿿]", str(figure.definition))
    assert A_SOURCE.search(figure.source)


@pytest.mark.parametrize("figure", FIGURES, ids=named)
def test_the_values_of_a_filter_are_known_without_a_database_unless_it_is_open(figure):
    closed = [one for one in breakdowns(figure.name).values() if not one.is_open]

    assert [one.name for one in closed if not one.choices()] == []

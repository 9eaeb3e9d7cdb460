"""What of an address was not understood is said on the page, never a fault and never silence."""

import pytest
from django.urls import reverse

PAGES = ["overview", "organisations", "figures", "reports", "pairs"]


@pytest.mark.parametrize("name", PAGES)
def test_a_strange_word_is_named_on_the_page(seated, client_of, name):
    asked = {"kidn": "村", "as_of": "2024-06-01"}

    answer = client_of("county_officer").get(reverse(f"desk:{name}"), asked)

    assert answer.status_code == 200
    assert answer.context["strange"].text.startswith("地址里的“kidn”看不懂，没有照它办。")
    assert answer.context["strange"].text in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_strange_words_says_nothing(seated, client_of, name):
    answer = client_of("county_officer").get(reverse(f"desk:{name}"), {"as_of": "2024-06-01"})

    assert answer.context["strange"] is None


def test_what_a_page_asks_itself_is_understood(seated, client_of):
    client = client_of("county_officer")
    page = client.get(reverse("desk:organisation", args=[seated.jia.public_id])).context["page"]

    chips = [chip.address for chip in page.roster.filters]
    answers = [client.get(address.partition("#")[0]) for address in chips]

    assert len(answers) == 4
    assert [answer.context["strange"] for answer in answers] == [None] * 4


def test_many_long_and_wicked_words_are_cut_and_escaped(seated, client_of):
    asked = {f"<b>{n}" + "长" * 90: "1" for n in range(9)} | {"": "1", "\0": "1"}

    answer = client_of("county_officer").get(reverse("desk:organisations"), asked)

    assert answer.status_code == 200
    assert "<b>0长" not in answer.content.decode()
    assert len(answer.context["strange"].text) < 300


def test_a_strange_filter_of_a_figure_is_a_sentence(seated, client_of):
    address = reverse("desk:figure", args=["committees.seats"])

    answer = client_of("county_officer").get(address, {"kidn": "村"})

    assert answer.status_code == 400
    assert "没有条件“kidn”" in answer.content.decode()

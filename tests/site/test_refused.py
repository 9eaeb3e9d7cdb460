"""What the machinery refuses is a page of ours, with a sentence and a way back, in both languages."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access import officers

CHINESE = {"csrf": "重新打开后再交一次", "405": "点那个按钮", "404": "看看地址有没有抄错", "400": "地址里有写错的地方", "500": "记下的东西都在"}  # fmt: skip
ENGLISH = {"csrf": "send it once more", "405": "press that button", "404": "Check the address for a slip", "400": "Something in the address is wrong", "500": "Everything you recorded is safe"}  # fmt: skip
HERE = "http://testserver/pairs/?as_of=2024-06-01"


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    return request.param


@pytest.fixture
def browser(county, language):
    """Her browser, strict about forms, that shows a fault instead of raising it."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(officers.take_office(county)["county_officer"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def words(language, key):
    return (CHINESE if language == "zh-hans" else ENGLISH)[key]


def is_ours(answer, language, key, status):
    page = answer.content.decode()
    assert answer.status_code == status
    assert words(language, key) in page
    assert 'href="/"' in page
    assert "nj-door" in page


def test_a_form_without_its_key(browser, language):
    answer = browser.post(reverse("access:password"), headers={"referer": HERE})

    is_ours(answer, language, "csrf", 403)
    assert 'href="/pairs/?as_of=2024-06-01"' in answer.content.decode()


def test_the_way_back_leads_to_nobody_else(browser, language):
    answer = browser.post(reverse("access:password"), headers={"referer": "http://a.test/x"})

    assert "a.test" not in answer.content.decode()


def test_the_address_of_a_button(browser, language):
    answer = browser.get(_button())

    is_ours(answer, language, "405", 405)
    assert answer["Allow"] == "POST"


def _button():
    return reverse("desk:pair_undo", args=["01a200b2-a9a4-7588-91ef-15b33e5c4835"])


def test_an_address_that_does_not_exist(browser, language):
    is_ours(browser.get("/no/such/page/"), language, "404", 404)


def test_a_host_that_is_not_ours(browser, language):
    is_ours(browser.get("/", headers={"host": "a.test"}), language, "400", 400)


def test_a_fault_of_the_program(browser, language, monkeypatch):
    monkeypatch.setattr("niangjia.desk.views.overview.build_overview", None)

    is_ours(browser.get("/"), language, "500", 500)


def test_what_was_sent_signed_out_comes_back_to_its_page_after_signing_in(db):
    answer = Client().post(_button(), headers={"referer": HERE})

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/pairs/%3Fas_of%3D2024-06-01")

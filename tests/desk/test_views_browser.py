"""In Chromium, signed in: a number is clicked and its rows are there, under the real policy."""

import pytest

from tests import cast
from tests.access import officers
from tests.desk import committees

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "wo-de-mi-ma-2026"


@pytest.fixture
def tab(live_server, chromium):
    """A page of the county officer, signed in through the form; the console has to stay silent."""
    county = cast.found_county()
    committees.elect(county)
    officer = officers.take_office(county)["county_officer"]
    officer.set_password(PASSWORD)
    officer.save()
    page = chromium.new_context(locale="zh-CN").new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{live_server.url}/")
    page.fill("input[name=login]", "county_officer")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    yield page
    page.context.close()
    assert complaints == []


def test_a_number_of_the_overview_opens_its_rows_and_more_of_them_come_in_place(tab):
    number = tab.locator(".nj-tile .nj-n").first
    assert number.inner_text() == str(committees.SEATS)

    number.click()

    assert tab.locator("h1").inner_text() == "执委席位"
    assert tab.locator("#rows tbody tr").count() == committees.SEATS
    tab.goto(tab.url + "&shown_rows=2")
    assert tab.locator("#rows tbody tr").count() == 2
    tab.evaluate("window.isTheSamePage = true")

    tab.locator("#rows footer a").click()

    tab.locator("#rows tbody tr").nth(2).wait_for()
    assert tab.locator("#rows tbody tr").count() == committees.SEATS
    assert tab.evaluate("window.isTheSamePage")
    assert "shown_rows=52" in tab.url


def test_the_picker_leads_to_another_organisation_on_the_same_day(tab):
    tab.goto(tab.url + "?as_of=2024-02-29")
    tab.locator(".nj-bar summary").first.click()
    tab.fill("#nj-find", "甲")

    tab.locator("#nj-choices a", has_text="甲镇妇联").click()

    tab.locator("h1", has_text="甲镇妇女联合会").wait_for()
    assert tab.locator("#roster tbody tr").count() == 2


def test_the_language_is_changed_where_one_stands(tab):
    tab.goto(tab.url + "figures/")

    tab.get_by_role("button", name="English").first.click()

    tab.locator("h1", has_text="Figures").wait_for()

"""What an officer does in a real browser: signs in, opens numbers, reads, downloads, leaves."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from niangjia.reports.bookmarks import numbers_by_bookmark
from tests.browser.chromium import Tab
from tests.browser.demo_site import AS_OF, LEDGER, PASSWORD, SONGKOU
from tests.fresh_database import ROOT

pytestmark = pytest.mark.browser

SCENARIO = ROOT / "niangjia/demo/scenarios/qingliu_2017.yaml"
OF_PAGE = {"as_of", "from", "to", "organisation"}
PRINTED = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))["printed"]


def number(text: str) -> float:
    """A printed number: 1,601 or 100%."""
    return float(re.sub(r"[,%\s]", "", text))


def all_rows(page, key="rows"):
    """The keys of a part's rows, after 再看 was clicked until there was no more."""
    part = page.locator(f"#{key}")
    more = part.locator("footer a[hx-get]")
    while more.count():
        before = part.locator("tbody tr").count()
        more.click()
        page.wait_for_function(
            "([key, before]) => document.querySelectorAll(`#${key} tbody tr`).length > before",
            arg=[key, before],
        )
    return part.locator("tbody tr").evaluate_all("rows => rows.map(row => row.id)")


def click_figure(page, name, **where):
    """Click the stitched number of that figure with exactly those filters."""
    for link in page.locator("a.nj-n").all():
        address = urlsplit(link.get_attribute("href"))
        asked = {key: value[0] for key, value in parse_qs(address.query).items()}
        filters = {key: asked[key] for key in asked.keys() - OF_PAGE}
        if address.path == f"/figures/{name}/" and filters == where and link.is_visible():
            text = link.inner_text()
            link.click()
            page.wait_for_url(f"**/figures/{name}/**")
            return text
    raise AssertionError(f"no number of {name} {where} on {page.url}")


def test_the_first_sign_in_takes_the_code_and_sets_a_password(tab):
    tab.open("/")
    assert "/account/login/" in tab.page.url
    tab.sign_in("county", tab.site.code)
    assert tab.page.url.endswith("/account/first-password/")

    for name in ("new_password1", "new_password2"):
        tab.page.locator(f"#id_{name}").fill(PASSWORD)
    tab.page.locator("button.btn-primary").click()

    tab.page.locator("h1", has_text="清流县妇联").wait_for()
    tab.page.context.clear_cookies()
    tab.sign_in("county")
    assert urlsplit(tab.page.url).path == "/"


def test_a_number_of_the_overview_opens_exactly_its_rows(officer):
    page = officer.open(f"/?{AS_OF}")
    printed = click_figure(page, "network.federations", level="village")

    rows = all_rows(page)

    assert len(rows) == len({*rows}) == number(printed)
    assert page.locator("#rows tbody tr").count() == number(printed)


def test_every_seat_of_the_county_is_listed(officer):
    page = officer.open(f"/?{AS_OF}")
    printed = click_figure(page, "committees.seats")

    officer.open(page.url + "&shown_rows=5000")

    assert page.locator("#rows tbody tr").count() == number(printed)


def test_a_ratio_opens_both_parts(officer):
    page = officer.open(f"/figures/committees.mean_seats/?level=township&{AS_OF}")
    line = next(one for one in PRINTED if one["ref"] == "committees.mean_seats(level=township)")

    assert number(page.locator("a.nj-n").first.inner_text()) == line["value"]
    assert len(all_rows(page, "of")) == line["of"]
    assert len(all_rows(page, "to")) == line["to"]


def test_a_number_of_the_report_opens_the_same_rows_as_its_figure(officer):
    page = officer.open(f"/reports/{officer.site.report}/")
    place, line = 12, PRINTED[8]
    reference = page.locator(f"#f{place} a.nj-n")
    assert number(reference.inner_text()) == line["value"]

    page.locator(f"#f{place} th a").click()
    page.locator("#chosen").wait_for()
    in_report = all_rows(page)
    page.locator(f"#f{place} a.nj-n").click()
    page.wait_for_url("**/figures/network.federations/**")

    assert all_rows(page) == in_report
    assert len(in_report) == line["value"]


def test_a_number_in_the_paper_opens_its_figure(officer):
    page = officer.open(f"/reports/{officer.site.report}/")
    printed = click_figure(page, "committees.posts", level="township", post="vice_chair")

    assert len(all_rows(page)) == number(printed)


def test_the_downloaded_word_file_carries_the_sixteen_values(officer, tmp_path):
    page = officer.open(f"/reports/{officer.site.report}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载Word").click()
    file = tmp_path / "report.docx"
    download.value.save_as(file)

    assert Path(download.value.suggested_filename).suffix == ".docx"
    found = {}
    for reference, text in numbers_by_bookmark(file).values():
        found.setdefault(reference, set()).add(number(text) if text != "未记" else text)
    assert {line["ref"]: {line["value"]} for line in PRINTED}.items() <= found.items()


def test_an_organisation_is_shown_as_of_the_day(officer):
    address = officer.site.organisation(SONGKOU)
    page = officer.open(f"{address}?{AS_OF}")
    assert page.locator("h1").inner_text() == "嵩口镇妇女联合会"
    assert "2017年7月31日" in page.locator(".nj-past").inner_text()
    now = page.locator("#roster tbody tr").count()
    assert f"共{now}行" in page.locator("#roster footer").inner_text()

    page.locator("#roster .nj-seg a").first.click()
    page.wait_for_url("**as_of=2017-07-02**")

    assert page.locator("#roster tbody tr").count() not in (0, now)


def test_an_import_accounts_for_every_row(officer):
    page = officer.open(f"/imports/{officer.site.imports[LEDGER]}/")
    fates = [number(text) for text in page.locator(".nj-tiles .nj-n").all_inner_texts()]

    everything = re.search(r"共(\d+)行", page.locator(".nj-steps").inner_text())

    assert sum(fates[:4]) == int(everything[1])


def test_the_language_is_switched_and_stays(officer):
    officer.open("/")
    officer.speak("en")
    assert officer.page.locator("html").get_attribute("lang") == "en"

    page = officer.open(f"/reports/{officer.site.report}/")

    assert page.get_by_role("link", name="Download Word").is_visible()


def test_another_township_is_not_there_for_a_chair(tab):
    tab.sign_in("township")
    own = tab.site.organisation(tab.site.township)
    tab.open(own)

    page = tab.open(tab.site.organisation(SONGKOU), status=404)

    assert page.locator("h1").inner_text() == "没有这一页，或不归你看"
    assert "嵩口" not in page.content()


def test_who_signed_out_is_asked_again(tab):
    tab.sign_in("village")
    tab.page.locator(".nj-me").click()
    tab.page.get_by_role("button", name="退出登录").click()
    tab.page.wait_for_url("**/account/login/**")

    tab.open("/figures/")

    assert "/account/login/" in tab.page.url


def test_an_inline_script_would_be_refused(chromium, demo_site):
    """The complaints that the other tests rely on are really heard."""
    tab = Tab(chromium, demo_site)
    tab.open("/account/login/")
    tab.page.evaluate("document.body.setAttribute('style', 'color: red')")
    inline = "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    tab.page.evaluate(inline)
    tab.page.wait_for_timeout(100)
    tab.close()

    assert any("Content Security Policy" in one for one in tab.complaints)

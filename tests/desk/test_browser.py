"""The sample pages in Chromium under the real content policy: nothing clipped, nothing refused."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from niangjia.site.middleware import POLICY
from tests.desk.drawn import NAMES, drawn

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def answer(route):
    """Serve a sample page or a static file; no port is opened."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = Path(str(finders.find(path.removeprefix("/static/"))))
        return route.fulfill(body=found.read_bytes(), content_type=TYPES[found.suffix])
    language, _, name = path.strip("/").partition("/")
    html = drawn(name or "organisations", language if name else "zh-hans")
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    return route.fulfill(body=html, headers=headers)


@pytest.fixture
def tab(chromium):
    page = chromium.new_page()
    page.route("**/*", answer)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def test_without_the_script_chart_and_table_both_show(chromium):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.route("**/*", answer)
    page.goto("http://niangjia.test/zh-hans/overview")

    shown = {
        pane: page.locator(f'[data-twin-pane="{pane}"]').is_visible() for pane in ("chart", "table")
    }
    assert shown == {"chart": True, "table": True}
    assert not page.locator("[data-twin]").first.is_visible()
    page.context.close()


def visit(tab, name, language="zh-hans", width=1440):
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(f"http://niangjia.test/{language}/{name}")


def violations(tab):
    """What axe-core finds: rule and first element."""
    tab.evaluate(f"window.axe || {AXE.read_text()}")
    result = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(found["id"], found["nodes"][0]["html"]) for found in result["violations"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_every_width_and_is_accessible(tab, name, language):
    visit(tab, name, language)
    for width in (1440, 820, 390, 320):
        tab.set_viewport_size({"width": width, "height": 844})
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= width
        assert width in (820, 320) or violations(tab) == []


def test_the_picker_asks_for_the_list_only_when_it_is_opened(tab):
    visit(tab, "overview")
    assert tab.locator("#nj-choices li").count() == 0

    tab.locator(".nj-bar summary").first.click()

    tab.locator("#nj-choices li").first.wait_for()
    assert tab.evaluate("document.activeElement.id") == "nj-find"


def test_escape_closes_a_drop_and_gives_the_focus_back(tab):
    visit(tab, "overview")
    tab.get_by_text("截至 2017-07-31").first.click()
    assert tab.locator("details[open]").count() == 1

    tab.keyboard.press("Escape")

    assert tab.locator("details[open]").count() == 0
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_chart_and_table_change_places(tab):
    visit(tab, "overview")
    assert tab.locator("svg.nj-chart").is_visible()

    tab.get_by_role("button", name="表", exact=True).click()

    assert not tab.locator("svg.nj-chart").is_visible()
    assert tab.get_by_role("cell", name="1,601").is_visible()


def test_paper_shows_tables_and_no_buttons(tab):
    visit(tab, "overview")
    tab.emulate_media(media="print")

    assert not tab.locator(".nj-nav").is_visible()
    assert not tab.locator("svg.nj-chart").is_visible()
    assert tab.get_by_role("cell", name="1,601").is_visible()
    assert tab.get_by_text("截至 2017-07-31").last.is_visible()

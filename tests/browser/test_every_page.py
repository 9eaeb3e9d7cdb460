"""Every page in both languages: accessible (axe-core), and as wide as the screen."""

import pytest

from tests.browser.chromium import LANGUAGE_TAGS, Tab, overhang, violations
from tests.browser.demo_site import AS_OF, LEDGER, SONGKOU

pytestmark = pytest.mark.browser

LANGUAGES = [*LANGUAGE_TAGS]
PAGES = {
    "overview": lambda site: f"/?{AS_OF}",
    "organisation": lambda site: f"{site.organisation(SONGKOU)}?{AS_OF}",
    "figure": lambda site: f"/figures/committees.seats/?level=township&{AS_OF}",
    "ratio": lambda site: f"/figures/committees.mean_seats/?level=village&{AS_OF}",
    "report": lambda site: f"/reports/{site.report}/?number=3",
    "import": lambda site: f"/imports/{site.imports[LEDGER]}/",
    "catalogue": lambda site: "/figures/?values=yes",
    "organisations": lambda site: "/organisations/",
    "reports": lambda site: "/reports/",
    "imports": lambda site: "/imports/",
    "collections": lambda site: "/collections/",
    "pairs": lambda site: "/pairs/",
    "accounts": lambda site: "/accounts/",
    "open-account": lambda site: "/accounts/open/",
    "password": lambda site: "/account/password/",
}


def faults(tab):
    """What is wrong with the open page at a desk's and two phones' widths."""
    found = []
    for width in (1440, 390, 320):
        tab.resize(width)
        found += [(width, "scrolls sideways")] if overhang(tab.page) > 0 else []
        found += [(width, *one) for one in violations(tab.page)] if width != 320 else []
    return found


def speaking(tab, language):
    """By the cookie that the switch sets."""
    cookie = {"name": "django_language", "value": language, "url": tab.site.url}
    tab.page.context.add_cookies([cookie])
    return tab


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(officer, name, language):
    speaking(officer, language).open(PAGES[name](officer.site))

    assert officer.page.locator("html").get_attribute("lang") == LANGUAGE_TAGS[language]
    assert faults(officer) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_there_is_accessible(officer, language):
    speaking(officer, language).open("/nothing/", status=404)

    assert faults(officer) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_in_page_is_accessible(tab, language):
    speaking(tab, language).open("/account/login/")

    assert faults(tab) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_first_password_is_accessible(chromium, demo_site, language):
    tab = Tab(chromium, demo_site)
    speaking(tab, language).sign_in("newcomer", demo_site.newcomer)
    assert tab.page.url.endswith("/account/first-password/")

    assert faults(tab) == []
    assert tab.complaints == []
    tab.close()

"""One demo county per run; tabs that nobody may complain about."""

import os

import pytest

from tests.browser.chromium import CHROMIUM, Tab
from tests.browser.demo_site import served


def pytest_collection_modifyitems(items):
    """Without Chromium these tests say so; in CI they fail instead."""
    if CHROMIUM.exists() or os.environ.get("CI"):
        return
    absent = pytest.mark.skip(reason=f"no browser at {CHROMIUM}: `make test` installs Chromium")
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(absent)


@pytest.fixture(scope="session")
def demo_site():
    """The demo county on a free port of 127.0.0.1, as `niangjia serve` serves it."""
    with served() as site:
        yield site


@pytest.fixture
def tab(chromium, demo_site):
    """A tab of somebody who has not signed in; afterwards nobody has complained."""
    tab = Tab(chromium, demo_site, accept_downloads=True)
    tab.resize(1440)
    yield tab
    tab.close()
    assert tab.complaints == []


@pytest.fixture(scope="module")
def kept_sign_in(chromium, demo_site):
    """The cookies of the officer, who signed in once through the page."""
    tab = Tab(chromium, demo_site)
    tab.sign_in("officer")
    state = tab.page.context.storage_state()
    tab.close()
    return state


@pytest.fixture
def officer(chromium, demo_site, kept_sign_in):
    """A tab of the county's officer; afterwards nobody has complained."""
    tab = Tab(chromium, demo_site, accept_downloads=True, storage_state=kept_sign_in)
    tab.resize(1440)
    yield tab
    tab.close()
    assert tab.complaints == []

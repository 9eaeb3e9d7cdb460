"""What every test may use: a database of this run, the day, and a small cast (tests/cast.py).

Tests that touch rows are marked `django_db` as usual. They act as the owner of the tables, except
inside `as_web_role`.
"""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as settings_of_examples

from niangjia.base import postgres
from niangjia.network import tree
from tests import cast, fresh_database
from tests.databases import Databases

HOME = "NIANGJIA_TEST_HOME"
DATABASES = pytest.StashKey[Databases]()
# Files that take minutes, the longest first: begun last, one of them would be waited for alone.
# One that loads the demo county comes early, for those who then find it loaded.
LONGEST = (
    "scenarios/test_qingliu.py",
    "figures/test_every_figure.py",
    "site/test_restore.py",
    "scenarios/test_cixi.py",
    "site/test_verify.py",
    "figures/test_history.py",
    "desk/test_views_figures.py",
    "addresses/test_who_may.py",
    "desk/test_views_overview.py",
    "browser/test_every_page.py",
    "site/test_kill.py",
    "ledgers/test_kill_import.py",
    "site/test_jobs.py",
    "site/test_disk.py",
    "site/test_upgrade.py",
    "site/test_backup.py",
    "browser/test_first_week.py",
    "browser/test_a_days_work.py",
    "network/test_operations.py",
    "network/test_divisions.py",
    "ledgers/test_files_hostile.py",
    "ledgers/blanks/test_blanks.py",
    "figures/test_query_counts.py",
    "desk/test_browser.py",
    "desk/test_views_browser.py",
    "access/test_accounts.py",
    "site/test_logs.py",
    "site/test_serve.py",
    "base/test_postgres.py",
    "demo/test_maker.py",
    "demo/test_city_maker.py",
)

# Playwright leaves an event loop running in the process, where Django then refuses the database;
# there is no second task that could use the connection at the same time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# How long an example may take says something about the machine, nothing about the rule; data that
# Hypothesis calls slow to make is rows in a database here.
settings_of_examples.register_profile(
    "niangjia", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings_of_examples.load_profile("niangjia")


def pytest_configure(config):
    """The process that pytest was started as makes the folder, those of xdist find it named."""
    if not hasattr(config, "workerinput"):
        os.environ[HOME] = tempfile.mkdtemp(prefix="niangjia-test-")
    os.environ["NIANGJIA_HOME"] = os.environ[HOME]


def pytest_unconfigure(config):
    """Nothing of the run stays, apart from the cached cluster."""
    if not hasattr(config, "workerinput") and HOME in os.environ:
        home = Path(os.environ.pop(HOME))
        postgres.stop(home)
        shutil.rmtree(home)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """After all shuffling (`make test` takes the files in this order): the longest first."""
    rank = {Path(__file__).parent / name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test that begins with the county finds it founded."""
    if DATABASES in item.config.stash:
        item.config.stash[DATABASES].choose(item)


@pytest.fixture(scope="session")
def fresh_cluster(pytestconfig):
    """Return a function that puts a stopped, migrated cluster into a folder (for processes)."""
    cache = pytestconfig.cache.mkdir("niangjia-clusters")
    return lambda home: fresh_database.lay_down(home, cache)


@pytest.fixture(scope="session")
def django_db_setup(pytestconfig, django_test_environment, django_db_blocker):
    """Instead of pytest-django's: one server per run, copied databases per worker."""
    cache = pytestconfig.cache.mkdir("niangjia-clusters")
    server = fresh_database.start(Path(os.environ[HOME]), cache)
    databases = Databases(server, "test_" + os.environ.get("PYTEST_XDIST_WORKER", "main"))
    with django_db_blocker.unblock():
        databases.begin()
        TransactionTestCase._fixture_teardown = lambda _: databases.make_empty()
    pytestconfig.stash[DATABASES] = databases
    yield
    connections.close_all()
    del os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def chromium():
    """The one browser of a process: Playwright cannot be started a second time in it."""
    from tests.browser.chromium import launched

    with launched() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _in_chinese():
    """A command that was asked for English leaves the process speaking it."""
    translation.activate("zh-hans")


@pytest.fixture(autouse=True)
def _no_tree_of_another_test():
    """A test that commits is followed by a copied database, where versions begin anew."""
    for kept in vars(tree).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


@pytest.fixture
def as_web_role(db):
    """The rest of the test acts as the role of the web server, which owns nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE niangjia_web")


@pytest.fixture
def today() -> date:
    """The day of all tests."""
    return cast.TODAY


@pytest.fixture
def county(db, pytestconfig):
    """清溪县 with its two townships, three villages, a grid and a station (see tests/cast.py)."""
    return pytestconfig.stash[DATABASES].county()

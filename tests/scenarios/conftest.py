"""A demo scenario, loaded once per module as an office would load it; every test undoes its own.

A module that is not about 清流县 names its scenario in `SCENARIO`.
"""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from niangjia.site.demonstration import demonstrate

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def shown(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """The module's scenario, inside a transaction that is never committed."""
    home = tmp_path_factory.mktemp("home")
    name = getattr(request.module, "SCENARIO", "qingliu_2017")
    with django_db_blocker.unblock(), transaction.atomic():
        yield demonstrate(name, home=home, now=NOW, say=lambda line: None)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def qingliu(shown):
    """清流县 as of the scenario."""
    return shown


@pytest.fixture(autouse=True)
def _undone_afterwards(shown, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)

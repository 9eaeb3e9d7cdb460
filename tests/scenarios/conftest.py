"""The demo county, loaded once per module as an office would load it; every test undoes its own."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from niangjia.site.demonstration import demonstrate

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def qingliu(django_db_setup, django_db_blocker, tmp_path_factory):
    """清流县 as of the scenario, inside a transaction that is never committed."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), transaction.atomic():
        yield demonstrate("qingliu_2017", home=home, now=NOW, say=lambda line: None)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone_afterwards(qingliu, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)

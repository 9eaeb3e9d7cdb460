"""The planner knows what has just been written, in the same transaction and as the web role."""

import pytest
from django.db import connection

from niangjia.base.models import Entry
from niangjia.base.statistics import refresh_statistics

pytestmark = pytest.mark.django_db


def rows_that_the_planner_expects():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'base_entry'")
        return cursor.fetchone()[0]


def test_the_planner_expects_the_rows_that_were_just_written(as_web_role):
    for number in range(30):
        Entry.objects.create(act="选举", summary=str(number))
    assert rows_that_the_planner_expects() <= 0

    refresh_statistics()

    assert rows_that_the_planner_expects() == 30

"""The database may die between two statements of an act; the next act is one of its own."""

import pytest
from django.db import DatabaseError, connection

from niangjia.base import journal
from niangjia.base.models import Entry


def dies_when_the_triggers_are_told(execute, statement, *rest):
    """Stands between Django and the database."""
    if "pghistory.context_id" in statement:
        raise DatabaseError("the connection is gone")
    return execute(statement, *rest)


@pytest.mark.django_db
def test_an_act_after_one_that_was_lost_belongs_to_none():
    with (
        connection.execute_wrapper(dies_when_the_triggers_are_told),
        pytest.raises(DatabaseError),
        journal.act("开始", by=None),
    ):
        pass
    with journal.act("以后", by=None) as entry:
        pass

    assert Entry.objects.get(pk=entry.pk).batch is None

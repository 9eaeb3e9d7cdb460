"""Undo covers nothing that somebody did meanwhile, and asks the database as much for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.base.staying import Later
from niangjia.base.undo import RowsChangedSince, changed_since, undo
from niangjia.people.models import Person
from tests.network.test_rules_in_database import both


def recorded(many=1):
    with journal.act("名册", by=None) as entry:
        people = [Person.objects.create(entry=entry, name=f"甲{n}") for n in range(many)]
    return entry, people


def change(act="更正", **values):
    with journal.act(act, by=None) as entry:
        Person.objects.update(**values)
    return entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("later", Later)
@pytest.mark.parametrize("what", ["the making", "the change"])
def test_who_is_at_work_on_a_row_while_it_is_undone_loses_nothing(what, later):
    """She began before the undoing, which waits for her, and committed after it had looked."""
    made, _ = recorded()
    entry = made if what == "the making" else change(name="乙")

    first, second = both(
        lambda: change("补记", workplace="小学"),
        lambda: undo(entry, by=None, reason="记错了", later=later),
    )

    assert first is None
    assert isinstance(second, RowsChangedSince)
    assert [row.entry.act for row in second.rows] == ["补记"]
    person = Person.objects.get()
    assert (person.name, person.workplace) == ("甲0" if what == "the making" else "乙", "小学")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_the_same_the_second_is_told():
    made, _ = recorded()

    first, second = both(*[lambda: undo(made, by=None, reason="记错了")] * 2)

    assert first is None
    assert (type(second), str(second)) == (Refused, "这件事已经撤回过了。")
    assert Entry.objects.filter(undoes=made).count() == 1


@pytest.mark.django_db
def test_changes_that_were_looked_at_before_do_not_stand_in_the_way():
    recorded(2)
    entry = change(name="乙")
    change("补记", workplace="小学")

    undo(entry, by=None, reason="记错了", later=Later.OVERWRITE)

    assert sorted(Person.objects.values_list("name", "workplace")) == [("甲0", ""), ("甲1", "")]


@pytest.mark.django_db
def test_a_change_taken_back_and_brought_back_counts_again():
    recorded()
    entry = change(name="乙")
    later = change("补记", workplace="小学")
    back = undo(later, by=None, reason="记错了")
    assert changed_since([entry]) == []

    undo(back, by=None, reason="没有记错")

    assert Person.objects.get().workplace == "小学"
    assert len(changed_since([entry])) == 1


@pytest.mark.django_db
def test_it_is_asked_as_much_for_many_acts_as_for_few():
    entry, people = recorded(12)
    asked = []
    for some in (people[:2], people[2:]):
        for person in some:
            with journal.act("补记", by=None):
                Person.objects.filter(pk=person.pk).update(workplace="小学")
        with CaptureQueriesContext(connection) as queries:
            assert len(changed_since([entry])) == len(Person.objects.filter(workplace="小学"))
        asked.append(len(queries))

    assert asked[0] == asked[1]

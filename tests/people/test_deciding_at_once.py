"""Two officers at one pair, or at two pairs of one woman: the first decides, the second is told (R15)."""

import pytest

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.people.models import Pair, Person
from niangjia.people.operations import decide_pair
from tests.network.test_rules_in_database import both


@pytest.fixture
def three():
    """陈英 three times, each pair of them undecided."""
    with journal.act("名册", by=None) as entry:
        found = [Person.objects.create(entry=entry, name="陈英") for _ in range(3)]
        for one, other in ((0, 1), (1, 2)):
            Pair.objects.create(entry=entry, first=found[one], second=found[other], why="姓名相同")
    return found


def pairs():
    return [*Pair.objects.order_by("pk").select_related("first", "second")]


def decide(pair, decision):
    return lambda: decide_pair(by=None, pair=pair, decision=decision, reason="问过本人")


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "then"), [("different", "same"), ("same", "different")])
def test_who_looked_before_somebody_decided_is_told_so(three, first, then):
    seen_before, _ = pairs()
    decide(pairs()[0], first)()

    with pytest.raises(Refused, match="看过"):
        decide(seen_before, then)()

    assert Person.objects.count() == (3 if first == "different" else 2)


@pytest.mark.django_db
def test_what_became_known_since_she_looked_is_kept(three):
    seen_before, _ = pairs()
    Person.objects.filter(pk=three[0].pk).update(name="陈瑛", workplace="小学")

    decide(seen_before, "same")()

    stays = Person.objects.get(pk=three[0].pk)
    assert (stays.name, stays.workplace) == ("陈瑛", "小学")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decisions", [("different", "same"), ("same", "different")])
def test_of_two_at_one_pair_the_first_decides(three, decisions):
    one, other = (decide(pairs()[0], decision) for decision in decisions)

    first, second = both(one, other)

    assert first is None
    assert isinstance(second, Refused)
    assert Person.objects.count() == (3 if decisions[0] == "different" else 2)


@pytest.mark.django_db(transaction=True)
def test_two_pairs_of_one_woman_are_decided_one_after_the_other(three):
    one, other = (decide(pair, "same") for pair in pairs())

    first, second = both(one, other)

    assert first is None
    assert isinstance(second, Refused)
    assert (Person.objects.count(), Pair.objects.count()) == (2, 1)

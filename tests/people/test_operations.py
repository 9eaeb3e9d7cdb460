"""R15: two rows that might be one person; Shows 6."""

from datetime import date

import pytest

from niangjia.base import journal, undo
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.people.models import Pair, Person
from niangjia.people.operations import decide_pair

DAY = date(2017, 3, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(county, today):
    """甲秀 of 甲镇 and 甲秀 of 丙村; 乙芳 sits beside her in the village."""
    with journal.act("人员", by=None) as entry:
        one = Person.objects.create(entry=entry, name="甲秀", birth_year=1970)
        two = Person.objects.create(
            entry=entry, name="甲秀", birth_year=1970, birth_month=3, education="college",
            phone_sealed=b"sealed", phone_index=b"index",
        )  # fmt: skip
        third = Person.objects.create(entry=entry, name="乙芳")
        made = Pair.objects.create(entry=entry, first=one, second=two, why="姓名相同")
        Pair.objects.create(entry=entry, first=two, second=third, why="试")
    _seat(county.jia, today, one)
    _seat(county.bing, today, two, third)
    return made


def _seat(organisation, today, *persons):
    draft = committees.ElectionDraft(organisation, DAY, [committees.Member(p) for p in persons])
    committees.elect(by=None, draft=draft, today=today)


def persons(county):
    answer = value(
        parse("committees.persons"), organisation=county.federation, period=Period.day(DAY)
    )
    return answer.value, answer.undecided


def test_an_undecided_pair_counts_as_two_and_says_so(county, pair):
    assert persons(county) == (3, 2)


def test_two_who_are_not_one_stay_two(county, pair):
    decide_pair(by=None, pair=pair, decision="different", reason="问过本人")

    assert persons(county) == (3, 1)


def test_two_who_are_one_count_once_and_seats_stay_seats(county, pair):
    decide_pair(by=None, pair=pair, decision="same", reason="问过本人")

    assert persons(county) == (2, 1)
    assert CommitteeSeat.objects.filter(person=pair.first).count() == 2


def test_the_older_row_learns_what_it_did_not_know(pair):
    decide_pair(by=None, pair=pair, decision="same", reason="问过本人")

    one = Person.objects.get(pk=pair.first_id)
    assert (one.birth_month, one.education, bytes(one.phone_index)) == (3, "college", b"index")
    assert not Person.objects.filter(pk=pair.second_id).exists()


def test_a_contradicting_birth_is_not_taken_over(pair):
    Person.objects.filter(pk=pair.second_id).update(birth_year=1971)
    pair.refresh_from_db()

    decide_pair(by=None, pair=pair, decision="same", reason="问过本人")

    one = Person.objects.get(pk=pair.first_id)
    assert (one.birth_year, one.birth_month) == (1970, None)


def test_whom_the_younger_resembled_the_older_resembles(pair):
    decide_pair(by=None, pair=pair, decision="same", reason="问过本人")

    left = Pair.objects.get()
    assert left.first_id == pair.first_id
    assert left.second.name == "乙芳"


def test_two_in_one_committee_on_one_day_cannot_be_one(county, pair, today):
    _seat(county.wu, today, pair.first, pair.second)

    with pytest.raises(Refused, match="。"):
        decide_pair(by=None, pair=pair, decision="same", reason="问过本人")
    assert persons(county) == (3, 2)


def test_a_reason_is_required(pair):
    with pytest.raises(Refused, match="依据"):
        decide_pair(by=None, pair=pair, decision="same", reason=" ")


def test_a_decided_pair_is_not_decided_again(pair):
    decide_pair(by=None, pair=pair, decision="different", reason="问过本人")

    with pytest.raises(Refused, match="撤回"):
        decide_pair(by=None, pair=pair, decision="same", reason="又问了")


@pytest.mark.parametrize("decision", ["same", "different"])
def test_a_decision_can_be_taken_back(county, pair, decision):
    before = dump()
    decide_pair(by=None, pair=pair, decision=decision, reason="问过本人")

    undo.undo(journal.Entry.objects.latest("pk"), by=None, reason="看错了")

    assert dump() == before
    assert persons(county) == (3, 2)


def dump():
    return [list(m.objects.order_by("pk").values()) for m in (Person, Pair, CommitteeSeat)]

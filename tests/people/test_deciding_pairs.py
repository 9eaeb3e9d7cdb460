"""Two persons who might be one (R15, Shows 6)."""

from datetime import date

import pytest

from niangjia.base import journal
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.base.undo import undo
from niangjia.committees.models import CommitteeSeat
from niangjia.committees.operations import ElectionDraft, Member, elect
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.people.models import Pair, Person
from niangjia.people.operations import decide_pair

DAY = Period.day(date(2018, 1, 1))


@pytest.fixture
def seats(county, today):
    """陈英 sits in 甲镇 and, by another row, in 丙村."""
    with journal.act("名册", by=None) as entry:
        older = Person.objects.create(entry=entry, name="陈英", birth_year=1970)
        younger = Person.objects.create(
            entry=entry, name="陈英", birth_year=1970, birth_month=3, workplace="小学"
        )
        pair = Pair.objects.create(entry=entry, first=older, second=younger, why="姓名相同")
    for organisation, person in ((county.jia, older), (county.bing, younger)):
        draft = ElectionDraft(organisation, date(2017, 6, 1), [Member(person, "chair")])
        elect(by=None, draft=draft, today=today)
    return county, pair


def persons(county):
    return value(parse("committees.persons"), organisation=county.federation, period=DAY)


def test_undecided_they_count_as_two_and_the_figure_says_so(seats):
    county, _ = seats

    assert (persons(county).value, persons(county).undecided) == (2, 1)


def test_one_person_counts_once_keeps_both_seats_and_what_both_rows_told(seats):
    county, pair = seats

    decide_pair(by=None, pair=pair, decision="same", reason="本人确认")

    assert (persons(county).value, persons(county).undecided) == (1, 0)
    one = Person.objects.get(name="陈英")
    assert CommitteeSeat.objects.filter(person=one).count() == 2
    assert (one.birth_month, one.workplace) == (3, "小学")


def test_different_persons_count_as_two_and_are_not_asked_about_again(seats):
    county, pair = seats

    decide_pair(by=None, pair=pair, decision="different", reason="两位都来过")

    assert (persons(county).value, persons(county).undecided) == (2, 0)


def test_a_merge_can_be_taken_back(seats):
    county, pair = seats
    entry = decide_pair(by=None, pair=pair, decision="same", reason="本人确认")

    undo(entry, by=None, reason="认错了")

    assert (persons(county).value, persons(county).undecided) == (2, 1)
    assert {p.birth_month for p in Person.objects.filter(name="陈英")} == {None, 3}


def test_two_seats_of_one_committee_cannot_be_one_person(seats, today):
    county, pair = seats
    draft = ElectionDraft(
        county.wu, date(2017, 6, 1), [Member(pair.first), Member(pair.second, "chair")]
    )
    elect(by=None, draft=draft, today=today)

    with pytest.raises(Refused, match="已经有一个席位"):
        decide_pair(by=None, pair=pair, decision="same", reason="本人确认")

    assert Person.objects.filter(name="陈英").count() == 2


def test_an_open_question_about_the_one_who_goes_is_kept(seats):
    _, pair = seats
    with journal.act("名册", by=None) as entry:
        third = Person.objects.create(entry=entry, name="陈英")
        Pair.objects.create(entry=entry, first=pair.second, second=third, why="姓名相同")

    decide_pair(by=None, pair=pair, decision="same", reason="本人确认")

    left = Pair.objects.get()
    assert (left.first_id, left.second_id) == (pair.first_id, third.pk)


@pytest.mark.parametrize("decision", ["same", "different"])
def test_a_decision_needs_a_reason_and_is_made_once(seats, decision):
    _, pair = seats

    with pytest.raises(Refused, match="依据"):
        decide_pair(by=None, pair=pair, decision=decision, reason=" ")
    decide_pair(by=None, pair=pair, decision="different", reason="两位都来过")
    with pytest.raises(Refused, match="看过"):
        decide_pair(by=None, pair=pair, decision=decision, reason="再看")

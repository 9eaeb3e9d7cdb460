"""A roster as of a day: order, what each line says, and who is new."""

from datetime import date

import pytest

from niangjia.committees import operations as committees
from niangjia.committees.roster import OtherSeat, roster
from tests.figures.conftest import elect, members, some_people

FIRST, SECOND = date(2012, 3, 1), date(2017, 3, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(county):
    people = some_people(5)
    elect(county.jia, FIRST, *members(people[3:], "chair", ""))
    elect(
        county.jia,
        SECOND,
        committees.Member(people[0]),
        committees.Member(people[1], "standing"),
        committees.Member(people[2], "vice_chair", "part_time", ("arts",), "教育", "offices"),
        committees.Member(people[3], "chair", "full_time"),
    )
    elect(county.bing, SECOND, *members([people[2]], "chair"))
    return roster(county.jia, as_of=SECOND)


def test_the_chair_comes_first_ordinary_members_last(lines):
    assert [(line.name, line.post) for line in lines] == [
        ("甲3", "chair"),
        ("甲2", "vice_chair"),
        ("甲1", "standing"),
        ("甲0", ""),
    ]


def test_a_line_says_what_the_seat_stands_for(lines):
    vice = lines[1]

    assert (vice.employment, vice.kinds, vice.sector, vice.recruited) == (
        "part_time",
        ("文艺女骨干",),
        "教育",
        "offices",
    )
    assert vice.since == SECOND


def test_it_names_her_other_seats_of_that_day(county, lines):
    assert lines[1].others == (OtherSeat(county.bing.pk, "丙村妇联", "chair"),)
    assert lines[0].others == ()


def test_new_is_who_did_not_sit_there_before(lines):
    assert [line.is_new for line in lines] == [False, True, True, True]


def test_without_a_term_before_it_is_not_known(county, lines):
    assert [line.is_new for line in roster(county.bing, as_of=SECOND)] == [None]


def test_before_the_first_election_it_is_empty(county, lines):
    assert roster(county.jia, as_of=date(2012, 2, 29)) == []


def test_the_last_day_of_a_term_still_has_its_members(county, lines):
    assert [line.name for line in roster(county.jia, as_of=date(2017, 2, 28))] == ["甲3", "甲4"]

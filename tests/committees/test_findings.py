"""Findings of committees by their rule and term (R4)."""

from datetime import date

import pytest

from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.committees import operations as committees
from niangjia.committees.findings import findings
from niangjia.committees.rules import lay_down_rule
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from tests.cast import TODAY, below
from tests.figures.conftest import elect, members, some_people

FIRST, SECOND, LATER = date(2012, 3, 1), date(2017, 3, 1), date(2018, 3, 1)
pytestmark = pytest.mark.django_db


def rule(place, version=1, starts_on=None, **asked):
    return lay_down_rule(
        by=None, place=place, level="township", version=version, starts_on=starts_on, source="意见",
        **asked,
    )  # fmt: skip


def of(organisation, day):
    lines = findings([organisation.pk], as_of=day).get(organisation.pk, [])
    return [(line.finding.value, line.which) for line in lines]


def test_a_committee_without_roster_is_found(county):
    assert of(county.jia, SECOND) == [("no_roster", "")]


def test_a_station_needs_no_committee(county):
    assert of(county.station, SECOND) == []


@pytest.mark.parametrize("kind", ["interest_group", "social_org", "group_member"])
def test_what_is_no_federation_needs_no_committee(county, kind):
    body = below(county.jia, "unit", kind, "旗袍队")

    assert of(body, SECOND) == []
    seats = value(
        parse("committees.seats"), organisation=county.jia, period=Period.day(date(2020, 1, 1))
    )
    assert seats.unknown_in == 3  # 甲镇 and its two villages


def test_the_missing_kind_is_named_in_words(county):
    rule(county.federation.place, required=["mediator", "arts"], least=2)
    member = committees.Member(some_people(1)[0], "chair", kinds=("arts",))
    elect(county.jia, SECOND, member)

    assert of(county.jia, SECOND) == [("kind_missing", "调解女能手"), ("too_small", "")]


def test_without_a_rule_a_chair_is_still_missed(county):
    elect(county.jia, SECOND, *members(some_people(1), ""))

    assert of(county.jia, SECOND) == [("no_chair", "")]


def test_the_nearest_rule_decides(county):
    rule(county.federation.place, least=9)
    rule(county.jia.place, least=1)
    elect(county.jia, SECOND, *members(some_people(1), "chair"))
    elect(county.yi, SECOND, *members(some_people(1), "chair"))

    assert of(county.jia, SECOND) == []
    assert of(county.yi, SECOND) == [("too_small", "")]


def test_a_new_version_replaces_the_old_one_from_its_day(county):
    rule(county.federation.place, least=1)
    rule(county.federation.place, 2, LATER, least=3)
    elect(county.jia, SECOND, *members(some_people(1), "chair"))

    assert of(county.jia, date(2018, 2, 28)) == []
    assert of(county.jia, LATER) == [("too_small", "")]


def test_a_term_beyond_its_planned_end_is_overdue_and_goes_on(county):
    draft = committees.ElectionDraft(
        county.jia, FIRST, members(some_people(1), "chair"), planned_end=SECOND
    )
    committees.elect(by=None, draft=draft, today=TODAY)

    assert of(county.jia, SECOND) == []
    assert of(county.jia, LATER) == [("term_overdue", "")]
    elect(county.jia, LATER, *members(some_people(1), "chair"))
    assert of(county.jia, LATER) == []


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"least": 5, "most": 3}, "颠倒"),
        ({"required": ["moon"]}, "没有"),
        ({"required": ["arts"], "optional": ["arts"]}, "一处"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(county, asked, says):
    with pytest.raises(Refused, match=says):
        rule(county.federation.place, **asked)


def test_a_version_exists_once(county):
    rule(county.federation.place, starts_on=FIRST)

    with pytest.raises(Refused, match="版本号"):
        rule(county.federation.place, starts_on=SECOND)

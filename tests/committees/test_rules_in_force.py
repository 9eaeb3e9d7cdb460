"""One order of rules, in Python for the findings and in the database for the figure (5+N)."""

from datetime import date
from random import Random

import pytest

from niangjia.base.periods import Period
from niangjia.committees import operations as committees
from niangjia.committees.findings import findings
from niangjia.committees.models import CompositionRule
from niangjia.committees.rules import lay_down_rule
from niangjia.committees.rules_in_force import rules_in_force
from niangjia.committees.terms import Finding
from niangjia.figures.catalogue import parse
from niangjia.figures.trace import trace
from tests.figures.conftest import elect, some_people

pytestmark = pytest.mark.django_db
FIRST, DAYS = date(2017, 1, 1), (date(2017, 6, 1), date(2018, 6, 1), date(2019, 6, 1))
KINDS = ("mediator", "arts")


def lay_down(chance, county):
    """Up to three versions for each place and level: of the county, a township, a village."""
    for place in (county.federation.place, county.jia.place, county.bing.place):
        for level in ("township", "village"):
            for version in range(chance.randint(0, 3)):
                lay_down_rule(
                    by=None, place=place, level=level, version=version + 1, source="意见",
                    starts_on=date(2016 + version, chance.randint(1, 12), 1),
                    required=chance.sample(KINDS, chance.randint(0, 2)),
                )  # fmt: skip


def seat(chance, county):
    people = iter(some_people(12))
    for organisation in (county.jia, county.yi, county.bing, county.ding, county.wu):
        members = [
            committees.Member(next(people), kinds=tuple(chance.sample(KINDS, chance.randint(0, 2))))
            for _ in range(chance.randint(1, 2))
        ]
        elect(organisation, FIRST, *members)


@pytest.mark.parametrize("number", range(6))
def test_a_committee_is_complete_exactly_if_no_kind_is_found_missing(county, number):
    chance = Random(number)
    lay_down(chance, county)
    seat(chance, county)
    units = [county.jia, county.yi, county.bing, county.ding, county.wu]
    for day in DAYS:
        lacking = findings([unit.pk for unit in units], as_of=day)
        missing = {
            pk
            for pk, lines in lacking.items()
            for one in lines
            if one.finding == Finding.KIND_MISSING
        }
        ruled = {*rules_in_force(units, as_of=day)}
        rows = trace(
            parse("committees.complete"), organisation=county.federation, period=Period.day(day)
        )
        assert {row.organisation for row in rows} == ruled - missing


def test_the_nearest_place_goes_before_the_newest_version(county):
    for place, version, since in (
        (county.jia.place, 1, date(2016, 1, 1)),
        (county.federation.place, 2, FIRST),
        (county.jia.place, 3, date(2018, 1, 1)),
    ):
        lay_down_rule(
            by=None, place=place, level="village", version=version, source="意见", starts_on=since
        )

    def version(unit, day):
        found = rules_in_force([unit], as_of=day).get(unit.pk)
        return found and found.version

    assert [version(county.bing, day) for day in DAYS] == [1, 3, 3]
    assert [version(county.wu, day) for day in DAYS] == [2, 2, 2]
    assert version(county.jia, DAYS[0]) is None
    assert CompositionRule.objects.count() == 3

"""Who stands directly below, whatever the levels, adds up to the whole with what is one's own."""

from datetime import date

import pytest

from niangjia.base.periods import Period
from niangjia.committees import operations as committees
from niangjia.figures.by_unit import by_child
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.network import operations
from tests.cast import TODAY, below
from tests.figures.conftest import elect, members, some_people

ELECTED, MOVED = date(2017, 3, 1), date(2020, 6, 1)
YEAR = Period.including(date(2020, 1, 1), date(2020, 12, 31))
pytestmark = pytest.mark.django_db


@pytest.fixture
def market(county):
    """A lateral body with a committee of two, beside the townships; 甲镇 and 丙村 have one too."""
    market = below(county.federation, "unit", "market", "花卉市场妇联")
    people = some_people(4)
    elect(market, ELECTED, *members(people[:2], "chair", ""))
    elect(county.jia, ELECTED, *members(people[:3], "chair", "", ""))
    elect(county.bing, ELECTED, *members(people[3:], "chair"))
    return market


def children(text, organisation, period=YEAR):
    found = by_child(parse(text), organisation=organisation, period=period)
    return {unit.short_name: unit.answer.value for unit in found}


def whole(text, organisation, period=YEAR):
    return value(parse(text), organisation=organisation, period=period).value


def test_a_lateral_body_stands_after_the_townships(county, market):
    found = children("committees.seats", county.federation)

    assert list(found.items()) == [("甲镇妇联", 4), ("乙乡妇联", None), ("花卉市场妇联", 2)]
    assert whole("committees.seats", county.federation) == 6


def test_a_body_has_no_places_of_its_own(county, market):
    assert [*children("network.places", county.federation)] == ["甲镇妇联", "乙乡妇联"]


def test_who_goes_below_a_neighbour_counts_once(county, market):
    term = market.terms.get()
    for day, person in ((date(2020, 5, 31), "壬"), (MOVED, "癸")):
        (new,) = some_people(1, person)
        committees.coopt(by=None, term=term, member=committees.Member(new), on=day, reason="增补")
    operations.move(by=None, organisation=market, parent=county.yi, on=MOVED, today=TODAY)

    found = children("committees.changes", county.federation)
    assert found == {"甲镇妇联": 0, "乙乡妇联": 1, "花卉市场妇联": 1}
    assert whole("committees.changes", county.federation) == 2
    left = by_child(parse("committees.changes"), organisation=county.federation, period=YEAR)
    assert [unit.to_day for unit in left] == [None, None, date(2020, 5, 31)]
    assert "花卉市场妇联" not in children(
        "committees.seats", county.federation, Period.day(YEAR.last)
    )

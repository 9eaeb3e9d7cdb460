"""R3, Shows 4: which tree a number belongs to, and whose rows a unit keeps."""

from datetime import date

import pytest

from niangjia.base.periods import Period
from niangjia.committees import operations as committees
from niangjia.figures.by_unit import by_unit
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.everyone import everyone
from niangjia.figures.trace import trace
from niangjia.network import corrections, operations
from tests.cast import TODAY
from tests.figures.conftest import elect, members, some_people

IN_2017, AFTER = date(2017, 7, 31), date(2020, 12, 31)
MOVED = date(2020, 6, 1)
YEAR = Period.including(date(2020, 1, 1), date(2020, 12, 31))
pytestmark = pytest.mark.django_db


def number(text, organisation, period):
    return value(parse(text), organisation=organisation, period=period).value


@pytest.fixture
def other(county):
    """A second county."""
    top = operations.found(
        by=None, kind="prefecture", level="prefecture", name="某市妇女联合会", short_name="某市妇联",
        form="federation", parent=None, place=None, on=None, today=TODAY,
    )  # fmt: skip
    return operations.found(
        by=None, kind="county", level="county", name="邻县妇女联合会", short_name="邻县妇联",
        form="federation", parent=top, place=None, on=None, today=TODAY,
    )  # fmt: skip


@pytest.fixture
def moved(county, other):
    """甲镇 with its committee goes to the neighbouring county in 2020; events before and after."""
    people = some_people(6)
    elect(county.jia, date(2017, 3, 1), *members(people[:3], "chair", "", ""))
    elect(county.bing, date(2017, 3, 1), *members(people[1:3], "chair", ""))
    for day, person in ((date(2020, 5, 31), people[3]), (MOVED, people[4])):
        committees.coopt(
            by=None, term=county.jia.terms.get(), member=committees.Member(person), on=day,
            reason="增补",
        )  # fmt: skip
    operations.move(by=None, organisation=county.jia, parent=other, on=MOVED, today=TODAY)
    return people


def test_a_stock_of_before_stays_where_it_was(county, other, moved):
    day = Period.day(IN_2017)

    assert number("committees.seats", county.federation, day) == 5
    assert number("committees.persons", county.federation, day) == 3
    assert number("committees.seats", other, day) is None


def test_a_stock_of_after_stands_where_it_went(county, other, moved):
    day = Period.day(AFTER)

    assert number("committees.seats", other, day) == 7
    assert number("committees.persons", other, day) == 5
    assert number("committees.seats", county.federation, day) is None


def test_events_count_where_it_stood_on_their_day(county, other, moved):
    assert number("committees.changes", county.federation, YEAR) == 1
    assert number("committees.changes", other, YEAR) == 1
    assert number("committees.changes", county.jia, YEAR) == 2
    (row,) = trace(parse("committees.changes"), organisation=other, period=YEAR)
    assert row.day == MOVED


def test_months_add_up_to_the_year(county, other, moved):
    for top in (county.federation, other):
        months = [number("committees.changes", top, month) for month in YEAR.each_month()]
        assert sum(months) == number("committees.changes", top, YEAR)


def test_everyone_at_once_knows_it_too(county, other, moved):
    for text in ("committees.changes", "committees.new_members"):
        found = everyone(parse(text), period=YEAR)
        assert found[county.federation.pk] == found[other.pk] == 1
        assert found[county.jia.pk] == 2


def test_a_breakdown_says_since_and_until_when(county, other, moved):
    text = parse("committees.changes")
    left = by_unit(text, organisation=county.federation, period=YEAR, level="township")
    came = by_unit(text, organisation=other, period=YEAR, level="township")

    assert [(u.short_name, u.answer.value, u.from_day, u.to_day) for u in left] == [
        ("甲镇妇联", 1, None, date(2020, 5, 31)),
        ("乙乡妇联", 0, None, None),
    ]
    assert [(u.short_name, u.answer.value, u.from_day, u.to_day) for u in came] == [
        ("甲镇妇联", 1, MOVED, None)
    ]


def test_a_later_move_changes_no_number_of_before(county, other, moved):
    before = number("committees.seats", county.federation, Period.day(IN_2017))

    operations.move(
        by=None, organisation=county.bing, parent=county.yi, on=date(2021, 1, 1), today=TODAY
    )

    assert number("committees.seats", county.federation, Period.day(IN_2017)) == before


def test_a_corrected_parent_changes_the_numbers_of_before(county, other, moved):
    """R5: it never stood there, so the past is told anew."""
    placement = county.jia.placements.get(parent=county.federation)
    corrections.correct_parent(
        by=None, placement=placement, parent=other, reason="批复写的是邻县", today=TODAY
    )

    assert number("committees.seats", other, Period.day(IN_2017)) == 5
    assert number("committees.seats", county.federation, Period.day(IN_2017)) is None


@pytest.fixture
def merged(county):
    """丁村 goes into 丙村 in 2020; both had committees."""
    people = some_people(6)
    elect(county.bing, date(2017, 3, 1), *members(people[:2], "chair", ""))
    elect(county.ding, date(2018, 3, 1), *members(people[2:4], "chair", ""))
    committees.coopt(
        by=None, term=county.ding.terms.get(), member=committees.Member(people[4]),
        on=date(2020, 2, 1), reason="增补",
    )  # fmt: skip
    committees.merge(by=None, organisations=[county.ding], into=county.bing, on=MOVED, today=TODAY)
    return people


def test_a_merged_unit_keeps_its_rows_under_its_own_name(county, merged):
    day = Period.day(date(2020, 5, 31))

    assert number("committees.seats", county.ding, day) == 3
    assert number("committees.seats", county.bing, day) == 2
    assert number("committees.changes", county.ding, YEAR) == 1
    assert number("committees.changes", county.bing, YEAR) == 0


def test_its_committee_ends_with_it(county, merged):
    assert number("committees.seats", county.ding, Period.day(MOVED)) == 0
    assert number("committees.seats", county.federation, Period.day(MOVED)) == 2


def test_a_successor_adds_them_when_asked(county, merged):
    with_them = "committees.changes(with_predecessors=yes)"

    assert number(with_them, county.bing, YEAR) == 1
    assert number(with_them, county.federation, YEAR) == 1
    found = by_unit(parse(with_them), organisation=county.federation, period=YEAR, level="village")
    assert {u.short_name: u.answer.value for u in found}["丙村妇联"] == 1


def test_what_one_divided_off_did_before_is_added_what_it_did_after_is_not(county):
    people = some_people(4)
    elect(county.bing, date(2017, 3, 1), *members(people[:1], "chair"))
    term = county.bing.terms.get()
    for day, person in ((date(2020, 2, 1), people[1]), (date(2020, 8, 1), people[2])):
        committees.coopt(
            by=None, term=term, member=committees.Member(person), on=day, reason="增补"
        )
    new = operations.split(
        by=None, organisation=county.bing, name="新村妇女联合会", short_name="新村妇联", place=None,
        on=MOVED, today=TODAY,
    )  # fmt: skip

    assert number("committees.changes", new, YEAR) == 0
    assert number("committees.changes(with_predecessors=yes)", new, YEAR) == 1


def test_a_merged_unit_is_listed_until_its_last_day(county, merged):
    found = by_unit(
        parse("committees.changes"), organisation=county.federation, period=YEAR, level="village"
    )

    ding = next(u for u in found if u.organisation == county.ding.pk)
    assert (ding.answer.value, ding.to_day) == (1, date(2020, 5, 31))

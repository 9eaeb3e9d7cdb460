"""First and last day, both included; columns half-open (R1)."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.periods import Period, PeriodError, day_after, day_of

DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))
PERIODS = st.builds(lambda one, other: Period.including(*sorted((one, other))), DAYS, DAYS)
MAY_TO_JULY = Period.including(date(2017, 5, 15), date(2017, 7, 31))


def test_the_last_day_named_is_inside():
    assert date(2017, 7, 31) in MAY_TO_JULY
    assert date(2017, 8, 1) not in MAY_TO_JULY
    assert MAY_TO_JULY.ends_on == date(2017, 8, 1)
    assert (MAY_TO_JULY.first, MAY_TO_JULY.last) == (date(2017, 5, 15), date(2017, 7, 31))
    assert MAY_TO_JULY.days == 78


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-05-15..2017-07-31", date(2017, 5, 15), date(2017, 7, 31)),
        ("2017-5-15 至 2017-7-31", date(2017, 5, 15), date(2017, 7, 31)),
        ("2017-05..2017-06", date(2017, 5, 1), date(2017, 6, 30)),
        ("2017-05-15", date(2017, 5, 15), date(2017, 5, 15)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017Q3", date(2017, 7, 1), date(2017, 9, 30)),
        ("2017h1", date(2017, 1, 1), date(2017, 6, 30)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016..2017", date(2016, 1, 1), date(2017, 12, 31)),
    ],
)
def test_a_typed_period_is_read(text, first, last):
    assert Period.parse(text) == Period.including(first, last)


@pytest.mark.parametrize(
    "text", ["", "..", "2017-13", "2017-02-30", "2017Q5", "2017H3", "2017..2018..2019", "今年"]
)
def test_an_unreadable_period_says_how_to_write_it(text):
    with pytest.raises(PeriodError, match=r"2017-05-15\.\.2017-07-31"):
        Period.parse(text)


def test_a_period_upside_down_names_both_days():
    with pytest.raises(PeriodError, match="起始日 2017-07-31 在截止日 2017-05-15 之后"):
        Period.parse("2017-07-31..2017-05-15")


def test_a_period_has_at_least_one_day():
    with pytest.raises(PeriodError, match="时段颠倒"):
        Period(date(2017, 5, 15), date(2017, 5, 15))


def test_an_instant_is_not_a_day():
    with pytest.raises(PeriodError, match="必须是日期"):
        Period.including(datetime(2017, 5, 15, tzinfo=UTC), date(2017, 7, 31))


def test_the_calendar_ends():
    with pytest.raises(PeriodError, match="太晚"):
        day_after(date.max)


def test_the_day_of_an_instant_is_the_day_in_shanghai():
    assert day_of(datetime(2017, 7, 31, 16, 0, tzinfo=UTC)) == date(2017, 8, 1)
    assert day_of(datetime(2017, 7, 31, 15, 59, tzinfo=UTC)) == date(2017, 7, 31)
    with pytest.raises(PeriodError, match="没有时区"):
        day_of(datetime(2017, 7, 31))  # noqa: DTZ001 - a naive instant is what is refused


def test_year_to_date_stops_at_the_day():
    assert Period.year(2017).until(date(2017, 7, 31)).last == date(2017, 7, 31)
    assert Period.year(2017).until(date(2018, 7, 31)) == Period.year(2017)
    with pytest.raises(PeriodError):
        Period.year(2017).until(date(2016, 7, 31))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days"),
    [
        (None, None, 30),
        (date(2017, 6, 11), None, 20),
        (None, date(2017, 6, 11), 10),
        (date(2017, 6, 30), date(2017, 7, 1), 1),
        (date(2017, 7, 1), None, 0),
        (None, date(2017, 6, 1), 0),
    ],
)
def test_a_dated_row_covers_its_days_of_the_period(starts_on, ends_on, days):
    covered = Period.month(2017, 6).covered_by(starts_on, ends_on)
    assert (covered.days if covered else 0) == days


@given(PERIODS)
def test_a_period_reads_back_what_it_writes(period):
    assert Period.parse(str(period)) == period


@given(PERIODS, DAYS)
def test_a_day_is_inside_exactly_between_first_and_last(period, day):
    assert (day in period) == (period.first <= day <= period.last)


@given(PERIODS, PERIODS, DAYS)
def test_a_day_is_in_the_intersection_exactly_if_in_both(one, other, day):
    both = one.intersection(other)
    assert one.overlaps(other) == (both is not None) == other.overlaps(one)
    assert (both is not None and day in both) == (day in one and day in other)


@given(PERIODS)
def test_months_add_up_to_the_period(period):
    months = list(period.each_month())
    assert months[0].first == period.first
    assert months[-1].last == period.last
    assert sum(month.days for month in months) == period.days
    assert all(a.ends_on == b.starts_on for a, b in pairwise(months))


@given(st.integers(1949, 2100))
def test_halves_quarters_and_months_fill_the_year(year):
    for parts in (
        [Period.half(year, n) for n in (1, 2)],
        [Period.quarter(year, n) for n in range(1, 5)],
        [Period.month(year, n) for n in range(1, 13)],
    ):
        assert parts[0].first == Period.year(year).first
        assert parts[-1].last == Period.year(year).last
        assert sum(part.days for part in parts) == Period.year(year).days

"""Which nights stay."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.backup.rotation import DAYS, MONTHS, WEEKS, kept

DAYS_OF_YEARS = st.sets(st.dates(date(2020, 1, 1), date(2026, 12, 31)))


def nights(first, many):
    return {first + timedelta(days=n) for n in range(many)}


def test_of_two_years_every_night_stay_seven_days_four_weeks_twelve_months():
    last = date(2026, 11, 22)  # a Sunday
    found = kept(nights(last - timedelta(days=729), 730))

    assert found >= {last - timedelta(days=n) for n in range(7)}
    assert found >= {last - timedelta(weeks=n) for n in range(4)}
    assert found >= {date(2026, 10, 31), date(2026, 9, 30), date(2025, 12, 31)}
    assert min(found) == date(2025, 12, 31)
    assert len(found) == 7 + 3 + 11


def test_night_after_night_it_comes_to_the_same():
    """Clearing away every night keeps what clearing once would keep."""
    night = date(2025, 1, 1)
    there = set()
    for n in range(500):
        there = kept(there | {night + timedelta(days=n)})

    assert there == kept(nights(night, 500))


@given(DAYS_OF_YEARS)
def test_never_more_than_they_are_and_the_newest_always(days):
    found = kept(days)

    assert found <= days
    assert len(found) <= DAYS + WEEKS + MONTHS
    assert not days or max(days) in found


@given(DAYS_OF_YEARS)
def test_what_stays_would_stay_again(days):
    assert kept(kept(days)) == kept(days)


def test_a_machine_that_was_off_for_a_summer_loses_nothing():
    spring, autumn = nights(date(2026, 4, 1), 30), {date(2026, 9, 1)}

    assert len(kept(spring | autumn) & spring) >= DAYS - 1

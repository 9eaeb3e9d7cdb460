"""Dates as precise as they were written (R33)."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.date_cells import EXCEL_DAY_ZERO, read_birth, read_event
from niangjia.base.dates import (
    DateImpossible,
    DateUnreadable,
    PreciseDate,
    Precision,
    agreement,
    contradict,
)

LEDGER_DAY = date(2017, 7, 31)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
WRITTEN = st.builds(
    lambda day, parts: PreciseDate.of(*(day.year, day.month, day.day)[:parts]),
    DAYS,
    st.integers(1, 3),
)


def birth(cell, **options):
    return read_birth(cell, ledger_day=LEDGER_DAY, **options)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("1963.5", "1963-05"),
        ("1963.05", "1963-05"),
        ("1963.10", "1963-10"),
        ("1963.1", "1963-01"),
        ("1963-5-1", "1963-05-01"),
        ("1963/5/1 00:00:00", "1963-05-01"),
        ("1963年5月", "1963-05"),
        ("1963年05月01号", "1963-05-01"),
        ("1963 年 5 月生", "1963-05"),
        ("１９６３．５", "1963-05"),
        ("1963、5", "1963-05"),
        ("1963.5.", "1963-05"),
        ("1963", "1963"),
        ("63.5", "1963-05"),
        ("63年5月", "1963-05"),
        ("六三年五月", "1963-05"),
        ("一九六三年", "1963"),
        ("一九六三年五月二十一日", "1963-05-21"),
        ("二○○一年二月", "2001-02"),
        ("19630501", "1963-05-01"),
        ("1963.0501", "1963-05-01"),
        ("196305", "1963-05"),
        ("630501", "1963-05-01"),
        ("00.2.29", "2000-02-29"),
        (1963, "1963"),
        (1963.0, "1963"),
        (1963.5, "1963-05"),
        (1963.05, "1963-05"),
        (1963.11, "1963-11"),
        (1963.12, "1963-12"),
        (63.5, "1963-05"),
        (196305, "1963-05"),
        (19630501.0, "1963-05-01"),
        (23132.0, "1963-05-01"),
        (23132.75, "1963-05-01"),
        ("23132", "1963-05-01"),
        (date(1963, 5, 1), "1963-05-01"),
        (datetime(1963, 5, 1, 8), "1963-05-01"),  # noqa: DTZ001 - as workbooks give it
    ],
)
def test_a_cell_is_read_as_precisely_as_it_was_written(cell, written):
    reading = birth(cell)
    assert (str(reading.date), reading.warning) == (written, "")


@pytest.mark.parametrize("cell", [1963.1, 63.1])
def test_a_number_cell_cannot_tell_january_from_october(cell):
    reading = birth(cell)
    assert reading.date == PreciseDate.of(1963)
    assert "分不清是 1 月还是 10 月" in reading.warning


def test_a_short_number_may_be_a_day_of_excel_and_is_asked_about():
    reading = birth(6305)
    assert str(reading.date) == "1917-04-05"
    assert "请核对" in reading.warning


def test_day_and_month_before_the_year_leave_only_the_year():
    reading = birth("5/1/1963")
    assert reading.date == PreciseDate.of(1963)
    assert "分不清月和日" in reading.warning


def test_a_date_cell_under_year_and_month_is_known_to_the_month():
    assert str(birth(date(1963, 5, 1), month_column=True).date) == "1963-05"
    assert str(birth(23132.0, month_column=True).date) == "1963-05"
    assert str(birth(date(1963, 5, 12), month_column=True).date) == "1963-05-12"
    assert str(birth("1963-05-01", month_column=True).date) == "1963-05-01"


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000"])
def test_an_empty_cell_says_nothing(cell):
    reading = birth(cell)
    assert (reading.date, reading.warning) == (None, "")


@pytest.mark.parametrize("cell", ["不详", "未知", "—", "/"])
def test_unknown_is_nothing_with_a_word_about_it(cell):
    reading = birth(cell)
    assert reading.date is None
    assert cell in reading.warning


@pytest.mark.parametrize(
    "cell",
    [
        "1963.2.30",
        "1963-13",
        "1963.0",
        "1963.05.00",
        1963.13,
        "3017",
        "1899年5月",
        "63.13",
        "1963年2月29日",
    ],
)
def test_an_impossible_date_is_an_error_of_its_own(cell):
    with pytest.raises(DateImpossible, match=r"没有这一天|年份不对"):
        birth(cell)


@pytest.mark.parametrize(
    "cell",
    ["abc", True, float("nan"), float("inf"), -5.0, 99999, "1963-05-1x", "属兔", b"1963", 1.23456],
)
def test_what_is_no_date_is_unreadable(cell):
    with pytest.raises(DateUnreadable, match="不像日期"):
        birth(cell)


@pytest.mark.parametrize("cell", ["5月15日", "五月十五日", "5.15", "5/15"])
def test_a_day_without_its_year_is_unreadable(cell):
    with pytest.raises(DateUnreadable, match="缺少年份"):
        birth(cell)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("18.1", "1918-01"),  # she is 99
        ("01.7.31", "2001-07-31"),  # she is 16 today
        ("01", "2001"),  # she may be 16
        ("99.12", "1999-12"),
    ],
)
def test_two_digits_are_the_century_that_makes_her_16_to_99(cell, written):
    assert str(birth(cell).date) == written


@pytest.mark.parametrize("cell", ["01.8.1", "05.3", "17.6", "十二"])
def test_two_digits_that_fit_no_century_are_unreadable(cell):
    with pytest.raises(DateUnreadable, match="只有两位"):
        birth(cell)


@pytest.mark.parametrize(
    ("cell", "written"), [("17.5.23", "2017-05-23"), ("12.3", "2012-03"), ("99.3.8", "1999-03-08")]
)
def test_an_event_of_two_digits_is_the_latest_that_has_been(cell, written):
    assert str(read_event(cell, ledger_day=LEDGER_DAY).date) == written


@given(WRITTEN)
def test_a_date_is_read_back_from_what_it_writes(written):
    assert birth(str(written)).date == written
    assert birth(written.in_words()).date == written


@given(st.dates(date(1927, 6, 1), date(2100, 12, 31)))
def test_a_serial_of_excel_is_its_day(day):
    assert birth(float((day - EXCEL_DAY_ZERO).days)).date == PreciseDate.on(day)


@given(st.integers(1918, 1999), st.sampled_from([2, 3, 4, 5, 6, 7, 8, 9, 11, 12]))
def test_a_number_cell_keeps_every_month_but_january_and_october(year, month):
    assert birth(float(f"{year}.{month}")).date == PreciseDate.of(year, month)
    assert birth(float(f"{year % 100}.{month:02}")).date == PreciseDate.of(year, month)


@given(WRITTEN, WRITTEN)
def test_two_dates_contradict_if_no_day_fits_both(one, other):
    assert contradict(one, other) == (one.period.intersection(other.period) is None)
    assert (agreement(one, other) is None) == contradict(one, other)


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        ("1963-05-12", "1963-05-12", Precision.DAY),
        ("1963-05-12", "1963-05", Precision.MONTH),
        ("1963", "1963-05", Precision.YEAR),
        ("1963-05", "1963-06", None),
        ("1963-05-12", "1963-05-13", None),
        ("1963", "1964-05", None),
    ],
)
def test_dates_agree_to_the_coarser_of_the_two(one, other, agreed):
    assert agreement(birth(one).date, birth(other).date) is agreed


def test_an_age_is_one_number_or_two():
    as_of = date(2017, 7, 31)
    assert list(PreciseDate.of(1963).ages(as_of=as_of)) == [53, 54]
    assert list(PreciseDate.of(1963, 5).ages(as_of=as_of)) == [54]
    assert list(PreciseDate.of(1963, 8, 1).ages(as_of=as_of)) == [53]


def test_a_stored_date_carries_nothing_finer_than_its_precision():
    with pytest.raises(DateImpossible, match="更细"):
        PreciseDate(date(1963, 5, 12), Precision.MONTH)

"""Numbers with a unit and a mark: what may be added, and how sure the result is (R21, R22)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from niangjia.base.counts import (
    UNKNOWN,
    Count,
    Mark,
    NotPrinted,
    UnitsDiffer,
    mean,
    rate,
    ratio,
    total,
)
from niangjia.base.rounding import divide_half_up, half_up
from niangjia.base.units import Unit

EXACT, AT_LEAST, BELOW, ABOUT = Mark
MARKS = st.sampled_from(Mark)
NUMBERS = st.integers(0, 10**6)


def people(value, mark=EXACT):
    return Count(value, Unit.PERSON, mark)


@pytest.mark.parametrize(
    ("first", "second", "sum_"),
    [
        (EXACT, EXACT, EXACT),
        (AT_LEAST, AT_LEAST, AT_LEAST),
        (BELOW, BELOW, BELOW),
        (EXACT, AT_LEAST, AT_LEAST),
        (BELOW, EXACT, BELOW),
        (EXACT, ABOUT, ABOUT),
        (AT_LEAST, BELOW, ABOUT),
        (ABOUT, BELOW, ABOUT),
        (AT_LEAST, ABOUT, ABOUT),
    ],
)
def test_a_sum_is_as_sure_as_its_parts(first, second, sum_):
    assert people(3, first) + people(4, second) == people(7, sum_)


def test_seats_and_persons_are_not_added():
    with pytest.raises(UnitsDiffer, match="“席”（SEAT）与“人”（PERSON）不是同一种单位"):
        Count(3, Unit.SEAT) + people(4)
    with pytest.raises(UnitsDiffer):
        Count(3, Unit.SEAT) - people(4)
    with pytest.raises(UnitsDiffer):
        total([Count(3, Unit.SEAT)], Unit.PERSON)


@pytest.mark.parametrize("value", [1.5, True, "3", None])
def test_a_count_is_whole_or_decimal(value):
    with pytest.raises(TypeError, match="必须是整数"):
        Count(value, Unit.YUAN)


def test_a_count_is_a_number():
    with pytest.raises(ValueError, match="不是一个数"):
        Count(Decimal("NaN"), Unit.YUAN)


@pytest.mark.parametrize(
    ("of", "to", "average"),
    [(313, 13, "24.1"), (33, 13, "2.5"), (1601, 119, "13.5"), (209, 119, "1.8"), (312, 13, "24.0")],
)
def test_the_averages_of_qingliu_come_out(of, to, average):
    found = mean(Count(of, Unit.SEAT), Count(to, Unit.ORGANISATION))
    assert found == Count(Decimal(average), Unit.PER_ORGANISATION)
    assert str(found.value) == average


@pytest.mark.parametrize(
    ("of", "to", "printed"),
    [
        (119, 119, "100"),
        (118, 119, "99.2"),
        (0, 119, "0"),
        (2999, 3000, "100.0"),
        (1, 3000, "0.0"),
        (130, 100, "130.0"),
    ],
)
def test_only_all_and_none_are_written_without_decimals(of, to, printed):
    assert str(rate(people(of), people(to)).value) == printed


@pytest.mark.parametrize(
    ("of", "to", "quotient"),
    [
        (AT_LEAST, EXACT, AT_LEAST),
        (BELOW, EXACT, BELOW),
        (ABOUT, EXACT, ABOUT),
        (EXACT, AT_LEAST, BELOW),
        (EXACT, BELOW, AT_LEAST),
        (EXACT, ABOUT, ABOUT),
        (AT_LEAST, AT_LEAST, ABOUT),
        (AT_LEAST, BELOW, ABOUT),
    ],
)
def test_a_quotient_is_as_sure_as_its_parts(of, to, quotient):
    assert rate(people(30, of), people(40, to)).mark is quotient


def test_a_rate_above_a_hundred_is_not_printed_from_marked_parts():
    for of, to in ((AT_LEAST, EXACT), (EXACT, ABOUT), (BELOW, BELOW)):
        assert isinstance(rate(people(41, of), people(40, to)), NotPrinted)


def test_nothing_is_divided_by_nothing():
    answer = rate(people(0), people(0))
    assert isinstance(answer, NotPrinted)
    assert "分母为 0" in answer.reason


def test_unknown_is_not_zero():
    assert str(UNKNOWN) == "未记"
    assert people(0) != UNKNOWN
    assert rate(UNKNOWN, people(4)) is UNKNOWN
    assert mean(people(4), UNKNOWN) is UNKNOWN


def test_a_sum_says_over_how_many_units_nothing_is_known():
    found = total([people(3), UNKNOWN, people(4, AT_LEAST), UNKNOWN], Unit.PERSON)
    assert (found.count, found.unknown_in) == (people(7, AT_LEAST), 2)
    assert total([], Unit.PERSON).count == people(0)
    assert total([UNKNOWN], Unit.PERSON).count is UNKNOWN


def fits(count, truth):
    """Whether the mark tells the truth about a number that really is `truth`."""
    return {
        EXACT: count.value == truth,
        AT_LEAST: truth >= count.value,
        BELOW: truth <= count.value,
        ABOUT: True,
    }[count.mark]


def truth_of(count, distance):
    return (
        count.value + {EXACT: 0, AT_LEAST: distance, BELOW: -distance, ABOUT: distance}[count.mark]
    )


@given(NUMBERS, MARKS, st.integers(0, 99), NUMBERS, MARKS, st.integers(0, 99))
def test_no_mark_of_a_sum_or_difference_promises_too_much(a, mark_a, off_a, b, mark_b, off_b):
    one, other = people(a, mark_a), people(b, mark_b)
    true_one, true_other = truth_of(one, off_a), truth_of(other, off_b)

    assert fits(one + other, true_one + true_other)
    assert fits(one - other, true_one - true_other)


@given(NUMBERS, MARKS, st.integers(0, 99), NUMBERS, MARKS, st.integers(0, 99))
def test_no_mark_of_a_quotient_promises_too_much(a, mark_a, off_a, b, mark_b, off_b):
    one, other = people(a, mark_a), people(b, mark_b)
    true_one, true_other = truth_of(one, off_a), truth_of(other, off_b)
    assume(other.value > 0 and true_other > 0 and true_one >= 0)

    stated = ratio(one, other, decimals=3, unit=Unit.PER_ORGANISATION)
    assert fits(stated, half_up(Fraction(true_one, true_other), 3))


@given(st.lists(st.tuples(NUMBERS, MARKS)), st.randoms())
def test_the_order_of_the_parts_does_not_matter(parts, random):
    counts = [people(value, mark) for value, mark in parts]
    before = total(counts, Unit.PERSON)
    random.shuffle(counts)
    assert total(counts, Unit.PERSON) == before


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("0.25"), 1, "0.3"),
        (Decimal("-0.04"), 1, "0.0"),
        (Fraction(2, 3), 2, "0.67"),
        (7, 1, "7.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded


def test_a_quotient_is_rounded_once():
    assert divide_half_up(13454, 1000, 1) == Decimal("13.5")
    assert divide_half_up(134499999, 10**7, 1) == Decimal("13.4")

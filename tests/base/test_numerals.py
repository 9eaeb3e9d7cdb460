"""Chinese numerals both ways, and days in words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.numerals import (
    NumeralError,
    day_in_words,
    digit_by_digit,
    half_width,
    period_in_words,
    to_chinese,
    to_number,
)
from niangjia.base.periods import Period


def by_hand(number):
    """Write a number below a hundred million as one learns it at school."""
    high, low = divmod(number, 10_000)
    gap = "零" if high and 0 < low < 1000 else ""
    written = (four_digits(high) + "万" if high else "") + gap + four_digits(low)
    return (written.removeprefix("一") if written.startswith("一十") else written) or "零"


def four_digits(number):
    written, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + word
        gap = not digit
    return written


@given(st.integers(0, 99_999_999))
def test_numerals_are_written_as_at_school_and_read_back(number):
    written = to_chinese(number)
    assert written == by_hand(number)
    assert to_number(written) == number


@given(st.integers(0, 10**15))
def test_arabic_numbers_are_read_with_and_without_commas(number):
    assert to_number(str(number)) == number
    assert to_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一万三千六百", 13600),
        ("一万三千六", 13600),
        ("十一万", 110000),
        ("两百五", 250),
        ("两千零二", 2002),
        ("十", 10),
        ("廿三", 23),
        ("卅", 30),
        ("兩萬", 20000),
        ("壹佰贰拾", 120),
        ("一亿六千万", 160_000_000),
        ("一点五万", 15000),
        ("九十九点二", Decimal("99.2")),
        ("1.6亿", 160_000_000),
        ("1亿6000万", 160_000_000),
        ("3万5千", 35000),
        ("770万", 7_700_000),
        ("２０", 20),
        ("负三", -3),
        ("−5", -5),
        ("1.50", Decimal("1.5")),
    ],
)
def test_a_numeral_is_read(text, number):
    assert to_number(text) == number
    assert type(to_number(text)) is type(number)


@pytest.mark.parametrize(
    "text",
    "三五 二三十 七八百 数十 几十 百 百把 幺 二十零 一亿三 二〇一七 十几 12,34 1,2345 三元 3万5 5万6亿 - 三点 3_5".split(),
)
def test_what_names_no_number_is_refused(text):
    with pytest.raises(NumeralError, match="不是一个确定的数"):
        to_number(text)


def test_years_are_read_digit_by_digit():
    assert digit_by_digit("一九六三") == "1963"
    assert digit_by_digit("二〇一七") == digit_by_digit("二○１7") == "2017"
    with pytest.raises(NumeralError):
        digit_by_digit("十三")


def test_full_width_signs_become_half_width_in_place():
    assert half_width("２０００＋个，９９．２％\u3000Ａ４") == "2000+个，99.2% A4"


@given(st.text())
def test_half_width_keeps_every_place(text):
    assert len(half_width(text)) == len(text)


def test_a_day_is_written_out():
    assert day_in_words(date(2017, 7, 31)) == "2017年7月31日"
    assert day_in_words(date(2017, 7, 31), with_year=False) == "7月31日"


@pytest.mark.parametrize(
    ("period", "with_year", "words"),
    [
        ("2017-05-15..2017-07-31", True, "2017年5月15日至7月31日"),
        ("2017-05-15..2017-07-31", False, "5月15日至7月31日"),
        ("2016-12-01..2017-02-15", False, "2016年12月1日至2017年2月15日"),
        ("2017-05-15", True, "2017年5月15日"),
        ("2017", True, "2017年"),
        ("2017", False, "2017年"),
        ("2017H1", True, "2017年上半年"),
        ("2017H2", False, "下半年"),
        ("2017Q3", True, "2017年第三季度"),
        ("2017-05", False, "5月"),
        ("2017-05..2017-08", True, "2017年5月至8月"),
        ("2017-01..2018-12", True, "2017年1月1日至2018年12月31日"),
        ("2017-01-01..2017-07-15", True, "2017年1月1日至7月15日"),
    ],
)
def test_a_period_is_written_out(period, with_year, words):
    assert period_in_words(Period.parse(period), with_year=with_year) == words

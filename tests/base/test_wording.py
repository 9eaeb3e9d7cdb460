"""Counts written for screens and documents, and read back (R22, R26)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.counts import UNKNOWN, Count, Mark, NotPrinted
from niangjia.base.prose import NotACount, read_count
from niangjia.base.units import Unit
from niangjia.base.wording import in_report, on_screen, screen_words

EXACT, AT_LEAST, BELOW, ABOUT = Mark


@pytest.mark.parametrize(
    ("value", "unit", "mark", "screen", "report", "report_in_wan"),
    [
        (4000, Unit.ATTENDANCE, AT_LEAST, "4,000余人次", "4000余人次", "4000余人次"),
        (110000, Unit.YUAN, EXACT, "11万元", "110000元", "11万元"),
        (15000, Unit.YUAN, EXACT, "1.5万元", "15000元", "1.5万元"),
        (Decimal("15000.00"), Unit.YUAN, EXACT, "1.5万元", "15000元", "1.5万元"),
        (9999, Unit.YUAN, EXACT, "9,999元", "9999元", "9999元"),
        (Decimal("15321.50"), Unit.YUAN, EXACT, "15,321.5元", "15321.5元", "15321.5元"),
        (160_000_000, Unit.PERSON, AT_LEAST, "160,000,000余人", "160000000余人", "1.6亿余人"),
        (7_700_000, Unit.SEAT, AT_LEAST, "7,700,000余席", "7700000余名", "770余万名"),
        (35000, Unit.ORGANISATION, AT_LEAST, "35,000余个", "35000余个", "3.5万余个"),
        (1601, Unit.SEAT, EXACT, "1,601席", "1601名", "1601名"),
        (23, Unit.SESSION, AT_LEAST, "至少23场", "至少23场", "至少23场"),
        (0, Unit.SESSION, AT_LEAST, "至少0场", "至少0场", "至少0场"),
        (100, Unit.PERSON, BELOW, "近100人", "近100人", "近100人"),
        (96, Unit.PERSON, BELOW, "不到96人", "不到96人", "不到96人"),
        (3000, Unit.HOUSEHOLD, ABOUT, "约3,000户", "约3000户", "约3000户"),
        (Decimal("24.0"), Unit.PER_ORGANISATION, EXACT, "24.0", "24.0", "24.0"),
        (Decimal(100), Unit.PERCENT, EXACT, "100%", "100%", "100%"),
        (Decimal("99.2"), Unit.PERCENT, EXACT, "99.2%", "99.2%", "99.2%"),
        (80, Unit.PERCENT, AT_LEAST, "至少80%", "至少80%", "至少80%"),
        (Decimal("3.50"), Unit.HOUR, EXACT, "3.5小时", "3.5小时", "3.5小时"),
        (-20000, Unit.YUAN, EXACT, "-2万元", "-20000元", "-2万元"),
    ],
)
def test_a_count_is_written(value, unit, mark, screen, report, report_in_wan):
    count = Count(value, unit, mark)

    assert on_screen(count) == screen
    assert in_report(count) == report
    assert in_report(count, wan=True) == report_in_wan


def test_the_sentence_may_go_on_with_its_own_word():
    assert in_report(Count(4000, Unit.ATTENDANCE, AT_LEAST), with_unit=False) == "4000余"


def test_what_is_not_known_is_written_as_such():
    assert on_screen(UNKNOWN) == in_report(UNKNOWN) == "未记"
    assert in_report(NotPrinted("…")) == "不计算"


def test_a_page_gets_the_parts():
    words = screen_words(Count(1_000_000, Unit.YUAN, AT_LEAST))
    assert (words.before, words.number, words.after, words.unit) == ("", "100", "余万", "元")
    plain = screen_words(Count(1_000_000, Unit.YUAN, AT_LEAST), wan=False)
    assert (plain.number, plain.after) == ("1,000,000", "余")


WHOLE = st.integers(0, 10**9) | st.integers(0, 10**5).map(lambda n: n * 1000)
MONEY = st.builds(lambda fen: Decimal(fen) / 100, st.integers(0, 10**11))
COUNTED = st.sampled_from([unit for unit in Unit if not unit.is_quotient and unit is not Unit.DAY])
COUNTS = st.builds(Count, WHOLE, COUNTED, st.sampled_from(Mark))
SUMS = st.builds(Count, MONEY, st.just(Unit.YUAN), st.sampled_from(Mark))
RATES = st.builds(
    lambda tenths, unit, mark: Count(Decimal(tenths) / 10, unit, mark),
    st.integers(0, 1000),
    st.sampled_from([Unit.PERCENT, Unit.PERCENTAGE_POINT, Unit.MULTIPLE, Unit.PER_ORGANISATION]),
    st.sampled_from(Mark),
)


@given(COUNTS | SUMS | RATES, st.booleans())
def test_what_is_written_is_read_back(count, wan):
    assert read_count(on_screen(count, wan=wan), count.unit) == count
    assert read_count(in_report(count, wan=wan), count.unit) == count


@given(COUNTS)
def test_a_document_has_no_comma_and_no_space(count):
    assert not set(in_report(count)) & set(",， ")


@pytest.mark.parametrize(
    ("text", "value", "unit", "mark"),
    [
        ("4000余人次", 4000, Unit.ATTENDANCE, AT_LEAST),
        ("4,000余人次", 4000, Unit.ATTENDANCE, AT_LEAST),
        ("11万元", 110000, Unit.YUAN, EXACT),
        ("11万余元", 110000, Unit.YUAN, AT_LEAST),
        ("二十余场", 20, Unit.SESSION, AT_LEAST),
        ("二十多万元", 200000, Unit.YUAN, AT_LEAST),
        ("1.6亿", 160_000_000, Unit.NUMBER, EXACT),
        ("770多万", 7_700_000, Unit.NUMBER, AT_LEAST),
        ("3.5万余个", 35000, Unit.ORGANISATION, AT_LEAST),
        ("一万三千六百", 13600, Unit.NUMBER, EXACT),
        ("近百名", 100, Unit.PERSON, BELOW),
        ("百余名", 100, Unit.PERSON, AT_LEAST),
        ("百把人", 100, Unit.PERSON, ABOUT),
        ("上千名", 1000, Unit.PERSON, AT_LEAST),
        ("约3000户", 3000, Unit.HOUSEHOLD, ABOUT),
        ("3000户左右", 3000, Unit.HOUSEHOLD, ABOUT),
        ("约20余场", 20, Unit.SESSION, ABOUT),
        ("2000+", 2000, Unit.NUMBER, AT_LEAST),
        ("２０００＋ 个", 2000, Unit.ORGANISATION, AT_LEAST),
        ("2次以上", 2, Unit.SESSION, AT_LEAST),
        ("不到96人", 96, Unit.PERSON, BELOW),
        ("不超过30人", 30, Unit.PERSON, BELOW),
        ("十几名", 10, Unit.PERSON, AT_LEAST),
        ("百分之百", 100, Unit.PERCENT, EXACT),
        ("百分之九十九点二", Decimal("99.2"), Unit.PERCENT, EXACT),
        ("99.2％", Decimal("99.2"), Unit.PERCENT, EXACT),
    ],
)
def test_a_written_count_is_read(text, value, unit, mark):
    assert read_count(text) == Count(value, unit, mark)


@pytest.mark.parametrize(
    "text",
    ["", "名", "数十名", "几百人", "三五个", "二三十人", "3-5人", "三分之一", "5 6人", "若干"],
)
def test_a_text_without_one_number_is_refused(text):
    with pytest.raises(NotACount, match="不是一个确定的数量"):
        read_count(text)


def test_the_word_must_belong_to_the_unit_asked_for():
    assert read_count("33名", Unit.SEAT) == Count(33, Unit.SEAT)
    assert read_count("33", Unit.SEAT) == Count(33, Unit.SEAT)
    with pytest.raises(NotACount, match="“33场”的单位不对，这里要的是“名”"):
        read_count("33场", Unit.SEAT)

"""Arithmetic looks at the unit, printing at its words (R21)."""

import pytest

from niangjia.base.units import Unit, all_words, units_of


def test_a_seat_is_called_xi_on_a_screen_and_ming_in_a_report():
    assert (Unit.SEAT.label, Unit.SEAT.report_word) == ("席", "名")


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("席", Unit.SEAT),
        ("人", Unit.PERSON),
        ("名", Unit.PERSON),
        ("位", Unit.PERSON),
        ("人次", Unit.ATTENDANCE),
        ("户", Unit.HOUSEHOLD),
        ("户次", Unit.HOUSEHOLD_VISIT),
        ("场", Unit.SESSION),
        ("场次", Unit.SESSION),
        ("次", Unit.SESSION),
        ("期", Unit.SESSION),
        ("支", Unit.TEAM),
        ("份", Unit.DOCUMENT),
        ("件", Unit.ITEM),
        ("台", Unit.GOODS),
        ("小时", Unit.HOUR),
        ("天", Unit.DAY),
        ("元", Unit.YUAN),
        ("%", Unit.PERCENT),
        ("个百分点", Unit.PERCENTAGE_POINT),
    ],
)
def test_a_word_is_most_likely_one_unit(word, unit):
    assert units_of(word)[0] is unit


def test_a_word_may_mean_several_units():
    assert {Unit.SEAT, Unit.PERSON} <= set(units_of("名"))
    assert {Unit.ORGANISATION, Unit.PLACE} <= set(units_of("个"))
    assert units_of("亩") == ()


def test_every_unit_understands_the_words_it_writes():
    for unit in Unit:
        assert unit.accepts(unit.label)
        assert unit.accepts(unit.report_word)


def test_an_average_takes_the_word_of_what_is_averaged():
    assert Unit.PER is Unit.PER_ORGANISATION
    assert Unit.PER.accepts("名")
    assert not Unit.SESSION.accepts("名")


def test_longer_words_are_tried_first():
    words = all_words()
    assert words.index("人次") < words.index("人")
    assert words.index("个百分点") < words.index("个")

"""R18, R19: every figure and every value of every breakdown is recomputed from its listed rows."""

from datetime import date

import pytest

from niangjia.base.one_state import one_state
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.by_unit import by_unit, by_value
from niangjia.figures.catalogue import Reference, breakdowns, catalogue, counted, parse
from niangjia.figures.compute import value
from niangjia.figures.everyone import everyone
from niangjia.figures.kinds import Ratio, Share
from niangjia.figures.trace import recount, trace

YEAR = Period.including(date(2017, 1, 1), date(2017, 12, 31))
pytestmark = pytest.mark.django_db

COUNTED = [name for name, f in catalogue().items() if not isinstance(f, Ratio | Share)]
QUOTIENTS = [name for name, f in catalogue().items() if isinstance(f, Ratio | Share)]


@pytest.fixture
def busy(busy):
    """As on a page: nothing is written meanwhile, so what many figures ask is asked once."""
    with one_state():
        yield busy


def references(name):
    """The figure itself, then every value of every breakdown."""
    yield Reference(name)
    for breakdown in breakdowns(name).values():
        for choice in breakdown.choices():
            yield Reference(name, ((breakdown.name, choice),))


def recounted(answer, organisation):
    rows = trace(answer.reference, organisation=organisation, period=YEAR)
    assert len(rows) == (answer.rows or 0) or answer.value is None
    return recount(counted(answer.reference.name), rows)


NOTHING_THERE = {"network.lateral", "network.founded", "network.blank_spots"}


def test_every_number_is_recomputed_from_its_rows(busy):
    counting = set()
    for reference in (reference for name in COUNTED for reference in references(name)):
        answer = value(reference, organisation=busy.county.federation, period=YEAR)

        assert answer.value in (None, recounted(answer, busy.county.federation)), str(reference)
        counting |= {reference.name} if answer.value else set()
    assert counting == {*COUNTED} - NOTHING_THERE


def test_both_parts_of_every_quotient_open_their_rows(busy):
    for reference in (reference for name in QUOTIENTS for reference in references(name)):
        answer = value(reference, organisation=busy.county.federation, period=YEAR)

        assert answer.rows is None
        for part in answer.parts:
            assert part.value in (None, recounted(part, busy.county.federation)), str(reference)


def test_masked_and_full_rows_together_are_the_number(busy):
    top, mine = busy.county.federation, {busy.county.jia.pk}
    for name in COUNTED:
        answer = value(Reference(name), organisation=top, period=YEAR)
        rows = trace(Reference(name), organisation=top, period=YEAR, unmasked=mine)

        assert recount(counted(name), rows) == (answer.value or 0)
        assert not any(row.masked and (row.cells or row.entered_by) for row in rows)


def test_a_masked_row_is_nobodys_number(busy):
    top, mine = busy.county.federation, {busy.county.jia.pk}
    asked = Reference("committees.persons")
    of_persons = {row.key for row in trace(asked, organisation=top, period=YEAR)}
    for unmasked in (set(), mine):
        rows = trace(asked, organisation=top, period=YEAR, unmasked=unmasked)
        masked = [row for row in rows if row.masked]

        assert masked
        assert not of_persons & {row.key for row in masked}
        assert {row.key for row in masked} <= {None, *(row.public_id for row in masked)}


def test_everyone_at_once_is_what_each_is_told_alone(busy):
    for name in COUNTED:
        if counted(name).at.prefix:
            continue
        found = everyone(Reference(name), period=YEAR)
        for organisation in vars(busy.county).values():
            answer = value(Reference(name), organisation=organisation, period=YEAR)
            assert answer.value in (None, found[organisation.pk]), name


def test_figures_by_place_are_asked_for_one_by_one(busy):
    with pytest.raises(Refused, match="逐个"):
        everyone(parse("network.places"), period=YEAR)


def test_a_breakdown_lists_every_value_with_its_label(busy):
    found = by_value(
        parse("committees.posts"), "post", organisation=busy.county.federation, period=YEAR
    )

    assert [(value_, answer.value) for value_, _, answer in found] == [
        ("chair", 2),
        ("vice_chair", 1),
        ("standing", 1),
    ]
    assert found[0][1] == "主席"


def test_townships_add_up_to_the_county_without_the_county_itself(busy):
    found = by_unit(
        parse("committees.seats"),
        organisation=busy.county.federation,
        period=YEAR,
        level="township",
    )

    assert [(unit.short_name, unit.answer.value) for unit in found] == [
        ("甲镇妇联", 8),
        ("乙乡妇联", None),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("committees.seats(colour=red)", "可用的条件"),
        ("committees.seats(level=moon)", "可用的值"),
        ("committees.none", "没有叫"),
        ("席位", "读不懂"),
        ("committees.seats(level)", "可用的值"),
    ],
)
def test_a_wrong_reference_is_refused_in_a_sentence(db, text, says):
    with pytest.raises(Refused, match=says):
        parse(text)


def test_a_quotient_has_no_rows_of_its_own(busy):
    with pytest.raises(Refused, match="相除"):
        trace(parse("committees.mean_seats"), organisation=busy.county.federation, period=YEAR)

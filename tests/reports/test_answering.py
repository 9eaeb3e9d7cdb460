"""What a document asks is answered from the rows, as the figures answer it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from niangjia.base import journal
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.base.units import Unit
from niangjia.committees import operations as committees
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import OutsideNumber, Window
from niangjia.network import operations as network
from niangjia.reports.answering import asker, scope_of
from niangjia.reports.asking import Named
from niangjia.reports.printing import preview
from tests import cast
from tests.reports import office

pytestmark = pytest.mark.django_db


def scope(organisation, period=office.PERIOD, **more):
    return scope_of(organisation, period=period, **more)


def outside(organisation, kind="constant", **columns):
    with journal.act("常数", by=None) as entry:
        return OutsideNumber.objects.create(
            entry=entry,
            kind=kind,
            name="seats.due",
            organisation=organisation,
            **{"value": 9, "unit": Unit.SEAT, "source": "方案", **columns},
        )


@pytest.mark.parametrize(
    "ref",
    [
        office.SEATS,
        office.MEAN,
        "committees.persons",
        "committees.new_members(level=township)",
        "network.federations(level=village)",
        "network.blank_spots",
    ],
)
def test_an_answer_is_the_figures_answer(county, seats, ref):
    found = asker(county.federation, period=office.PERIOD)(ref)
    figure = value(parse(ref), organisation=county.federation, period=office.PERIOD)

    assert found.ref == ref
    assert (found.value, found.unit, found.mark) == (figure.value, figure.unit, figure.mark)
    assert (found.rows, found.unknown_in) == (figure.rows, figure.unknown_in)
    assert [part.value for part in found.parts or ()] == [p.value for p in figure.parts or ()]


def test_an_answer_says_of_whom_and_when(county, seats):
    ask = asker(county.federation, period=office.PERIOD)

    assert ask("network.founded").period_text == "2026-01-01 至 2026-10-31"
    assert ask(office.SEATS).period_text == "截至 2026-10-31"
    assert ask(office.SEATS).organisation_name == "清溪县妇女联合会"
    assert ask("committees.seats", organisation=county.jia.code).organisation_name == "甲镇妇联"


def test_an_answer_says_what_its_rows_were_entered_from(county, seats):
    with journal.act("导入", by=None, summary="网格台账.xlsx"):
        cast.below(county.bing, "grid", "grid", "第二网格")
    ask = asker(county.federation, period=office.PERIOD)

    assert ask("committees.seats").source == "选举1次"
    assert ask("network.grids").source == "导入：网格台账.xlsx；成立1次"
    assert ask("network.places").source == "行政区划表"
    assert ask(office.MEAN).source == "选举1次；成立2次"


def test_labels_are_chinese_whoever_reads(county, seats):
    with translation.override("en"):
        found = asker(county.federation, period=office.PERIOD)(office.SEATS)

    assert found.label == "执委席位·乡镇（街道）"


def test_an_answer_knows_the_address_of_its_rows(county, seats):
    def address_of(reference, *, organisation, period):
        return f"/{reference}/{organisation.code}/{period}"

    of, to = asker(county.federation, period=office.PERIOD, address_of=address_of)(
        office.MEAN
    ).parts

    assert of.address == f"/{office.SEATS}/990001000000/2026-01-01..2026-10-31"
    assert to.address.startswith("/network.federations")


def test_what_is_asked_twice_is_computed_once(county, seats, django_assert_num_queries):
    ask = asker(county.federation, period=office.PERIOD)
    first = ask(office.MEAN)

    with django_assert_num_queries(0):
        assert ask("committees.mean_seats( level=township )") is first
        assert ask(office.SEATS) is first.parts[0]


def test_units_are_listed_by_code(county):
    assert scope(county.federation).units(level="township") == (
        Named("甲镇妇联", "990001100000"),
        Named("乙乡妇联", "990001200000"),
    )
    assert scope(county.jia).units(level="township") == ()


def test_a_unit_without_a_code_is_found_again(county, seats):
    here = scope(county.federation)
    (grid,) = here.units(level="grid")

    assert grid.name == "第一网格"
    assert here.ask("network.grids", organisation=grid.code).value == 1


def test_two_units_of_one_name_have_two_numbers(county, seats):
    place = cast.lay_out_one("990001200002", "丙村", "village", "990001200000")
    cast.federation(county.yi, place, "village")
    text = (
        '# 甲\n\n{% for unit in units(level="village") %}{{ unit.name }}'
        '{{ figure("network.federations", organisation=unit.code) }}，{% endfor %}\n'
    )

    document = preview(text, organisation=county.federation, period=office.PERIOD)

    assert [number.answer.organisation_name for number in document.figures] == [
        "甲镇妇联丙村妇联",
        "丁村妇代会",
        "戊社区妇联",
        "乙乡妇联丙村妇联",
    ]


def test_another_countys_numbers_are_not_asked(county, seats):
    ask = asker(county.jia, period=office.PERIOD)

    with pytest.raises(Refused, match="不在甲镇妇女联合会之下"):
        ask("committees.seats", organisation=county.yi.code)


class TestAUnitThatMoves:
    """丙村 moves from 甲镇 to 乙乡 on 1 September."""

    DAY = date(2026, 9, 1)

    @pytest.fixture(autouse=True)
    def _moves(self, county, seats):
        network.move(
            by=None, organisation=county.bing, parent=county.yi, on=self.DAY, today=office.TODAY
        )

    def test_says_from_when_and_until_when_it_was_there(self, county):
        assert scope(county.jia).units(level="village")[0].name == "丙村妇联（至2026年8月31日）"
        assert scope(county.yi).units(level="village")[0].name == "丙村妇联（自2026年9月1日）"
        assert scope(county.federation).units(level="village")[0].name == "丙村妇联"

    def test_counts_where_it_stands_on_the_last_day(self, county):
        code = county.bing.code

        assert scope(county.jia).ask("committees.seats", organisation=code).value == 0
        assert scope(county.yi).ask("committees.seats", organisation=code).value == 3

    def test_counts_what_happened_where_it_stood_that_day(self, county, seats):
        for place, day in ((2, date(2026, 7, 1)), (3, date(2026, 9, 15))):
            seat = seats[f"{county.bing.code}-{place}"]
            committees.end_seat(by=None, seat=seat, on=day, reason="外出")

        def asked(organisation):
            found = scope(organisation).ask("committees.changes", organisation=county.bing.code)
            days = found.found.values_list("on", flat=True)
            return found.value, found.rows, [*days], bool(found.address)

        assert asked(county.jia) == (1, 1, [date(2026, 7, 1)], False)
        assert asked(county.yi) == (1, 1, [date(2026, 9, 15)], False)
        assert asked(county.federation)[0] == 2


def test_a_constant_of_a_superior_holds_below(county):
    outside(county.federation)
    found = scope(county.jia).constant("seats.due")

    assert (found.value, found.unit, found.source) == (9, Unit.SEAT, "方案")
    assert found.organisation_name == "清溪县妇女联合会"
    assert scope(county.jia).constant("seats") is None


def test_the_nearest_constant_counts(county):
    outside(county.jia, value=Decimal("11.50"))
    outside(county.federation)

    assert scope(county.jia).constant("seats.due").value == Decimal("11.5")
    assert scope(county.yi).constant("seats.due").value == 9


def test_of_two_constants_of_one_place_the_later_holds(county):
    outside(county.federation, value=7, ends_on=date(2026, 3, 1))
    outside(county.federation, value=8)
    outside(county.federation, value=9, starts_on=date(2026, 3, 1))
    outside(county.federation, value=10, starts_on=date(2026, 12, 1))

    assert scope(county.federation).constant("seats.due").value == 9


def test_what_a_superior_counted_is_not_handed_down(county):
    outside(county.federation, kind="external")

    assert scope(county.federation).constant("seats.due").value == 9
    assert scope(county.jia).constant("seats.due") is None


def test_a_window_gives_its_days_and_its_words(county):
    with journal.act("常数", by=None) as entry:
        Window.objects.create(
            entry=entry,
            name="campaign.observation",
            label="丙村",
            organisation=county.federation,
            source="通知",
            starts_on=date(2026, 5, 23),
            ends_on=date(2026, 5, 25),
        )
    constant = scope(county.jia).constant

    assert constant("campaign.observation_on") == date(2026, 5, 23)
    assert constant("campaign.observation_last") == date(2026, 5, 24)
    assert constant("campaign.observation_place") == "丙村"
    assert constant("campaign.observation_colour") is None


def test_a_day_has_its_own_answer(county, seats):
    def asked(day):
        return asker(county.federation, period=Period.day(day))(office.SEATS).value

    assert asked(office.ELECTED) == 9
    assert asked(date(2026, 6, 7)) is None

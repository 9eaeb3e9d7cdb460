"""One township's list makes no county known; the lists of all its townships together do (R6)."""

from datetime import date

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base.periods import Period
from niangjia.figures.by_unit import by_unit
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import RegisterStart
from niangjia.ledgers.importing import import_file
from niangjia.network.models import Place, Placement
from tests import cast

pytestmark = pytest.mark.django_db
DAY = Period.day(date(2026, 1, 1))
JIA = (("甲镇", "", "甲镇妇联"), ("甲镇", "丙村", "丙村妇联"), ("甲镇", "丁村", "丁村妇代会"))
YI = (("乙乡", "", "乙乡妇联"), ("乙乡", "戊社区", "戊社区妇联"))


@pytest.fixture
def unlisted(db):
    """清溪县, of which no list of organisations is known to be complete."""
    return cast.found_county(since=None)


@pytest.fixture
def take(unlisted, tmp_path, today):
    """Import a list of organisations for the county."""

    def taken(*rows):
        path = tmp_path / "组织台账.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("台账")
            sheet.write_row(0, 0, ["登记起始：2018-01-01"])
            sheet.write_row(1, 0, ["乡镇", "村", "组织名称"])
            for n, row in enumerate(rows, start=2):
                sheet.write_row(n, 0, row)
        done = import_file(
            by=None, path=path, kind="organisations", root=unlisted.federation, today=today
        )
        assert done.records == len(rows)

    return taken


def federations(organisation):
    return value(parse("network.federations(level=village)"), organisation=organisation, period=DAY)


def test_one_townships_list_says_nothing_of_the_county(take, unlisted):
    take(*JIA)

    assert federations(unlisted.jia).value == 1
    assert federations(unlisted.federation).value is None
    assert federations(unlisted.yi).value is None


def test_the_lists_of_all_townships_are_the_countys(take, unlisted):
    take(*JIA)
    take(*YI)

    assert federations(unlisted.federation).value == 2


def test_many_counties_take_the_same_statements_as_one(take, unlisted):
    take(*JIA)
    take(*YI)
    place = Place.objects.create(code="990000000000", prefix="9900", level="prefecture")
    place.names.create(name="清江市", kind="prefecture")
    city = cast.federation(None, place, "prefecture")

    def another(number):
        cast.lay_out_one(f"99000{number}000000", f"第{number}县", "county", "990000000000")
        made = cast.federation(city, Place.objects.get(code=f"99000{number}000000"), "county")
        cast.lay_out_one(f"99000{number}100000", f"第{number}镇", "town", made.code)

    def answers():
        with CaptureQueriesContext(connection) as asked:
            found = by_unit(
                parse("network.federations"), organisation=city, period=DAY, level="county"
            )
        return len(asked), [unit.answer.value for unit in found]

    Placement.objects.create(entry=city.entry, organisation=unlisted.federation, parent=city)
    another(2)
    few, _values = answers()
    for number in (3, 4, 5, 6):
        another(number)

    many, values = answers()

    assert (many, values) == (few, [5, *[None] * 5])


def test_one_list_of_all_townships_is_the_countys(take, unlisted):
    take(*JIA, *YI)

    assert RegisterStart.objects.get().organisation == unlisted.federation
    assert federations(unlisted.federation).value == 2

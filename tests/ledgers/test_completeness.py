"""One township's list makes no county known; the lists of all its townships together do (R6)."""

from datetime import date

import pytest
import xlsxwriter

from niangjia.base.periods import Period
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import RegisterStart
from niangjia.ledgers.importing import import_file
from tests import cast

pytestmark = pytest.mark.django_db
DAY = Period.day(date(2026, 1, 1))
JIA = (("甲镇", "", "甲镇妇联"), ("甲镇", "丙村", "丙村妇联"), ("甲镇", "丁村", "丁村妇代会"))
YI = (("乙乡", "", "乙乡妇联"), ("乙乡", "戊社区", "戊社区妇联"))


@pytest.fixture
def county(db):
    return cast.found_county(since=None)


@pytest.fixture
def take(county, tmp_path, today):
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
            by=None, path=path, kind="organisations", root=county.federation, today=today
        )
        assert done.records == len(rows)

    return taken


def federations(organisation):
    return value(parse("network.federations(level=village)"), organisation=organisation, period=DAY)


def test_one_townships_list_says_nothing_of_the_county(take, county):
    take(*JIA)

    assert federations(county.jia).value == 1
    assert federations(county.federation).value is None
    assert federations(county.yi).value is None


def test_the_lists_of_all_townships_are_the_countys(take, county):
    take(*JIA)
    take(*YI)

    assert federations(county.federation).value == 2


def test_one_list_of_all_townships_is_the_countys(take, county):
    take(*JIA, *YI)

    assert RegisterStart.objects.get().organisation == county.federation
    assert federations(county.federation).value == 2

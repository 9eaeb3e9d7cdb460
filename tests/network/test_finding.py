"""An organisation is found by its code and by every way people write its name."""

from datetime import date

import pytest

from niangjia.base.refusals import Refused
from niangjia.network import finding, operations
from tests import cast


@pytest.mark.parametrize(
    "text", ["990001", "990001000000", "清溪县妇联", "清溪县妇女联合会", "清溪"]
)
def test_the_county_is_found(county, today, text):
    assert finding.find(text, on=today) == county.federation


@pytest.mark.parametrize(
    "text",
    [
        "990001100201",
        "９９０００１１００２０１",
        "丙村",
        "丙村妇联",
        "丙村妇女联合会",
        "甲镇丙村",
        "清溪县丙村",
    ],
)
def test_a_village_is_found(county, today, text):
    assert finding.find(text, on=today) == county.bing


@pytest.mark.parametrize("text", ["990001100", "甲镇", "甲镇妇联", "甲镇人民政府"])
def test_a_township_is_found(county, today, text):
    assert finding.find(text, on=today) == county.jia


def test_a_station_is_found_by_its_name(county, today):
    assert finding.find("河边姐妹驿站", on=today) == county.station


def test_what_is_not_there_is_said(county, today):
    with pytest.raises(Refused, match="没有找到组织“己村”"):
        finding.find("己村", on=today)


def test_two_of_one_name_are_listed(county, today):
    place = cast.lay_out_one("990001200002", "丙村", "village", "990001200000")
    other = cast.federation(county.yi, place, "village")

    with pytest.raises(finding.SeveralFound) as caught:
        finding.find("丙村", on=today)

    assert {str(choice) for choice in caught.value.choices} == {
        "990001100201 清溪县妇联/甲镇妇联/丙村妇联",
        "990001200002 清溪县妇联/乙乡妇联/丙村妇联",
    }
    assert finding.find("乙乡丙村", on=today) == other


def test_a_former_name_is_still_known(county, today):
    operations.rename(
        by=None,
        organisation=county.bing,
        name="新丙村妇女联合会",
        short_name="新丙村妇联",
        on=date(2020, 1, 1),
        today=today,
    )

    assert finding.find("丙村妇联", on=today) == county.bing
    assert finding.find("新丙村", on=today) == county.bing


def test_the_living_come_before_the_ended(county, today):
    operations.dissolve(by=None, organisation=county.ding, on=date(2020, 1, 1), today=today)

    assert finding.find("丁村妇代会", on=today) == county.ding


def test_the_top_is_the_county(county, today):
    assert finding.top(on=today) == county.federation


@pytest.mark.django_db
def test_without_organisations_the_next_step_is_named(today):
    with pytest.raises(Refused, match="niangjia init"):
        finding.top(on=today)

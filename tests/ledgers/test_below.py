"""Grids, stations, lateral bodies, their ties and venues come in by the organisations ledger."""

from datetime import date, timedelta

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base.periods import Period
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import Register, RegisterStart
from niangjia.ledgers.answering import Answer, Way, answer_row
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import ImportRow
from niangjia.ledgers.receipt_models import Coverage
from niangjia.network.models import Organisation, OrganisationLink, OrganisationName, Venue
from niangjia.network.operations import move

pytestmark = pytest.mark.django_db
HEAD = ("序号", "乡镇", "村", "组织类别", "组织名称", "所属网格", "成立日期")
TIES = ("序号", "乡镇", "村", "联办方式", "联办组织", "联办日期", "联办止")
VENUES = ("序号", "乡镇", "村", "阵地名称", "阵地种类", "启用日期", "停用日期")
GRIDS = (
    ("甲镇", "丙村", "妇联网格", "第二网格", "", "2018.1.9"),
    ("〃", "〃", "姐妹驿站", "第二姐妹驿站", "第二网格", "2018年2月"),
    ("同上", "同上", "", "村口姐妹驿站", "", ""),
)


@pytest.fixture
def take(county, tmp_path, today):
    """Write rows below a header and import them."""

    def taken(head, *rows, **more):
        path = tmp_path / "台账.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("台账")
            sheet.write_row(0, 0, ["台账"])
            sheet.write_row(1, 0, ["登记起始：2018-01-01　　截至：2018-05-24"])
            sheet.write_row(2, 0, head)
            for n, row in enumerate(rows, start=1):
                sheet.write_row(2 + n, 0, (n, *row))
        return import_file(
            by=None, path=path, kind="organisations", root=county.federation, today=today, **more
        )

    return taken


def fates(outcome):
    return (
        outcome.created,
        outcome.changed,
        outcome.unchanged,
        len(outcome.waiting),
        len(outcome.rejected),
    )


def called(name):
    return Organisation.objects.get(names__name=name)


def test_a_grid_stands_in_its_village_and_a_station_in_its_grid(take, county):
    assert fates(take(HEAD, *GRIDS)) == (3, 0, 0, 0, 0)

    grid, station = called("丙村第二网格"), called("丙村第二姐妹驿站")
    assert (grid.level, grid.kind_id, grid.starts_on) == ("grid", "grid", date(2018, 1, 9))
    assert grid.placements.get().parent == county.bing
    assert station.placements.get().parent == grid
    assert (station.kind_id, station.starts_on) == ("sisters_station", date(2018, 2, 1))
    assert station.place == county.bing.place
    assert station.path == grid.path + f"{station.pk:08x}"
    assert station.events.get().precision == "month"
    assert called("丙村村口姐妹驿站").placements.get().parent == county.bing


def test_the_same_file_again_changes_nothing(take):
    take(HEAD, *GRIDS)

    assert fates(take(HEAD, *GRIDS)) == (0, 0, 3, 0, 0)


def test_a_day_that_was_missing_is_taken_over(take):
    take(HEAD, *GRIDS)
    known = (*GRIDS[:2], (*GRIDS[2][:5], "2018-03-01"))

    assert fates(take(HEAD, *known)) == (0, 1, 2, 0, 0)
    assert called("丙村村口姐妹驿站").starts_on == date(2018, 3, 1)


def test_what_nobody_knows_waits_and_the_others_go_in(take):
    outcome = take(
        HEAD,
        ("甲镇", "丙村", "姐妹驿站", "桥头驿站", "第九网格", ""),
        ("甲镇", "己村", "妇联网格", "第一网格", "", ""),
        ("甲镇", "丁村", "妇联网格", "第一网格", "", ""),
    )

    assert fates(outcome) == (1, 0, 0, 2, 0)
    assert {one.asked.value for one in outcome.waiting} == {"第九网格", "己村"}


def test_a_grid_without_a_name_is_refused(take):
    outcome = take(HEAD, ("甲镇", "丙村", "妇联网格", "", "", ""))

    assert fates(outcome) == (0, 0, 0, 0, 1)
    assert outcome.rejected[0].first.key == "organisation-missing"


def test_a_row_that_waited_for_its_village_goes_in_under_its_own_name(take, county, today):
    take(HEAD, ("甲镇", "己村", "妇联网格", "第七网格", "", "2018.1.9"))
    answer_row(
        by=None,
        row=ImportRow.objects.get(fate="waiting"),
        answer=Answer(Way.PLACE, county.ding.code),
        for_all=True,
        today=today,
    )

    grid = called("丁村第七网格")
    assert (grid.starts_on, grid.placements.get().parent) == (date(2018, 1, 9), county.ding)


def test_one_that_cannot_be_is_refused_alone(take):
    outcome = take(
        HEAD,
        ("甲镇", "丙村", "妇联网格", "第三网格", "", ""),
        ("甲镇", "丙村", "妇联网格", "第四网格", "第一网格", ""),
    )

    assert fates(outcome) == (1, 0, 0, 0, 1)
    assert "换一个上级" in outcome.rejected[0].first.value


def test_such_a_list_says_nothing_about_federations(take, county):
    RegisterStart.objects.all().delete()
    take(HEAD, *GRIDS)

    assert not RegisterStart.objects.exists()
    assert not Coverage.objects.exists()


def test_lateral_bodies_stand_below_the_county_and_are_tied_from_a_day_on(take, county):
    bodies = (
        ("", "", "社会组织", "示例公益会", "", "2016"),
        ("", "", "文化团队", "示例越剧队", "", ""),
        ("甲镇", "", "行业妇联", "示例五金行业妇联", "", ""),
    )
    assert fates(take(HEAD, *bodies)) == (3, 0, 0, 0, 0)
    ties = (
        ("甲镇", "丙村", "统筹联办", "示例公益会", "2017.9.1", ""),
        ("甲镇", "丁村", "统筹联办（社会组织分支）", "示例公益会", "2017.9.1", "2018.3.31"),
        ("乙乡", "", "粘合", "示例越剧队", "", ""),
    )
    assert fates(take(TIES, *ties)) == (0, 3, 0, 0, 0)
    assert fates(take(TIES, *ties)) == (0, 0, 3, 0, 0)

    body = called("示例公益会")
    assert (body.level, body.kind_id) == ("unit", "social_org")
    assert body.placements.get().parent == county.federation
    assert called("示例五金行业妇联").placements.get().parent == county.jia
    assert set(OrganisationLink.objects.values_list("organisation__names__name", "ends_on")) == {
        ("示例公益会", None), ("示例公益会", date(2018, 4, 1)), ("示例越剧队", None),
    }  # fmt: skip
    day = Period.day(date(2018, 5, 24))
    for ref, number in (
        ("network.lateral(mode=social)", 1),
        ("network.lateral(mode=hobby)", 1),
        ("network.lateral(mode=trade)", 0),
        ("network.linked", 2),
    ):
        assert value(parse(ref), organisation=county.federation, period=day).value == number


def test_a_tie_with_an_unknown_body_waits_and_half_a_tie_is_refused(take):
    outcome = take(
        TIES,
        ("甲镇", "丙村", "统筹联办", "没有的协会", "", ""),
        ("甲镇", "丁村", "统筹联办", "", "2017.9.1", ""),
    )

    assert fates(outcome) == (0, 0, 0, 1, 1)
    assert outcome.waiting[0].asked.value == "没有的协会"
    assert "一起写" in outcome.rejected[0].first.value


def test_venues_come_with_owner_kind_and_days(take, county):
    rows = (
        ("甲镇", "丙村", "丙村先锋驿站", "先锋驿站", "2017年5月", ""),
        ("甲镇", "", "甲镇便民服务中心", "便民服务中心", "2015", "2018.4.30"),
    )
    assert fates(take(VENUES, *rows)) == (0, 2, 0, 0, 0)
    assert fates(take(VENUES, *rows)) == (0, 0, 2, 0, 0)

    assert set(Venue.objects.values_list("owner", "kind", "ends_on")) == {
        (county.bing.pk, "vanguard_station", None),
        (county.jia.pk, "service_centre", date(2018, 5, 1)),
    }
    start = RegisterStart.objects.get(register=Register.VENUES)
    assert (start.organisation, start.complete_from) == (county.jia, date(2018, 1, 1))


def test_a_venue_of_an_unknown_kind_is_refused_with_the_choices(take):
    outcome = take(VENUES, ("甲镇", "丙村", "丙村书吧", "书吧", "", ""))

    assert fates(outcome) == (0, 0, 0, 0, 1)
    assert "先锋驿站" in outcome.rejected[0].first.value


def test_a_dry_run_keeps_nothing(take):
    before = OrganisationName.objects.count()

    assert fates(take(HEAD, *GRIDS, dry_run=True)) == (3, 0, 0, 0, 0)
    assert OrganisationName.objects.count() == before


def test_a_grid_that_moved_is_known_where_it_stands_now(take, county, today):
    take(HEAD, *GRIDS)
    grid = called("丙村第二网格")
    move(by=None, organisation=grid, parent=county.ding, on=date(2020, 1, 1), today=today)
    ahead = today + timedelta(days=30)
    move(by=None, organisation=grid, parent=county.bing, on=ahead, today=today)

    row = ("甲镇", "丁村", "妇联网格", "丙村第二网格", "", "")
    assert fates(take(HEAD, row)) == (0, 0, 1, 0, 0)
    again = ("甲镇", "丙村", "妇联网格", "第二网格", "", "")
    assert fates(take(HEAD, again)) == (1, 0, 0, 0, 0)


def test_ties_venues_and_grids_that_are_kept_are_asked_about_together(take):
    take(HEAD, ("", "", "社会组织", "示例公益会", "", ""))
    ties = [
        ("甲镇", name, "统筹联办", "示例公益会", "2017.9.1", "2018.3.31")
        for name in ("丙村", "丁村")
    ]
    venues = [("甲镇", name, "先锋站", "先锋驿站", "2017", "") for name in ("丙村", "丁村")]
    grids = [("甲镇", name, "妇联网格", "第五网格", "", "2018") for name in ("丙村", "丁村")]
    for head, rows in ((TIES, ties), (VENUES, venues), (HEAD, grids)):
        take(head, *rows)

        assert fates(take(head, *rows)) == (0, 0, 2, 0, 0)
        assert statements(take, head, rows[0]) == statements(take, head, *rows)


def statements(take, *rows):
    with CaptureQueriesContext(connection) as asked:
        take(*rows)
    return len(asked)


def test_what_a_refused_row_opened_is_not_taken_for_there(take, county):
    """The venue is opened and closed before its last day is found to lie before its first."""
    rows = [
        ("甲镇", "丙村", "先锋站", "先锋驿站", "2017.5.2", "2017.4.1"),
        ("甲镇", "丙村", "先锋站", "先锋驿站", "2017.5.2", ""),
    ]

    assert fates(take(VENUES, *rows)) == (0, 1, 0, 0, 1)
    assert Venue.objects.get().ends_on is None

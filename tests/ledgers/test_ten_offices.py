"""What the files of ten offices taught the reader, on rows that stand in none of them."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.read import read_sheets
from niangjia.ledgers.reading.sheets import Sheet, Workbook
from niangjia.ledgers.reading.units import unit_of_sheet

LEDGER_DAY = date(2017, 7, 31)
FIRST_OF_JUNE = PreciseDate.of(2017, 6, 1)


def reading_of(*rows, kind="committee-roster", name="Sheet1"):
    width = max(map(len, rows))
    cells = [[*row, *[""] * (width - len(row))] for row in rows]
    workbook = Workbook("a.xlsx", (Sheet(name, cells),))
    return read_sheets(workbook, KINDS[kind], ledger_day=LEDGER_DAY)


def said(reading):
    return [(w.row, w.remark.column, w.remark.key) for w in reading.warnings]


def skipped(reading, why):
    return [one.row for one in reading.skipped if one.why == why]


def test_as_on_the_left_is_what_the_cell_on_the_left_holds_not_the_one_above():
    reading = reading_of(
        ["乡镇", "村", "建组织", "挂牌", "建群", "活动"],
        ["甲镇", "丙村", "2017.5.1", "2017.5.2", "2017.5.3", "2017.5.4"],
        ["甲镇", "丁村", "2017.6.1", "同左", "同左", "2017.6.9"],
        ["甲镇", "戊村", "〃", "同左", "〃", "〃"],
        kind="organisations",
    )

    for row in reading.rows[1:]:
        steps = (row.committee_elected_on, row.board_hung_on, row.group_opened_on)
        assert steps == (FIRST_OF_JUNE,) * 3
        assert row.first_activity_on == PreciseDate.of(2017, 6, 9)


def test_as_on_the_left_beside_a_column_that_is_not_read_holds_what_stands_there():
    reading = reading_of(
        ["村", "姓名", "职务", "票箱开启", "当选日期"],
        ["丙村", "林芳", "主席", "2017.6.1", "同左"],
    )

    assert reading.rows[0].elected_on == FIRST_OF_JUNE


PAGE = [["序号", "姓名", "职务"], ["1", "林芳", "主席"], ["2", "林红", "执委"]]
NEXT = [["序号", "姓名", "职务"], ["3", "林绿", "执委"]]


@pytest.mark.parametrize("mark", ["（续）", "(续表)", "（续一）", "（接上页）", "续表", ""])
def test_what_stands_above_the_first_page_is_said_of_the_next_one_too(mark):
    reading = reading_of(
        ["塘背村妇联执委名单（共3人）"],
        ["选举日期：2017年6月1日"],
        *PAGE,
        [f"塘背村妇联执委名单{mark}"],
        *NEXT,
    )

    assert [row.elected_on for row in reading.rows] == [FIRST_OF_JUNE] * 3
    assert said(reading) == [(None, "", "organisation-from-title")]


@pytest.mark.parametrize("title", ["元山村妇联执委名单（续）", "塘背村妇联执委名单（2012年）"])
def test_what_stands_above_one_list_is_not_said_of_another(title):
    reading = reading_of(["塘背村妇联执委名单"], ["选举日期：2017年6月1日"], *PAGE, [title], *NEXT)

    assert [row.elected_on for row in reading.rows] == [FIRST_OF_JUNE, FIRST_OF_JUNE, None]


@pytest.mark.parametrize(
    ("name", "others", "village"),
    [
        ("杨源", ["汇总", "灵地村"], "杨源"),
        ("杨源（补报）", ["灵地村妇联"], "杨源"),
        ("杨源", ["汇总", "名册"], ""),
        ("上届", ["灵地村"], ""),
        ("汇总", ["灵地村"], ""),
        ("人员信息", ["灵地村"], ""),
        ("Sheet2", ["灵地村"], ""),
    ],
)
def test_a_sheet_among_sheets_of_villages_is_called_after_its_village(name, others, village):
    assert unit_of_sheet(name, [*others, name]).village == village


@pytest.mark.parametrize(
    "foot",
    [
        ["塘背村妇联（章）", "", "", "", "2017年6月5日"],
        ["塘背村妇联", "", "", "", "2017年6月5日"],
        ["（公章）", "", "", "2017.6.5"],
    ],
)
def test_a_signature_under_tables_side_by_side_is_no_person(foot):
    reading = reading_of(
        ["塘背村妇联执委名单"],
        ["序号", "姓名", "职务", "序号", "姓名", "职务"],
        ["1", "林芳", "主席"],
        foot,
    )

    assert [row.name for row in reading.rows] == ["林芳"]
    assert skipped(reading, "note") == [4]
    assert not reading.rejected


def test_a_row_of_a_village_with_a_day_and_no_name_is_no_signature():
    reading = reading_of(
        ["村", "姓名", "职务", "当选日期"],
        ["丙村", "林芳", "主席", "2017.6.1"],
        ["丁村", "", "", "2017.6.1"],
    )

    assert [(one.row, one.first.key) for one in reading.rejected] == [(3, "name-missing")]


def test_what_is_counted_takes_nothing_from_the_unit_that_reports():
    reading = reading_of(
        ["情况表"], ["填报单位：甲镇妇联", "", "单位：人"], ["村", "姓名", "职务"],
        ["丙村", "林芳", "主席"],
    )  # fmt: skip

    assert reading.sheets[0].reported_by == "甲镇妇联"


@pytest.mark.parametrize("heading", ["专/兼/挂", "专、兼、挂", "（专）兼/挂职", "专·兼·挂职"])
def test_signs_between_the_words_of_a_heading_do_not_matter(heading):
    reading = reading_of(
        ["村", "姓名", "职务", heading], ["丙村", "林芳", "主席", "兼"]
    )  # fmt: skip

    assert reading.rows[0].employment == "part_time"


def test_a_remark_names_the_column_as_it_stands_in_her_sheet():
    reading = reading_of(
        ["村", "姓 名", "职\n务", "任期"],
        ["丙村", "林芳（小）", "主席", "2017.5-2022.5"],
        ["丙村", "林红", "出纳"],
    )

    assert said(reading) == [(2, "姓 名", "name-note"), (2, "任期", "promised-end")]
    assert [one.first.column for one in reading.rejected] == ["职 务"]


@pytest.mark.parametrize("written", ["1979。3", "1979。03", "79。3"])
def test_a_chinese_full_stop_parts_a_date_as_a_point_does(written):
    reading = reading_of(["村", "姓名", "职务", "出生年月"], ["丙村", "林芳", "主席", written])

    assert reading.rows[0].born == PreciseDate.of(1979, 3)
    assert not reading.warnings

"""Whole sheets: headers, cells filled down, files that are none (R31, R32)."""

from __future__ import annotations

import zipfile
from datetime import date

import openpyxl
import pytest

from niangjia.ledgers.reading import UnreadableFile, read
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.filling import fill_groups

LEDGER_DAY = date(2017, 7, 31)


@pytest.fixture
def roster(tmp_path):
    def write(rows, *, merges=(), title="Sheet1"):
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        sheet.title = title
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column, value)
        for area in merges:
            sheet.merge_cells(area)
        workbook.save(tmp_path / "roster.xlsx")
        return read(tmp_path / "roster.xlsx", "committee-roster", ledger_day=LEDGER_DAY)

    return write


def test_a_blank_village_means_as_above_where_it_is_written_once(roster):
    reading = roster([
        ["乡镇", "村", "姓名", "职务"],
        ["龙津镇", "城东村", "张一", "主席"],
        ["龙津镇", "", "张二", "委员"],
        ["龙津镇", "城南村", "张三", "主席"],
        ["嵩溪镇", "", "张四", "主席"],
    ])  # fmt: skip

    assert [row.unit.village for row in reading.rows] == ["城东村", "城东村", "城南村", ""]


def test_a_blank_village_stays_blank_where_it_is_written_in_every_row(roster):
    reading = roster([
        ["乡镇", "村", "姓名", "职务"],
        ["龙津镇", "城东村", "张一", "主席"],
        ["龙津镇", "城东村", "张二", "委员"],
        ["龙津镇", "城东村", "张三", "委员"],
        ["龙津镇", "", "张四", "主席"],
        ["龙津镇", "", "张五", "委员"],
    ])  # fmt: skip

    assert [row.unit.village for row in reading.rows] == ["城东村"] * 3 + ["", ""]


def test_a_single_gap_between_two_equal_villages_is_filled_and_said():
    own = {"village": ["城东村", "城东村", "", "城东村"]}

    cells, guessed = fill_groups(own, own, {}, blanks=frozenset({"village"}))

    assert cells["village"] == ["城东村"] * 4
    assert guessed == {2: "village"}


def test_a_row_that_names_its_own_organisation_does_not_inherit_a_village(roster):
    reading = roster([
        ["乡镇", "村", "组织名称", "姓名", "职务"],
        ["龙津镇", "城东村", "城东村妇联", "张一", "主席"],
        ["龙津镇", "", "龙津镇妇联", "张二", "主席"],
    ])  # fmt: skip

    assert [row.unit.village for row in reading.rows] == ["城东村", ""]


def test_two_ticked_posts_contradict_each_other(roster):
    reading = roster([
        ["乡镇", "姓名", "主席", "副主席", "执委"],
        ["龙津镇", "张一", "√", "", "√"],
        ["龙津镇", "张二", "√", "√", ""],
        ["龙津镇", "张三", "", "", ""],
    ])  # fmt: skip

    assert [row.post for row in reading.rows] == ["chair"]
    assert [r.first.key for r in reading.rejected] == ["post-contradiction", "post-missing"]


def test_a_header_of_three_rows_is_found_below_and_right_of_nothing(roster):
    reading = roster(
        [
            [],
            [None, "乡镇", "村", "成员", None, "任职", None, None],
            [None, None, None, "姓名", "电话", "职务", "任职时间", None],
            [None, None, None, None, None, None, "起", "止"],
            [None, "灵地镇", "步云村", "陈一", None, "主席", "2015.6", "2017.6"],
        ],
        merges=["B2:B4", "C2:C4", "D2:E2", "F2:H2", "G3:H3", "D3:D4", "E3:E4", "F3:F4"],
    )

    (row,) = reading.rows
    assert (row.row, row.name, row.unit.township) == (5, "陈一", "灵地镇")
    assert (str(row.seat_starts_on), str(row.seat_last_day)) == ("2015-06", "2017-06")


def test_one_column_of_tenure_is_parted(roster):
    reading = roster([
        ["乡镇", "姓名", "职务", "任期"],
        ["龙津镇", "张一", "主席", "2012.5-2017.5"],
        ["龙津镇", "张二", "委员", "2017年5月至今"],
    ])  # fmt: skip

    assert [(str(r.seat_starts_on), str(r.seat_last_day)) for r in reading.rows] == [
        ("2012-05", "2017-05"),
        ("2017-05", "None"),
    ]


def test_a_repeated_header_of_two_rows_is_no_data(roster):
    header = [["乡镇", "村", "情况", None], [None, None, "姓名", "职务"]]
    reading = roster(
        [
            *header,
            ["龙津镇", "城东村", "张一", "主席"],
            *header,
            ["龙津镇", "城东村", "张二", "委员"],
        ],
        merges=["A1:A2", "B1:B2", "C1:D1", "A4:A5", "B4:B5", "C4:D4"],
    )

    assert [row.name for row in reading.rows] == ["张一", "张二"]
    assert {s.row for s in reading.skipped if s.why is Skip.HEADER} == {1, 2, 4, 5}


def test_the_identity_number_is_in_no_message(roster):
    reading = roster([
        ["乡镇", "姓名", "职务", "身份证号", "手机"],
        ["龙津镇", "张一", "主席", "990101196305120001", "10012345678"],
        ["龙津镇", "张二", "委员", "99010119630512", "10012345679"],
    ])  # fmt: skip

    assert len(reading.warnings) == 2
    assert "990101" not in repr(reading)
    assert "10012345678" not in repr(reading)


def test_a_sheet_without_a_column_of_names_says_what_it_lacks(roster):
    reading = roster([["乡镇", "职务"], ["龙津镇", "主席"]])

    assert not reading.rows
    assert [w.remark.key for w in reading.warnings] == ["no-header"]


def test_what_is_no_xlsx_is_refused_with_a_sentence(tmp_path):
    for name, content in (
        ("a.xlsx", b""),
        ("b.xlsx", b"hello"),
        ("c.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 600),
        ("d.xlsx", b"PK\x03\x04"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableFile, match=name):
            read(tmp_path / name, "committee-roster", ledger_day=LEDGER_DAY)
    with pytest.raises(UnreadableFile, match="找不到文件"):
        read(tmp_path / "none.xlsx", "committee-roster", ledger_day=LEDGER_DAY)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.xlsx", "w") as package:
        package.writestr("word/document.xml", "<w:document/>")

    with pytest.raises(UnreadableFile, match="不是"):
        read(tmp_path / "z.xlsx", "committee-roster", ledger_day=LEDGER_DAY)


def test_a_sheet_that_reaches_to_the_last_cell_is_refused_before_it_is_loaded(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "姓名"
    workbook.active["XFD1048576"] = "x"
    workbook.save(tmp_path / "far.xlsx")

    with pytest.raises(UnreadableFile, match="第 1048576 行"):
        read(tmp_path / "far.xlsx", "committee-roster", ledger_day=LEDGER_DAY)


def test_a_phone_in_a_message_shows_only_its_ends(roster):
    reading = roster([
        ["乡镇", "姓名", "职务", "手机"],
        ["龙津镇", "张一", "主席", "10012345678/10087654321"],
        ["龙津镇", "张二", "委员", "1001 2345"],
    ])  # fmt: skip

    assert [w.remark.value for w in reading.warnings] == ["100****78/100****21", "100****45"]


def test_the_reporting_county_is_nobodys_committee_where_townships_have_a_column(roster):
    reading = roster([
        ["填报单位：清流县妇联"],
        ["乡镇", "姓名", "职务"],
        ["", "张一", "主席"],
        ["龙津镇", "张二", "主席"],
    ])  # fmt: skip

    assert [r.first.key for r in reading.rejected] == ["organisation-missing"]
    assert [row.unit.organisation for row in reading.rows] == [""]


def test_numbers_of_columns_and_examples_are_no_data(roster):
    reading = roster([
        ["序号", "乡镇", "姓名", "职务"],
        ["甲", 1, 2, 3],
        ["示例", "某某镇", "张某", "主席"],
        [1, "龙津镇", "张一", "主席"],
    ])  # fmt: skip

    assert [row.name for row in reading.rows] == ["张一"]
    assert [(s.row, s.why) for s in reading.skipped] == [(1, "header"), (2, "header"), (3, "note")]


@pytest.mark.parametrize(
    "begin", [["示例", "龙津镇城东村"], ["1", "示例"], [1, "（示例）"], ["", "樣例"]]
)
def test_an_example_is_nobody_wherever_it_says_so(roster, begin):
    reading = roster([
        ["序号", "村", "姓名", "职务"],
        [*begin, "张三", "主席"],
        [2, "龙津镇城东村", "张一", "主席"],
    ])  # fmt: skip

    assert [row.name for row in reading.rows] == ["张一"]


def test_tables_side_by_side_are_said(roster):
    reading = roster([
        ["乡镇", "姓名", "职务", "乡镇", "姓名", "职务"],
        ["龙津镇", "张一", "主席", "嵩溪镇", "张二", "主席"],
    ])  # fmt: skip

    (refused,) = reading.rejected
    assert (refused.first.key, refused.first.value) == ("name-several", "张一、张二")
    assert not reading.warnings

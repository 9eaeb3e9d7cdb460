"""Shapes of sheets that once were read wrong, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.numbers import read_identity
from niangjia.ledgers.reading.read import read_sheets
from niangjia.ledgers.reading.sheets import Sheet, Workbook
from tests.ledgers.make import identity

LEDGER_DAY = date(2017, 7, 31)


def reading_of(*rows, name="Sheet1", merges=()):
    width = max(map(len, rows))
    cells = [[*row, *[""] * (width - len(row))] for row in rows]
    workbook = Workbook("a.xlsx", (Sheet(name, cells, merges),))
    return read_sheets(workbook, KINDS["committee-roster"], ledger_day=LEDGER_DAY)


def skipped(reading, why):
    return [one.row for one in reading.skipped if one.why == why]


def test_a_line_of_a_post_gives_it_to_the_rows_below():
    reading = reading_of(
        ["塘背村妇联班子名单"],
        ["姓名", "出生年月"],
        ["主席"],
        ["林芳", "1975.3"],
        ["执委（2名，以姓氏笔画为序）："],
        ["林红", "1980.1"],
        ["林绿", "1981.1"],
        ["共3人"],
    )

    assert [(row.name, row.post) for row in reading.rows] == [
        ("林芳", "chair"),
        ("林红", "member"),
        ("林绿", "member"),
    ]
    assert skipped(reading, "section") == [3, 5]
    assert [w.remark.key for w in reading.warnings] == ["organisation-from-title"]


def test_a_row_with_a_post_and_no_name_is_no_such_line():
    reading = reading_of(
        ["村", "职务", "姓名"],
        ["塘背村", "主席", "林芳"],
        ["", "副主席", ""],
        ["", "执委", "林红"],
        ["", "", "林绿"],
    )

    assert [(r.row, r.first.key) for r in reading.rejected] == [
        (3, "name-missing"),
        (5, "post-missing"),
    ]


def test_the_title_of_a_block_tells_its_unit_also_after_a_year():
    reading = reading_of(
        ["2017年清流县嵩溪镇妇联执委会组成人员名单"],
        ["（2017年6月15日选举产生）"],
        ["职务", "姓名"],
        ["主席", "林芳"],
    )

    (row,) = reading.rows
    assert (row.unit.township, str(row.elected_on)) == ("嵩溪镇", "2017-06-15")
    assert skipped(reading, "facts") == [2]


def test_facts_may_stand_beside_their_words():
    reading = reading_of(
        ["填报单位", "嵩溪镇妇联", "填报日期", "2017-07-01"],
        ["选举日期：", "2017-06-03"],
        ["村", "姓名", "职务"],
        ["塘背村", "林芳", "主席"],
    )

    (row,) = reading.rows
    assert (row.unit.township, str(row.elected_on)) == ("嵩溪镇", "2017-06-03")
    assert not reading.unread


@pytest.mark.parametrize("gap", [[], [["填表人：某某"]], [["合计", "1人"], []]])
def test_what_stands_above_one_block_is_not_said_of_the_next(gap):
    reading = reading_of(
        ["塘背村妇联执委名单"],
        ["选举日期：2017年6月3日"],
        ["姓名", "职务"],
        ["林芳", "主席"],
        *gap,
        ["元山村妇联执委名单"],
        ["姓名", "职务"],
        ["林红", "主席"],
    )

    told = [(row.unit.village, str(row.elected_on)) for row in reading.rows]
    assert told == [("塘背村", "2017-06-03"), ("元山村", "None")]
    assert len(reading.sheets) == 2


def test_a_header_repeated_under_a_note_stays_in_its_block():
    reading = reading_of(
        ["塘背村妇联执委名单"],
        ["选举日期：2017年6月3日"],
        ["姓名", "职务"],
        ["林芳", "主席"],
        ["注：以下为增补。"],
        ["姓名", "职务"],
        ["林红", "执委"],
    )

    assert [row.unit.village for row in reading.rows] == ["塘背村"] * 2
    assert [str(row.elected_on) for row in reading.rows] == ["2017-06-03"] * 2


def test_a_total_of_each_block_and_of_all_is_compared_with_its_rows():
    block = [["姓名", "职务"], ["林芳", "主席"], ["林红", "执委"], ["合计", "2人"]]
    reading = reading_of(
        ["塘背村妇联执委名单（共2人）"],
        *block,
        ["元山村妇联执委名单（共3人）"],
        *block,
        ["总计", "4人"],
    )

    assert [(w.row, w.remark.key) for w in reading.warnings] == [(6, "total-differs")]


def test_a_group_word_over_other_words_is_only_a_hint():
    reading = reading_of(
        ["村", "姓名", "职务", "联系方式", ""],
        ["", "", "", "QQ", "手机"],
        ["塘背村", "林芳", "主席", "10086", "10012345678"],
        merges=[((0, 3), (0, 4)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2))],
    )

    assert [row.phone for row in reading.rows] == ["10012345678"]
    assert [one.heading for one in reading.unread] == ["QQ"]


def test_a_form_of_one_person_is_no_list():
    reading = reading_of(
        ["姓名", "林芳", "性别", "女"], ["职务", "执委", "民族", "汉"], ["电话", "10012345678"]
    )

    assert not reading.rows
    assert skipped(reading, "no-header") == [1, 2, 3]


def test_forms_of_address_are_no_part_of_a_name():
    reading = reading_of(
        ["村", "姓名", "职务"], ["塘背村", "林芳同志", "主席"], ["塘背村", "欧阳同志", "执委"]
    )

    assert [row.name for row in reading.rows] == ["林芳", "欧阳"]


def test_an_old_identity_number_is_the_new_one_of_the_same_person():
    number = identity("19630512", "004")

    assert read_identity(number[:6] + number[8:17]) == (number, "identity-old")

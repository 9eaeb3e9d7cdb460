"""What each column is taken for, what people may say otherwise, and what is not read at all."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.read import read_sheets
from niangjia.ledgers.reading.sheets import Sheet, Workbook
from niangjia.ledgers.reading.vocabulary import UnknownField, meanings

LEDGER_DAY = date(2017, 7, 31)
ROSTER = [
    ["填报单位：龙津镇妇联　乡镇长：某某", "", "", "", "", ""],
    ["村", "女同志", "职 务", "联系人", "电话（必填）", ""],
    ["城东村", "张一", "主席", "李某", "10012345678", "已核"],
    ["城东村", "张二", "委员", "", "10012345679", ""],
]


def reading_of(rows, **told):
    width = max(map(len, rows))
    cells = [row + [""] * (width - len(row)) for row in rows]
    workbook = Workbook("a.xlsx", (Sheet("表", cells),))
    return read_sheets(workbook, KINDS["committee-roster"], ledger_day=LEDGER_DAY, **told)


def test_each_column_is_told_with_what_it_is_taken_for():
    rows = [row[:] for row in ROSTER]
    rows[1][1] = "姓名"

    found = [(g.letter, g.heading, g.read_as, g.certainty) for g in reading_of(rows).columns]

    assert found == [
        ("A", "村", "village", "exact"),
        ("B", "姓名", "name", "exact"),
        ("C", "职 务", "post", "exact"),
        ("D", "联系人", "", "unknown"),
        ("E", "电话（必填）", "phone", "close"),
    ]


def test_what_is_not_read_is_listed_with_how_much_stands_there():
    rows = [row[:] for row in ROSTER]
    rows[1][1] = "姓名"

    found = [(u.row, u.letter, u.heading, u.filled, u.value) for u in reading_of(rows).unread]

    assert found == [
        (1, "A", "乡镇长", 1, "某某"),
        (2, "D", "联系人", 1, ""),
        (2, "F", "", 1, ""),
    ]


def test_of_a_sheet_whose_head_nobody_knows_the_columns_can_be_told():
    rows = [
        ["登记簿"],
        ["何处", "何人", "何职"],
        ["城东村", "张一", "主席"],
        ["城东村", "张二", "委员"],
    ]
    asked = reading_of(rows).columns
    assert [(one.row, one.heading, one.read_as) for one in asked] == [
        (2, "何处", ""),
        (2, "何人", ""),
        (2, "何职", ""),
    ]

    told = {"何处": "village", "何人": "name", "何职": "post"}

    assert [row.name for row in reading_of(rows, columns=told).rows] == ["张一", "张二"]


def test_of_a_sheet_without_a_head_nothing_is_made_one():
    rows = [["2017年6月8日", "10012345678"], ["城东村的名册：另附", "见附件3"]]

    assert reading_of(rows).columns == ()


def test_a_heading_nobody_knows_is_read_as_somebody_told():
    assert not reading_of(ROSTER).rows

    reading = reading_of(ROSTER, columns={"女 同志": "name", "联系人": "recruited_from"})

    assert [row.name for row in reading.rows] == ["张一", "张二"]
    assert ("B", "name", "told") in [(g.letter, g.read_as, g.certainty) for g in reading.columns]
    assert [w.remark.key for w in reading.warnings] == ["word-unknown"]


def test_a_column_that_is_not_to_be_read_is_not_and_is_no_news():
    columns = {"女同志": "name", "电话（必填）": "", "联系人": ""}

    reading = reading_of(ROSTER, columns=columns)

    assert [row.phone for row in reading.rows] == ["", ""]
    assert [u.letter for u in reading.unread] == ["A", "F"]


def test_what_was_told_comes_before_a_heading_that_says_it_exactly():
    rows = [["姓名", "现用名", "村", "职务"], ["张旧名", "张新名", "城东村", "主席"]]

    reading = reading_of(rows, columns={"现用名": "name"})

    assert [row.name for row in reading.rows] == ["张新名"]
    assert [(u.heading, u.filled) for u in reading.unread] == [("姓名", 1)]


def test_a_header_that_is_only_known_by_what_was_told_is_known_again_further_down():
    again = [*ROSTER, ROSTER[1], ["城南村", "张三", "主席", "", "", ""]]

    reading = reading_of(again, columns={"女同志": "name"})

    assert [row.row for row in reading.rows] == [3, 4, 6]


def test_a_column_of_ticks_can_be_told():
    rows = [
        ["姓名", "村", "职务", "会调解"],
        ["张一", "城东村", "主席", "√"],
        ["张二", "城东村", "委员", ""],
    ]

    reading = reading_of(rows, columns={"会调解": "member_kinds:mediator"})

    assert [row.member_kinds for row in reading.rows] == [("mediator",), ()]


def test_a_correction_to_a_field_that_does_not_exist_is_refused():
    with pytest.raises(UnknownField, match="shoe_size"):
        reading_of(ROSTER, columns={"女同志": "shoe_size"})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_meaning_can_be_told(kind):
    rows = [["姓名", "组织名称", "村", "女同志"], ["张一", "城东村妇联", "城东村", "√"]]
    workbook = Workbook("a.xlsx", (Sheet("表", rows),))
    for meaning in meanings(KINDS[kind]):
        reading = read_sheets(
            workbook, KINDS[kind], ledger_day=LEDGER_DAY, columns={"女同志": meaning}
        )
        assert [g.read_as for g in reading.columns if g.certainty == "told"] == [meaning]

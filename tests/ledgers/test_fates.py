"""Every row of every visible sheet has exactly one fate, whatever the file looks like (R31)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.read import read_sheets
from niangjia.ledgers.reading.sheets import Sheet, Workbook
from niangjia.ledgers.reading.text import CellError
from niangjia.ledgers.reading.unread import said
from niangjia.ledgers.reading.vocabulary import meanings
from niangjia.ledgers.reading.wording import SENTENCES, sentence

LEDGER_DAY = date(2017, 7, 31)
HEADERS = [
    ["序号", "乡镇", "村", "姓名", "职务", "出生年月", "手机号", "身份证号"],
    ["姓 名", "妇联职务", "组织名称", "性别", "民族", "备注", "届次", "任职止"],
    [
        "乡镇(街道)",
        "村(社区)",
        "组织名称",
        "组织类别",
        "成立日期",
        "改建日期",
        "挂牌日期",
        "行政区划代码",
    ],
]
WORDS = st.sampled_from([
    "张三", "李 四", "〃", "同上", '"', "合计", "小计：3人", "共5人", "备注：无", "龙津镇", "城东村", "一、城南村妇联",
    "主席", "副主席", "委员", "1963.10", "1963.13", "2031.1", "10012345678", "1.0E+10", "姓名", "职务", "√", "届次：第一届",
    "截至2017年7月31日", "填报人：王五", "城东村妇联执委名单（共3人）", "选举日期：2017年6月3日", "第2页", "乡镇长：某", "2017年7月20日", " ", "　", "无", "{0}", "{value}", "'", "村妇代会", "350423100201",
])  # fmt: skip
CELLS = st.one_of(
    st.none(), st.none(), WORDS, st.just(CellError("#N/A")), st.just(PreciseDate.of(1972, 8)), st.text(max_size=8), st.booleans(), st.integers(-5, 99_999_999_999),
    st.floats(allow_nan=False, allow_infinity=False, width=32), st.dates(date(1900, 3, 1), date(2099, 1, 1)),
)  # fmt: skip
ROWS = st.one_of(st.lists(CELLS, max_size=9), st.sampled_from(HEADERS), st.just([]))
MERGES = st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3))


@st.composite
def workbooks(draw):
    """Sheets as the file's reader hands them on: of one width, ended by the last row that holds anything."""
    sheets = draw(st.lists(st.lists(ROWS, max_size=14), min_size=1, max_size=3))
    merges = draw(st.lists(MERGES, max_size=3))
    return Workbook("b.xlsx", tuple(sheet_of(*part, merges) for part in enumerate(sheets)))


def sheet_of(number, rows, merges):
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    last = max((n for n, row in enumerate(cells, 1) if any(c != "" for c in row)), default=0)
    width = max((len(row) for row in cells[:last]), default=0)
    areas = [((top, left), (top + height, left + wide)) for top, left, height, wide in merges]
    return Sheet(f"表{number}", [row + [""] * (width - len(row)) for row in cells[:last]], areas)


def fates_of(reading):
    return Counter((f.sheet, f.row) for f in (*reading.rows, *reading.rejected, *reading.skipped))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbooks(), st.sampled_from(sorted(KINDS)))
def test_every_row_has_exactly_one_fate(workbook, kind):
    reading = read_sheets(workbook, KINDS[kind], ledger_day=LEDGER_DAY)

    assert fates_of(reading) == Counter(
        (sheet.name, row) for sheet in workbook.sheets for row in range(1, len(sheet.rows) + 1)
    )
    assert all(sentence(warned.remark) for warned in reading.warnings)
    assert all(
        sentence(r) for rejected in reading.rejected for r in (rejected.first, *rejected.also)
    )
    assert all(sentence(said(unread).remark) for unread in reading.unread)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbooks(), st.sampled_from(sorted(KINDS)))
def test_reading_twice_gives_the_same(workbook, kind):
    once, again = (read_sheets(workbook, KINDS[kind], ledger_day=LEDGER_DAY) for _ in range(2))

    assert once == again


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    workbooks(),
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(
        st.sampled_from(["备注", "姓 名", "职务", "村", "√", "张三"]), st.integers(0, 99)
    ),
)
def test_what_somebody_told_of_a_column_takes_no_row_away(workbook, kind, told):
    meanings_ = ["", *meanings(KINDS[kind])]
    columns = {heading: meanings_[number % len(meanings_)] for heading, number in told.items()}

    reading = read_sheets(workbook, KINDS[kind], ledger_day=LEDGER_DAY, columns=columns)

    assert sum(fates_of(reading).values()) == sum(len(sheet.rows) for sheet in workbook.sheets)
    assert set(fates_of(reading).values()) <= {1}


def test_a_hidden_sheet_is_one_skipped_entry():
    hidden = Sheet("旧", (), left_out=Skip.HIDDEN_SHEET)

    reading = read_sheets(
        Workbook("b.xlsx", (hidden,)), KINDS["committee-roster"], ledger_day=LEDGER_DAY
    )

    assert fates_of(reading) == {("旧", None): 1}


def test_every_sentence_is_filled_from_the_remark_and_from_nothing_else():
    for text in SENTENCES.values():
        slots = {part.split("}")[0] for part in text.split("{")[1:]}
        assert slots <= {"value", "column", "0", "1"}

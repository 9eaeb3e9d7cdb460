"""Every row of every visible sheet has exactly one fate, whatever the file looks like (R31)."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.ledgers.reading import read
from niangjia.ledgers.reading.kinds import KINDS
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
    "截至2017年7月31日", "填报人：王五", "2017年7月20日", " ", "　", "无", "{0}", "{value}", "'", "村妇代会", "350423100201",
])  # fmt: skip
CELLS = st.one_of(
    st.none(), st.none(), WORDS, st.text(max_size=8), st.booleans(), st.integers(-5, 99_999_999_999),
    st.floats(allow_nan=False, allow_infinity=False, width=32), st.dates(date(1900, 3, 1), date(2099, 1, 1)),
)  # fmt: skip
ROWS = st.one_of(st.lists(CELLS, max_size=9), st.sampled_from(HEADERS), st.just([]))
MERGES = st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3))


@st.composite
def books(draw):
    """Sheets as (name, hidden, rows, merges, hidden rows)."""
    count = draw(st.integers(1, 3))
    return [
        (
            f"表{number}",
            number > 0 and draw(st.booleans()),
            draw(st.lists(ROWS, max_size=14)),
            draw(st.lists(MERGES, max_size=2)),
            draw(st.lists(st.integers(0, 14), max_size=2)),
        )
        for number in range(count)
    ]


def write(path: Path, sheets) -> None:
    workbook = xlsxwriter.Workbook(path)
    for name, hidden, rows, merges, hidden_rows in sheets:
        sheet = workbook.add_worksheet(name)
        merge(sheet, merges)
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                put(workbook, sheet, number, column, cell)
        for number in hidden_rows:
            sheet.set_row(number, None, None, {"hidden": True})
        if hidden:
            sheet.hide()
    workbook.close()


def merge(sheet, merges) -> None:
    taken: set[tuple[int, int]] = set()
    for top, left, height, width in merges:
        area = {(r, c) for r in range(top, top + height + 1) for c in range(left, left + width + 1)}
        if len(area) > 1 and not area & taken:
            sheet.merge_range(top, left, top + height, left + width, "")
            taken |= area


def put(workbook, sheet, row, column, cell) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, workbook.add_format({"num_format": "yyyy-mm"}))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def last_filled(rows) -> int:
    """xlsxwriter writes no empty strings."""
    filled = [n for n, row in enumerate(rows, 1) if any(cell not in (None, "") for cell in row)]
    return max(filled, default=0)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(books(), st.sampled_from(sorted(KINDS)))
def test_every_row_has_exactly_one_fate(sheets, kind):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"
        write(path, sheets)

        reading = read(path, kind, ledger_day=LEDGER_DAY)

    fates = Counter((f.sheet, f.row) for f in (*reading.rows, *reading.rejected, *reading.skipped))
    expected = Counter(
        (name, row)
        for name, hidden, rows, *_ in sheets
        for row in ([None] if hidden else range(1, last_filled(rows) + 1))
    )
    assert fates == expected
    assert all(sentence(warned.remark) for warned in reading.warnings)
    assert all(
        sentence(r) for rejected in reading.rejected for r in (rejected.first, *rejected.also)
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books(), st.sampled_from(sorted(KINDS)))
def test_reading_twice_gives_the_same(sheets, kind):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.xlsx"
        write(path, sheets)

        assert read(path, kind, ledger_day=LEDGER_DAY) == read(path, kind, ledger_day=LEDGER_DAY)


def test_every_sentence_is_filled_from_the_remark_and_from_nothing_else():
    for text in SENTENCES.values():
        slots = {part.split("}")[0] for part in text.split("{")[1:]}
        assert slots <= {"value", "column", "0", "1"}

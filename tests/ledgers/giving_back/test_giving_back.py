"""Her own file back: one column and some colours more, and everything else as it was (R35)."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from datetime import date, datetime, timedelta

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from niangjia.base.refusals import Refused
from niangjia.ledgers import giving_back
from niangjia.ledgers.giving_back import give_back, give_back_kept, keep_file
from niangjia.ledgers.giving_back_child import remarked
from niangjia.ledgers.giving_back_marks import HEADING, marks_of
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import ImportRow
from niangjia.ledgers.receipt_models import KeptFile
from niangjia.ledgers.taking_back import take_back
from niangjia.site.cli import main

pytestmark = pytest.mark.django_db
ROSTER = "committee-roster"
HEADER = ("组织名称", "姓名", "职务", "选举日期", "出生年月")
ROWS = (
    ("丙村妇联", "罗秀英", "主席", "2024-03-01", "1975.03"),
    ("丙村妇联", "巫兰", "书记", "2024-03-01", "1980-05"),
    ("无名村妇联", "邓月娥", "执委", "2024-03-01", "1969-01"),
    ("丙村妇联", "江莲", "执委", "2024-03-01", "不清楚"),
)


def row(
    number, fate="record", key="", says="", column="", is_warning=False, sheet="名册", choices=""
):
    said = {"fate": fate, "key": key, "says": says, "column": column, "choices": choices}
    return ImportRow(sheet=sheet, row=number, is_warning=is_warning, **said)


HEAD = row(3, "skipped", "header")
ABOVE = (row(1, "skipped", "title"), row(2, "skipped", "facts"), HEAD)


@pytest.fixture
def hers(tmp_path):
    """A workbook with all that an office does to its tables."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet["A1"] = "丙村妇联执委名单"
    sheet.merge_cells("A1:E1")
    sheet["A1"].font = Font(name="黑体", size=18, bold=True, color="C00000")
    sheet["A2"] = "截至：2026-11-01"
    sheet.append(HEADER)
    for line in ROWS:
        sheet.append(line)
    sheet["F4"] = "=LEN(B4)"
    sheet["G4"], sheet["G4"].number_format = datetime(2024, 3, 1), "yyyy年m月"
    sheet["H4"].comment = Comment("问过本人", "邓")
    sheet["B4"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["B4"].border = Border(left=Side("thin"), bottom=Side("double"))
    sheet["B4"].alignment = Alignment(textRotation=45)
    sheet["B5"].hyperlink = "mailto:a@example.org"
    sheet.column_dimensions["B"].width = 31
    sheet.row_dimensions[4].height = 40
    sheet.row_dimensions[6].hidden = True
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = "A3:E7"
    sheet.print_title_rows = "3:3"
    rule = DataValidation(type="list", formula1='"主席,副主席"')
    sheet.add_data_validation(rule)
    rule.add("C4:C9")
    hidden = book.create_sheet("底稿")
    hidden["B2"], hidden.sheet_state = 5, "hidden"
    book.defined_names["名单"] = DefinedName("名单", attr_text="名册!$B$4:$B$7")
    path = tmp_path / "花名册.xlsx"
    book.save(path)
    return path


def everything(sheet, without=()):
    """All that is in a sheet, cell by cell and beside the cells."""
    cells = {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, *_look(cell))
        for line in sheet.iter_rows()
        for cell in line
        if cell.coordinate.rstrip("0123456789") not in without
    }
    widths = {k: d.width for k, d in sheet.column_dimensions.items() if k not in without}
    heights = {k: (d.height, d.hidden) for k, d in sheet.row_dimensions.items()}
    rules = [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation]
    around = (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows, sheet.sheet_state)
    merges = sorted(map(str, sheet.merged_cells.ranges))
    return cells, widths, heights, rules, around, merges


def _look(cell):
    parts = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    comment = cell.comment and (cell.comment.text, cell.comment.author)
    return *map(repr, parts), cell.hyperlink and cell.hyperlink.target, comment


def opened(given):
    return openpyxl.load_workbook(io.BytesIO(given.content))


def remarks(sheet, at="I"):
    return {cell.row: cell.value for cell in sheet[at] if cell.value}


def test_nothing_but_one_column_and_colours_is_added(hers):
    rows = [*ABOVE, row(5, "rejected", "post-unknown", "认不出职务“书记”。", "职务")]

    after, before = opened(give_back(hers, rows)), openpyxl.load_workbook(hers)

    assert after.sheetnames == before.sheetnames
    assert {k: v.attr_text for k, v in after.defined_names.items()} == {"名单": "名册!$B$4:$B$7"}
    assert everything(after["底稿"]) == everything(before["底稿"])
    coloured = after["名册"]["C5"]
    assert coloured.fill.fgColor.rgb == "00F9D9D6"
    coloured.fill = PatternFill()
    assert everything(after["名册"], {"I"}) == everything(before["名册"])


def test_every_row_says_what_became_of_it(hers):
    rows = [
        *ABOVE,
        row(5, "rejected", "post-unknown", "认不出职务。", "职务"),
        row(6, "waiting", "unknown", "是哪个村？", "组织名称", choices="990001100201 丙村"),
        row(7, key="date-unreadable", says="看不懂日期。", column="出生年月", is_warning=True),
    ]

    sheet = opened(give_back(hers, rows))["名册"]

    assert remarks(sheet) == {
        3: HEADING,
        4: "已入库",
        5: "没有收：认不出职务。",
        6: "等回答：是哪个村？（990001100201 丙村）",
        7: "已入库，请看一眼：看不懂日期。",
    }
    assert {sheet[at].fill.fgColor.rgb for at in ("C5", "I5")} == {"00F9D9D6"}
    assert {sheet[at].fill.fgColor.rgb for at in ("A6", "I6")} == {"00FFF2CC"}
    assert sheet["E7"].fill.fgColor.rgb == "00FFF8E1"


def test_a_file_given_back_and_sent_again_keeps_one_column_of_remarks(hers, tmp_path):
    again = tmp_path / "again.xlsx"
    again.write_bytes(give_back(hers, [*ABOVE, row(5, "rejected", says="先前")]).content)

    sheet = opened(give_back(again, [*ABOVE, row(5, "rejected", says="现在")]))["名册"]

    assert remarks(sheet)[5] == "没有收：现在"
    assert sheet.max_column == 9


def test_what_cannot_be_kept_is_named_in_the_file_too(hers, tmp_path):
    path = tmp_path / "多.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(2, 0, HEADER)
        sheet.write_row(3, 0, ROWS[0])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=名册!$A$4:$A$5"})
        sheet.insert_chart("H2", chart)
        sheet.insert_image("H9", "章.png", {"image_data": io.BytesIO(PIXEL)})
        sheet.add_sparkline("G4", {"range": "名册!A4:B4"})
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")

    given = give_back(path, [HEAD])

    assert given.names() == ["图表", "图片", "宏", LOST_RULES]
    assert "图片" in opened(given)["名册"]["F3"].comment.text
    assert give_back(hers, [HEAD]).names() == ["公式算好的结果（打开时会重新算）"]


LOST_RULES = "新式的条件格式、下拉选项或迷你图"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000187a1f2d60000000049454e44ae426082"
)


def test_a_remark_that_looks_like_a_formula_is_a_text(hers):
    sheet = opened(give_back(hers, [*ABOVE, row(5, "rejected", says="=1+1")]))["名册"]
    odd = row(4, says="=1", is_warning=True)

    assert sheet["I5"].data_type == "s"
    assert marks_of([odd])["名册"].rows["4"][1].startswith("已入库")


def test_a_csv_comes_back_as_a_new_workbook(tmp_path):
    path = tmp_path / "名册.csv"
    lines = [",".join(HEADER), *(",".join(line) for line in ROWS), "=1+1,,,,"]
    path.write_text("\n".join(lines))
    sheet_name = giving_back.read_workbook(path).sheets[0].name
    rows = [
        row(1, "skipped", "header", sheet=sheet_name),
        row(3, "rejected", says="认不出职务。", sheet=sheet_name),
    ]

    given = give_back(path, rows)

    sheet = opened(given).active
    assert given.names() == []
    assert [cell.value for cell in sheet[1]] == [*HEADER, HEADING]
    assert [cell.value for cell in sheet[3]] == [*ROWS[1], "没有收：认不出职务。"]
    assert sheet["A6"].data_type == "s"


def test_a_long_cell_comes_back_whole_whatever_is_read_of_it(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text("\n".join([",".join(HEADER), f"丙村妇联,罗秀英,主席,2024-03-01,{'长' * 3000}"]))
    name = giving_back.read_workbook(path).sheets[0].name

    sheet = opened(give_back(path, [row(1, "skipped", "header", sheet=name)])).active

    assert sheet["E2"].value == "长" * 3000


def test_what_a_new_workbook_lacks_is_named(hers, monkeypatch):
    monkeypatch.setattr(giving_back, "LARGEST", 10)

    given = give_back(hers, ABOVE)

    assert given.names() == ["隐藏的工作表", "格式、公式和批注"]
    assert opened(given).sheetnames == ["名册"]
    heading = next(cell for cell in opened(given)["名册"][3] if cell.value == HEADING)
    assert "隐藏的工作表" in heading.comment.text


def test_a_column_of_results_that_is_hers_stays_hers(hers, tmp_path):
    book = openpyxl.load_workbook(hers)
    book["名册"]["I3"], book["名册"]["I4"] = HEADING, "已电话核实"
    book.save(hers)
    again = tmp_path / "again.xlsx"

    again.write_bytes(give_back(hers, [*ABOVE, row(5, "rejected", says="先前")]).content)
    sheet = opened(give_back(again, [*ABOVE, row(5, "rejected", says="现在")]))["名册"]

    assert remarks(sheet) == {3: HEADING, 4: "已电话核实"}
    assert remarks(sheet, "J")[3] == f"{HEADING}（娘家）"
    assert remarks(sheet, "J")[5] == "没有收：现在"
    assert sheet.max_column == 10


def test_who_is_asked_to_give_back_what_is_no_workbook_says_so(tmp_path):
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"PK\x03\x04 but nothing more")

    with pytest.raises(Refused, match="没能加上处理结果"):
        give_back(path, [HEAD])


TEXTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=["Cs"]), max_size=9
)


@settings(max_examples=20)
@given(cells=st.lists(st.lists(TEXTS | st.integers(-9, 9) | st.none(), max_size=5), max_size=6))
def test_whatever_stands_in_the_cells_stays(cells):
    book = openpyxl.Workbook()
    book.active.title = "名册"
    book.active.append(HEADER)
    for line in cells:
        book.active.append([f"'{one}" if isinstance(one, str) else one for one in line])
    sent, marks = io.BytesIO(), marks_of([row(1, "skipped", "header")])
    book.save(sent)
    told = io.BytesIO(json.dumps({name: asdict(one) for name, one in marks.items()}).encode())

    _lost, _, content = b"".join(remarked(io.BytesIO(sent.getvalue()), told)).partition(b"\n")

    after = openpyxl.load_workbook(io.BytesIO(content))["名册"]
    before = openpyxl.load_workbook(sent)["名册"]
    assert everything(after, {"F"})[0] == everything(before, {"F"})[0]


@pytest.fixture
def taken(hers, county, today):
    outcome = import_file(by=None, path=hers, kind=ROSTER, root=county.federation, today=today)
    keep_file(outcome.made, hers.read_bytes(), today=today)
    return outcome.made


def test_an_import_gives_the_file_back_that_was_sent(taken, today):
    sheet = opened(give_back_kept(taken, today=today))["名册"]

    said = remarks(sheet)
    assert said[4] == "已入库"
    assert said[5].startswith("没有收：")
    assert said[6].startswith("等回答：")
    assert said[7].startswith("已入库，请看一眼：")
    assert set(said) == {3, 4, 5, 6, 7}


def test_the_kept_file_cannot_be_read_without_the_key(taken, hers):
    content = bytes(KeptFile.objects.get().content)

    assert b"PK" not in content[:64]
    assert hers.read_bytes()[:64] not in content


def test_the_file_is_forgotten_after_its_days(taken, today):
    last = today + timedelta(days=14)

    assert giving_back.kept_until(taken, today=last) == last
    assert giving_back.kept_until(taken, today=last + timedelta(days=1)) is None
    with pytest.raises(Refused, match="只保留14天"):
        give_back_kept(taken, today=last + timedelta(days=1))
    assert giving_back.forget_old_files(today=last + timedelta(days=1)) == 1
    assert not KeptFile.objects.exists()


def test_the_file_is_forgotten_at_once_when_she_says_so(taken, today):
    giving_back.forget_file(taken)

    assert giving_back.kept_until(taken, today=today) is None


def test_of_an_import_that_was_taken_back_no_file_is_kept(taken, today):
    take_back(by=None, made=taken, reason="放错了")

    assert not KeptFile.objects.exists()


def test_a_large_file_is_not_kept(taken, today, monkeypatch):
    giving_back.forget_file(taken)
    monkeypatch.setattr(giving_back, "LARGEST", 10)

    keep_file(taken, b"more than ten bytes", today=today)

    assert not KeptFile.objects.exists()


def test_its_name_tells_what_it_is(taken):
    assert giving_back.file_name(taken) == "花名册（处理结果）.xlsx"
    assert date(2026, 11, 21) + giving_back.KEPT_DAYS == date(2026, 12, 5)


def test_the_command_writes_the_file_back_also_when_it_is_only_tried(hers, county, tmp_path):
    out = tmp_path / "回.xlsx"
    asked = ["import", str(hers), "--as", ROSTER, "--dry-run", "--give-back", str(out)]

    answer = CliRunner().invoke(main, [*asked, "--json"], env={"LC_ALL": "C.UTF-8"})

    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["not_kept"] == ["公式算好的结果（打开时会重新算）"]
    said = remarks(openpyxl.load_workbook(out)["名册"])
    assert set(said) == {3, 4, 5, 6, 7}
    assert said[5].startswith("没有收：")

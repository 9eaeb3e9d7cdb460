"""Whatever form a ledger comes in, the same cells are read."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from niangjia.base.outgoing import csv_bytes
from niangjia.ledgers.files.upload import content_of
from niangjia.ledgers.reading import UnreadableFile, read, read_upload
from niangjia.ledgers.reading.sheets import read_workbook
from tests.ledgers.hostile.packing import DEFLATED, Entry, Zip, workbook

OTHER = Path(__file__).parent / "files_other"
DAY = date(2017, 7, 31)
HEAD = ["村", "姓名", "职务", "选举日期"]
ROWS = [["甲村", "甲某一", "主席", "2017-06-08"], ["甲村", "甲某二", "执委", "2017-06-08"]]


def names(reading):
    return [row.name for row in reading.rows]


def taken(one):
    """How many rows were looked at as data."""
    return len(one.reading.rows) + len(one.reading.rejected)


def rows_of(path):
    return read_workbook(path).sheets[0].rows


def text(separator=",", rows=(HEAD, *ROWS)):
    return "\r\n".join(separator.join(row) for row in rows)


def test_an_xls_gives_its_cells_dates_merges_and_hidden_sheets():
    book = read_workbook(OTHER / "old_excel.xls")
    roster, hidden = book.sheets

    assert roster.name == "名册"
    assert roster.rows[2][:4] == [1.0, "甲村", "甲某一", "主席"]
    assert roster.rows[2][5] == date(2017, 6, 8)
    assert roster.merges == (((0, 0), (0, 5)),)
    assert (hidden.left_out, hidden.rows) == ("hidden-sheet", [])


def test_an_xls_is_read_as_a_ledger():
    reading = read(OTHER / "old_excel.xls", "committee-roster", ledger_day=DAY)

    assert names(reading) == ["甲某一", "甲某二", "甲某三"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_a_text_is_read_in_any_encoding_with_any_separator(tmp_path, encoding, separator):
    (tmp_path / "甲村.txt").write_bytes(text(separator).encode(encoding))

    assert rows_of(tmp_path / "甲村.txt") == [HEAD, *ROWS]
    assert read_workbook(tmp_path / "甲村.txt").sheets[0].name == "甲村"


def test_the_name_decides_nothing(tmp_path):
    (tmp_path / "a.csv").write_bytes(workbook())
    (tmp_path / "b.xlsx").write_bytes(text().encode("gbk"))
    (tmp_path / "c.xls").write_bytes((OTHER / "old_excel.xls").read_bytes())

    found = list(read_upload(sorted(tmp_path.iterdir()), "committee-roster", ledger_day=DAY))

    assert [one.refusal for one in found] == [None] * 3
    assert [taken(one) for one in found] == [2, 2, 3]


def test_rows_are_numbered_as_excel_shows_them(tmp_path):
    content = '村,姓名,职务\n\n"甲\n村",甲某一,主席\n甲村,,\n\n'
    (tmp_path / "a.csv").write_text(content)

    assert rows_of(tmp_path / "a.csv") == [
        ["村", "姓名", "职务"],
        ["", "", ""],
        ["甲\n村", "甲某一", "主席"],
        ["甲村", "", ""],
    ]


def test_a_quote_that_means_as_above_is_no_quote(tmp_path):
    (tmp_path / "a.csv").write_text('村,姓名\n甲村,甲某一\n",甲某二\n乙村"x,甲某三\n')

    assert [row[0] for row in rows_of(tmp_path / "a.csv")] == ["村", "甲村", '"', '乙村"x']


def test_digits_kept_as_text_come_without_their_wrapping(tmp_path):
    (tmp_path / "a.csv").write_text('姓名,手机\n甲某一,"=""10012345678"""\n甲某二,=1+1\n')

    assert [row[1] for row in rows_of(tmp_path / "a.csv")] == ["手机", "10012345678", "=1+1"]


def test_what_is_written_as_csv_is_read_back_unchanged(tmp_path):
    rows = [
        ["姓名", "备注"],
        ["甲某一", "=1+1"],
        ["甲某二", "-5"],
        ["甲某三", "'早'"],
        ["甲", 'a"b,c'],
    ]
    (tmp_path / "a.csv").write_bytes(csv_bytes(rows))

    assert rows_of(tmp_path / "a.csv") == rows


def packed(files, encoding=None):
    """A zip whose names are in an encoding that it does not tell (None: UTF-8, and it tells so)."""
    flags = 0 if encoding else 0x800
    listed = [
        Entry(name.encode(encoding or "utf-8"), content, method=DEFLATED, flags=flags)
        for name, content in files.items()
    ]
    return Zip(listed).content()


@pytest.mark.parametrize("encoding", [None, "utf-8", "gbk"])
def test_a_zip_gives_its_files_under_their_names(tmp_path, encoding):
    files = {"甲镇/名册.xlsx": workbook(), "乙镇/名册.csv": text().encode("gbk")}
    (tmp_path / "上报.zip").write_bytes(packed(files, encoding))

    found = list(read_upload([tmp_path / "上报.zip"], "committee-roster", ledger_day=DAY))

    assert [(one.name, taken(one)) for one in found] == [(n, 2) for n in files]


def test_what_systems_leave_in_a_zip_is_passed_over(tmp_path):
    litter = ("__MACOSX/._a.csv", ".a.csv", "~$a.xlsx", "x/Thumbs.db", "folder/")
    files = dict.fromkeys(litter, b"x") | {"a.csv": text().encode()}
    (tmp_path / "a.zip").write_bytes(packed(files))

    assert [one.name for one in found_in(tmp_path / "a.zip")] == ["a.csv"]


def found_in(*paths):
    return list(read_upload(paths, "committee-roster", ledger_day=DAY))


def test_one_bad_file_stops_no_other(tmp_path):
    good, hungry = text().encode(), "".join(f"{n}\t" for n in range(1_000_000))
    files = {
        "1.csv": good,
        "2.xlsx": b"PK\3\4",
        "3.csv": hungry.encode(),
        "4.pdf": b"%PDF-",
        "5.csv": good,
    }
    (tmp_path / "a.zip").write_bytes(packed(files))
    (tmp_path / "b.csv").write_bytes(good)

    found = found_in(tmp_path / "a.zip", tmp_path / "none.csv", tmp_path, tmp_path / "b.csv")

    fates = [one.refusal.key if one.refusal else taken(one) for one in found]
    assert fates[0] == fates[4] == fates[7] == 2
    assert fates[1] == "damaged"
    assert isinstance(fates[2], int | str)
    assert [fates[3], *fates[5:7]] == ["is-pdf", "missing", "not-a-file"]


def test_the_bytes_of_a_ledger_come_out_as_they_were(tmp_path):
    content = workbook()
    (tmp_path / "a.zip").write_bytes(packed({"x.csv": b"a,b", "甲.xlsx": content}))

    _, second = found_in(tmp_path / "a.zip")

    assert content_of(second.source) == content


def test_a_zip_of_several_is_no_single_file(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"x.csv": b"a,b", "y.csv": b"a,b"}))

    with pytest.raises(UnreadableFile, match="2 个文件"):
        read(tmp_path / "a.zip", "committee-roster", ledger_day=DAY)


def test_a_locked_zip_is_named_as_that(tmp_path):
    (tmp_path / "a.zip").write_bytes(Zip([Entry("a.csv", b"a,b", flags=0x801)]).content())

    assert [one.refusal.key for one in found_in(tmp_path / "a.zip")] == ["zip-locked"]


def test_an_encrypted_workbook_is_named_as_that(tmp_path):
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage\0".encode("utf-16-le")
    )
    (tmp_path / "a.xlsx").write_bytes(content)

    with pytest.raises(UnreadableFile, match="密码"):
        read(tmp_path / "a.xlsx", "committee-roster", ledger_day=DAY)


def test_macros_and_links_are_left_alone_and_said(tmp_path):
    extra = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<a/>"}
    (tmp_path / "a.xlsm").write_bytes(workbook(extra))

    reading = read(tmp_path / "a.xlsm", "committee-roster", ledger_day=DAY)

    assert len(reading.rejected) == 2  # no unit is named: they were looked at
    assert {"macros", "external-links"} <= {warned.remark.key for warned in reading.warnings}


def test_a_formula_is_never_worked_out(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "职务"])
    book.active.append(["=1+1", "主席"])
    book.save(tmp_path / "a.xlsx")

    assert rows_of(tmp_path / "a.xlsx")[1][0] == ""  # openpyxl keeps no value beside a formula


def test_an_honest_ledger_of_many_empty_lines_is_no_bomb(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "职务"])
    for row in range(2, 2_000):
        for column in range(1, 12):
            book.active.cell(row, column).number_format = "@"
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "a.xlsx").write_bytes(content.getvalue())
    with zipfile.ZipFile(content) as package:
        assert sum(entry.file_size for entry in package.infolist()) > 10 * len(content.getvalue())

    assert len(rows_of(tmp_path / "a.xlsx")) == 1


def test_a_cell_that_is_a_book_is_cut_and_that_is_said(tmp_path):
    (tmp_path / "a.csv").write_text(f"姓名,职务,备注\n甲某一,主席,{'(' * 20_000}\n")

    reading = read(tmp_path / "a.csv", "committee-roster", ledger_day=DAY)

    assert "long-cells" in {warned.remark.key for warned in reading.warnings}
    assert len(rows_of(tmp_path / "a.csv")[1][2]) == 1_000

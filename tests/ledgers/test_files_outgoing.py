"""Over 500 texts that want to be formulas, through every way out: none becomes one (TRUST 3, 21)."""

import ast
import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

import niangjia
from niangjia.base.outgoing import csv_bytes, csv_cell, new_workbook, put, styles, write
from niangjia.base.risky import is_risky

STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"]
BEFORE = ["", " ", "\t", "\r", "\n", "\x00", "\u3000", "\xa0", "\ufeff", "\u200b"]
BODIES = ["1+1", "cmd|'/c calc'!A1", 'HYPERLINK("http://127.0.0.1/","x")', "SUM(A1:A9)"]
PAYLOADS = [before + start + body for before in BEFORE for start in STARTS for body in BODIES]
HONEST = ["甲某一", "1=1", "a@b", "8-9月", "", "'早'", "10012345678"]


def test_there_are_more_than_five_hundred():
    assert len(set(PAYLOADS)) >= 500


def test_all_of_them_are_seen_and_honest_texts_are_not():
    assert [text for text in PAYLOADS if not is_risky(text)] == []
    assert [text for text in HONEST if is_risky(text)] == []


def test_a_csv_holds_none():
    content = csv_bytes([[text, text] for text in PAYLOADS]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]

    assert len(cells) == 2 * len(PAYLOADS)
    assert {cell[0] for cell in cells} == {"'"}
    assert [csv_cell(text) for text in HONEST] == HONEST


def test_numbers_stay_numbers():
    assert csv_bytes([[-5, 1.5, None]]).decode("utf-8-sig") == '"-5","1.5",""\r\n'


def by_xlsxwriter():
    content = io.BytesIO()
    book = new_workbook(content)
    page, looks = book.add_worksheet(), styles(book, bold=True)
    for row, text in enumerate(PAYLOADS):
        write(page, row, 0, text, looks)
        page.write(row, 1, text.replace("\x00", ""))  # by somebody who knows nothing of all this
    book.close()
    return content.getvalue()


def by_openpyxl():
    book = openpyxl.Workbook()
    for row, text in enumerate(PAYLOADS, 1):
        put(book.active.cell(row, 1), text)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("made", [by_xlsxwriter, by_openpyxl])
def test_a_workbook_holds_none(made):
    sheet = openpyxl.load_workbook(io.BytesIO(made())).active

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert all(cell.quotePrefix for cell in sheet["A"])


def exported(tmp_path):
    (tmp_path / "a.csv").write_bytes(csv_bytes([[text] for text in PAYLOADS]))
    (tmp_path / "b.xlsx").write_bytes(by_xlsxwriter())
    (tmp_path / "c.xlsx").write_bytes(by_openpyxl())
    return sorted(tmp_path.iterdir())


def test_libreoffice_finds_no_formula(tmp_path):
    """Calc opens each file and writes it as flat XML, in which a formula is an attribute."""
    office = shutil.which("soffice")
    if not office or not any(Path("/usr/lib/libreoffice/program").glob("libsclo.so")):
        pytest.skip("LibreOffice Calc is not installed here")
    (tmp_path / "in").mkdir()
    paths = exported(tmp_path / "in")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    subprocess.run(
        [office, profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), *paths],
        check=True,
        capture_output=True,
        timeout=300,
    )

    for path in paths:
        converted = (tmp_path / f"{path.stem}.fods").read_text()
        assert "calc" in converted
        assert "table:formula" not in converted


def test_nobody_writes_tables_another_way():
    """Readers may import csv and openpyxl; writers come through base/outgoing.py."""
    root = Path(niangjia.__file__).parent
    strays = [
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if path != root / "base/outgoing.py" and writes_tables(ast.parse(path.read_text()))
    ]

    assert strays == []


def writes_tables(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(name.name == "xlsxwriter" for name in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xlsxwriter"):
            return True
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {
            "csv.writer",
            "csv.DictWriter",
        }:
            return True
    return False

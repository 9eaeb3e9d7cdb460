"""The .xlsx file as a zip: is it one, is it of a sane size, and what values alone do not tell.

A reader of values gives an error cell as an empty one, and a day shown as 1963年5月 as the first
of May. Both are looked up here, only when a sheet has any.
"""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

MAX_FILE = 50 * 2**20
MAX_UNPACKED = 600 * 2**20
MAX_ENTRIES = 5_000
MAX_CELLS = 20_000_000  # rows × columns of one sheet, filled or not
OLD_EXCEL = b"\xd0\xcf\x11\xe0"

NEAR = 702  # columns A to ZZ

_FAR = re.compile(rb"<c r=\"[A-Z]{3}\d")
_ROW = re.compile(rb"<row [^>]*?r=\"(\d+)\"")
_LETTERS = re.compile(rb"<c r=\"([A-Z]{1,3})\d")
_ERROR = re.compile(rb"<c r=\"([A-Z]{1,3})(\d+)\"[^>]*\bt=\"e\"[^>]*>.*?<v>([^<]*)</v>", re.DOTALL)
_STYLED = re.compile(rb"<c r=\"([A-Z]{1,3})(\d+)\"[^>]*?\bs=\"(\d+)\"")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_FORMAT = re.compile(r"<numFmt\b[^>]*>")
_CELL_STYLES = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<xf\b[^>]*>")
_QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_MONTH_FORMATS = {17, 27, 36, 50, 52, 55, 57}  # built in: mmm-yy, yyyy年m月 of a Chinese Excel


class UnreadableFile(ValueError):
    """The file cannot be read at all; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the cells' values do not tell, by (row, column), both 0-based."""

    errors: dict[tuple[int, int], str]
    months: dict[tuple[int, int], str]  # "month" or "year": what the format shows of a day


def check(path: Path) -> None:
    """Refuse what is no .xlsx or is too large.

    Raises:
        UnreadableFile: with a sentence that names the file and says what to do.
    """
    if not path.is_file():
        raise UnreadableFile(f"找不到文件“{path.name}”，请检查位置和文件名。")
    if path.stat().st_size > MAX_FILE:
        raise UnreadableFile(f"文件“{path.name}”超过 50 MB，请分成几个文件再导入。")
    _check_begin(path)
    try:
        with zipfile.ZipFile(path) as package:
            _check_entries(path.name, package)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(
            f"文件“{path.name}”已损坏，请用表格软件打开后另存为 .xlsx 再导入。"
        ) from error


def _check_begin(path: Path) -> None:
    with path.open("rb") as file:
        begin = file.read(4)
    if begin == OLD_EXCEL:
        raise UnreadableFile(
            f"文件“{path.name}”是旧的 .xls 格式或设了打开密码，请去掉密码并另存为 .xlsx 再导入。"
        )
    if begin[:2] != b"PK":
        raise UnreadableFile(
            f"文件“{path.name}”不是 .xlsx 表格，请用表格软件打开后另存为 .xlsx 再导入。"
        )


def _check_entries(name: str, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableFile(f"文件“{name}”解开后过大，不能导入，请只留下名册所在的工作表。")
    if "xl/workbook.xml" not in package.namelist():
        raise UnreadableFile(f"文件“{name}”不是 .xlsx 表格，请用表格软件另存为 .xlsx 再导入。")


def marks_of(path: Path) -> dict[str, Marks]:
    """Marks per sheet name; sheets without any are left out.

    Raises:
        UnreadableFile: a sheet's area is too large.
    """
    with zipfile.ZipFile(path) as package:
        styles = _month_styles(_text(package, "xl/styles.xml"))
        found = {}
        for name, part in _parts(package).items():
            xml = package.read(part)
            _check_area(path.name, name, xml)
            found[name] = Marks(_errors(xml), _months(xml, styles))
        return found


def _text(package: zipfile.ZipFile, part: str) -> str:
    return package.read(part).decode("utf-8", "replace") if part in package.namelist() else ""


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part of the package that holds it."""
    relations = [
        _attributes(tag) for tag in _RELATION.findall(_text(package, "xl/_rels/workbook.xml.rels"))
    ]
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    parts = {}
    for tag in _SHEET.findall(_text(package, "xl/workbook.xml")):
        sheet = _attributes(tag)
        target = targets.get(sheet.get("r:id", ""), "")
        parts[sheet.get("name", "")] = (
            target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        )
    return {name: part for name, part in parts.items() if part in package.namelist()}


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _check_area(file: str, sheet: str, xml: bytes) -> None:
    last_row = max(map(int, _ROW.findall(xml)), default=0)
    if not _FAR.search(xml) and last_row * NEAR <= MAX_CELLS:
        return
    last_column = max(map(_column, set(_LETTERS.findall(xml))), default=0) + 1
    if last_row * last_column > MAX_CELLS:
        raise UnreadableFile(
            f"文件“{file}”的工作表“{sheet}”用到了第 {last_row} 行、第 {last_column} 列，大得不像名册，"
            "请删去右边和下面多余的单元格再导入。"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _errors(xml: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in xml:
        return {}
    return {
        (int(row) - 1, _column(letters)): text.decode()
        for letters, row, text in _ERROR.findall(xml)
    }


def _months(xml: bytes, styles: dict[bytes, str]) -> dict[tuple[int, int], str]:
    if not any(b's="%s"' % style in xml for style in styles):
        return {}
    return {
        (int(row) - 1, _column(letters)): styles[style]
        for letters, row, style in _STYLED.findall(xml)
        if style in styles
    }


def _month_styles(xml: str) -> dict[bytes, str]:
    """Style number → "month" or "year", for the styles that show a date without its day."""
    own = {
        tag["numFmtId"]: tag.get("formatCode", "") for tag in map(_attributes, _FORMAT.findall(xml))
    }
    cells = _CELL_STYLES.search(xml)
    shown = {}
    for number, tag in enumerate(_STYLE.findall(cells[0] if cells else "")):
        identifier = _attributes(tag).get("numFmtId", "0")
        if precision := _precision(identifier, own.get(identifier, "")):
            shown[str(number).encode()] = precision
    return shown


def _precision(identifier: str, code: str) -> str:
    if not code:
        return "month" if int(identifier) in _MONTH_FORMATS else ""
    letters = _QUOTED.sub("", code).lower().split(";")[0]
    if "y" not in letters or "d" in letters or "h" in letters:
        return ""
    return "month" if "m" in letters else "year"

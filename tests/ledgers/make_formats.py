"""Ledgers that are no .xlsx: `python -m tests.ledgers.make_formats`.

The .xls is saved by LibreOffice (`soffice`) from the .xlsx that is made here.
"""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl

from tests.ledgers.make import FILES, book, fill, identity

AT = (2017, 7, 31, 0, 0, 0)
GBK = [
    ["温郊乡梧地村妇联执委名单"],
    ["选举日期：2017年6月7日"],
    ["序号", "姓名", "职务", "出生年月", "身份证号", "手机号", "备注"],
    ["1", "伍一蓉", "主席", "1975/3/8", f'="{identity("19750308", "002")}"', "10056800001"],
    ["2", "伍二蓉", "副主席", "1980.10", "9.90101E+17", "1.00568E+10", '"兼职","不坐班"'],
    ["3", "伍三蓉", "〃", "1988年12月", "", "10056800003"],
    ["合计", "3人"],
    ["", "", "", "", "", "", ""],
    ["填表人：伍某", "", "", "", "", "2017年7月1日"],
]


def gbk() -> None:
    """As an older Excel saves “CSV（逗号分隔）”."""
    lines = [",".join(_cell(cell) for cell in row) for row in GBK]
    (FILES / "gbk.csv").write_bytes("\r\n".join([*lines, ""]).encode("gbk"))


def _cell(text: str) -> str:
    if text.startswith('="'):
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return '"' + text.replace('"', '""') + '"' if '"' in text or "," in text else text


def utf8() -> None:
    """With a byte order mark and tabs, as other programs export."""
    rows = [
        ["乡镇", "村（社区）", "组织名称", "组织类别", "成立时间", "会改联时间"],
        ["余朋乡", "余朋村", "余朋村妇联", "妇联", "1985.6", "2017-05-25"],
        ["", "芹溪村", "芹溪村妇联", "妇联", "1986", "2017/5/26"],
        ["", "蛟坑村", "蛟坑村妇代会", "妇代会", "1990.3", ""],
        ["", "东坑村", "东坑村妇联", "妇联", "", "2017-02-30"],
        ["合计", "4个"],
    ]
    text = "\n".join("\t".join(row) for row in rows)
    (FILES / "utf8.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())


def old_format() -> None:
    workbook, sheet = book("花名册")
    fill(sheet, [
        ["长校镇妇联执委花名册"],
        ["序号", "村", "姓名", "职务", "出生年月", "选举日期", "手机"],
        [1, "荷坑村", "江一荷", "主席", date(1972, 8, 1), date(2017, 6, 12), 10056900001],
        [2, None, "江二荷", "执委", date(1985, 3, 1), date(2017, 6, 12), 10056900002],
        [3, "黄石坑村", "江三荷", "主席", "1990.10", "2017.6.13"],
        ["合计", None, "3人"],
    ])  # fmt: skip
    for row in (3, 4):
        sheet.cell(row, 5).number_format = 'yyyy"年"m"月"'
        sheet.cell(row, 6).number_format = "yyyy-mm-dd"
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B3:B4")
    hidden = workbook.create_sheet("旧")
    fill(hidden, [["村", "姓名", "职务"], ["荷坑村", "江旧人", "主席"]])
    hidden.sheet_state = "hidden"
    save_as_xls(workbook, "old_format")


def save_as_xls(workbook: openpyxl.Workbook, name: str, to: Path = FILES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        workbook.save(path)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "xls", "--outdir", str(to), str(path)]
        subprocess.run(command, check=True, capture_output=True)


def several() -> None:
    """What a township sends: two villages, one as .csv with a name in GBK, and a letter."""
    with tempfile.TemporaryDirectory() as folder:
        workbook, sheet = book("Sheet1")
        fill(sheet, [
            ["龙津镇供坊村妇联执委名单"], ["姓名", "职务", "选举日期"],
            ["朱一菊", "主席", "2017.6.9"], ["朱二菊", "执委", "2017.6.9"],
        ])  # fmt: skip
        path = Path(folder) / "a.xlsx"
        workbook.properties.created = workbook.properties.modified = datetime(2017, 7, 31)
        workbook.save(path)
        text = "村,姓名,职务,选举日期\r\n俞坊村,朱三菊,主席,2017.6.9\r\n俞坊村,,执委,2017.6.9\r\n"
        with zipfile.ZipFile(FILES / "several.zip", "w", zipfile.ZIP_DEFLATED) as package:
            put(package, "龙津镇/供坊村.xlsx", path.read_bytes())
            put(package, "龙津镇/~$供坊村.xlsx", b"owner")
            package.writestr(_NameInGbk("龙津镇/俞坊村.csv", AT), text.encode("gbk"))
            put(package, "龙津镇/说明.docx", b"PK\x05\x06" + b"\0" * 18)


class _NameInGbk(zipfile.ZipInfo):
    """As Chinese programs write names: in GBK, and without saying so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, AT), content)


if __name__ == "__main__":
    for ledger in (gbk, utf8, old_format, several):
        ledger()

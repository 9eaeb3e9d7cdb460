"""Those of the ten fresh ledgers that are no .xlsx; `make_fresh` writes them with the others.

The .xls are saved by LibreOffice (`soffice`) from an .xlsx, as an old office program would.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from tests.ledgers.make import FILES, book, fill, identity
from tests.ledgers.make_formats import put, save_as_xls

TYPED = """\
嵩口镇妇联村级组织人员名单,,,,,,
村居,姓名,职务,出生,电话,换届选举时间,备注
沧龙村,温桂兰,主席,63.5,10063330001,2017-6-12,
沧龙村,温桂香,副主席,1979。3,10063330002,2017-6-12,"兼村计生员,
外出时由副主任代"
沧龙村,温桂花,执委,1963年5月,10063330003,2017-6-12,
立新村,严秋妹,主席,1969.10,"10063330004,1000123",2017.7.1,
立新村,严冬妹,执委,83年,10063330005,2017.7.1,
立新村,严小妹,妇女组长,1990.2,10063330006,2017.7.1,
,,,,,,
九龙社区居委会,张美华（主任）,主席,1976/4/5,10063330007,2017/7/3,
九龙社区居委会,张丽华、张小华,执委,,,2017/7/3,
合计：8人,,,,,,
嵩口镇妇联　2017年7月5日,,,,,,
"""
OUTLYING = """\
姓名,职务,出生年月,手机,选举日期
范一梅,主席,1973.6,10068880011,2017.6.15
范二梅,副主席,1981年2月,10068880012,2017.6.15
范三梅,委员,1994.10,,2017.6.15
"""


def old_office() -> None:
    """Songxi: dates as bare serial numbers, a hidden column, the husband's name and phone."""
    workbook, sheet = book("花名册")
    fill(sheet, [
        ["嵩溪镇妇联组织执委信息表"],
        ["单位：嵩溪镇妇联", None, None, None, None, None, None, None, "2017年7月"],
        ["序号", "村别", "姓名", "性别", "民族", "年龄（岁）", "出生年月", "身份证号码", "妇联职务",
         "党政职务", "本人电话", "丈夫姓名", "丈夫电话", "任职时间（年.月.日）"],
        [1, "青山村", "余春英", "女", "汉", 45, 26390, identity("19720401", "002"), "主席",
         "村委委员", 10062220001, "邱某甲", 10062229001, 42894],
        [2, "〃", "余夏英", "女", "〃", 38, datetime(1979, 6, 1), identity("19790601", "004"),
         "副主席", None, 10062220002, "邱某乙", 10062229002, datetime(2017, 6, 8)],
        [3, "〃", "余秋英", "女", "畲", 29, "1988.02", None, "执委", None, None, "邱某丙",
         10062229003, datetime(2017, 6, 8)],
        [4, "青溪畲族村", "蓝冬梅", "女", "畲", 44, "一九七二年十月", None, "主席", None,
         10062220004, None, None, "2017.6.10"],
        [5, "青溪畲族村", "雷小花", "男", "畲", 31, "1986.7", None, "执委", None, 10062220005,
         None, None, "2017.6.10"],
        [6, "元山村", "马来香", "女", "汉", 37, "1980.2.30", None, "主席", None, 10062220006,
         None, None, "2017.6.11"],
        ["合计", None, "6人"],
        ["填表人：余某", None, None, None, "审核人：马某"],
    ])  # fmt: skip
    for cell in ("G5", "N5", "N6"):
        sheet[cell].number_format = "yyyy-mm-dd"
    sheet.column_dimensions["H"].hidden = True
    sheet.merge_cells("A1:N1")
    for name in ("Sheet2", "Sheet3"):
        workbook.create_sheet(name)
    save_as_xls(workbook, "fresh-02-old-office")


def typed_list() -> None:
    """Songkou: saved as .csv by an older program, with a line break within a cell."""
    text = TYPED.replace("\n", "\r\n")
    (FILES / "fresh-03-typed-list.csv").write_bytes(text.encode("gbk"))


def package() -> None:
    """Tianyuan: all that the office had, packed: lists in three formats, a letter, a photo."""
    with zipfile.ZipFile(FILES / "fresh-09-package.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        put(packed, "田源乡妇联/1.田源村妇联执委名单.xlsx", _village())
        put(packed, "田源乡妇联/2.乡妇联执委.xls", _township())
        put(packed, "田源乡妇联/廖武村.csv", OUTLYING.encode())
        letter = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        put(packed, "田源乡妇联/关于上报名册的通知.doc", letter)
        put(packed, "田源乡妇联/选举会场.jpg", b"\xff\xd8\xff\xe0" + bytes(64))


def _village() -> bytes:
    workbook, sheet = book("Sheet1")
    fill(sheet, [
        ["田源村妇联执委名单"],
        ["职务", "姓名", "性别", "出生年月", "联系电话", "当选时间"],
        ["主席", "官春妹", "女", "1977.11", "10068880001", "2017.6.14"],
        ["副主席（2名）"],
        [None, "官夏妹", "女", "1983.5", "10068880002", "2017.6.14"],
        [None, "官秋妹", "女", "1985.8", "10068880003", "2017.6.14"],
        ["执委", "官冬妹", "女", "1991.1", "10068880004", "2017.6.14"],
        [None, "官腊妹", "女", "1996.12", None, "2017.6.14"],
    ])  # fmt: skip
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A7:A8")
    return _saved(workbook)


def _township() -> bytes:
    workbook, sheet = book("田源乡")
    fill(sheet, [
        ["田源乡妇联第十三届执委花名册"],
        ["序号", "姓名", "出生日期", "职务", "专兼职", "工作单位", "当选日期"],
        [1, "戴玉兰", datetime(1980, 3, 9), "主席", "专职", "乡党政办", datetime(2016, 11, 10)],
        [2, "戴玉菊", datetime(1984, 7, 21), "兼职副主席", None, "田口村", datetime(2016, 11, 10)],
        [3, "戴玉竹", datetime(1990, 12, 2), "执委", "兼职", "乡卫生院", datetime(2016, 11, 10)],
    ])  # fmt: skip
    for row in (3, 4, 5):
        sheet.cell(row, 3).number_format = sheet.cell(row, 7).number_format = "yyyy/m/d"
    with tempfile.TemporaryDirectory() as folder:
        save_as_xls(workbook, "township", to=Path(folder))
        return (Path(folder) / "township.xls").read_bytes()


def _saved(workbook: Workbook) -> bytes:
    workbook.properties.created = workbook.properties.modified = datetime(2017, 7, 31)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()

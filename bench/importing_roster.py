"""The rosters of bench/importing.py, and the 300 files of bench/files.py."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

COMMITTEES, VILLAGES = 1_340, 20
HEADER = (
    "乡镇", "村", "姓名", "性别", "民族", "出生年月", "政治面貌", "文化程度", "职务", "专兼职",
    "类别", "选举日期", "手机号",
)  # fmt: skip
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹"
GIVEN = "秀英兰桂芳玉珍凤霞丽红梅艳燕玲娟敏静洁云莲春花香月娥琴美淑惠翠"
KINDS = ("调解女能手", "文艺女骨干", "创业女能手")


def write(path: Path, rows: int, *, first: int = 0) -> None:
    """A roster as one long sheet, of so many rows to a committee that all rows find one."""
    each = max(15, -(-rows // COMMITTEES))
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEADER)
    for number, row in enumerate(range(first, first + rows), 1):
        sheet.write_row(number, 0, cells(row, *divmod(row, each)))
    book.close()


def cells(row: int, committee: int, seat: int) -> list[str]:
    """One row: the first seat is the chair, the second her deputy."""
    town, village = divmod(committee, VILLAGES)
    post = {0: "主席", 1: "副主席"}.get(seat, "执委")
    born = f"{1960 + row % 40}.{1 + row % 12:02d}"
    rest = ["女", "汉族", born, "群众", "初中", post, "兼职", KINDS[row % 3], "2021-06-01"]
    return [f"示例{town}镇", f"示例{village}村", name(row), *rest, f"100{row:08d}"]


def name(number: int) -> str:
    """A name that is spread as names are: some common, most not."""
    first, rest = SURNAMES[number * 7 % len(SURNAMES)], number * 13
    return first + GIVEN[rest % len(GIVEN)] + GIVEN[rest // len(GIVEN) % len(GIVEN)]

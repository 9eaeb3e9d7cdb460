"""What is written into a file that is given back: the fate of every row, in words (R35).

Imports no Django: the child process reads it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

HEADING = "处理结果"
AUTHOR = "娘家"
OWN_HEADING = f"{HEADING}（{AUTHOR}）"  # where she has a column 处理结果 herself
TAKEN = "已入库"
SAID = {
    "record": TAKEN,
    "warning": "已入库，请看一眼：{says}",
    "waiting": "等回答：{says}",
    "rejected": "没有收：{says}",
    "left-out": "没有收：已经决定这一行不入库",
}
LOST = {
    "charts": "图表",
    "pictures": "图片",
    "shapes": "图形",
    "macros": "宏",
    "controls": "控件",
    "embedded": "嵌入的文件",
    "slicers": "切片器",
    "replies": "批注的回复",
    "queries": "外部数据查询",
    "printer": "打印机设置",
    "rules": "新式的条件格式、下拉选项或迷你图",
    "results": "公式算好的结果（打开时会重新算）",
    "hidden": "隐藏的工作表",
    "looks": "格式、公式和批注",
}
COLOURS = {"waiting": "FFF2CC", "rejected": "F9D9D6", "warning": "FFF8E1"}
LONGEST = 600
BEGINNINGS = (TAKEN, "等回答：", "没有收：")


class ShownRow(Protocol):
    """What is asked of a row: an ImportRow, or one of a preview."""

    sheet: str
    row: int
    fate: str
    column: str
    says: str
    choices: str
    key: str
    is_warning: bool


@dataclass
class SaidRow:
    """A row of an import that was not kept for a page."""

    sheet: str
    row: int
    fate: str
    column: str = ""
    says: str = ""
    choices: str = ""
    key: str = ""
    is_warning: bool = False


@dataclass
class SheetMarks:
    """What is said about the rows of a sheet; rows that are not named here are records.

    Attributes:
        rows: row number as text → (fate, sentence, headings of the cells it is about).
    """

    headers: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    rows: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)


def marks_of(rows: Iterable[ShownRow]) -> dict[str, SheetMarks]:
    """Sheet → its marks."""
    found: dict[str, SheetMarks] = {}
    for row in rows:
        if row.row:
            _put(found.setdefault(row.sheet, SheetMarks()), row)
    for marks in found.values():
        marks.headers.sort()
    return found


def _put(marks: SheetMarks, row: ShownRow) -> None:
    if row.fate == "skipped" and row.key != "left-out":
        (marks.headers if row.key == "header" else marks.skipped).append(row.row)
        return
    if row.fate == "record" and not row.is_warning:
        return  # it was asked, and went in
    fate = "warning" if row.is_warning else "left-out" if row.fate == "skipped" else row.fate
    says = row.says + (f"（{row.choices}）".replace("\n", "；") if row.choices else "")
    _say(marks, str(row.row), fate, SAID[fate].format_map({"says": says}), row.column)


def _say(marks: SheetMarks, number: str, fate: str, text: str, column: str) -> None:
    """A second remark on a row is added to the first; what stands against it comes first."""
    columns = [column] if column else []
    if number not in marks.rows:
        marks.rows[number] = (fate, text[:LONGEST], columns)
        return
    before, said, known = marks.rows[number]
    first, second = (said, text) if before != "warning" or fate == "warning" else (text, said)
    worst = before if first is said else fate
    marks.rows[number] = (worst, f"{first}\n{second}"[:LONGEST], known + columns)


def said_of(lost: Sequence[str]) -> str:
    """The sentence about what could not be kept, "" if everything could."""
    if not lost:
        return ""
    names = "、".join(LOST[what] for what in lost)
    return f"这份表里的{names}没有原样留下，原来的文件里还有。"

"""What thirty villages make of the blank rosters that the county sent them: each in its own way.

Every file is the blank one, opened and filled as an office would; what is asked back is how many rows of it
are good, and which of them wait or are refused. All women are invented.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

ELECTED = "2026-06-01"
ABSENT = 2  # villages that never answer
SURNAMES = "陈黄罗邓伍巫赖江曾邹刘王张吴杨温魏谢"
GIVEN = "丽萍 秀英 月娥 桂珍 美华 金莲 红霞 晓燕 小芳 素琴 雪梅 慧玲".split()
POSTS = ("主席", "副主席", "执委")
TWICE = (1, 4)  # the fifth woman of the second village is the fifth of the first as well


@dataclass
class Member:
    """One row as it should have been written."""

    village: str
    name: str
    post: str
    born: str
    phone: str
    politics: str = "群众"


@dataclass
class Answer:
    """The file of one village, and what becomes of it.

    Attributes:
        waiting: rows that the office is asked about; refused: rows that lack what they need.
    """

    village: str
    name: str
    content: bytes
    members: list[Member]
    waiting: int = 0
    refused: int = 0

    @property
    def records(self) -> int:
        """Rows that go in at once."""
        return len(self.members) - self.waiting - self.refused


@dataclass
class Returned:
    """All that came back."""

    answers: list[Answer] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def as_zip(self) -> bytes:
        """The files as one .zip, in a folder as somebody's Windows packs them."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
            for answer in self.answers:
                package.writestr(f"各村交来/{answer.name}", answer.content)
        return content.getvalue()

    def of(self, style: str) -> list[Answer]:
        """The answers of offices with one way of filling in."""
        return [one for number, one in enumerate(self.answers) if _style(number) == style]


def fill(blanks: Path) -> Returned:
    """Answer with all of the blanks in a .zip but the last two."""
    returned = Returned()
    with zipfile.ZipFile(blanks) as package:
        names = sorted(package.namelist())
        for number, name in enumerate(names[:-ABSENT]):
            returned.answers.append(_answer(number, name, package.read(name)))
        returned.absent = [_begun(_sheet(package.read(name))) for name in names[-ABSENT:]]
    return returned


def _answer(number: int, name: str, blank: bytes) -> Answer:
    sheet = _sheet(blank)
    village = _begun(sheet)
    members = [_member(number, place, village) for place in range(5 + number % 3)]
    answer = Answer(village, name, b"", members)
    _fill_in(sheet, members)
    STYLES[_style(number)](answer, sheet)
    answer.content = answer.content or _saved(sheet)
    return answer


def _style(number: int) -> str:
    """The awkward ones first, once each; then the usual ones by turns."""
    names = list(STYLES)
    return names[number] if number < len(names) else names[number % USUAL]


def _member(number: int, place: int, village: str) -> Member:
    serial = number * 10 + place
    if (number, place) == TWICE:
        serial -= 10
    name = SURNAMES[serial % len(SURNAMES)] + GIVEN[serial // 3 % len(GIVEN)]
    return Member(
        village=village,
        name=name,
        post=POSTS[min(place, 2)],
        born=f"{1961 + serial % 40}-{1 + serial % 12:02d}",
        phone=f"100{serial:08d}",
    )


def _sheet(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def _saved(sheet: Worksheet) -> bytes:
    content = io.BytesIO()
    assert sheet.parent
    sheet.parent.save(content)
    return content.getvalue()


def _head(sheet: Worksheet) -> dict[str, int]:
    """Heading → column, and "row" → the row they stand in."""
    for row in range(1, 12):
        found = {str(cell.value): cell.column for cell in sheet[row] if cell.value}
        if "姓名" in found:
            return found | {"row": row}
    raise AssertionError("a blank without a head")


def _begun(sheet: Worksheet) -> str:
    head = _head(sheet)
    return str(sheet.cell(head["row"] + 1, head["组织名称"]).value)


def _fill_in(sheet: Worksheet, members: list[Member]) -> None:
    head = _head(sheet)
    _write_fact(sheet, "选举日期", ELECTED)
    for number, member in enumerate(members, head["row"] + 1):
        told = {"姓名": member.name, "妇联职务": member.post, "出生年月": member.born}
        told |= {"手机号": member.phone, "政治面貌": member.politics, "专兼职": "兼职"}
        for heading, text in told.items():
            sheet.cell(number, head[heading]).value = text


def _write_fact(sheet: Worksheet, word: str, value: str | None) -> None:
    for row in range(1, 7):
        for column in range(1, sheet.max_column + 1):
            if str(sheet.cell(row, column).value or "").startswith(word):
                sheet.cell(row, column + 1).value = value


def _rows(answer: Answer, sheet: Worksheet) -> range:
    first = _head(sheet)["row"] + 1
    return range(first, first + len(answer.members))


def _column(sheet: Worksheet, heading: str) -> int:
    return _head(sheet)[heading]


# --- how an office fills in -----------------------------------------------------------------------


def tidy(answer: Answer, sheet: Worksheet) -> None:
    """As it was meant."""


def with_spaces(answer: Answer, sheet: Worksheet) -> None:
    """Names spread to the same width, phones in groups, full-width digits."""
    for row, member in zip(_rows(answer, sheet), answer.members, strict=True):
        sheet.cell(row, _column(sheet, "姓名")).value = "　".join(member.name)
        phone = f"{member.phone[:3]} {member.phone[3:7]}-{member.phone[7:]}"
        sheet.cell(row, _column(sheet, "手机号")).value = phone


def with_numbers(answer: Answer, sheet: Worksheet) -> None:
    """Excel's own ideas: a month as 1963.5, a phone as a number."""
    for row, member in zip(_rows(answer, sheet), answer.members, strict=True):
        year, month = member.born.split("-")
        cell = sheet.cell(row, _column(sheet, "出生年月"))
        cell.value, cell.number_format = f"{year}.{int(month)}", "General"
        sheet.cell(row, _column(sheet, "手机号")).value = float(member.phone)


def with_marks(answer: Answer, sheet: Worksheet) -> None:
    """〃 instead of the same word again, and her own words for the posts."""
    for row, member in zip(_rows(answer, sheet), answer.members, strict=True):
        post = {"主席": "村妇联主席", "副主席": "兼职副主席"}.get(member.post, "委员")
        sheet.cell(row, _column(sheet, "妇联职务")).value = post
    for row in _rows(answer, sheet)[1:]:
        sheet.cell(row, _column(sheet, "政治面貌")).value = "〃"


def with_an_end(answer: Answer, sheet: Worksheet) -> None:
    """A total and who filled it in, below the rows."""
    below = _rows(answer, sheet).stop
    for row in (below, below + 1):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column).value = None
    sheet.cell(below, 1).value = "合计"
    sheet.cell(below, 2).value = f"{len(answer.members)}人"
    sheet.cell(below + 1, 1).value = "填表人：某某　　审核人：某某　　2026年6月3日"


def with_own_headings(answer: Answer, sheet: Worksheet) -> None:
    """She typed the head anew."""
    head = _head(sheet)
    own = {"姓名": "姓  名", "妇联职务": "职务", "手机号": "联系电话", "出生年月": "出生日期"}
    for heading, word in own.items():
        sheet.cell(head["row"], head[heading]).value = word


def as_csv(answer: Answer, sheet: Worksheet) -> None:
    """Saved as .csv by an old program: GB18030."""
    content = io.StringIO()
    csv.writer(content).writerows(
        ["" if value is None else value for value in row]
        for row in sheet.iter_rows(max_row=_rows(answer, sheet).stop - 1, values_only=True)
    )
    answer.content = content.getvalue().encode("gb18030")
    answer.name = answer.name.replace(".xlsx", ".csv")


def with_a_hidden_sheet(answer: Answer, sheet: Worksheet) -> None:
    """Last term's roster still there, hidden."""
    assert sheet.parent
    old = sheet.parent.create_sheet("上届")
    old.sheet_state = "hidden"
    old.append(["姓名", "职务"])
    old.append(["某某", "主席"])


def under_another_name(answer: Answer, sheet: Worksheet) -> None:
    """The village by a name that nobody has registered: its rows wait."""
    wrong = "高高山村"
    for row in range(_head(sheet)["row"] + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, 1).value = wrong
    _write_fact(sheet, "填报单位", wrong)
    sheet.cell(1, 1).value = "执委花名册"
    answer.waiting = len(answer.members)


def without_the_day(answer: Answer, sheet: Worksheet) -> None:
    """Nobody wrote when they were elected: the rows wait for a day."""
    _write_fact(sheet, "选举日期", None)
    answer.waiting = len(answer.members)


def without_a_name(answer: Answer, sheet: Worksheet) -> None:
    """One row has all but her name: it is refused."""
    sheet.cell(_rows(answer, sheet)[2], _column(sheet, "姓名")).value = None
    answer.refused = 1


def with_a_riddle(answer: Answer, sheet: Worksheet) -> None:
    """One row's post is no post: it is refused."""
    sheet.cell(_rows(answer, sheet)[3], _column(sheet, "妇联职务")).value = "会开拖拉机"
    answer.refused = 1


STYLES: dict[str, Callable[[Answer, Any], None]] = {
    way.__name__: way
    for way in (
        tidy,
        with_spaces,
        with_numbers,
        with_marks,
        with_an_end,
        with_own_headings,
        as_csv,
        with_a_hidden_sheet,
        under_another_name,
        without_the_day,
        without_a_name,
        with_a_riddle,
    )
}
USUAL = 8  # of these ways many offices are fond


def mended(path: Path, answer: Answer) -> bytes:
    """The file that was given back, with what it was refused for put right."""
    sheet = load_workbook(path).worksheets[0]
    rows = [row for row in _rows(answer, sheet) if "没有收" in str(_fate(sheet, row))]
    assert len(rows) == answer.refused, "every refused row is marked in her own file"
    for row in rows:
        member = answer.members[row - _head(sheet)["row"] - 1]
        sheet.cell(row, _column(sheet, "姓名")).value = member.name
        sheet.cell(row, _column(sheet, "妇联职务")).value = member.post
    return _saved(sheet)


def _fate(sheet: Worksheet, row: int) -> object:
    return sheet.cell(row, _column(sheet, "处理结果")).value

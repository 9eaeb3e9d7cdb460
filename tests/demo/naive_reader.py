"""A second reader of the ledgers: simple, independent of the importer and of the maker's code.

It knows only what a patient person at a desk knows: where a header is, what 〃 means,
and RULES R15 for telling whether two rows are one woman.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from python_calamine import CalamineWorkbook, SheetVisibleEnum

WORDS = {
    "name": ["姓名"],
    "township": ["乡镇", "乡镇(街道)", "乡(镇)", "所属乡镇"],
    "village": ["村(社区)", "村(居)"],
    "organisation": ["组织名称"],
    "post": ["职务", "妇联职务", "村妇联职务", "担任职务"],
    "employment": ["专兼职", "专/兼职", "专职/兼职"],
    "born": ["出生年月", "出生日期"],
    "phone": ["手机号", "手机号码", "联系电话", "电话"],
    "identity": ["身份证号"],
    "kinds": ["类别(5+N)", "5+N类别", "执委类别", "类别"],
    "elected": ["选举日期", "当选日期", "选举时间", "任职起"],
    "term": ["届次"],
    "code": ["行政区划代码"],
    "converted": ["改建日期"],
    "committee": ["选举产生执委日期"],
    "board": ["挂牌日期"],
    "group": ["建群日期"],
    "activity": ["首次活动日期"],
    "begins": ["登记起始"],
    "unit": ["填报单位"],
}
FIELD_OF = {word: key for key, words in WORDS.items() for word in words}
GROUPS = ("township", "village", "organisation")
FOUR = ("committee", "board", "group", "activity")


@dataclass
class Row:
    file: str
    sheet: str
    number: int  # as Excel shows it
    cells: dict[str, object]

    @property
    def place(self):
        """(township, village or ""); what no column names, the unit above the header does."""
        village = plain(self.cells.get("village"))
        if "township" not in self.cells and "organisation" not in self.cells:
            township, rest = re.fullmatch(
                r"(.+?[镇乡])(.*)妇联", plain(self.cells["unit"])
            ).groups()
            return township, village or rest
        village = village or plain(self.cells.get("organisation")).removesuffix("妇联")
        township = plain(self.cells.get("township")) or village
        return township, "" if village == township else village

    @property
    def name(self):
        return plain(self.cells["name"])

    @property
    def post(self):
        word = plain(self.cells["post"])
        return "vice_chair" if "副主席" in word else "chair" if "主席" in word else "member"

    @property
    def is_part_time(self):
        return "兼职" in plain(self.cells["post"]) or self.cells.get("employment") == "兼职"

    @property
    def elected_on(self):
        return day(self.cells["elected"])

    @property
    def phone(self):
        cell = self.cells.get("phone")
        text = str(int(cell)) if isinstance(cell, float) else plain(cell)
        return re.sub(r"\D", "", text)

    @property
    def born(self):
        """(year, month or None); a number 1963.1 leaves the month open."""
        cell = self.cells["born"]
        if isinstance(cell, date):
            return cell.year, cell.month
        year, *month = re.findall(r"\d+", plain(cell))
        if not month or month == ["0"] or (isinstance(cell, float) and month == ["1"]):
            return int(year), None
        return int(year), int(month[0])


@dataclass
class Woman:
    name: str
    rows: list[Row] = field(default_factory=list)

    def fits(self, row):
        """R15 a, b, c (the last without "exactly one candidate")."""
        phones = {one.phone for one in self.rows} - {""}
        identities = {one.cells.get("identity") for one in self.rows} - {None, ""}
        births = {one.born for one in self.rows}
        identity = row.cells.get("identity")
        if identity in identities:
            return "a"
        agree = all(year == row.born[0] and (None in (month, row.born[1]) or month == row.born[1])
                    for year, month in births)  # fmt: skip
        if row.phone in phones and agree:
            return "b"
        exact = row.born[1] is not None and row.born in births
        conflict = (row.phone and phones) or (identity and identities)
        return "c" if exact and self.near(row) and not conflict else ""

    def resembles(self, row):
        """Too little to join, too much to overlook: near, and births do not contradict."""
        return self.near(row) and all(
            year == row.born[0] and None in (month, row.born[1])
            for year, month in {one.born for one in self.rows}
        )

    def near(self, row):
        return any(
            one.place[0] == row.place[0] and (one.place == row.place or "" in (one.place[1], row.place[1]))
            for one in self.rows
        )  # fmt: skip


def tell_apart(rows):
    """(women, pairs to look at as (name, place, place)), by R15 in the order of the rows."""
    by_name: dict[str, list[Woman]] = {}
    pairs = []
    for row in rows:
        known = by_name.setdefault(row.name, [])
        fitting = [woman for woman in known if woman.fits(row)]
        assert len(fitting) < 2, f"{row}: {len(fitting)} candidates"
        alike = [woman for woman in known if woman not in fitting and woman.resembles(row)]
        pairs += [(row.name, woman.rows[0].place, row.place) for woman in alike]
        if not fitting:
            known.append(Woman(row.name))
            fitting = known[-1:]
        fitting[0].rows.append(row)
    return [woman for women in by_name.values() for woman in women], pairs


def read(paths):
    """All rows of all visible sheets whose first cell is a running number."""
    return [row for path in paths for row in _file(path)]


def _file(path):
    book = CalamineWorkbook.from_path(str(path))
    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible:
            grid = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            yield from _sheet(path.name, sheet.name, grid)


def _sheet(file, sheet, grid):
    keys, facts, above, before = [], {}, {}, ()
    for number, cells in enumerate(grid, start=1):
        texts = [plain(cell) for cell in cells]
        header = [FIELD_OF.get(text) for text in texts]
        if sum(key is not None for key in header) >= 2:
            keys = [new or old for new, old in zip(header, before, strict=True)]
        elif not keys:
            facts |= _facts(cells)
        elif isinstance(cells[0], float):
            above = facts | _filled(dict(zip(keys, cells, strict=True)), above)
            yield Row(file, sheet, number, above)
        before = header


def _filled(cells, above):
    """Group cells repeat what stands above: 〃, 同上 or nothing (a merged or left-out cell)."""
    return {
        key: above.get(key, cell) if key in GROUPS and cell in ("〃", "同上", "") else cell
        for key, cell in cells.items()
        if key
    }


def _facts(cells):
    text = "　　".join(str(cell) for cell in cells if cell != "")
    pairs = [part.split("：", 1) for part in text.split("　　") if "：" in part]
    return {FIELD_OF[plain(word)]: value for word, value in pairs if plain(word) in FIELD_OF}


def plain(cell):
    """Half-width text without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", "" if cell is None else str(cell)))


def day(cell):
    """A whole day."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else date(*map(int, re.findall(r"\d+", str(cell))))

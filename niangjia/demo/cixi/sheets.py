"""The city's ledgers as sheets: each is kept by another desk, and each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from niangjia.demo.cells import Hand, day_cell, han_day
from niangjia.demo.cixi.land import City, Village
from niangjia.demo.layouts import Repeat
from niangjia.demo.places import Area, PlaceName
from niangjia.demo.workbook import Cell, Look, Merge, Sheet

HANDS = (Hand(days="serial"), Hand(days="dotted"), Hand(days="han"), Hand(days="dashed"))
REPEATS = (Repeat.MERGED, Repeat.DITTO, Repeat.SAME, Repeat.FULL)
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """One desk's blank: its header words, its widths, and how it repeats what stands above."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    repeat: Repeat = Repeat.FULL
    grouped: tuple[int, ...] = ()  # columns in which the row above is repeated

    def sheet(self, name: str, title: str, facts: Facts) -> Sheet:
        """An empty sheet with title, facts and header."""
        made, wide = Sheet(name[:31], self.widths), len(self.columns)
        made.add_across(Look.TITLE, title, wide)
        made.add_across(Look.LINE, "　　".join(f"{word}：{said}" for word, said in facts), wide)
        made.add(Look.HEADER, self.columns)
        return made

    def add(self, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> None:
        """Append a group of rows, whose grouped cells repeat the one above."""
        first = len(sheet.rows)
        above: list[Cell] = [None] * len(self.columns)
        for row in rows:
            sheet.add(Look.BODY, [self._cell(n, c, above) for n, c in enumerate(row)])
            above = list(row)
        if self.repeat is Repeat.MERGED:
            for column in self.grouped:
                sheet.merge(Merge(first, column, len(sheet.rows) - 1, column))

    def add_count(self, sheet: Sheet, word: str, said: str, column: int) -> None:
        """A line that counts, as clerks put it below a group."""
        cells: list[Cell] = [None] * len(self.columns)
        cells[0], cells[column] = word, said
        sheet.add(Look.TOTAL, cells)

    def _cell(self, column: int, cell: Cell, above: Sequence[Cell]) -> Cell:
        if column not in self.grouped or cell != above[column] or cell is None:
            return cell
        return {Repeat.FULL: cell, Repeat.MERGED: None}.get(self.repeat, self.repeat.value)


ORGANISATIONS = Form(
    (
        "序号",
        "镇(街道)",
        "村(社区)",
        "妇联名称",
        "组织类别",
        "区划代码",
        "会改联时间",
        "文号",
        "备注",
    ),
    (6, 13, 14, 20, 10, 16, 13, 20, 14),
    Repeat.DITTO,
    (1,),
)
GRIDS = Form(
    ("序号", "村（社区）", "类别", "名称", "所属网格", "成立时间", "备注"),
    (6, 16, 12, 18, 14, 13, 16),
)
BODIES = Form(("序号", "组织名称", "组织类型", "成立时间", "业务范围"), (6, 28, 14, 12, 30))
TIES = Form(
    ("编号", "联办组织", "联办方式", "镇（街道）", "村（社区）", "联办时间", "备注"),
    (6, 26, 22, 13, 14, 13, 16),
    Repeat.SAME,
    (1, 2),
)
VENUES = Form(
    ("序号", "镇街", "村社区", "阵地类型", "阵地名称", "启用时间", "面积（平方米）"),
    (6, 13, 14, 16, 26, 13, 12),
)
SCOPES = ("公益服务", "婚姻家庭", "亲子阅读", "志愿帮扶", "传统文化", "文化生活", "行业互助")
ADJOINED = {"横向联办": "行业", "粘合联办": "文化爱好", "统筹联办": "社会组织分支"}


def organisations_sheet(city: City, chance: Random) -> Sheet:
    """Every town with its villages below it."""
    sheet = ORGANISATIONS.sheet("组织台账", f"{city.scenario.city}妇联组织台账", _facts(city))
    number = 0
    for place, area in enumerate(city.areas):
        rows = [_town(area.township, number + 1, chance)]
        hand = HANDS[place % len(HANDS)]
        for village in area.villages:
            row = _village(city.villages[village.code], area, number + len(rows) + 1, hand, chance)
            rows.append(row)
        ORGANISATIONS.add(sheet, rows)
        ORGANISATIONS.add_count(sheet, "小计", f"{len(rows)}个", 3)
        number += len(rows)
    ORGANISATIONS.add_count(sheet, "合计", f"{number}个", 3)
    _foot(sheet, ORGANISATIONS, city, "说明：会改联以前为妇代会；本市镇（街道）妇联此前已建。")
    return sheet


def grids_sheet(city: City, area: Area, place: int) -> Sheet:
    """The grids of a town's villages and the stations inside them."""
    form = Form(GRIDS.columns, GRIDS.widths, REPEATS[place % len(REPEATS)], (1,))
    name, hand = area.township.name, HANDS[(place + 1) % len(HANDS)]
    facts = (("填报单位", f"{name}妇联"), *_facts(city)[1:])
    sheet, number, stations = form.sheet(name, f"{name}妇联网格、姐妹驿站台账", facts), 0, 0
    for village in (city.villages[one.code] for one in area.villages):
        rows = [*_below(village, hand)]
        form.add(sheet, [[number + n, *row] for n, row in enumerate(rows, start=1)])
        number, stations = number + len(rows), stations + len(village.stations)
    form.add_count(sheet, "合计", f"驿站{stations}个", 3)
    _foot(sheet, form, city, "注：网格与党建网格一致。")
    return sheet


def bodies_sheet(city: City, chance: Random) -> Sheet:
    """The lateral bodies, one row each."""
    facts = _facts(city)
    sheet = BODIES.sheet("名录", f"{city.scenario.city}社会组织、行业和文化团队名录", facts)
    kinds = [(body, mode.kind) for mode in city.scenario.modes for body in mode.bodies]
    rows = [
        (n, body, kind, chance.choice(("2012年", 2009, "2015.6", None)), SCOPES[n % len(SCOPES)])
        for n, (body, kind) in enumerate(kinds, start=1)
    ]
    BODIES.add(sheet, rows)
    _foot(sheet, BODIES, city, "注：名称带“示例”的为演示虚构。")
    return sheet


def ties_sheet(city: City, chance: Random) -> Sheet:
    """Who runs things with whom, since when; the mode now and then with what it is made of."""
    sheet = TIES.sheet("联办", f"{city.scenario.city}妇联区域化联办台账", _facts(city))
    rows: list[list[Cell]] = []
    for n, tie in enumerate(city.ties, start=1):
        mode = f"{tie.mode}（{ADJOINED[tie.mode]}）" if n % 2 else tie.mode
        day = day_cell(tie.since, chance.choice(HANDS))
        rows.append([n, tie.body, mode, tie.town.name, tie.partner.name, day, None])
    TIES.add(sheet, rows)
    _foot(sheet, TIES, city, "备注：一个村可以同几家联办。")
    return sheet


def venues_sheet(city: City, chance: Random) -> Sheet:
    """Who keeps which venue, since when; a town's own row names no village."""
    sheet = VENUES.sheet("阵地", f"{city.scenario.city}妇联活动阵地台账", _facts(city))
    rows: list[list[Cell]] = []
    for n, venue in enumerate(city.venues, start=1):
        village = venue.owner.name if venue.owner != venue.town else None
        name, day = f"{venue.owner.name}{venue.kind}", day_cell(venue.since, chance.choice(HANDS))
        rows.append(
            [n, venue.town.name, village, venue.kind, name, day, chance.randint(3, 40) * 10]
        )
    VENUES.add(sheet, rows)
    VENUES.add_count(sheet, "合计", f"{len(rows)}处", 4)
    _foot(sheet, VENUES, city, "注：阵地与党群服务中心共用的也登记。")
    return sheet


def _facts(city: City) -> Facts:
    scenario = city.scenario
    return (
        ("填报单位", f"{scenario.city}妇联"),
        ("登记起始", scenario.register_begins.isoformat()),
        ("截至", scenario.as_of.isoformat()),
    )


def _town(town: PlaceName, number: int, chance: Random) -> list[Cell]:
    named: list[Cell] = [number, town.name, None, f"{town.name}妇联", "妇联"]
    return [*named, _code(town, chance), None, None, None]


def _village(village: Village, area: Area, number: int, hand: Hand, chance: Random) -> list[Cell]:
    place = village.place
    named: list[Cell] = [number, area.township.name, place.name, f"{place.name}妇联", "妇联"]
    paper = f"慈妇〔2017〕{number}号" if chance.random() < 0.8 else None
    return [*named, _code(place, chance), day_cell(village.converted_on, hand), paper, None]


def _below(village: Village, hand: Hand) -> Iterable[list[Cell]]:
    """Every grid, and after it the stations that stand in it."""
    for grid, since in village.grids:
        yield [village.place.name, "妇联网格", grid, None, day_cell(since, hand), None]
        for station in village.stations:
            if station.grid == grid:
                opened = day_cell(station.opened_on, hand)
                yield [village.place.name, "姐妹驿站", station.name, grid, opened, None]


def _code(place: PlaceName, chance: Random) -> Cell:
    """The place's code, as text or as the number that Excel made of it."""
    return place.code if chance.random() < 0.7 else float(place.code)


def _foot(sheet: Sheet, form: Form, city: City, note: str) -> None:
    sheet.add_across(Look.FOOT, note, len(form.columns))
    day = han_day(city.scenario.as_of)
    sheet.add_across(Look.FOOT, f"单位（盖章）　　　　制表日期：{day}", len(form.columns))

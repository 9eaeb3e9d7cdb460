"""The ledger of organisations: one row for each federation, with the days of its founding steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from niangjia.demo.cells import Hand, day_cell, han_day
from niangjia.demo.county import County, Steps
from niangjia.demo.places import Area, PlaceName
from niangjia.demo.workbook import Cell, Look, Merge, Sheet

# Header words; those of a pair stand below the merged first word.
COLUMNS: tuple[str | tuple[str, str], ...] = (
    "序号",
    "乡镇(街道)",
    "村(社区)",
    "组织名称",
    "组织类别",
    "行政区划代码",
    "成立日期",
    "改建日期",
    ("四同步", "选举产生执委日期"),
    ("四同步", "挂牌日期"),
    ("四同步", "建群日期"),
    ("四同步", "首次活动日期"),
    "文号",
    "备注",
)
WIDTHS = (6, 13, 15, 20, 10, 16, 12, 12, 14, 12, 12, 14, 20, 20)
REGISTER_BEGINS = date(2012, 1, 1)
HANDS = (Hand(days="serial"), Hand(days="dotted"), Hand(days="han"), Hand(days="dashed"))
TOWNSHIPS_FOUNDED = ("2002", "1985年", 2002, None, "2002年", 1996)
COUNCILS_FOUNDED = (None, None, None, "1990", 1988, "2003年")


@dataclass
class Ledger:
    """The sheet and how many organisations stand on it so far."""

    sheet: Sheet
    county: County
    chance: Random
    number: int = 0


def organisations_sheet(county: County, chance: Random) -> Sheet:
    """All townships, then the villages township by township."""
    ledger = Ledger(Sheet("组织台账", WIDTHS), county, chance)
    _add_head(ledger)
    townships = [area.township for area in county.areas]
    ledger.sheet.add_across(Look.LINE, f"一、乡镇妇联（{len(townships)}个）", len(COLUMNS))
    for township in townships:
        _add_township(ledger, township)
    _add_count(ledger, "小计", len(townships))
    villages = sum(len(area.villages) for area in county.areas)
    ledger.sheet.add_across(Look.LINE, f"二、村（社区）妇联（{villages}个）", len(COLUMNS))
    for place, area in enumerate(county.areas):
        _add_villages(ledger, area, HANDS[place % len(HANDS)])
    _add_foot(ledger)
    return ledger.sheet


def _add_head(ledger: Ledger) -> None:
    sheet, county = ledger.sheet, ledger.county
    last = county.scenario.campaign.last
    sheet.add_across(Look.TITLE, f"{county.scenario.county}妇联组织台账", len(COLUMNS))
    line = f"填报单位：{county.scenario.county}妇联　　登记起始：{REGISTER_BEGINS}　　截至：{last}"
    sheet.add_across(Look.LINE, line, len(COLUMNS))
    pairs = [column if isinstance(column, tuple) else (column, "") for column in COLUMNS]
    words = [above for above, _ in pairs]
    top = sheet.add(Look.HEADER, [w if w not in words[:i] else None for i, w in enumerate(words)])
    sheet.add(Look.HEADER, [below or None for _, below in pairs])
    _merge_head(sheet, pairs, top)


def _merge_head(sheet: Sheet, pairs: Sequence[tuple[str, str]], top: int) -> None:
    paired = [column for column, (_, below) in enumerate(pairs) if below]
    sheet.merge(Merge(top, paired[0], top, paired[-1]))
    for column, (_, below) in enumerate(pairs):
        if not below:
            sheet.merge(Merge(top, column, top + 1, column))


def _add_township(ledger: Ledger, township: PlaceName) -> None:
    founded = ledger.chance.choice(TOWNSHIPS_FOUNDED)
    cells = [township.name, None, f"{township.name}妇联", "妇联", _code(township, ledger.chance)]
    _add(ledger, [*cells, founded, *[None] * 6, "区域化建设"])


def _add_villages(ledger: Ledger, area: Area, hand: Hand) -> None:
    first = True
    for village in area.villages:
        steps = _steps_cells(ledger.county.steps[village.code], hand)
        name = f"{village.name}妇联"
        founded = ledger.chance.choice(COUNCILS_FOUNDED)
        document = f"清妇〔2017〕{ledger.number + 1}号"
        above = area.township.name if first else "〃"
        code = _code(village, ledger.chance)
        _add(ledger, [above, village.name, name, "妇联", code, founded, *steps, document, None])
        first = False
    _add_count(ledger, "小计", len(area.villages))


def _steps_cells(steps: Steps, hand: Hand) -> list[Cell]:
    """The day of conversion and the four synchronised steps."""
    days = (
        steps.converted_on,
        steps.committee_elected,
        steps.board_hung,
        steps.group_opened,
        steps.first_activity,
    )
    return [day_cell(day, hand) for day in days]


def _code(place: PlaceName, chance: Random) -> Cell:
    """The place's code, as text or as the number that Excel made of it."""
    return place.code if chance.random() < 0.7 else float(place.code)


def _add(ledger: Ledger, cells: Sequence[Cell]) -> None:
    ledger.number += 1
    ledger.sheet.add(Look.BODY, [ledger.number, *cells])


def _add_count(ledger: Ledger, word: str, organisations: int) -> None:
    cells: list[Cell] = [None] * len(COLUMNS)
    cells[0], cells[3] = word, f"{organisations}个"
    ledger.sheet.add(Look.TOTAL, cells)


def _add_foot(ledger: Ledger) -> None:
    _add_count(ledger, "合计", ledger.number)
    note = "说明：改建日期前为妇代会；成立日期记不清的只填年份或不填。"
    ledger.sheet.add_across(Look.FOOT, note, len(COLUMNS))
    day = han_day(ledger.county.scenario.campaign.last)
    ledger.sheet.add_across(Look.FOOT, f"单位（盖章）　　　　制表日期：{day}", len(COLUMNS))

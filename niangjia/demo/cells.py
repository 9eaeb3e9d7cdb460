"""How clerks put a name, a day, a telephone into a cell: each has habits and now and then breaks them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from niangjia.demo.seats import Told
from niangjia.demo.workbook import Cell

WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
LAPSE = 0.2  # how often a clerk writes otherwise than usual

PARTY_WORDS = {
    "中共党员": ("中共党员", "党员", "中共党员"),
    "中共预备党员": ("中共预备党员", "预备党员"),
    "共青团员": ("共青团员", "团员"),
}
SCHOOLING_WORDS = {"本科": ("本科", "大学", "大学本科"), "大专": ("大专", "专科", "大专")}


@dataclass(frozen=True)
class Hand:
    """One clerk's habits."""

    births: str = "dotted"  # dotted, padded, han, dashed, serial or number
    phones: str = "text"  # text, number, spaced or dashed
    days: str = "serial"  # serial, dotted, han or dashed
    spaced: str = ""  # what stands inside names of two characters


def name_cell(name: str, hand: Hand, chance: Random) -> str:
    """Short names are stretched (陈 英), others sometimes trail a blank."""
    if len(name) == 2 and hand.spaced:
        return hand.spaced.join(name)
    return f"{name} " if chance.random() < 0.02 else name


def birth_cell(born: date, told: Told, hand: Hand, chance: Random) -> Cell:
    """The day of birth at least as exactly as `told` demands; only ANY may lose the month."""
    if told is Told.YEAR:
        return _year_cell(born.year, chance)
    habit = hand.births
    if chance.random() < LAPSE:
        habit = chance.choice(("dotted", "padded", "han", "dashed", "serial", "wide"))
    if told is Told.ANY and chance.random() < LAPSE / 2:
        habit = chance.choice(("number", "year"))
    if habit == "year":
        return _year_cell(born.year, chance)
    if habit == "number" and told is Told.ANY:
        return float(f"{born.year}.{born.month}")  # October becomes 1963.1
    return born if habit == "serial" else _month_text(born, habit)


def day_cell(day: date, hand: Hand) -> Cell:
    """A day of the calendar."""
    texts: dict[str, Cell] = {
        "dotted": f"{day.year}.{day.month}.{day.day}",
        "han": han_day(day),
        "dashed": day.isoformat(),
    }
    return texts.get(hand.days, day)


def han_day(day: date) -> str:
    """2017年6月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def phone_cell(phone: str | None, hand: Hand, chance: Random) -> Cell:
    """Text, a number that Excel keeps as a float, blanks, hyphens or full-width digits."""
    if phone is None:
        return None
    if chance.random() < 0.03:
        return phone.translate(WIDE)
    if hand.phones == "number":
        return float(phone)
    mark = {"spaced": " ", "dashed": "-"}.get(hand.phones, "")
    return mark.join((phone[:3], phone[3:7], phone[7:]))


def party_cell(party: str, chance: Random) -> str:
    """中共党员 or 党员."""
    return chance.choice(PARTY_WORDS.get(party, (party,)))


def schooling_cell(schooling: str, chance: Random) -> str:
    """本科, 大学 or 大学本科."""
    return chance.choice(SCHOOLING_WORDS.get(schooling, (schooling,)))


def nation_cell(nation: str, chance: Random) -> str:
    """汉族 or 汉."""
    return nation if chance.random() < 0.7 else nation.removesuffix("族")


def _year_cell(year: int, chance: Random) -> Cell:
    return chance.choice((str(year), year, f"{year}年"))


def _month_text(born: date, habit: str) -> str:
    """January is padded, as 1963.1 would leave it open whether October is meant."""
    dotted = f"{born.year}.{born.month:02d}" if born.month == 1 else f"{born.year}.{born.month}"
    return {
        "padded": f"{born.year}.{born.month:02d}",
        "han": f"{born.year}年{born.month}月",
        "dashed": f"{born.year}-{born.month:02d}",
        "wide": dotted.translate(WIDE),
    }.get(habit, dotted)

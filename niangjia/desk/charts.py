"""Stacked bars as plain numbers for an SVG. The chart reads its table, so the two cannot differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from niangjia.desk.pages import Bars
from niangjia.desk.parts import Cell, FigureCell, Row, Table

WIDTH, LEFT, RIGHT, TOP, PLOT = 760, 40, 8, 40, 216
BASE = TOP + PLOT
LETTER = 14
ENDINGS = re.compile(r"(?<=..)(镇|街道|乡|妇联)+$")


@dataclass(frozen=True)
class Bar:
    """One series of one unit: where it lies, and the address of its number."""

    x: float
    y: float
    width: float
    height: float
    series: int
    address: str
    title: str


@dataclass(frozen=True)
class Name:
    """The name of a unit below its bar, one line per character or word."""

    x: float
    letters: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Line:
    """A line of the scale."""

    y: float
    text: str


@dataclass(frozen=True)
class Series:
    """One line of the legend."""

    number: int
    label: str
    x: int


@dataclass(frozen=True)
class Chart:
    """Everything `ui/chart.html` draws, in a box of `width` × `height`."""

    width: int
    height: int
    left: int
    right: int
    unit: str
    sentence: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    names: tuple[Name, ...]
    lines: tuple[Line, ...]


def number_in(cell: Cell | FigureCell) -> float:
    """The value a cell prints; 0 where it prints a word (未记, 不公布)."""
    digits = cell.text.replace(",", "")
    return float(digits) if re.fullmatch(r"\d+(\.\d+)?", digits) else 0.0


def step_of(highest: float) -> int:
    """The distance of scale lines: 1, 2 or 5 times a power of ten, at most six lines."""
    step = 1
    while highest / step > 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def stacked(table: Table, bars: Bars) -> Chart:
    """The rows of `table` as bars, the columns `bars.columns` on top of each other."""
    highest = max((sum(_values(row, bars)) for row in table.rows), default=0)
    step = step_of(highest)
    top = max(step, -(-int(highest) // step) * step)
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(table.rows))
    names = tuple(
        _name(row.cells[table.head], LEFT + slot * (place + 0.5))
        for place, row in enumerate(table.rows)
    )
    return Chart(
        width=WIDTH,
        height=BASE + 12 + LETTER * max((len(name.letters) for name in names), default=0),
        left=LEFT,
        right=WIDTH - RIGHT,
        unit=bars.unit,
        sentence=bars.sentence,
        series=_legend([table.columns[column].label for column in bars.columns]),
        bars=tuple(
            bar
            for place, row in enumerate(table.rows)
            for bar in _column(table, row, bars, LEFT + slot * place, slot, top)
        ),
        names=names,
        lines=tuple(Line(_y(value, top), f"{value:,}") for value in range(0, top + 1, step)),
    )


def _legend(labels: list[str]) -> tuple[Series, ...]:
    """The legend at the right; a Chinese character is twice as wide as a Latin letter."""
    found, x = [], WIDTH - RIGHT
    for number, label in reversed(list(enumerate(labels))):
        x -= 36 + sum(12 if ord(letter) > 255 else 7 for letter in label)
        found.append(Series(number, label, x))
    return tuple(reversed(found))


def _values(row: Row, bars: Bars) -> list[float]:
    return [number_in(row.cells[column]) for column in bars.columns]


def _y(value: float, top: float) -> float:
    return round(TOP + PLOT * (1 - value / top), 1)


def _column(table: Table, row: Row, bars: Bars, left: float, slot: float, top: float) -> list[Bar]:
    """The bars of one unit, the first series at the bottom."""
    below, found, width = 0.0, [], min(24.0, slot * 0.6)
    for series, column in enumerate(bars.columns):
        cell = row.cells[column]
        value = number_in(cell)
        high, low = _y(below + value, top), _y(below, top)
        title = f"{row.cells[table.head].text} · {table.columns[column].label} {cell.text}"
        found.append(
            Bar(
                round(left + (slot - width) / 2, 1),
                high,
                width,
                round(low - high, 1),
                series,
                cell.address,
                title,
            )
        )
        below += value
    return [bar for bar in found if bar.height > 0]


def _name(cell: Cell | FigureCell, x: float) -> Name:
    """Chinese names stand upright, one character below the other, without 镇 or 乡."""
    letters = ENDINGS.sub("", cell.text)[:5]
    return Name(
        round(x, 1), tuple((BASE + 18 + LETTER * i, letter) for i, letter in enumerate(letters))
    )

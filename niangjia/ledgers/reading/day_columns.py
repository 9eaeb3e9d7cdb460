"""Columns of dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading.columns import Columns, Reader
from niangjia.ledgers.reading.days import DayRead, read_day
from niangjia.ledgers.reading.text import CellError, Raw, flat, is_nothing


def days_of(columns: Columns, name: str, ledger_day: date) -> list[PreciseDate | None]:
    """The dates of a column; None where a cell says none or none that can be used."""
    return columns.read(name, day_reader(columns, name, ledger_day), None)


def day_reader(columns: Columns, name: str, ledger_day: date, *, born: bool = False) -> Reader:
    """Reads the cells of one column; in one headed 年月 whose days are all the first, months."""
    days = [raw for raw in columns.cells.get(name, ()) if isinstance(raw, date)]
    asks_for_month = flat(columns.label(name)).endswith(("年月", "年、月", "(年月)"))
    month_column = asks_for_month and len(days) > 1 and all(day.day == 1 for day in days)
    read = partial(read_day, ledger_day=ledger_day, born=born, month_column=month_column)
    return lambda raw: _day(raw, read)


def _day(raw: Raw, read: Callable[[object], DayRead]) -> tuple[Any, ...]:
    if isinstance(raw, CellError):
        return None, "cell-error"
    return (None, "") if is_nothing(raw) else read(raw)

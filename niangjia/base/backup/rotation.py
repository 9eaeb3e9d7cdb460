"""Which nightly backups stay: seven days, four weeks, twelve months. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date

DAYS, WEEKS, MONTHS = 7, 4, 12


def kept(days: Iterable[date]) -> set[date]:
    """Of the days with a backup the newest 7, and the last of each of the newest 4 weeks and 12 months.

    Counted are weeks and months that have one, so that a machine switched off for a summer loses
    nothing by it.
    """
    newest = sorted(set(days), reverse=True)
    return {
        *newest[:DAYS],
        *_last_of_each(newest, lambda day: day.isocalendar()[:2])[:WEEKS],
        *_last_of_each(newest, lambda day: (day.year, day.month))[:MONTHS],
    }


def _last_of_each(newest: list[date], part: Callable[[date], Hashable]) -> list[date]:
    found: dict[Hashable, date] = {}
    for day in newest:
        found.setdefault(part(day), day)
    return list(found.values())

"""Days in cells: what base reads of one, with the key of what is to be said about it (R33)."""

from __future__ import annotations

from datetime import date

from niangjia.base.date_cells import DateReading, read_birth, read_event
from niangjia.base.dates import DateImpossible, DateUnreadable, PreciseDate, Precision

DayRead = tuple[PreciseDate | None, str, tuple[str, ...]]
"""The date, a key ("" = nothing to say) and the sentence that base has for it."""

SERIALS = range(10_000, 60_000)  # May 1927 to 2064, as Excel counts days
OPEN = frozenset({"至今", "现在", "今", "在任", "现任"})


def read_day(
    cell: object, *, ledger_day: date, born: bool = False, month_column: bool = False
) -> DayRead:
    """Read a cell as a day, month or year; none may lie after `ledger_day`.

    Keys: date-impossible, date-future, date-unreadable, date-month-lost, date-serial, date-guessed.
    """
    if isinstance(cell, PreciseDate):  # a date cell whose format shows no day
        reading = DateReading(cell)
    else:
        read = read_birth if born else read_event
        try:
            reading = read(cell, ledger_day=ledger_day, month_column=month_column)
        except DateImpossible as error:
            return None, "date-impossible", (str(error),)
        except DateUnreadable as error:
            return None, "date-unreadable", (str(error),)
    if reading.date and reading.date.first > ledger_day:
        return None, "date-future", ()
    return reading.date, _key(cell, reading), (reading.warning,) if reading.warning else ()


def _key(cell: object, reading: DateReading) -> str:
    number = isinstance(cell, float | int)
    if isinstance(cell, float | int) and reading.date and int(cell) in SERIALS:
        return "date-serial"
    if not reading.warning:
        return ""
    if reading.date is None:
        return "date-unreadable"
    return (
        "date-month-lost" if number and reading.date.precision is Precision.YEAR else "date-guessed"
    )

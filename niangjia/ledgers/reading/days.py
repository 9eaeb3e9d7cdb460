"""Days in cells: what base reads of one, with the key of what is to be said about it (R33)."""

from __future__ import annotations

import re
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
    try:
        return _read(cell, ledger_day=ledger_day, born=born, month_column=month_column)
    except DateUnreadable as error:
        said = str(error)
    if isinstance(cell, str):
        return _sure_part(cell, said, ledger_day=ledger_day, born=born)
    return None, "date-unreadable", (said,)


def _read(cell: object, *, ledger_day: date, born: bool, month_column: bool = False) -> DayRead:
    if isinstance(cell, PreciseDate):  # a date cell whose format shows no day
        reading = DateReading(cell)
    else:
        read = read_birth if born else read_event
        try:
            reading = read(cell, ledger_day=ledger_day, month_column=month_column)
        except DateImpossible as error:
            return None, "date-impossible", (str(error),)
    if reading.date and reading.date.first > ledger_day:
        return None, "date-future", ()
    return reading.date, _key(cell, reading), (reading.warning,) if reading.warning else ()


def _sure_part(cell: str, said: str, *, ledger_day: date, born: bool) -> DayRead:
    """What holds of 农历1963年5月, 约1963年, 2017年5月底; of a date by the moon only the year."""
    before, bare = "", cell.strip()
    for _ in range(MOST_WORDS):
        before, bare = bare, _AROUND.sub("", bare).strip()
        if bare in ("", before):
            break
        try:
            found, key, detail = _read(bare, ledger_day=ledger_day, born=born)
        except DateUnreadable as error:
            said = str(error)
            continue
        if found is None:
            return None, key, detail
        by_moon = _MOON.search(cell)
        return (PreciseDate.of(found.year) if by_moon else found), "date-guessed", detail
    return None, "date-unreadable", (said,)


MOST_WORDS = 3  # on either side of a vague date: 生于约农历1963年5月上旬左右
_AROUND = re.compile(
    r"[(（][^()（）]*[)）]?$|^(大约|约|农历|阴历|旧历|生于|自|从|于)|(左右|前后|上旬|中旬|下旬|初|底|份|出生|生|起|止|前|后)$"
)
_MOON = re.compile(r"农历|阴历|旧历")


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

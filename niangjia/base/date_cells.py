"""Dates read from the cells of people's own tables (R33).

A cell is what the reader of the workbook gives: text, a number, a date or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from niangjia.base.dates import DateImpossible, DateUnreadable, PreciseDate
from niangjia.base.numerals import NUMERALS, NumeralError, digit_by_digit, half_width, to_number

EXCEL_DAY_ZERO = date(1899, 12, 30)  # the 1900 system, right from 1 March 1900 on
YEARS = range(1900, 2101)
AGES = range(16, 100)

_SERIALS = range(YEARS.stop, (date(2100, 12, 31) - EXCEL_DAY_ZERO).days + 1)
_LIKELY_SERIALS_FROM = 10_000  # May 1927; below it 6305 may as well be May 1963 without its point
_NOTHING = {"", "-", "—", "——", "/", "无", "不详", "未知", "不清楚", "待查"}
_SEPARATOR = r"\s*[-./、·。年月]\s*"  # 。 for . where the input method is Chinese
_PARTS = re.compile(
    rf"(?P<year>\d{{4}}|\d{{2}})(?:{_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}(?P<day>\d{{1,2}}))?)?"
    r"\s*[年月日号.。]?"
)
_RUN_TOGETHER = (
    (re.compile(r"((?:19|20)\d\d)\.?(\d\d)(\d\d)"), r"\1.\2.\3"),
    (re.compile(r"((?:19|20)\d\d)(\d\d)"), r"\1.\2"),
    (re.compile(r"(\d\d)(\d\d)(\d\d)"), r"\1.\2.\3"),
)
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](\d{4})")
_NO_YEAR = re.compile(r"\d{1,2}月(\d{1,2}[日号]?)?|\d{1,2}[-./]\d{1,2}")
_CLOCK = re.compile(r"[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_AROUND = re.compile(r"^(公历|阳历)|(出生|生|左右)$|\s")
_NUMERALS = re.compile(rf"[{NUMERALS}○]+")

Century = Callable[[int, int | None, int | None], int | None]


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says: a date or nothing, and what a person should look at again."""

    date: PreciseDate | None
    warning: str = ""


def read_birth(cell: object, *, ledger_day: date, month_column: bool = False) -> DateReading:
    """Read a date of birth; a two-digit year is the one that makes her 16 to 99 on `ledger_day`.

    `month_column`: the header asks for year and month (出生年月), so a date cell on the 1st,
    as Excel makes of 1963年5月, is known to the month.

    Raises:
        DateUnreadable: not a date. DateImpossible: a date that cannot be.
    Source: R33.
    """
    return _read(cell, lambda *parts: _birth_year(parts, ledger_day), month_column=month_column)


def read_event(cell: object, *, ledger_day: date, month_column: bool = False) -> DateReading:
    """Read the day of an event; a two-digit year is the latest that is not after `ledger_day`'s.

    Raises:
        DateUnreadable: not a date. DateImpossible: a date that cannot be.
    """
    return _read(cell, lambda *parts: _event_year(parts[0], ledger_day), month_column=month_column)


def _read(cell: object, century: Century, *, month_column: bool) -> DateReading:
    if cell is None:
        return DateReading(None)
    if isinstance(cell, date):
        return DateReading(_from_day(cell, month_column=month_column))
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return _from_number(Decimal(str(cell)), century, month_column=month_column)
    if isinstance(cell, str):
        return _from_text(cell, century, month_column=month_column)
    raise _unreadable(cell)


def _from_day(cell: date, *, month_column: bool) -> PreciseDate:
    day = cell.date() if isinstance(cell, datetime) else cell
    if month_column and day.day == 1:
        return PreciseDate.of(day.year, day.month)
    return PreciseDate.of(day.year, day.month, day.day)


def _from_number(number: Decimal, century: Century, *, month_column: bool) -> DateReading:
    whole = int(number) if number.is_finite() else -1
    text = f"{number.normalize():f}" if whole >= 0 else str(number)
    if whole in _SERIALS:
        return _from_serial(whole, text, month_column=month_column)
    if text.endswith(".1") and (whole in YEARS or whole < 100):
        return _january_or_october(text, century)
    return _from_text(text, century, month_column=month_column)


def _january_or_october(text: str, century: Century) -> DateReading:
    """A number cell drops the zero of 1963.10: only the year is sure."""
    reading = _from_text(text.removesuffix(".1"), century, month_column=False)
    return DateReading(reading.date, f"数字 {text} 分不清是 1 月还是 10 月，只记年份，请改成文字。")


def _from_serial(serial: int, text: str, *, month_column: bool) -> DateReading:
    day = EXCEL_DAY_ZERO + timedelta(days=serial)
    warning = f"数字 {text} 按 Excel 日期读作 {day}，请核对。"
    sure = serial >= _LIKELY_SERIALS_FROM
    return DateReading(_from_day(day, month_column=month_column), "" if sure else warning)


def _from_text(cell: str, century: Century, *, month_column: bool) -> DateReading:
    text = _plain(cell)
    if text in _NOTHING:
        return DateReading(None, f"日期写作“{cell.strip()}”，按未知处理。" if text else "")
    if text.isdecimal() and int(text) in _SERIALS and len(text) == 5:
        return _from_serial(int(text), text, month_column=month_column)
    if found := _YEAR_LAST.fullmatch(text):
        return DateReading(PreciseDate.of(int(found[1])), f"“{cell}”分不清月和日，只记年份。")
    year, month, day = _parts(text, cell)
    if len(year) == 4:
        return DateReading(PreciseDate.of(int(year), month, day))
    full = century(int(year), month, day)
    if full is None:
        raise DateUnreadable(f"“{cell}”的年份只有两位，看不出是哪一年，请写四位年份。")
    return DateReading(PreciseDate.of(full, month, day))


def _plain(cell: str) -> str:
    """Bring a written date to ASCII digits: 一九六三年 五月生 → 1963年5月."""
    text = _CLOCK.sub("", half_width(cell).strip())
    return _NUMERALS.sub(_numeral, _AROUND.sub("", text))


def _numeral(found: re.Match[str]) -> str:
    """Years are named digit by digit (六三), months and days as numbers (二十一)."""
    try:
        return str(to_number(found[0])) if _is_number(found[0]) else digit_by_digit(found[0])
    except NumeralError:
        return found[0]


def _is_number(numeral: str) -> bool:
    return len(numeral) == 1 or any(sign in numeral for sign in "十廿卅")


def _parts(text: str, cell: str) -> tuple[str, int | None, int | None]:
    if found := _PARTS.fullmatch(_spread(text)):
        month, day = found["month"], found["day"]
        return found["year"], int(month) if month else None, int(day) if day else None
    if _NO_YEAR.fullmatch(text):
        raise DateUnreadable(f"日期“{cell}”缺少年份，请写成 2017-07-31。")
    raise _unreadable(cell)


def _spread(text: str) -> str:
    """Part digits that were run together: 19630501, 1963.0501, 196305, 630501."""
    for together, parted in _RUN_TOGETHER:
        if found := together.fullmatch(text):
            return found.expand(parted)
    return text


def _birth_year(parts: tuple[int, int | None, int | None], ledger_day: date) -> int | None:
    short, month, day = parts
    for year in (1900 + short, 2000 + short):
        ages = _birth(year, month, day).ages(as_of=ledger_day)
        if any(age in AGES for age in ages):
            return year
    return None


def _birth(year: int, month: int | None, day: int | None) -> PreciseDate:
    """29 February is tried in both centuries; only 2000 was a leap year, so the month decides."""
    try:
        return PreciseDate.of(year, month, day)
    except DateImpossible:
        if (month, day) != (2, 29):
            raise
        return PreciseDate.of(year, month)


def _event_year(short: int, ledger_day: date) -> int:
    return 2000 + short if 2000 + short <= ledger_day.year else 1900 + short


def _unreadable(cell: object) -> DateUnreadable:
    return DateUnreadable(f"“{cell}”不像日期，请写成 1963-05 或 2017-07-31。")

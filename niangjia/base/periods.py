"""Periods of days and states as of a day.

People name the first and the last day, both included; columns and code are half-open. This file
is the one place where the two meet (R1). Nothing here reads the clock (R2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)

_SEPARATOR = re.compile(r"\s*(?:\.\.|至|到|~|～|—+)\s*")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_PART = re.compile(r"(\d{4})([QHqh])(\d)")
_YEAR = re.compile(r"\d{4}")


class PeriodError(ValueError):
    """A period that cannot be: upside down, unreadable or beyond the calendar.

    Attributes:
        sentence: The sentence with named gaps, as the translators know it.
        values: What stands in the gaps.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values)
        self.sentence = sentence
        self.values = values


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; this file knows no framework."""
    return message


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `starts_on` up to, not including, `ends_on`; at least one day.

    Source: R1.
    """

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        _require_days(self.starts_on, self.ends_on)
        if self.starts_on >= self.ends_on:
            raise PeriodError(
                gettext_noop("时段颠倒：%(first)s 不早于 %(last)s，请检查起止日期。"),
                first=self.starts_on,
                last=self.ends_on,
            )

    @classmethod
    def including(cls, first: date, last: date) -> Period:
        """Make the period from `first` to `last`, both included (what people type).

        Raises:
            PeriodError: `first` is after `last`.
        """
        _require_days(first, last)
        if first > last:
            raise PeriodError(
                gettext_noop("起始日 %(first)s 在截止日 %(last)s 之后，请把两个日期对调。"),
                first=first,
                last=last,
            )
        return cls(first, day_after(last))

    @classmethod
    def day(cls, day: date) -> Period:
        """Make the period of one day."""
        return cls.including(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Make the period of one month, 1 to 12."""
        return cls._months(year, month, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Make the period of one quarter, 1 to 4."""
        return cls._months(year, 3 * quarter - 2, 3 * quarter)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """Make the period of a half-year: 1 is 上半年, 2 is 下半年."""
        return cls._months(year, 6 * half - 5, 6 * half)

    @classmethod
    def year(cls, year: int) -> Period:
        """Make the period of one calendar year."""
        return cls._months(year, 1, 12)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2017-05-15..2017-07-31`, `2017-05`, `2017Q3`, `2017H1`, `2017` or two with `..`/至.

        Raises:
            PeriodError: the text is none of these, or the first day is after the last.
        """
        pieces = [_piece(piece) for piece in _SEPARATOR.split(text.strip())]
        if len(pieces) > 2:
            raise _unreadable(text)
        return cls.including(pieces[0].first, pieces[-1].last)

    @classmethod
    def _months(cls, year: int, first: int, last: int) -> Period:
        try:
            first_day, last_month = date(year, first, 1), date(year, last, 1)
        except ValueError:
            raise PeriodError(
                gettext_noop("没有这个时段：%(year)s 年 %(first)s 月至 %(last)s 月。"),
                year=year,
                first=first,
                last=last,
            ) from None
        return cls(first_day, day_after(_month_end(last_month)))

    @property
    def first(self) -> date:
        """The first day."""
        return self.starts_on

    @property
    def last(self) -> date:
        """The last day, included."""
        return self.ends_on - ONE_DAY

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return (self.ends_on - self.starts_on).days

    def each_month(self) -> Iterator[Period]:
        """Cut at month ends; the pieces add up to the period."""
        start = self.starts_on
        while start < self.ends_on:
            piece = Period(start, min(_month_end(start), self.last) + ONE_DAY)
            yield piece
            start = piece.ends_on

    def until(self, last: date) -> Period:
        """Cut off after `last` (year to date).

        Raises:
            PeriodError: `last` is before the first day.
        """
        return Period.including(self.first, min(last, self.last))

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two share a day."""
        return self.starts_on < other.ends_on and other.starts_on < self.ends_on

    def intersection(self, other: Period) -> Period | None:
        """Give the days of both; None if there are none."""
        return self.covered_by(other.starts_on, other.ends_on)

    def covered_by(self, starts_on: date | None, ends_on: date | None) -> Period | None:
        """Give the days of the period on which a dated row holds; None if it never does.

        The row's columns are as stored: `starts_on` None = open beginning, `ends_on` None = open end.
        """
        start = max(self.starts_on, starts_on or self.starts_on)
        end = min(self.ends_on, ends_on or self.ends_on)
        return Period(start, end) if start < end else None

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def day_after(last: date) -> date:
    """Turn a last day (任职止, 截至) into the stored `ends_on`.

    Raises:
        PeriodError: the calendar ends here.
    """
    try:
        return last + ONE_DAY
    except OverflowError:
        raise PeriodError(gettext_noop("日期 %(day)s 太晚，请检查年份。"), day=last) from None


def day_of(instant: datetime) -> date:
    """Give the day in Asia/Shanghai on which an instant lies.

    Raises:
        PeriodError: the instant has no time zone.
    """
    if instant.tzinfo is None:
        raise PeriodError(
            gettext_noop("时刻 %(instant)s 没有时区，无法判断是哪一天。"), instant=instant
        )
    return instant.astimezone(SHANGHAI).date()


def _require_days(*days: date) -> None:
    """A datetime is a date to Python, but does not compare with one."""
    for day in days:
        if type(day) is not date:
            raise PeriodError(gettext_noop("时段的起止必须是日期，而不是 %(day)s。"), day=repr(day))


def _month_end(day: date) -> date:
    """Last day of the month; the next month's first may lie beyond the calendar."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - ONE_DAY


def _piece(text: str) -> Period:
    try:
        if found := _DAY.fullmatch(text):
            return Period.day(date(*map(int, found.groups())))
        if found := _MONTH.fullmatch(text):
            return Period.month(*map(int, found.groups()))
        if found := _PART.fullmatch(text):
            return _part_of_year(int(found[1]), found[2].upper(), int(found[3]))
        if _YEAR.fullmatch(text):
            return Period.year(int(text))
    except ValueError:
        raise _unreadable(text) from None
    raise _unreadable(text)


def _part_of_year(year: int, letter: str, number: int) -> Period:
    return Period.quarter(year, number) if letter == "Q" else Period.half(year, number)


def _unreadable(text: str) -> PeriodError:
    return PeriodError(
        gettext_noop(
            "看不懂时段“%(written)s”。请写成 2017-05-15..2017-07-31（首日与末日都算在内），"
            "或 2017、2017-05、2017Q3、2017H1。"
        ),
        written=text,
    )

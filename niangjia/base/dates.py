"""Dates as precise as they were written: a year, a month or a day (R33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from niangjia.base.periods import Period


class Precision(StrEnum):
    """How much of a date was written. Stored beside the date."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class DateError(ValueError):
    """A written date that cannot be used; see the two kinds."""


class DateUnreadable(DateError):
    """A text or number that is no date, or lacks its year."""


class DateImpossible(DateError):
    """A date that cannot be: 30 February, month 13, the year 3017."""


@dataclass(frozen=True, slots=True)
class PreciseDate:
    """A date and how much of it is known; the unknown parts of `first` are 1.

    The two fields are what a table stores.
    """

    first: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.first != self.period.first:
            raise DateImpossible(
                f"精度为 {self.precision} 的日期不能带有更细的部分：{self.first}。"
            )

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PreciseDate:
        """Make a date from its known parts.

        Raises:
            DateImpossible: the calendar has no such year (1900 to 2100), month or day.
        """
        parts = [part for part in (year, month, day) if part is not None]
        first = _calendar_day(parts)
        return cls(first, list(Precision)[len(parts) - 1])

    @classmethod
    def on(cls, day: date) -> PreciseDate:
        """Make a date known to the day."""
        return cls(day, Precision.DAY)

    @property
    def period(self) -> Period:
        """All days that it may be."""
        if self.precision is Precision.DAY:
            return Period.day(self.first)
        if self.precision is Precision.MONTH:
            return Period.month(self.first.year, self.first.month)
        return Period.year(self.first.year)

    @property
    def last(self) -> date:
        """The last day that it may be."""
        return self.period.last

    @property
    def year(self) -> int:
        """The year, always known."""
        return self.first.year

    @property
    def month(self) -> int | None:
        """The month, if known."""
        return None if self.precision is Precision.YEAR else self.first.month

    @property
    def day(self) -> int | None:
        """The day, if known."""
        return self.first.day if self.precision is Precision.DAY else None

    def ages(self, *, as_of: date) -> range:
        """Give the ages (full years) that a person born then may have: one or two neighbours."""
        return range(_age(self.last, as_of), _age(self.first, as_of) + 1)

    def in_words(self) -> str:
        """Write 1963年5月1日, 1963年5月 or 1963年."""
        month = f"{self.month}月" if self.month else ""
        return f"{self.year}年{month}" + (f"{self.day}日" if self.day else "")

    def __str__(self) -> str:
        return self.first.isoformat()[: _LENGTHS[self.precision]]


_LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


def contradict(one: PreciseDate, other: PreciseDate) -> bool:
    """Tell whether no day fits both: 1963 and 1963-05 do not contradict, 1963-05 and 1963-06 do."""
    return not one.period.overlaps(other.period)


def agreement(one: PreciseDate, other: PreciseDate) -> Precision | None:
    """Tell to what precision both are known and equal; None if they contradict.

    1963-05-12 and 1963-05 agree to the month, 1963 and 1963-05 to the year (R15).
    """
    if contradict(one, other):
        return None
    return min(one.precision, other.precision, key=list(Precision).index)


def _calendar_day(parts: list[int]) -> date:
    year, month, day = [*parts, 1, 1][:3]
    written = "".join(map("{}{}".format, parts, "年月日"))
    if not 1900 <= year <= 2100:
        raise DateImpossible(f"年份不对：{written}。请核对年份。")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateImpossible(f"没有这一天：{written}。请核对月份和日期。") from None


def _age(born: date, as_of: date) -> int:
    had_birthday = (as_of.month, as_of.day) >= (born.month, born.day)
    return as_of.year - born.year - (not had_birthday)

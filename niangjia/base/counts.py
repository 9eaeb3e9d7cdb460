"""Counts: numbers with a unit and a mark that says how exact they are (R21, R22).

Three answers are possible: a `Count`; `UNKNOWN`, which is not zero (R6); `NotPrinted`, a
quotient that must not be printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from niangjia.base.rounding import divide_half_up
from niangjia.base.units import Unit


class Mark(StrEnum):
    """How a number stands to the truth.

    Source: R22 (at_least 余/多, below 近, about 约).
    """

    EXACT = "exact"
    AT_LEAST = "at_least"
    BELOW = "below"
    ABOUT = "about"

    @property
    def opposite(self) -> Mark:
        """The mark after the number changed sides: what is subtracted or divided by."""
        return _OPPOSITE.get(self, self)


_OPPOSITE = {Mark.AT_LEAST: Mark.BELOW, Mark.BELOW: Mark.AT_LEAST}


class UnitsDiffer(TypeError):
    """Two numbers of different units were to be added or compared."""

    def __init__(self, first: Unit, second: Unit) -> None:
        super().__init__(
            f"“{first.label or first}”（{first}）与“{second.label or second}”（{second}）"
            "不是同一种单位，不能相加减。"
        )


@dataclass(frozen=True, slots=True)
class Count:
    """A number, its unit and its mark. Money and hours may have decimals, never floats.

    Source: R21, R22.
    """

    value: int | Decimal
    unit: Unit
    mark: Mark = Mark.EXACT

    def __post_init__(self) -> None:
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise TypeError(f"数值必须是整数或 Decimal，而不是 {self.value!r}。")
        if isinstance(self.value, Decimal) and not self.value.is_finite():
            raise ValueError(f"数值 {self.value} 不是一个数。")

    def __add__(self, other: Count) -> Count:
        self._require_unit_of(other)
        return Count(self.value + other.value, self.unit, _mark_of_sum(self.mark, other.mark))

    def __sub__(self, other: Count) -> Count:
        self._require_unit_of(other)
        mark = _mark_of_sum(self.mark, other.mark.opposite)
        return Count(self.value - other.value, self.unit, mark)

    @property
    def is_exact(self) -> bool:
        """Whether the number is the whole truth."""
        return self.mark is Mark.EXACT

    def _require_unit_of(self, other: Count) -> None:
        if self.unit is not other.unit:
            raise UnitsDiffer(self.unit, other.unit)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the records cannot say. It is not 0, cannot be added, and prints 未记.

    Source: R6.
    """

    def __str__(self) -> str:
        return "未记"


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """A quotient that must not be printed; `reason` is a sentence for the reader."""

    reason: str

    def __str__(self) -> str:
        return "不计算"


Answer = Count | Unknown | NotPrinted


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over units: what is known, and over how many units nothing is known (R6)."""

    count: Count | Unknown
    unknown_in: int


def total(parts: Iterable[Count | Unknown], unit: Unit) -> Sum:
    """Add the known parts and count the unknown ones; no parts at all are 0.

    Raises:
        UnitsDiffer: a part is not in `unit`.
    """
    known, unknown_in = Count(0, unit), 0
    nothing_known = True
    for part in parts:
        if isinstance(part, Unknown):
            unknown_in += 1
        else:
            known, nothing_known = known + part, False
    return Sum(UNKNOWN if unknown_in and nothing_known else known, unknown_in)


def ratio(of: Count | Unknown, to: Count | Unknown, *, decimals: int, unit: Unit) -> Answer:
    """Divide one total by another, rounded half up once; a percentage is multiplied by 100.

    A percentage is written without decimals only if it is truly 0 or 100: 2999 of 3000 is 100.0.
    Unknown parts give `UNKNOWN`. `NotPrinted`: nothing to divide by, or a rate above 100 %
    from marked parts.

    Source: R14, R22.
    """
    if isinstance(of, Unknown) or isinstance(to, Unknown):
        return UNKNOWN
    if to.value == 0:
        return NotPrinted("分母为 0，没有比率可算。")
    if unit is not Unit.PERCENT:
        value = divide_half_up(of.value, to.value, decimals)
        return Count(value, unit, _mark_of_ratio(of, to))
    return _percentage(of, to, decimals)


def rate(of: Count | Unknown, to: Count | Unknown, *, decimals: int = 1) -> Answer:
    """Say how many per cent of `to` are `of` (完成率, 覆盖率)."""
    return ratio(of, to, decimals=decimals, unit=Unit.PERCENT)


def mean(of: Count | Unknown, to: Count | Unknown, *, decimals: int = 1) -> Answer:
    """Average over organisations or places: sum ÷ sum, never a mean of means.

    Source: R14.
    """
    return ratio(of, to, decimals=decimals, unit=Unit.PER_ORGANISATION)


def _percentage(of: Count, to: Count, decimals: int) -> Answer:
    mark = _mark_of_ratio(of, to)
    if of.value > to.value and not (of.is_exact and to.is_exact):
        return NotPrinted("分子或分母不是准确数，而比率超过 100%，不予列出。")
    whole = of.value in (0, to.value)
    value = divide_half_up(of.value * 100, to.value, 0 if whole else decimals)
    return Count(value, Unit.PERCENT, mark)


def _mark_of_sum(first: Mark, second: Mark) -> Mark:
    if Mark.EXACT in (first, second):
        return second if first is Mark.EXACT else first
    return first if first is second else Mark.ABOUT


def _mark_of_ratio(of: Count, to: Count) -> Mark:
    if to.is_exact:
        return of.mark
    if of.is_exact and of.value >= 0:
        return to.mark.opposite
    return Mark.ABOUT

"""Rounding as an office rounds: half up, on exact numbers (R14)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor


def half_up(value: int | Decimal | Fraction, decimals: int) -> Decimal:
    """Round to `decimals` places, halves away from zero; trailing zeros are kept (24.0).

    Source: R14.
    """
    scaled = Fraction(value) * 10**decimals
    digits = floor(abs(scaled) + Fraction(1, 2))
    sign = "-" if scaled < 0 and digits else ""
    return Decimal(f"{sign}{digits}E-{decimals}")


def divide_half_up(of: int | Decimal, to: int | Decimal, decimals: int) -> Decimal:
    """Divide exactly, then round once; a rounded quotient is never rounded again.

    Raises:
        ZeroDivisionError: `to` is 0.
    """
    return half_up(Fraction(of) / Fraction(to), decimals)

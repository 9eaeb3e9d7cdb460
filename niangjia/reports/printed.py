"""How documents write a figure: no comma, no space; 未记, 不计算 and 不公布 (R6, R22, R26, R30)."""

from __future__ import annotations

from decimal import Decimal

from niangjia.base.counts import UNKNOWN, Count, NotPrinted
from niangjia.base.rounding import half_up
from niangjia.base.units import Unit
from niangjia.base.wording import in_report
from niangjia.reports.asking import FigureAnswer

WITHHELD = "不公布"


def number_text(answer: FigureAnswer) -> str:
    """Write 42, 4000余, 24.1 or 99.2%; the sentence itself goes on with 名 or 场."""
    if answer.suppressed:
        return WITHHELD
    if answer.refused:
        return in_report(NotPrinted(answer.refused))
    if answer.value is None:
        return in_report(UNKNOWN)
    count = Count(_rounded(answer, answer.value), answer.unit, answer.mark)
    return in_report(count, with_unit=answer.unit is Unit.PERCENT)


def _rounded(answer: FigureAnswer, value: Decimal | int) -> Decimal | int:
    """An average keeps its declared decimals (24.0); a percentage comes as it is to be written."""
    is_mean = answer.unit.is_quotient and answer.unit is not Unit.PERCENT
    return half_up(value, answer.decimals) if is_mean else value

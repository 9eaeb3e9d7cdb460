"""How documents write a figure: no comma, no space; 未记 and 不公布 (R6, R26, R30)."""

from __future__ import annotations

from niangjia.reports.tree import FigureAnswer


def number_text(answer: FigureAnswer) -> str:
    return "未记" if answer.value is None else "不公布" if answer.suppressed else f"{answer.value}"

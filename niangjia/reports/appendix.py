"""The table behind a document's numbers: what each counts, of whom, when, and out of which rows."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.base.units import Unit
from niangjia.reports.asking import FigureAnswer
from niangjia.reports.printed import number_text
from niangjia.reports.tree import Document, Number

HEAD = ("序", "指标", "口径", "期间或截至", "数", "单位", "行数/算式", "来处")


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """One figure of the document; `basis` is 42行 or 42 ÷ 7, `notes` what limits the number."""

    index: int
    label: str
    ref: str
    organisation: str
    period: str
    text: str
    unit: str
    basis: str
    source: str
    notes: tuple[str, ...]
    address: str


def number_rows(document: Document) -> tuple[NumberRow, ...]:
    """List the document's figures, each once, in the order in which they are first read."""
    return tuple(_row(number) for number in document.figures)


def _row(number: Number) -> NumberRow:
    answer = number.answer
    return NumberRow(
        index=number.index,
        label=answer.label,
        ref=answer.ref,
        organisation=answer.organisation_name,
        period=answer.period_text,
        text=number.text,
        # The per cent sign is part of the number's text.
        unit="" if answer.unit is Unit.PERCENT else answer.unit.report_word,
        basis=basis_of(answer),
        source=answer.source,
        notes=_notes(answer),
        address=answer.address,
    )


def basis_of(answer: FigureAnswer) -> str:
    """Say out of what the number is made: its rows, or the division; empty for a constant.

    Source: R18.
    """
    if answer.suppressed:
        return ""
    if answer.parts:
        return " ÷ ".join(number_text(part) for part in answer.parts)
    return "" if answer.rows is None else f"{answer.rows}行"


def _notes(answer: FigureAnswer) -> tuple[str, ...]:
    """What the reader must know beside the number (R6, R15, R22)."""
    unknown = f"另有{answer.unknown_in}个单位未记" if answer.unknown_in else ""
    undecided = f"有{answer.undecided}对疑似同一人未判定，按不同人计" if answer.undecided else ""
    return tuple(filter(None, (answer.refused, unknown, undecided)))

"""What signing keeps of a document, and how it is read again (ARCHITECTURE 6, Freeze).

The text is kept as a template of its own, in which every condition is decided, every name said and
every number is `figure("3")`: the number at position 3 of the report. The number's row holds all
that the document prints of it, and the query that gave it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import chain, zip_longest
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from niangjia.base.counts import Mark
from niangjia.base.refusals import Refused
from niangjia.base.units import Unit
from niangjia.figures.catalogue import parse
from niangjia.reports.answering import AddressOf, Answered, no_address
from niangjia.reports.asking import FigureAnswer, Named, Scope
from niangjia.reports.models import FrozenNumber, Report
from niangjia.reports.subtree import Subtree
from niangjia.reports.tokens import MARKER, GivenWords, Output, read_template

_BRACE = re.compile(r"\{")
NO_ROWS = "SELECT NULL::bigint WHERE false"


def freeze(report: Report, scope: Scope) -> None:
    """Write the numbers of the report as they are now, and its text in `report.written`.

    The report itself is not saved.
    """
    text, outputs = read_template(report.text).fill(scope)
    report.written, answers = final_text(text, outputs)
    numbers = [_row(report, place, answer) for place, answer in enumerate(answers, 1)]
    FrozenNumber.objects.bulk_create(numbers)
    FrozenNumber.objects.bulk_create(
        _row(report, place, part, whole)
        for whole, answer in zip(numbers, answers, strict=True)
        for place, part in enumerate(answer.parts or (), 1)
    )


def frozen_answers(report: Report, *, address_of: AddressOf = no_address) -> dict[int, Answered]:
    """Give the numbers of a signed report by their position, as they were signed."""
    rows = report.numbers.filter(part_of=None).select_related("organisation")
    subtree = Subtree(report.organisation, period=report.period)
    return {
        row.position: _answered(subtree, row, address_of, tuple(row.parts.all()))
        for row in rows.prefetch_related("parts__organisation")
    }


def frozen_scope(report: Report, *, address_of: AddressOf = no_address) -> Scope:
    """Give what `report.written` asks: numbers by their position, and nothing else."""
    answers = frozen_answers(report, address_of=address_of)

    def ask(position: str, /, *, organisation: str = "") -> FigureAnswer:
        return answers[int(position)]

    return Scope(organisation=Named("", ""), period=report.period, ask=ask)


def final_text(text: str, outputs: Sequence[Output]) -> tuple[str, list[FigureAnswer]]:
    """Turn a filled template into one that asks positions; give it with the numbers in order."""
    positions: dict[tuple[str, str, str], int] = {}
    answers: list[FigureAnswer] = []

    def token(output: Output) -> str:
        if isinstance(output, GivenWords):
            return _said(output.text)
        key = (output.ref, output.organisation_name, output.period_text)
        if key not in positions:
            answers.append(output)
        position = positions.setdefault(key, len(answers))
        return f'{{{{ figure("{position}") }}}}'

    typed = [_BRACE.sub(_said("{"), words) for words in MARKER.split(text)[::2]]
    tokens = [token(outputs[int(marker)]) for marker in MARKER.split(text)[1::2]]
    return "".join(chain.from_iterable(zip_longest(typed, tokens, fillvalue=""))), answers


def _said(words: str) -> str:
    """Words as a token, so that nothing in them is read as a sign of the dialect."""
    return f"{{{{ {json.dumps(words, ensure_ascii=False)} }}}}"


def query_of(found: QuerySet[Any]) -> str:
    """Write the query behind a number as it can be run again: the numbers of its rows."""
    try:
        text, parameters = found.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return NO_ROWS
    return str(connection.ops.compose_sql(text, parameters))  # type: ignore[attr-defined]  # PostgreSQL's


def _row(
    report: Report, position: int, answer: FigureAnswer, whole: FrozenNumber | None = None
) -> FrozenNumber:
    unit = answer.organisation if isinstance(answer, Answered) else None
    found = answer.found if isinstance(answer, Answered) else None
    return FrozenNumber(
        report=report,
        part_of=whole,
        position=position,
        reference=answer.ref,
        label=answer.label,
        organisation=unit,
        organisation_name=answer.organisation_name,
        period_text=answer.period_text,
        value=answer.value,
        decimals=_decimals(answer),
        unit=answer.unit,
        mark=answer.mark,
        refused=answer.refused,
        is_suppressed=answer.suppressed,
        unknown_in=answer.unknown_in,
        undecided=answer.undecided,
        rows=answer.rows,
        source=_cut(answer.source),
        tree_day=report.period.last,
        query="" if found is None else query_of(found),
    )


def _decimals(answer: FigureAnswer) -> int:
    """How many decimals the value is written with: 100 and 99.2 are both per cent."""
    if not isinstance(answer.value, Decimal):
        return 0
    exponent = answer.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _cut(source: str) -> str:
    longest = FrozenNumber._meta.get_field("source").max_length or 0
    return source if len(source) <= longest else f"{source[: longest - 1]}…"


def _answered(
    subtree: Subtree, row: FrozenNumber, address_of: AddressOf, parts: Sequence[FrozenNumber] = ()
) -> Answered:
    of_and_to = [_answered(subtree, part, address_of) for part in parts]
    return Answered(
        ref=row.reference,
        label=row.label,
        value=_value(row),
        unit=Unit(row.unit),
        told=partial(str, row.source),
        period_text=row.period_text,
        organisation_name=row.organisation_name,
        address=_address(subtree, row, address_of),
        decimals=row.decimals,
        mark=Mark(row.mark),
        parts=(of_and_to[0], of_and_to[1]) if of_and_to else None,
        rows=row.rows,
        unknown_in=row.unknown_in,
        undecided=row.undecided,
        refused=row.refused,
        suppressed=row.is_suppressed,
        organisation=row.organisation,
    )


def _address(subtree: Subtree, row: FrozenNumber, address_of: AddressOf) -> str:
    """Where its rows of today are listed, unless the figure or the unit is no longer there."""
    unit = row.organisation
    if unit is None or not subtree.is_there_throughout(unit):
        return ""
    try:
        reference = parse(row.reference)
    except Refused:
        return ""
    return address_of(reference, organisation=unit, period=subtree.period)


def _value(row: FrozenNumber) -> Decimal | int | None:
    if row.value is None or row.decimals:
        return row.value and row.value.quantize(Decimal(1).scaleb(-row.decimals))
    return int(row.value)

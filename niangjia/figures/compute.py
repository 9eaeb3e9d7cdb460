"""The value of a figure for one organisation, live from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from niangjia.base.counts import Count, Mark, NotPrinted, ratio
from niangjia.base.periods import Period
from niangjia.base.phrases import narrowed
from niangjia.base.units import Unit
from niangjia.figures.catalogue import Reference, breakdowns, find, parts
from niangjia.figures.kinds import Counted, Distinct, During, Ratio, Share
from niangjia.figures.knowledge import marks, unknown
from niangjia.figures.scope import below, rows
from niangjia.network.models import Organisation
from niangjia.network.tree import version


@dataclass(frozen=True)
class Answer:
    """A figure of an organisation and period.

    value: a number, None when the records cannot say (未记, R6); rows: how many rows it counts
    (a ratio has none but two parts); undecided: pairs counted as two; unknown_in: units left out
    because nothing is known of them; refused: why a quotient is not printed.
    """

    reference: Reference
    label: str
    organisation: Organisation
    period: Period
    is_stock: bool
    value: Decimal | int | None
    unit: Unit
    mark: Mark = Mark.EXACT
    decimals: int = 0
    rows: int | None = None
    parts: tuple[Answer, Answer] | None = None
    undecided: int = 0
    unknown_in: int = 0
    refused: str = ""


def value(reference: Reference, *, organisation: Organisation, period: Period) -> Answer:
    """Compute a figure; a stock as of the last day of `period` (R3)."""
    figure = find(reference.name)
    if isinstance(figure, Ratio | Share):
        return _quotient(figure, reference, organisation, period)
    return _counted(figure, reference, organisation, period)


def label(reference: Reference) -> str:
    """The figure's label with its filters in Chinese: 执委席位·乡镇（街道）."""
    known = breakdowns(reference.name)
    words = [str(known[k].choices()[v]) for k, v in reference.where if k in known]
    return narrowed(find(reference.name).label, words)


def _counted(
    figure: Counted, reference: Reference, organisation: Organisation, period: Period
) -> Answer:
    at, number = version(), organisation.pk
    under = {number: below(reference, organisation=organisation, period=period, at=at)}
    unknown_in, nothing = unknown(reference, under, period=period, at=at)[number]
    found = rows(reference, organisation=organisation, period=period)
    many = None if nothing else found.count()
    return Answer(
        reference=reference,
        label=label(reference),
        organisation=organisation,
        period=period,
        is_stock=isinstance(figure.time, During),
        value=None if many is None else _number(figure, found, many),
        unit=figure.unit,
        mark=marks(reference, under, period=period, at=at)[number],
        rows=many,
        undecided=_undecided(figure, found),
        unknown_in=unknown_in,
    )


def _number(figure: Counted, found: QuerySet[Any], many: int) -> Decimal | int:
    """What the kind counts; `many` are the rows themselves."""
    if isinstance(figure, Distinct):
        return found.values(figure.of).distinct().count()
    if figure.value:
        total = found.aggregate(sum=Sum(figure.value))["sum"]
        return Decimal(0) if total is None else total
    return many


def _undecided(figure: Counted, found: QuerySet[Any]) -> int:
    if isinstance(figure, Distinct) and figure.undecided:
        return len(figure.undecided(found.values(figure.of)))
    return 0


def _quotient(
    figure: Ratio | Share, reference: Reference, organisation: Organisation, period: Period
) -> Answer:
    of, to = (value(part, organisation=organisation, period=period) for part in parts(reference))
    return quotient(figure, reference, of, to)


def quotient(figure: Ratio | Share, reference: Reference, of: Answer, to: Answer) -> Answer:
    """Σ ÷ Σ of two answers, rounded half up to the declared decimals (R14, R22)."""
    result, refused = _divide(figure, of, to)
    return Answer(
        reference=reference,
        label=label(reference),
        organisation=of.organisation,
        period=of.period,
        is_stock=of.is_stock and to.is_stock,
        value=result.value if result else None,
        unit=figure.unit,
        mark=result.mark if result else Mark.EXACT,
        decimals=figure.decimals,
        parts=(of, to),
        undecided=of.undecided + to.undecided,
        unknown_in=max(of.unknown_in, to.unknown_in),
        refused=refused,
    )


def _divide(figure: Ratio | Share, of: Answer, to: Answer) -> tuple[Count | None, str]:
    if of.value is None or to.value is None:
        return None, ""
    # Where both parts leave out as many units, it is the quotient of all the others, exactly.
    same_gap = of.unknown_in == to.unknown_in
    first, second = (_count(part, same_gap=same_gap) for part in (of, to))
    result = ratio(first, second, decimals=figure.decimals, unit=figure.unit)
    if isinstance(result, Count):
        return result, ""
    return None, result.reason if isinstance(result, NotPrinted) else ""


def _count(part: Answer, *, same_gap: bool) -> Count:
    """A part with units of which nothing is known is a lower bound of the whole."""
    bound = part.unknown_in and not same_gap and part.mark is Mark.EXACT
    return Count(part.value or 0, part.unit, Mark.AT_LEAST if bound else part.mark)

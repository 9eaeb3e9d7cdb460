"""What a document asks, answered from the rows: figures, units, constants of one organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import translation

from niangjia.base.counts import Mark
from niangjia.base.periods import Period
from niangjia.base.units import Unit
from niangjia.figures import scope
from niangjia.figures.by_unit import by_unit
from niangjia.figures.catalogue import Reference, counted, parse
from niangjia.figures.compute import Answer, value
from niangjia.network.models import Organisation
from niangjia.network.tree import stays
from niangjia.reports.asking import Ask, Named, Scope
from niangjia.reports.constants import constant
from niangjia.reports.sources import source_of
from niangjia.reports.subtree import Subtree, key


class AddressOf(Protocol):
    """Says where the rows of a number are listed; empty if they are listed nowhere."""

    def __call__(self, reference: Reference, *, organisation: Organisation, period: Period) -> str:
        """Give the address."""
        ...


def no_address(reference: Reference, *, organisation: Organisation, period: Period) -> str:
    """Answer for a document outside of the site, whose numbers lead to its own appendix."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer, as documents read it (`FigureAnswer`); live, or as a signed report keeps it.

    `organisation` is None for what no figure gave; `found` are the rows themselves, None for a
    quotient and for what is frozen.
    """

    ref: str
    label: str
    value: Decimal | int | None
    unit: Unit
    source: str
    period_text: str
    organisation_name: str
    address: str = ""
    decimals: int = 0
    mark: Mark = Mark.EXACT
    parts: tuple[Answered, Answered] | None = None
    rows: int | None = None
    unknown_in: int = 0
    undecided: int = 0
    refused: str = ""
    suppressed: bool = False
    organisation: Organisation | None = None
    found: QuerySet[Any] | None = field(default=None, compare=False)


def scope_of(
    organisation: Organisation, *, period: Period, address_of: AddressOf = no_address
) -> Scope:
    """Give all that a document of the organisation may ask; each thing is asked once."""
    subtree = Subtree(organisation, period=period)
    return Scope(
        organisation=Named(subtree.name(organisation), key(organisation)),
        period=period,
        ask=_asker(subtree, address_of),
        constant=partial(constant, organisation=organisation, period=period),
        units=subtree.units,
    )


def asker(organisation: Organisation, *, period: Period, address_of: AddressOf = no_address) -> Ask:
    """Give the function that answers references for the organisation and for units below it.

    Raises (when asked):
        Refused: there is no such figure or filter, or no such unit below the organisation.
    """
    return _asker(Subtree(organisation, period=period), address_of)


def _asker(subtree: Subtree, address_of: AddressOf) -> Ask:
    answer = cache(partial(_answer, subtree, address_of))

    def ask(ref: str, /, *, organisation: str = "") -> Answered:
        # A document is Chinese, whoever reads it, and so are its labels.
        with translation.override("zh-hans"):
            return answer(parse(ref), subtree.find(organisation))

    return ask


def _answer(
    subtree: Subtree, address_of: AddressOf, reference: Reference, organisation: Organisation
) -> Answered:
    if subtree.is_there_throughout(organisation):
        found = value(reference, organisation=organisation, period=subtree.period)
        return _of_all_days(subtree, address_of, found)
    units = by_unit(
        reference, organisation=subtree.top, period=subtree.period, level=organisation.level
    )
    (found,) = (one.answer for one in units if one.organisation == organisation.pk)
    return _of_some_days(subtree, found)


def _of_all_days(subtree: Subtree, address_of: AddressOf, answer: Answer) -> Answered:
    unit, period = answer.organisation, subtree.period
    address = address_of(answer.reference, organisation=unit, period=period)
    if answer.parts:
        of, to = (_of_all_days(subtree, address_of, part) for part in answer.parts)
        return _answered(subtree, answer, address=address, parts=(of, to))
    found = scope.rows(answer.reference, organisation=unit, period=period)
    return _answered(subtree, answer, address=address, found=found)


def _of_some_days(subtree: Subtree, answer: Answer) -> Answered:
    """A unit that came or went: its rows of those days are no page of the site."""
    if answer.parts:
        of, to = (_of_some_days(subtree, part) for part in answer.parts)
        return _answered(subtree, answer, parts=(of, to))
    return _answered(subtree, answer, found=_rows_of_its_days(subtree, answer))


def _rows_of_its_days(subtree: Subtree, answer: Answer) -> QuerySet[Any]:
    figure = counted(answer.reference.name)
    days = scope.moment(figure, subtree.period)
    own = subtree.there[answer.organisation.pk]
    cuts = [cut for stay in own if (cut := days.covered_by(stay.starts_on, stay.ends_on))]
    below = [s for cut in cuts for s in stays(root=answer.organisation.pk, period=cut)]
    found = scope.all_rows(answer.reference, period=subtree.period)
    if figure.at.prefix:
        return found.filter(
            scope.inside_places(figure, [answer.organisation.place] if cuts else [])
        )
    return found.filter(scope.stayed(figure, below))


def _answered(
    subtree: Subtree,
    answer: Answer,
    *,
    address: str = "",
    parts: tuple[Answered, Answered] | None = None,
    found: QuerySet[Any] | None = None,
) -> Answered:
    return Answered(
        ref=str(answer.reference),
        label=str(answer.label),
        value=answer.value,
        unit=answer.unit,
        source=_source(parts, found),
        period_text=_period_text(answer),
        organisation_name=subtree.name(answer.organisation),
        address=address,
        decimals=answer.decimals,
        mark=answer.mark,
        parts=parts,
        rows=answer.rows,
        unknown_in=answer.unknown_in,
        undecided=answer.undecided,
        refused=answer.refused,
        organisation=answer.organisation,
        found=found,
    )


def _source(parts: tuple[Answered, Answered] | None, found: QuerySet[Any] | None) -> str:
    """A quotient comes from what its parts come from, each said once."""
    if parts:
        return "；".join(dict.fromkeys(part.source for part in parts if part.source))
    return source_of(found) if found is not None else ""


def _period_text(answer: Answer) -> str:
    """A stock is as of a day, a flow of a stretch of days (R20)."""
    period = answer.period
    return f"截至 {period.last}" if answer.is_stock else f"{period.first} 至 {period.last}"

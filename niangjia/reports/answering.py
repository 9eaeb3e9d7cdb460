"""What a document asks, answered from the rows: figures, units, constants of one organisation."""

from __future__ import annotations

from collections.abc import Callable
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
from niangjia.figures.catalogue import Reference, counted, find, parse, parts
from niangjia.figures.compute import Answer, quotient, value
from niangjia.figures.kinds import Ratio, Share
from niangjia.network.models import Organisation
from niangjia.network.tree import stays
from niangjia.reports.asking import Ask, Named, Scope
from niangjia.reports.constants import constant
from niangjia.reports.sources import Sources
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
    quotient and for what is frozen; `told` gives the source, which is looked up when it is read.
    """

    ref: str
    label: str
    value: Decimal | int | None
    unit: Unit
    told: Callable[[], str] = field(compare=False)
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

    @property
    def source(self) -> str:
        """What the rows were entered from."""
        return self.told()


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
    answers = _Answers(subtree, address_of)

    def ask(ref: str, /, *, organisation: str = "") -> Answered:
        # A document is Chinese, whoever reads it, and so are its labels.
        with translation.override("zh-hans"):
            return answers.given(parse(ref), subtree.find(organisation))

    return ask


class _Answers:
    """Each figure is computed once a document, as a number of its own or as part of a quotient."""

    def __init__(self, subtree: Subtree, address_of: AddressOf) -> None:
        self.subtree = subtree
        self.address_of = address_of
        self.sources = Sources()
        self.given = cache(self._given)
        self.computed = cache(self._computed)
        self.split = cache(self._split)

    def _given(self, reference: Reference, unit: Organisation) -> Answered:
        answer = self.computed(reference, unit)
        if answer.parts:
            of, to = (self.given(part.reference, unit) for part in answer.parts)
            return self._answered(answer, parts=(of, to), told=partial(_both, of, to))
        found = self._rows(reference, unit)
        return self._answered(answer, found=found, told=self.sources.of(found))

    def _computed(self, reference: Reference, unit: Organisation) -> Answer:
        figure = find(reference.name)
        if isinstance(figure, Ratio | Share):
            of, to = (self.computed(part, unit) for part in parts(reference))
            return quotient(figure, reference, of, to)
        if self.subtree.is_there_throughout(unit):
            return value(reference, organisation=unit, period=self.subtree.period)
        return self.split(reference, unit.level)[unit.pk]

    def _split(self, reference: Reference, level: str) -> dict[int, Answer]:
        """Of units that came or went: each for its days below the top (R3)."""
        top, period = self.subtree.top, self.subtree.period
        units = by_unit(reference, organisation=top, period=period, level=level)
        return {unit.organisation: unit.answer for unit in units}

    def _rows(self, reference: Reference, unit: Organisation) -> QuerySet[Any]:
        period = self.subtree.period
        if self.subtree.is_there_throughout(unit):
            return scope.rows(reference, organisation=unit, period=period)
        figure = counted(reference.name)
        days = self.subtree.days_of(unit, scope.moment(figure, period))
        found = scope.all_rows(reference, period=period)
        if figure.at.prefix:
            return found.filter(scope.inside_places(figure, [unit.place] if days else []))
        below = [stay for some in days for stay in stays(root=unit.pk, period=some)]
        return found.filter(scope.stayed(figure, below))

    def _answered(self, answer: Answer, **more: Any) -> Answered:
        return Answered(
            ref=str(answer.reference),
            label=str(answer.label),
            value=answer.value,
            unit=answer.unit,
            period_text=_period_text(answer),
            organisation_name=self.subtree.name(answer.organisation),
            address=self._address(answer),
            decimals=answer.decimals,
            mark=answer.mark,
            rows=answer.rows,
            unknown_in=answer.unknown_in,
            undecided=answer.undecided,
            refused=answer.refused,
            organisation=answer.organisation,
            **more,
        )

    def _address(self, answer: Answer) -> str:
        """The rows of some of a unit's days are no page of the site."""
        unit, period = answer.organisation, self.subtree.period
        if not self.subtree.is_there_throughout(unit):
            return ""
        return self.address_of(answer.reference, organisation=unit, period=period)


def _both(of: Answered, to: Answered) -> str:
    """A quotient comes from what its parts come from, each said once."""
    return "；".join(dict.fromkeys(filter(None, (of.source, to.source))))


def _period_text(answer: Answer) -> str:
    """A stock is as of a day, a flow of a stretch of days (R20)."""
    period = answer.period
    return f"截至 {period.last}" if answer.is_stock else f"{period.first} 至 {period.last}"

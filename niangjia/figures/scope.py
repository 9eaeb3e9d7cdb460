"""Which rows belong to an organisation in a period: time, filters and place in the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.utils.translation import gettext as _

from niangjia.base.models import true_on
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import PREDECESSORS, Reference, breakdowns, counted
from niangjia.figures.kinds import Counted, During, On
from niangjia.figures.predecessors import stays_before, succession
from niangjia.network.models import Organisation, Place
from niangjia.network.tree import Stay, stays, version


def rows(reference: Reference, *, organisation: Organisation, period: Period) -> QuerySet[Any]:
    """The rows a figure counts for `organisation`; what the trace lists is this very queryset.

    A stock looks at the last day of `period` (R3).
    """
    figure = counted(reference.name)
    found = all_rows(reference, period=period)
    if figure.at.prefix:
        return found.filter(inside_places(figure, [organisation.place]))
    return found.filter(stayed(figure, below(reference, organisation=organisation, period=period)))


def all_rows(reference: Reference, *, period: Period) -> QuerySet[Any]:
    """The rows of a figure anywhere in the network."""
    figure = counted(reference.name)
    return _filtered(figure.rows(period), figure, reference, period)


def compared_rows(reference: Reference, *, period: Period) -> QuerySet[Any]:
    """Of a comparison, every row that was compared anywhere, annotated `has_base` (R6)."""
    figure = counted(reference.name)
    if figure.compared is None:
        raise Refused(_("“%(figure)s”不作比较。") % {"figure": figure.label})
    return _filtered(figure.compared(period), figure, reference, period)


def moment(figure: Counted, period: Period) -> Period:
    """The days that matter: all of them for a flow, the last one for a stock."""
    return period if isinstance(figure.time, On) else Period.day(period.last)


def below(
    reference: Reference, *, organisation: Organisation, period: Period, at: int | None = None
) -> list[Stay]:
    """Who stood at or below the organisation on the days that matter, its predecessors if asked."""
    days = moment(counted(reference.name), period)
    at = version() if at is None else at
    found = stays(root=organisation.pk, period=days, at=at)
    if wants_predecessors(reference):
        found += stays_before(succession(), organisation=organisation.pk, period=days, at=at)
    return found


def wants_predecessors(reference: Reference) -> bool:
    """Whether rows of merged and divided organisations are asked for as well (R3)."""
    return dict(reference.where).get(PREDECESSORS) == "yes"


def stayed(figure: Counted, found: Sequence[Stay]) -> Q:
    """Rows of each unit on the days of its stay (R3)."""
    if isinstance(figure.time, On):
        return Q(_Stayed(figure.at.organisation, figure.time.field, tuple(found)))
    return Q(**{f"{figure.at.organisation}__any_of": [stay.organisation for stay in found]})


def inside_places(figure: Counted, places: Iterable[Place | None]) -> Q:
    """Rows whose code lies inside one of `places`."""
    column = f"{figure.at.prefix}__startswith"
    inside = (Q(**{column: place.prefix}) for place in places if place)
    return reduce(or_, inside, Q(pk__in=[]))


def _filtered(
    found: QuerySet[Any], figure: Counted, reference: Reference, period: Period
) -> QuerySet[Any]:
    known = breakdowns(reference.name)
    day = period.last
    conditions = [known[k].condition(v, day) for k, v in reference.where if k != PREDECESSORS]
    return found.filter(_in_time(figure, period), *conditions)


def _in_time(figure: Counted, period: Period) -> Q:
    if isinstance(figure.time, During):
        return true_on(period.last, figure.time.path)
    field = figure.time.field
    return Q(**{f"{field}__gte": period.starts_on, f"{field}__lt": period.ends_on})


class _Stayed(Func):
    """Whether unit and day of a row lie in one of many stays: one condition however many."""

    output_field = BooleanField()

    def __init__(self, unit: str, day: str, found: tuple[Stay, ...]) -> None:
        super().__init__(F(unit), F(day))
        self.found = found

    def as_sql(  # type: ignore[override]  # takes no template
        self, compiler: Any, connection: Any, **_: Any
    ) -> tuple[str, list[Any]]:
        (unit, of), (day, on) = map(compiler.compile, self.source_expressions)
        condition = (
            "EXISTS (SELECT FROM unnest(%s::bigint[], %s::date[], %s::date[])"
            f" AS stay(unit, begins, ends) WHERE stay.unit = {unit}"
            f" AND {day} >= stay.begins AND {day} < stay.ends)"
        )
        return condition, [*self._arrays(), *of, *on, *on]

    def _arrays(self) -> list[list[Any]]:
        units = [stay.organisation for stay in self.found]
        begins = [stay.starts_on for stay in self.found]
        return [units, begins, [stay.ends_on for stay in self.found]]

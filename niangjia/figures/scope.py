"""Which rows belong to an organisation in a period: time, filters and place in the network."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from niangjia.base.models import true_on
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import PREDECESSORS, Reference, breakdowns, counted
from niangjia.figures.kinds import Counted, During, On
from niangjia.network.models import Organisation, OrganisationEvent
from niangjia.network.terms import EventKind
from niangjia.network.tree import Stay, stays


def rows(reference: Reference, *, organisation: Organisation, period: Period) -> QuerySet[Any]:
    """The rows a figure counts for `organisation`; what the trace lists is this very queryset.

    A stock looks at the last day of `period` (R3).
    """
    figure = counted(reference.name)
    found = all_rows(reference, period=period)
    return found.filter(_located(figure, reference, organisation, period))


def compared(reference: Reference, *, organisation: Organisation, period: Period) -> QuerySet[Any]:
    """Of a comparison, every row that was compared, annotated `has_base` (R6)."""
    figure = counted(reference.name)
    if figure.compared is None:
        raise Refused(f"“{figure.label}”不作比较。")
    found = _filtered(figure.compared(period), figure, reference, period)
    return found.filter(_located(figure, reference, organisation, period))


def all_rows(reference: Reference, *, period: Period) -> QuerySet[Any]:
    """The rows of a figure anywhere in the network."""
    figure = counted(reference.name)
    return _filtered(figure.rows(period), figure, reference, period)


def moment(figure: Counted, period: Period) -> Period:
    """The days that matter: all of them for a flow, the last one for a stock."""
    return period if isinstance(figure.time, On) else Period.day(period.last)


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


def _located(
    figure: Counted, reference: Reference, organisation: Organisation, period: Period
) -> Q:
    if figure.at.prefix:
        return _inside_place(figure.at.prefix, organisation)
    days = moment(figure, period)
    found = stays(root=organisation.pk, period=days)
    if dict(reference.where).get(PREDECESSORS) == "yes":
        found += [
            stay
            for old in predecessors(organisation.pk)
            for stay in stays(root=old, period=days)
        ]
    return _stayed(figure, found, days)


def _inside_place(column: str, organisation: Organisation) -> Q:
    if organisation.place is None:
        return Q(pk__in=[])
    return Q(**{f"{column}__startswith": organisation.place.prefix})


def _stayed(figure: Counted, found: list[Stay], days: Period) -> Q:
    """Units there all the time in one condition, the others each with its days (R3)."""
    whole = (days.starts_on, days.ends_on)
    always = [stay.organisation for stay in found if (stay.starts_on, stay.ends_on) == whole]
    some = [stay for stay in found if (stay.starts_on, stay.ends_on) != whole]
    column = figure.at.organisation
    return reduce(or_, (_part(figure, stay) for stay in some), Q(**{f"{column}__any_of": always}))


def _part(figure: Counted, stay: Stay) -> Q:
    field = figure.time.field if isinstance(figure.time, On) else ""
    return Q(
        **{
            figure.at.organisation: stay.organisation,
            f"{field}__gte": stay.starts_on,
            f"{field}__lt": stay.ends_on,
        }
    )


def predecessors(organisation: int) -> list[int]:
    """Organisations merged into this one, or from which it was split off, and theirs."""
    found = [organisation]
    for number in found:
        merged = OrganisationEvent.objects.filter(kind=EventKind.MERGE, other=number)
        split = OrganisationEvent.objects.filter(kind=EventKind.SPLIT, organisation=number)
        older = [*merged.values_list("organisation", flat=True), *split.values_list("other", flat=True)]
        found.extend(old for old in older if old not in found)
    return found[1:]

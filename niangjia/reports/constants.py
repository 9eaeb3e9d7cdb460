"""Constants of an office for its templates: dated numbers and windows with their source.

A number is one that somebody recorded with its paper; it has no rows (ARCHITECTURE 6). A window
has three names: `campaign.observation_on` is its first day, `campaign.observation_last` its last,
`campaign.observation_place` what is said of it (石下村).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from niangjia.base.counts import Mark
from niangjia.base.models import true_on
from niangjia.base.one_state import asked_once
from niangjia.base.periods import ONE_DAY, Period
from niangjia.base.units import Unit
from niangjia.figures.models import OutsideKind, OutsideNumber, Window
from niangjia.network.models import Organisation
from niangjia.network.names import full_names
from niangjia.network.tree import superiors
from niangjia.reports.asking import Given

# What a superior sets holds for everybody below; what it counted is its own.
HANDED_DOWN = (OutsideKind.CONSTANT, OutsideKind.TARGET)

_BEGAN_LAST = F("starts_on").desc(nulls_last=True)
_OF_WINDOW: Mapping[str, Callable[[Window], object]] = {
    "on": lambda window: window.starts_on,
    "last": lambda window: window.ends_on and window.ends_on - ONE_DAY,
    "place": lambda window: window.label,
}


def constant(name: str, *, organisation: Organisation, period: Period) -> object:
    """Give the number, day or words of that name; None if nobody recorded it.

    Of several the organisation's own counts, else the nearest superior's; the latest that began
    by the last day of the period.
    """
    above = (organisation.pk, *superiors(organisation=organisation.pk, on=period.last))
    number = _nearest(
        (row for row in _numbers(organisation, above, period) if row.name == name), above
    )
    if number is not None:
        return _given(number, period)
    window, _, what = name.rpartition("_")
    if what not in _OF_WINDOW:
        return None
    found = _nearest((row for row in _windows(above, period) if row.name == window), above)
    return _OF_WINDOW[what](found) if found else None


@asked_once
def _numbers(
    organisation: Organisation, above: tuple[int, ...], period: Period
) -> tuple[OutsideNumber, ...]:
    """All that hold for the organisation, the latest first: a document asks for several."""
    own = Q(organisation=organisation) | Q(kind__in=HANDED_DOWN)
    found = OutsideNumber.objects.filter(own, true_on(period.last), organisation__in=above)
    return tuple(found.order_by(_BEGAN_LAST, "-pk"))


@asked_once
def _windows(above: tuple[int, ...], period: Period) -> tuple[Window, ...]:
    found = Window.objects.filter(starts_on__lte=period.last, organisation__in=above)
    return tuple(found.order_by(_BEGAN_LAST, "-pk"))


def _nearest(found: Iterable[Any], above: tuple[int, ...]) -> Any:
    """Of several of one organisation the first, which began last."""
    known = [row for row in found if row.organisation_id in above]
    return min(known, key=lambda row: above.index(row.organisation_id), default=None)


def _given(number: OutsideNumber, period: Period) -> Given:
    names = full_names([number.organisation_id], on=period.last)
    return Given(
        ref=number.name,
        label=number.name,
        value=_plain(number.value),
        unit=Unit(number.unit),
        mark=Mark(number.mark),
        source="，".join(filter(None, (number.source, number.document))),
        period_text=_days(number.starts_on, number.ends_on),
        organisation_name=names[number.organisation_id],
    )


def _plain(value: Decimal | None) -> Decimal | int | None:
    """Without the zeros of the column."""
    if value is None or value != value.to_integral_value():
        return value.normalize() if value is not None else None
    return int(value)


def _days(starts_on: date | None, ends_on: date | None) -> str:
    first = f"{starts_on} 起" if starts_on else ""
    return f"{starts_on} 至 {ends_on - ONE_DAY}" if starts_on and ends_on else first

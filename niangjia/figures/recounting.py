"""Every figure counted three times over: alone, all at once, and row by row with nothing clever (R25).

The row-by-row count climbs from each row to every organisation that stood above its own on the
row's day, by the placements themselves. It shares no code with the other two but the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from niangjia.base.checks import MOST_LISTED, Check
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import Reference, catalogue, parts
from niangjia.figures.compute import Answer, value
from niangjia.figures.everyone import everyone
from niangjia.figures.kinds import Counted, Distinct, On, Ratio, Share
from niangjia.figures.scope import all_rows
from niangjia.network.models import Organisation, Placement

Number = int | Decimal
Values = Mapping[int, Number]
WALKED, AT_ONCE, ALONE = gettext_noop("逐行数"), gettext_noop("一次全算"), gettext_noop("单独算")
PARTS = gettext_noop("合起来算")
# More rows than these are not walked one by one; the other two counts are compared all the same.
MOST_WALKED = 300_000


def check_figures(*, periods: Sequence[Period], asked: Sequence[Organisation]) -> Check:
    """Compare the counts of every figure for every organisation in every period.

    Args:
        asked: those for whom each figure is also asked alone, as a page would, in the last of
            the periods; in the others only the first of them.
    """
    wrong: list[str] = []
    looked_at = 0
    skipped: set[str] = set()
    for period in periods:
        some = asked if period == periods[-1] else asked[:1]
        for name, figure in catalogue().items():
            if isinstance(figure, Ratio | Share):
                found, many = _quotient_faults(Reference(name), period, asked[:1])
            else:
                found, many = _faults(figure, period, some, skipped)
            wrong += found
            looked_at += many
    return Check("figures", _("全部指标"), looked_at, tuple(wrong[:MOST_LISTED]), _remark(skipped))


def _faults(
    figure: Counted, period: Period, asked: Sequence[Organisation], skipped: set[str]
) -> tuple[list[str], int]:
    reference = Reference(figure.name)
    answers = {one.pk: value(reference, organisation=one, period=period).value for one in asked}
    counts = {
        WALKED: row_by_row(figure, period=period),
        AT_ONCE: _at_once(reference, period),
        ALONE: {pk: number for pk, number in answers.items() if number is not None},
    }
    if counts[WALKED] is None:
        skipped.add(figure.name)
    unknown = {pk for pk, number in answers.items() if number is None}
    return _compared(figure, period, counts, unknown)


def _compared(
    figure: Counted, period: Period, counts: Mapping[str, Values | None], unknown: set[int]
) -> tuple[list[str], int]:
    """Organisations for which two of the counts differ; what is unknown alone is not compared."""
    there = {how: found for how, found in counts.items() if found is not None}
    everybody = set().union(*there.values()) - unknown
    wrong = []
    for pk in sorted(everybody):
        said = {
            how: found.get(pk, 0) for how, found in there.items() if how != ALONE or pk in found
        }
        if len({*said.values()}) > 1:
            wrong.append(_sentence(str(figure.label), pk, period, said))
    return wrong, len(everybody)


def row_by_row(figure: Counted, *, period: Period) -> Values | None:
    """Organisation → value, each row climbing by itself; None if there are too many rows."""
    found = all_rows(Reference(figure.name), period=period).order_by()
    if found.count() > MOST_WALKED:
        return None
    if figure.at.prefix:
        return _by_place(figure, found)
    above = _Above()
    keys: dict[int, list[Any]] = defaultdict(list)
    for organisation, key, amount, day in _columns(figure, found):
        for holder in above.of(organisation, day or period.last):
            keys[holder].append(key if isinstance(figure, Distinct) else amount)
    return {holder: _valued(figure, listed) for holder, listed in keys.items()}


def _valued(figure: Counted, listed: list[Any]) -> Number:
    if isinstance(figure, Distinct):
        return len(set(listed))
    return sum(listed, Decimal(0)) if figure.value else len(listed)


def _columns(figure: Counted, found: QuerySet[Any]) -> Iterator[tuple[int, Any, Any, date | None]]:
    """Of each row: organisation, what makes it distinct, what a sum adds, the day of a flow."""
    key = figure.of if isinstance(figure, Distinct) else "pk"
    amount = getattr(figure, "value", "") or "pk"
    names = [figure.at.organisation, key, amount]
    if isinstance(figure.time, On):
        yield from found.values_list(*names, figure.time.field).iterator()
        return
    for organisation, one, much in found.values_list(*names).iterator():
        yield organisation, one, much, None


def _by_place(figure: Counted, found: QuerySet[Any]) -> Values:
    codes = list(found.values_list(figure.at.prefix, flat=True))
    places = Organisation.objects.exclude(place=None).values_list("pk", "place__prefix")
    return {pk: sum(code.startswith(prefix) for code in codes) for pk, prefix in places}


class _Above:
    """Who stood above whom, straight from the placements."""

    def __init__(self) -> None:
        self._edges: dict[int, list[tuple[int, date | None, date | None]]] = defaultdict(list)
        rows = Placement.objects.values_list("organisation_id", "parent_id", "starts_on", "ends_on")
        for child, parent, start, end in rows:
            self._edges[child].append((parent, start, end))
        self.of = cache(self._of)

    def _of(self, organisation: int, day: date) -> list[int]:
        found = [organisation]
        while (parent := self._parent(found[-1], day)) is not None and parent not in found:
            found.append(parent)
        return found

    def _parent(self, child: int, day: date) -> int | None:
        for parent, start, end in self._edges.get(child, ()):
            if (start is None or start <= day) and (end is None or day < end):
                return parent
        return None


def _at_once(reference: Reference, period: Period) -> Values | None:
    try:
        return everyone(reference, period=period)
    except Refused:  # by place or with fractions: asked one by one only
        return None


def _quotient_faults(
    reference: Reference, period: Period, asked: Sequence[Organisation]
) -> tuple[list[str], int]:
    """A quotient is that of its parts, each asked by itself."""
    wrong = []
    for one in asked:
        whole = value(reference, organisation=one, period=period)
        of, to = (value(part, organisation=one, period=period) for part in parts(reference))
        if whole.parts and _numbers(whole.parts) != _numbers((of, to)):
            told = {ALONE: _numbers((of, to)), PARTS: _numbers(whole.parts)}
            wrong.append(_sentence(whole.label, one.pk, period, told))
    return wrong, len(asked)


def _numbers(answers: tuple[Answer, Answer]) -> tuple[Number | None, Number | None]:
    return answers[0].value, answers[1].value


def _sentence(label: str, organisation: int, period: Period, said: Mapping[str, Any]) -> str:
    code = Organisation.objects.values_list("code", flat=True).get(pk=organisation)
    values = "，".join(f"{_(how)} {number}" for how, number in said.items())
    return _("“%(label)s”在组织 %(code)s、%(period)s 的几种算法不一样：%(values)s。") % {
        "label": label,
        "code": code or organisation,
        "period": period,
        "values": values,
    }


def _remark(skipped: set[str]) -> str:
    if not skipped:
        return ""
    return _("行数超过%(most)s的没有逐行数：%(names)s。") % {
        "most": MOST_WALKED,
        "names": "、".join(sorted(skipped)),
    }

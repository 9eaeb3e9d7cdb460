"""One figure for every organisation at once: rows fetched once, the kernel does the rest.

Where the network changed inside the period a flow is counted stretch by stretch, so that each
row belongs to the tree of its own day (R3); distinct persons then need their whole way up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures import kernel
from niangjia.figures.catalogue import Reference, counted
from niangjia.figures.kernel import Ints
from niangjia.figures.kinds import Counted, Distinct, On
from niangjia.figures.scope import all_rows, moment
from niangjia.network.tree import Tree, changes_within, tree, version

Number = int | Decimal


@dataclass(frozen=True)
class _Facts:
    """Rows as columns: the organisation, and the person (of a sum: the amount); the day beside."""

    organisations: Ints
    persons: Ints
    days: NDArray[np.datetime64]

    def within(self, stretch: Period) -> _Facts:
        first, end = np.datetime64(stretch.starts_on), np.datetime64(stretch.ends_on)
        inside = (self.days >= first) & (self.days < end)
        return _Facts(self.organisations[inside], self.persons[inside], self.days[inside])


def everyone(reference: Reference, *, period: Period) -> Mapping[int, Number]:
    """Organisation number → value, for everyone there on a day that counts, in few statements.

    Raises:
        Refused: the figure is placed by place codes or adds fractions (ask one by one).
    """
    figure = counted(reference.name)
    if figure.at.prefix:
        raise Refused(_("“%(figure)s”按区划统计，请逐个组织查询。") % {"figure": figure.label})
    at, days = version(), moment(figure, period)
    facts = _facts(figure, reference, days)
    stretches = _stretches(figure, days, at)
    trees = [tree(on=stretch.last, at=at) for stretch in stretches]
    parts = [facts.within(stretch) for stretch in stretches] if len(stretches) > 1 else [facts]
    if isinstance(figure, Distinct) and len(trees) > 1:
        return _different(trees, parts)
    values: dict[int, Number] = {}
    for network, part in zip(trees, parts, strict=True):
        for number, value in _in_one_tree(figure, network, part):
            values[number] = values.get(number, 0) + value
    return values


def _stretches(figure: Counted, days: Period, at: int) -> list[Period]:
    if not isinstance(figure.time, On):
        return [days]
    edges = [days.starts_on, *changes_within(period=days, at=at), days.ends_on]
    return [Period(first, last) for first, last in pairwise(edges)]


def _facts(figure: Counted, reference: Reference, days: Period) -> _Facts:
    second = figure.of if isinstance(figure, Distinct) else getattr(figure, "value", "") or "pk"
    day = figure.time.field if isinstance(figure.time, On) else "pk"
    found = all_rows(reference, period=days).order_by()
    rows = list(found.values_list(figure.at.organisation, second, day))
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    dated: Sequence[date] = columns[2] if isinstance(figure.time, On) else [days.last] * len(rows)
    if any(amount != int(amount) for amount in columns[1]):
        raise Refused(_("“%(figure)s”的数额带小数，请逐个组织查询。") % {"figure": figure.label})
    return _Facts(
        np.array(columns[0], np.int64),
        np.array(columns[1], np.int64),
        np.array(dated, "datetime64[D]"),
    )


def _in_one_tree(figure: Counted, network: Tree, facts: _Facts) -> list[tuple[int, Number]]:
    nodes, outside = _positions(network, facts.organisations)
    persons = facts.persons[~outside]
    if isinstance(figure, Distinct):
        values = kernel.distinct(nodes, persons, network.parent, network.end)
    else:
        values = _sums(figure, nodes, persons, network)
    found = list(zip(network.ids.tolist(), values.tolist(), strict=True))
    return found + _alone(figure, facts.organisations[outside], facts.persons[outside])


def _alone(figure: Counted, organisations: Ints, persons: Ints) -> list[tuple[int, Number]]:
    """Rows on a day on which their organisation is not there: they are its own and nobody's."""
    amounts: dict[int, list[int]] = {}
    for number, person in zip(organisations.tolist(), persons.tolist(), strict=True):
        amounts.setdefault(number, []).append(person)
    if isinstance(figure, Distinct):
        return [(number, len(set(found))) for number, found in amounts.items()]
    summed = bool(figure.value)
    return [(number, sum(found) if summed else len(found)) for number, found in amounts.items()]


def _sums(figure: Counted, nodes: Ints, amounts: Ints, network: Tree) -> Ints:
    if getattr(figure, "value", ""):
        own = np.zeros(len(network.end), np.int64)
        np.add.at(own, nodes, amounts)
        return kernel.totals(own, network.end)
    return kernel.counts(nodes, network.end)


def _positions(network: Tree, organisations: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Positions in the tree of those that stand in it, and which ones do not."""
    if not len(network.ids):
        return np.zeros(0, np.int64), np.ones(len(organisations), bool)
    order = np.argsort(network.ids)
    spot = np.searchsorted(network.ids[order], organisations)
    spot = np.minimum(spot, len(order) - 1)
    outside = network.ids[order][spot] != organisations
    return order[spot][~outside].astype(np.int64), outside


def _different(trees: Sequence[Tree], parts: Sequence[_Facts]) -> dict[int, Number]:
    """Different persons over trees of different days: every fact on its whole way up."""
    ways = [_way_up(network, part) for network, part in zip(trees, parts, strict=True)]
    units = np.concatenate([units for units, _ in ways])
    persons = np.concatenate([persons for _, persons in ways])
    pairs = np.unique(np.stack([units, persons]), axis=1)
    numbers, counts = np.unique(pairs[0], return_counts=True)
    nobody: dict[int, Number] = {int(n): 0 for network in trees for n in network.ids}
    return nobody | dict(zip(numbers.tolist(), counts.tolist(), strict=True))


def _way_up(network: Tree, facts: _Facts) -> tuple[Ints, Ints]:
    """(organisation, person) for the organisation of every fact and all above it."""
    nodes, outside = _positions(network, facts.organisations)
    persons = facts.persons[~outside]
    units, found = [facts.organisations[outside]], [facts.persons[outside]]
    while len(nodes):
        units.append(network.ids[nodes])
        found.append(persons)
        nodes = network.parent[nodes]
        nodes, persons = nodes[nodes >= 0], persons[nodes >= 0]
    return np.concatenate(units), np.concatenate(found)

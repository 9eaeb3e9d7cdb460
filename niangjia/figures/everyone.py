"""One figure for every organisation at once: rows fetched once, the kernel does the rest.

Where the network changed inside the period a flow is counted stretch by stretch, so that each
row belongs to the tree of its own day (R3); distinct persons then need their whole way up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures import kernel
from niangjia.figures.catalogue import Reference, counted
from niangjia.figures.kinds import Counted, Distinct, On
from niangjia.figures.scope import all_rows, moment
from niangjia.network.tree import Tree, changes_within, tree

Number = int | Decimal


def everyone(reference: Reference, *, period: Period) -> Mapping[int, Number]:
    """Organisation number → value, for everyone placed on a day that counts.

    Raises:
        Refused: the figure is placed by place codes, or sums amounts (ask one by one).
    """
    figure = counted(reference.name)
    if figure.at.prefix:
        raise Refused(f"“{figure.label}”按区划统计，请逐个组织查询。")
    days = moment(figure, period)
    stretches = _stretches(figure, days)
    if len(stretches) == 1:
        return _in_one_tree(figure, reference, days)
    return _over_several(figure, reference, days, stretches)


def _stretches(figure: Counted, days: Period) -> list[Period]:
    if not isinstance(figure.time, On):
        return [days]
    edges = [days.starts_on, *changes_within(days), days.ends_on]
    return [Period(first, last) for first, last in zip(edges, edges[1:], strict=False)]


def _in_one_tree(figure: Counted, reference: Reference, days: Period) -> dict[int, Number]:
    network = tree(on=days.last)
    nodes, persons = _facts(figure, reference, days, network)
    if isinstance(figure, Distinct):
        values = kernel.distinct(nodes, persons, network.parent, network.end)
    else:
        values = _sums(figure, nodes, persons, network)
    return dict(zip(network.ids.tolist(), values.tolist(), strict=True))


def _sums(figure: Counted, nodes: kernel.Ints, amounts: kernel.Ints, network: Tree) -> kernel.Ints:
    if getattr(figure, "value", ""):
        own = np.bincount(nodes, weights=amounts, minlength=len(network.end)).astype(np.int64)
        return kernel.totals(own, network.end).astype(np.int64)
    return kernel.counts(nodes, network.end)


def _facts(
    figure: Counted, reference: Reference, days: Period, network: Tree
) -> tuple[kernel.Ints, kernel.Ints]:
    """Rows as positions in the tree, with the person (or amount) of each; others left out."""
    second = figure.of if isinstance(figure, Distinct) else getattr(figure, "value", "") or "pk"
    found = all_rows(reference, period=days).values_list(figure.at.organisation, second)
    pairs = np.array(list(found), dtype=np.int64).reshape(-1, 2)
    order = np.argsort(network.ids)
    spot = np.searchsorted(network.ids[order], pairs[:, 0])
    spot = np.minimum(spot, max(len(order) - 1, 0))
    placed = network.ids[order][spot] == pairs[:, 0] if len(order) else np.zeros(0, bool)
    return order[spot][placed].astype(np.int64), pairs[placed, 1]


def _over_several(
    figure: Counted, reference: Reference, days: Period, stretches: list[Period]
) -> dict[int, Number]:
    if not isinstance(figure, Distinct):
        return _added(figure, reference, stretches)
    seen: dict[int, set[int]] = {}
    for stretch in stretches:
        network = tree(on=stretch.last)
        for node, person in zip(*_facts(figure, reference, stretch, network), strict=True):
            _climb(network, int(node), int(person), seen)
    return {number: len(seen.get(number, ())) for number in _anyone(stretches)}


def _added(figure: Counted, reference: Reference, stretches: list[Period]) -> dict[int, Number]:
    values: dict[int, Number] = dict.fromkeys(_anyone(stretches), 0)
    for stretch in stretches:
        for number, value in _in_one_tree(figure, reference, stretch).items():
            values[number] += value
    return values


def _climb(network: Tree, node: int, person: int, seen: dict[int, set[int]]) -> None:
    while node >= 0:
        seen.setdefault(int(network.ids[node]), set()).add(person)
        node = int(network.parent[node])


def _anyone(stretches: list[Period]) -> list[int]:
    days: list[date] = [stretch.last for stretch in stretches]
    return sorted({int(number) for day in days for number in tree(on=day).ids})

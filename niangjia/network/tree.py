"""The tree of one day as arrays, and who stood below whom on which days (R3, R11)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from niangjia.base.one_state import asked_once
from niangjia.base.periods import Period
from niangjia.network.models import Organisation, Placement, TreeVersion

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tree:
    """All organisations placed on a day, in pre-order.

    ids: organisation numbers; parent: index of the parent, −1 at a top; end: index after the
    last one below (a subtree is the slice `i:end[i]`); index: number → position.
    """

    ids: Ints
    parent: Ints
    end: Ints
    index: dict[int, int]


@dataclass(frozen=True)
class Stay:
    """`organisation` stood at or below a root from `starts_on` until before `ends_on`."""

    organisation: int
    starts_on: date | None
    ends_on: date | None


@asked_once
def version() -> int:
    """Names the network as it is written now; whoever asks much hands it on to ask it once."""
    return TreeVersion.objects.values_list("version", flat=True).get()


def tree(*, on: date, at: int | None = None) -> Tree:
    """The tree of `on`; kept in this process until placements change.

    Args:
        at: the `version()` asked before, here and below; None asks for it.
    """
    return _tree(version() if at is None else at, on)


def changes_within(*, period: Period, at: int | None = None) -> list[date]:
    """Days inside `period` (its first day excluded) on which somebody's place changed."""
    edges = _edges(version() if at is None else at)
    days = {day for _, _, start, end in edges for day in (start, end) if day}
    return sorted(day for day in days if period.starts_on < day < period.ends_on)


def stays(*, root: int, period: Period, at: int | None = None) -> list[Stay]:
    """Everyone who stood at or below `root` on any day of `period`, with the days (R3).

    The root itself is always there; days outside the period are cut off.
    """
    below = _children(version() if at is None else at)
    found = [Stay(root, period.starts_on, period.ends_on)]
    for stay in found:
        for child, start, end in below.get(stay.organisation, ()):
            first = max(day for day in (start, stay.starts_on) if day)
            last = min(day for day in (end, stay.ends_on) if day)
            if first < last:
                found.append(Stay(child, first, last))
    return found


def direct_stays(*, root: int, period: Period, at: int | None = None) -> list[Stay]:
    """Everyone who stood directly below `root` on any day of `period`, with the days (R3)."""
    below = _children(version() if at is None else at)
    return [
        Stay(child, cut.starts_on, cut.ends_on)
        for child, start, end in below.get(root, ())
        if (cut := period.covered_by(start, end))
    ]


def superiors(*, organisation: int, on: date, at: int | None = None) -> list[int]:
    """Who stands above the organisation on that day, the nearest first.

    Of one that is not there that day those count that stood above it last, else first.
    """
    above = _parents(version() if at is None else at)
    found = [organisation]
    while edges := above.get(found[-1]):
        parent = _parent_on(edges, on)
        if parent in found:  # edges of different days may run in a circle
            break
        found.append(parent)
    return found[1:]


Edge = tuple[int, int, date | None, date | None]


@lru_cache(maxsize=4)
def _edges(version: int) -> tuple[Edge, ...]:
    del version  # names the state that the cache holds
    rows = Placement.objects.order_by("organisation__code", "organisation_id", "starts_on")
    return tuple(rows.values_list("organisation_id", "parent_id", "starts_on", "ends_on"))


@lru_cache(maxsize=4)
def _lives(version: int) -> tuple[tuple[int, date | None, date | None], ...]:
    del version
    rows = Organisation.objects.order_by("code", "pk")
    return tuple(rows.values_list("pk", "starts_on", "ends_on"))


@lru_cache(maxsize=4)
def _children(version: int) -> dict[int, list[tuple[int, date | None, date | None]]]:
    below = defaultdict(list)
    for child, parent, start, end in _edges(version):
        below[parent].append((child, start, end))
    return dict(below)


@lru_cache(maxsize=4)
def _parents(version: int) -> dict[int, list[Edge]]:
    above = defaultdict(list)
    for edge in sorted(_edges(version), key=lambda edge: edge[2] or date.min):
        above[edge[0]].append(edge)
    return dict(above)


def _parent_on(edges: list[Edge], day: date) -> int:
    """The last edge that began by then, else the first one."""
    begun = [edge for edge in edges if edge[2] is None or edge[2] <= day]
    return (begun or edges[:1])[-1][1]


@lru_cache(maxsize=32)
def _tree(version: int, on: date) -> Tree:
    below: dict[int, list[int]] = defaultdict(list)
    placed: set[int] = set()
    for child, parent, start, end in _edges(version):
        if _on(start, end, on):
            below[parent].append(child)
            placed.add(child)
    tops = [
        node for node, start, end in _lives(version) if node not in placed and _on(start, end, on)
    ]
    return _in_pre_order(below, tops)


def _on(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or end > day)


def _in_pre_order(below: dict[int, list[int]], tops: list[int]) -> Tree:
    ids: list[int] = []
    parent: list[int] = []
    waiting = [(top, -1) for top in reversed(tops)]
    while waiting:
        node, above = waiting.pop()
        position = len(ids)
        ids.append(node)
        parent.append(above)
        waiting.extend((child, position) for child in reversed(below.get(node, ())))
    ends = _subtree_ends(parent)
    index = {node: position for position, node in enumerate(ids)}
    return Tree(np.array(ids, np.int64), np.array(parent, np.int64), ends, index)


def _subtree_ends(parent: list[int]) -> Ints:
    ends = list(range(1, len(parent) + 1))
    for position in range(len(parent) - 1, 0, -1):
        above = parent[position]
        if above >= 0:
            ends[above] = max(ends[above], ends[position])
    return np.array(ends, np.int64)

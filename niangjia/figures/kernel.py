"""Every organisation's figures in one pass over arrays. Pure arithmetic, NumPy only.

Nodes are positions in pre-order; `end[i]` is the position after the last one below i, so a
subtree is a slice and a roll-up a difference of prefix sums. Distinct persons: +1 at each of a
person's nodes, −1 at the lowest common ancestor of neighbouring ones, then subtree sums
(PERF 1.7): exact at every node.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def totals(own: Ints, end: Ints) -> Ints:
    """Own values per node → sums over each node's subtree."""
    sums = np.zeros(len(own) + 1, np.int64)
    np.cumsum(own, out=sums[1:])
    return sums[end] - sums[: len(own)]


def counts(nodes: Ints, end: Ints) -> Ints:
    """One entry per row (the node it belongs to) → rows in each node's subtree."""
    return totals(np.bincount(nodes, minlength=len(end)).astype(np.int64), end)


def distinct(nodes: Ints, persons: Ints, parent: Ints, end: Ints) -> Ints:
    """Rows as (node, person) → different persons in each node's subtree.

    persons: any non-negative integers; parent: −1 at the top of a tree.
    """
    node, person = _sorted_pairs(nodes, persons, len(end))
    own = np.bincount(node, minlength=len(end)).astype(np.int64)
    same = person[1:] == person[:-1]
    meeting = _common_ancestors(node[:-1][same], node[1:][same], parent)
    meeting = meeting[meeting >= 0]
    own -= np.bincount(meeting, minlength=len(end)).astype(np.int64)
    return totals(own, end)


def _sorted_pairs(nodes: Ints, persons: Ints, size: int) -> tuple[Ints, Ints]:
    """Different (person, node) pairs, by person and then pre-order."""
    keys = persons.astype(np.int64) * size + nodes
    keys.sort()
    if len(keys):
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
    return keys % size if size else keys, keys // size if size else keys


def _common_ancestors(first: Ints, second: Ints, parent: Ints) -> Ints:
    """Lowest common ancestors for first ≤ second in pre-order: climb until not after `first`."""
    at = second.copy()
    climbing = np.flatnonzero(at > first)
    while len(climbing):
        at[climbing] = parent[at[climbing]]
        climbing = climbing[at[climbing] > first[climbing]]
    return at

"""The kernel against counting by hand, on random forests."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from niangjia.figures import kernel
from niangjia.network.tree import _in_pre_order


@st.composite
def forests(draw):
    """A forest in pre-order with facts (node, person)."""
    size = draw(st.integers(1, 14))
    above = [draw(st.integers(-1, node - 1)) for node in range(size)]
    below = {}
    for node, parent in enumerate(above):
        below.setdefault(parent, []).append(node)
    tree = _in_pre_order(below, below.get(-1, []))
    facts = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, 4)), max_size=25))
    return tree, facts


def inside(tree, node):
    return set(range(node, int(tree.end[node])))


def arrays(facts):
    pairs = np.array(facts, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


@given(forests())
def test_different_persons_below_every_node(forest):
    tree, facts = forest
    found = kernel.distinct(*arrays(facts), tree.parent, tree.end)

    for node in range(len(tree.ids)):
        assert found[node] == len({p for n, p in facts if n in inside(tree, node)})


@given(forests())
def test_rows_below_every_node(forest):
    tree, facts = forest
    found = kernel.counts(arrays(facts)[0], tree.end)

    for node in range(len(tree.ids)):
        assert found[node] == sum(n in inside(tree, node) for n, _ in facts)


@given(forests(), st.randoms())
def test_the_order_of_the_rows_does_not_matter(forest, random):
    tree, facts = forest
    shuffled = random.sample(facts, len(facts))

    one = kernel.distinct(*arrays(facts), tree.parent, tree.end)
    other = kernel.distinct(*arrays(shuffled), tree.parent, tree.end)
    assert one.tolist() == other.tolist()


@given(forests())
def test_a_subtree_is_a_slice(forest):
    tree, _ = forest
    for node, parent in enumerate(tree.parent):
        assert parent < node
        assert parent < 0 or node in inside(tree, int(parent))

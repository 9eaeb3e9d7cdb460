"""All organisations' distinct persons at 2 million links: our kernel beside DuckDB, one run.

`make bench` runs it. Both read the same file, both answers are compared node by node with brute
force before a time counts, and the two take turns (A B B A …). See docs/bench/.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from bench.report import Measuring

TITLE = "All organisations' distinct persons at once"
LINKS, PERSONS, SHAPE = 2_000_000, 1_430_000, (1, 14, 12, 16, 14, 2)
ROUNDS = 3
HERE = Path(__file__).parent
OURS = [sys.executable, str(HERE / "distinct_kernel.py")]
DUCKDB = [str(HERE.parent / ".venv-bench/bin/python"), str(HERE / "distinct_duckdb.py")]


def forest() -> np.ndarray:
    """Parents of a tree in pre-order with the given number of children at each level."""
    parent: list[int] = []

    def grow(above: int, level: int) -> None:
        for _ in range(SHAPE[level]):
            parent.append(above)
            if level + 1 < len(SHAPE):
                grow(len(parent) - 1, level + 1)

    grow(-1, 0)
    return np.array(parent, np.int64)


def depths(parent: np.ndarray) -> np.ndarray:
    """Depth of each node; the top is 0."""
    depth = np.zeros(len(parent), np.int64)
    for node in range(1, len(parent)):
        depth[node] = depth[parent[node]] + 1
    return depth


def brute_force(nodes: np.ndarray, persons: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """Every link at every organisation above it, then different persons each: nothing clever."""
    found = np.zeros(len(parent), np.int64)
    at, who = nodes.copy(), persons.copy()
    pairs = set()
    while len(at):
        pairs.add((at.tobytes(), who.tobytes()))
        keep = parent[at] >= 0
        at, who = parent[at[keep]], who[keep]
    whole = np.concatenate(
        [_keys(np.frombuffer(a, np.int64), np.frombuffer(w, np.int64)) for a, w in pairs]
    )
    node = np.unique(whole) // PERSONS
    np.add.at(found, node, 1)
    return found


def _keys(node: np.ndarray, person: np.ndarray) -> np.ndarray:
    return np.unique(node * PERSONS + person)


def make(path: Path) -> np.ndarray:
    """Write the links (leaf, person) and the tree; returns the right answer per node."""
    parent = forest()
    depth = depths(parent)
    leaves = np.flatnonzero(depth == depth.max())
    chance = np.random.default_rng(2018)
    nodes = chance.choice(leaves, LINKS)
    persons = chance.integers(0, PERSONS, LINKS)
    np.savez(path, nodes=nodes, persons=persons, parent=parent, depth=depth)
    return brute_force(nodes, persons, parent)


def run(command: list[str], path: Path, right: np.ndarray) -> float:
    """Seconds of one run, only if every node's answer is right."""
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    if told["values"] != right.tolist():
        raise SystemExit(f"{command[-1]} counts differently")
    return float(told["seconds"])


def main() -> None:
    """Measure, and write docs/bench/distinct.md."""
    measuring = Measuring("distinct", TITLE, ("numpy", "duckdb"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.npz"
        right = make(path)
        times: dict[str, list[float]] = {"kernel": [], "DuckDB": []}
        for turn in range(ROUNDS):
            order = [("kernel", OURS), ("DuckDB", DUCKDB)]
            for name, command in order if turn % 2 == 0 else reversed(order):
                times[name].append(run(command, path, right))
    what = [
        f"{LINKS:,} links of {PERSONS:,} persons to {len(right):,} organisations in six levels;",
        f"the root has {int(right[0]):,} different persons. Every organisation's number is right",
        "on both sides, compared with brute force, in every run. Only the counting is timed.",
    ]
    remarks = [
        "DuckDB: one `count(DISTINCT person)` per level, two threads. The kernel: one thread."
    ]
    sys.stdout.write(f"{measuring.write(what, times, 'kernel', remarks)}\n")


if __name__ == "__main__":
    main()

"""Whoever tells a tool to look away says why, on the same line."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOOKING_AWAY = re.compile(
    r"#\s*(noqa: [A-Z0-9, ]+?|type: ignore\[[a-z, -]+\])\s*(#.*|$|[a-z(`—-].*)"
)
SKIPPING = {"skip", "skipif", "xfail"}


def sources():
    for room in ("niangjia", "tests", "scripts", "bench"):
        for path in (ROOT / room).rglob("*.py"):
            if path != Path(__file__):
                yield path, path.read_text()


def test_what_looks_away_says_why():
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in sources()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := LOOKING_AWAY.search(line)) and len(found[2].strip("# (")) < 5
    ]

    assert silent == []


def test_nothing_looks_away_from_everything():
    sweeping = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in sources()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(r"#\s*(noqa(?!:)|type: ignore(?!\[))", line)
    ]

    assert sweeping == []


def test_a_test_that_is_left_out_says_why():
    silent = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, text in sources()
        if path.is_relative_to(ROOT / "tests")
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and _is_skip(call.func) and not _has_reason(call)
    ]

    assert silent == []


def _is_skip(function):
    """`pytest.skip`, `pytest.mark.skipif`: a name that hangs on pytest."""
    return (
        isinstance(function, ast.Attribute)
        and function.attr in SKIPPING
        and ast.unparse(function).startswith("pytest.")
    )


def _has_reason(call):
    return any(word.arg == "reason" for word in call.keywords) or (
        call.func.attr == "skip" and call.args
    )

"""R2: no function below a view or command looks at the clock, none has a day by default."""

import ast
from pathlib import Path

import pytest

import niangjia

HOUSE = Path(niangjia.__file__).parent
ROOMS = ("base", "network", "figures", "people", "committees", "ledgers", "reports")
DAYS = {"as_of", "period", "today"}
ANSWERING = ("network", "figures", "people", "committees")
# Says which days of a period matter; arithmetic like that of base.
ARITHMETIC = {"moment"}
CLOCKS = {"today", "now", "utcnow", "localdate", "localtime", "time"}


def modules(rooms=ROOMS):
    for room in rooms:
        for path in sorted((HOUSE / room).rglob("*.py")):
            if "migrations" not in path.parts and "postgres" not in path.parts:
                yield pytest.param(path, id=str(path.relative_to(HOUSE)))


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", [*modules()])
def test_nothing_here_looks_at_the_clock(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and not node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            on_a_clock = isinstance(node.func, ast.Attribute | ast.Name) and name in CLOCKS
            # combine(day, time()) is midnight, not the clock
            assert not (on_a_clock and name != "time"), f"{path.name}:{node.lineno} {name}()"


@pytest.mark.parametrize("path", [*modules()])
def test_no_day_has_a_default(path):
    for function in functions(ast.parse(path.read_text())):
        arguments = function.args
        defaults = dict(
            zip([a.arg for a in arguments.kwonlyargs], arguments.kw_defaults, strict=True)
        )
        for day in DAYS & defaults.keys():
            assert defaults[day] is None, f"{path.name}:{function.lineno} {day} has a default"


@pytest.mark.parametrize("path", [*modules(ANSWERING)])
def test_figures_rosters_and_trees_take_their_days_by_name(path):
    for function in functions(ast.parse(path.read_text())):
        if not function.name.startswith("_") and function.name not in ARITHMETIC:
            positional = {a.arg for a in [*function.args.posonlyargs, *function.args.args]}
            assert not positional & DAYS, f"{path.name}:{function.lineno} {function.name}"


def test_the_walk_sees_the_engine():
    seen = {parameter.id for parameter in modules()}

    assert {"figures/compute.py", "committees/roster.py", "network/tree.py"} <= seen


def test_no_statement_of_the_database_looks_at_the_clock():
    for path in HOUSE.rglob("sql/*.sql"):
        text = path.read_text().lower()

        assert not any(word in text for word in ("now()", "current_date", "current_timestamp"))

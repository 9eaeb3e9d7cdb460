"""The hand-made ledgers become what was written down before the reader could read them (R31–R33).

A file and its fates dropped into files/ are tested; README.md tells how fates are written.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from niangjia.ledgers.reading import read_upload

FILES = Path(__file__).parent / "files"
LEDGER_DAY = date(2017, 7, 31)
UNIT = {"township", "village", "organisation", "code"}

# What a reviewer expected of a file nobody tuned for, and is not so.
DIFFERS = {
    ("reviewer_progress", "test_the_warnings_are_those"): "ten rows stand there and ten is typed:"
    " that two of them were refused is told of the rows, the total does not lie",
}
FORM = "a form per person is no list: the whole sheet is told as unread, and what to do"
UNDER_POSTS = "names under posts have no column of names: the sheet is told, not each of its rows"
DIFFERS |= {
    ("fresh-06-form-per-person", f"test_the_{what}"): FORM
    for what in (
        "good_rows_are_counted", "skipped_rows_are_those", "warnings_are_those",
        "values_are_those",
    )
}  # fmt: skip
DIFFERS |= {
    ("fresh-07-names-under-posts", f"test_the_{what}_are_those"): UNDER_POSTS
    for what in ("rejected_rows", "skipped_rows", "warnings")
}


def expected_of(path):
    """The fates of a file, or of each file of a .zip, by name."""
    fates = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    files = fates.get("files", {path.name: fates})
    return {name: {"kind": fates["kind"], **expected} for name, expected in files.items()}


SENT = sorted(path for path in FILES.iterdir() if path.suffix != ".yaml")
LEDGERS = [(path, name) for path in SENT for name in expected_of(path)]


def named(ledger):
    path, name = ledger
    return path.stem if name == path.name else f"{path.stem}-{name}"


@cache
def received():
    """Every ledger as it is received: (file, name) → its reading, or None if it was refused."""
    kinds = {path: yaml.safe_load(path.with_suffix(".yaml").read_text())["kind"] for path in SENT}
    found = {}
    for kind in sorted(set(kinds.values())):
        paths = [path for path in SENT if kinds[path] == kind]
        for one in read_upload(paths, kind, ledger_day=LEDGER_DAY):
            found[one.source.path, one.source.name] = one.reading
    return found


@pytest.fixture(params=LEDGERS, ids=named)
def ledger(request):
    path, name = request.param
    if reason := DIFFERS.get((path.stem, request.function.__name__)):
        request.node.add_marker(pytest.mark.xfail(strict=True, reason=reason))
    return received()[path, name], expected_of(path)[name]


def test_there_are_at_least_forty_and_each_has_its_fates():
    assert len(SENT) >= 40
    assert {path.suffix for path in SENT} >= {".xlsx", ".xls", ".csv", ".zip"}
    assert {path.stem for path in FILES.glob("*.yaml")} == {path.stem for path in SENT}


def test_what_is_refused_is_what_was_written_down():
    refused = {
        (path, name)
        for path in SENT
        for name in yaml.safe_load(path.with_suffix(".yaml").read_text()).get("refused", [])
    }

    assert {source for source, reading in received().items() if reading is None} == refused


def test_the_good_rows_are_counted(ledger):
    reading, expected = ledger

    assert len(reading.rows) == expected["read"]


def test_the_rejected_rows_are_those(ledger):
    reading, expected = ledger

    found = [[r.sheet, r.row, r.first.column, r.first.key] for r in reading.rejected]
    assert found == expected["rejected"]


def test_the_skipped_rows_are_those(ledger):
    reading, expected = ledger

    found: dict = {}
    for skipped in reading.skipped:
        whys = found.setdefault(skipped.sheet, {})
        if skipped.row is None:
            whys[str(skipped.why)] = "sheet"
        else:
            whys.setdefault(str(skipped.why), []).append(skipped.row)
    assert found == expected["skipped"]


def test_the_warnings_are_those(ledger):
    reading, expected = ledger

    found = [
        [w.sheet, w.row, w.remark.column, w.remark.key, *numbers(w.remark)]
        for w in reading.warnings
    ]
    assert found == expected["warnings"]


def numbers(remark):
    return [remark.value, *remark.detail] if remark.key == "total-differs" else []


def test_the_values_are_those(ledger):
    reading, expected = ledger
    rows = {(row.sheet, row.row): row for row in reading.rows}

    for values in expected["values"]:
        row = rows[values.pop("sheet"), values.pop("row")]
        assert {name: value_of(row, name) for name in values} == {
            name: as_written(value) for name, value in values.items()
        }


def value_of(row, name):
    if name == "has_identity":
        return bool(row.identity)
    value = getattr(row.unit if name in UNIT else row, name)
    return as_written(value)


def as_written(value):
    """YAML gives dates as dates and lists where rows hold tuples."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, list | bool | None) else str(value)


def test_the_facts_above_the_header_are_those(ledger):
    reading, expected = ledger
    sheets = {facts.sheet: facts for facts in reading.sheets}

    for facts in expected.get("facts", []):
        sheet = sheets[facts.pop("sheet")]
        assert {name: as_written(getattr(sheet, name)) for name in facts} == {
            name: as_written(value) for name, value in facts.items()
        }


def test_each_row_has_exactly_one_fate(ledger):
    reading, _ = ledger

    fates = [
        (fate.sheet, fate.row) for fate in (*reading.rows, *reading.rejected, *reading.skipped)
    ]
    assert len(fates) == len(set(fates))


def test_columns_that_are_not_read_are_named(ledger):
    reading, expected = ledger
    sheets = {facts.sheet: list(facts.unread_columns) for facts in reading.sheets}

    for sheet, columns in expected.get("unread", {}).items():
        assert sheets[sheet] == columns

"""Rows of a committee-roster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading import words
from niangjia.ledgers.reading.columns import Columns, Reader, units_of
from niangjia.ledgers.reading.day_columns import day_reader, days_of
from niangjia.ledgers.reading.days import OPEN, DayRead, read_day
from niangjia.ledgers.reading.names import read_name
from niangjia.ledgers.reading.numbers import read_identity, read_phone
from niangjia.ledgers.reading.posts import RANKS, read_post
from niangjia.ledgers.reading.rows import RosterRow, Unit
from niangjia.ledgers.reading.text import CellError, Raw, flat, is_nothing, plain, shown

YOUNGEST = 16
_TENURE = re.compile(r"^(.*?\d\s*[年月日号]?)\s*(?:至|到|[-—–~～]+)\s*(\d{4}.*|至?今|现在)$")

TEXTS = ("sector", "workplace", "leaving_reason", "remark")


def roster_rows(columns: Columns, *, ledger_day: date) -> Iterator[tuple[int, RosterRow]]:
    """Each row of the segment with its position, whatever was remarked about it.

    Order of reading = order of reasons: name, organisation, post, then the rest.
    """
    _reject_two_in_a_row(columns)
    names = columns.read("name", read_name)
    if "name" not in columns.cells:
        for row in range(len(columns)):
            columns.remark(row, "name-missing", "name")
    units = _named_units(columns)
    posts, employments = _posts(columns)
    values = {
        "sex": _ticked_or(columns, "sex", words.read_sex),
        "ethnic_group": columns.read("ethnic_group", words.read_ethnic_group),
        "born": _births(columns, ledger_day),
        "politics": columns.read("politics", words.read_politics),
        "education": columns.read("education", words.read_education),
        "employment": employments,
        "member_kinds": columns.ticked("member_kinds")
        or columns.read("member_kinds", words.read_member_kinds, ()),
        "recruited_from": columns.read("recruited_from", words.read_recruited_from),
        "term_name": _or_fact(
            columns.read("term_name", words.read_text), columns.segment.block.facts.term_name
        ),
        "elected_on": _or_fact(
            days_of(columns, "elected_on", ledger_day), columns.segment.block.facts.elected_on
        ),
        **_terms(columns, ledger_day),
        "phone": columns.read("phone", _unless_nothing(read_phone)),
        "identity": columns.read("identity", _unless_nothing(read_identity)),
        **{name: columns.read(name, words.read_text) for name in TEXTS},
    }
    sheet, numbers = columns.table.sheet.name, columns.segment.numbers
    keys = tuple(values)
    for row, rest in enumerate(zip(*values.values(), strict=True)):
        warnings = columns.remarks_on(row) if row in columns.remarks else ()
        yield row, RosterRow(
            sheet, numbers[row] + 1, units[row], names[row], posts[row], warnings=warnings,
            **dict(zip(keys, rest, strict=True)),
        )  # fmt: skip


def _reject_two_in_a_row(columns: Columns) -> None:
    """A row of two tables side by side holds two persons and can have but one fate (R31)."""
    if not columns.header.beside:
        return
    rows = columns.table.sheet.rows
    for row, number in enumerate(columns.segment.numbers):
        others = [plain(shown(rows[number][column])) for column in columns.header.beside]
        if others := [text for text in others if text]:
            both = "、".join([columns.text("name", row) or "（空）", *others])
            columns.remark(row, "name-several", "name", both)


def _unless_nothing(reader: Reader) -> Reader:
    return lambda raw: ("", "") if is_nothing(raw) else reader(raw)


def _named_units(columns: Columns) -> list[Unit]:
    units = units_of(columns)
    for row, unit in enumerate(units):
        if unit == Unit():
            columns.remark(row, "organisation-missing", _unit_column(columns))
    return units


def _unit_column(columns: Columns) -> str:
    present = [name for name in ("organisation", "village", "township") if name in columns.cells]
    return present[0] if present else "organisation"


def _posts(columns: Columns) -> tuple[list[str], list[str]]:
    """Posts, and employment from the post's own words or the column beside it."""
    ticked = columns.ticked("post")
    if ticked is not None:
        plain_members = "member" not in {value for _, value in columns.header.ticks.values()}
        found = [row or ("member",) * plain_members for row in ticked]
        posts = [_one_post(columns, row, values) for row, values in enumerate(found)]
        named = [""] * len(posts)
    elif "post" in columns.cells:
        _fill_posts(columns)
        read = columns.read("post", lambda raw: (read_post(raw)[:2], read_post(raw)[2]))
        posts, named = [post for post, _ in read], [employment for _, employment in read]
    else:
        posts, named = _without_post(columns), [""] * len(columns)
    return posts, _employments(columns, named)


def _fill_posts(columns: Columns) -> None:
    """A row that names no post has that of the line above it: 执委（以姓氏笔画为序）."""
    if post := columns.segment.post:
        cells = columns.cells["post"]
        columns.cells["post"] = [post if is_nothing(raw) else raw for raw in cells]


def _without_post(columns: Columns) -> list[str]:
    """A sheet without a column of posts that calls itself a list of 执委 holds plain members."""
    if post := columns.segment.post:
        return [read_post(post)[0]] * len(columns)
    if re.search(r"执委|委员", flat(columns.segment.block.facts.title + columns.table.sheet.name)):
        return ["member"] * len(columns)
    for row in range(len(columns)):
        columns.remark(row, "post-missing", "post")
    return [""] * len(columns)


def _one_post(columns: Columns, row: int, ticked: tuple[str, ...]) -> str:
    """A chair is a 执委 too; chair and vice-chair at once contradict each other."""
    if not ticked:
        columns.remark(row, "post-missing", "post")
        return ""
    if {"chair", "vice_chair"} <= set(ticked):
        columns.remark(row, "post-contradiction", "post")
    return min(ticked, key=RANKS.index)


def _employments(columns: Columns, named: list[str]) -> list[str]:
    beside = _ticked_or(columns, "employment", words.read_employment)
    for row, (in_post, in_column) in enumerate(zip(named, beside, strict=True)):
        if in_post and in_column and in_post != in_column:
            columns.remark(row, "employment-differs", "employment", columns.text("employment", row))
    return [in_post or in_column for in_post, in_column in zip(named, beside, strict=True)]


def _ticked_or(columns: Columns, name: str, reader: Reader) -> list[str]:
    """One value per row from yes/no columns, or from the column of words."""
    ticked = columns.ticked(name)
    if ticked is None:
        return columns.read(name, reader)
    for row, found in enumerate(ticked):
        if len(found) > 1:
            columns.remark(row, "several-ticked", name)
    return [found[0] if len(found) == 1 else "" for found in ticked]


def _or_fact(values: list[Any], fact: object) -> list[Any]:
    return [value or fact for value in values] if fact else values


def _births(columns: Columns, ledger_day: date) -> list[PreciseDate | None]:
    """Two-digit years are read as on the ledger's own day, which the lines above may name."""
    as_of = columns.segment.block.facts.as_of
    day = min(as_of.last, ledger_day) if as_of else ledger_day
    births: list[PreciseDate | None] = columns.read(
        "born", day_reader(columns, "born", day, born=True), None
    )
    for row, born in enumerate(births):
        if born and day.year - born.year < YOUNGEST:
            columns.remark(row, "age-unlikely", "born", columns.text("born", row))
    return births


def _terms(columns: Columns, ledger_day: date) -> dict[str, list[PreciseDate | None]]:
    """First and last day in office; an end that still lies ahead is a promise, no end (R4)."""
    if "tenure" in columns.cells:
        _part_tenure(columns)
    starts = days_of(columns, "seat_starts_on", ledger_day)
    lasts = columns.read("seat_last_day", lambda raw: _last_day(raw, ledger_day), None)
    for row, (start, last) in enumerate(zip(starts, lasts, strict=True)):
        if start and last and last.last < start.first:
            columns.remark(
                row,
                "dates-upside-down",
                "seat_last_day",
                columns.text("seat_last_day", row),
                str(start),
            )
    return {"seat_starts_on": starts, "seat_last_day": lasts}


def _last_day(raw: Raw, ledger_day: date) -> DayRead:
    if isinstance(raw, CellError):
        return None, "cell-error", ()
    if is_nothing(raw) or flat(raw) in OPEN:
        return None, "", ()
    day, key, detail = read_day(
        raw if not isinstance(raw, str) else plain(raw), ledger_day=ledger_day
    )
    return day, "promised-end" if key == "date-future" else key, detail


def _part_tenure(columns: Columns) -> None:
    """2017.5-2022.5 and 2017年5月至今 as two columns; 五年 tells no day."""
    parts = [_parts_of_tenure(raw) for raw in columns.cells["tenure"]]
    days = {"seat_starts_on": [start for start, _ in parts],
            "seat_last_day": [last for _, last in parts]}  # fmt: skip
    for name, column in days.items():
        if name not in columns.cells:
            columns.cells[name] = column
            columns.labels[name] = columns.label("tenure")


def _parts_of_tenure(raw: Raw) -> tuple[Raw, Raw]:
    if found := _TENURE.match(plain(raw)):
        return found[1], found[2]
    return (raw if re.search(r"\d{4}|\d{2}[.年]", plain(raw)) else ""), ""

"""Before-images against the digests of them that seals carry (R27, ADR 23)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import connection

from niangjia.base.models import Entry, EntrySeal

# What a seal says of one table; a line that reads otherwise does not fit its hash either.
LINE = re.compile(r"^(?P<table>\w+) (?P<columns>[\w,]+) (?P<many>\d+) (?P<digest>[0-9a-f]{64})$")
TABLES = "SELECT name, columns FROM base_images_tables()"
DIGEST = "SELECT act, many, digest FROM base_images_digest(%s, %s, %s)"
SHAPES = """
    SELECT split_part(line, ' ', 1), split_part(line, ' ', 2), count(*)
      FROM base_entryseal s, unnest(string_to_array(s.images, E'\\n')) line
     WHERE s.images <> '' GROUP BY 1, 2
"""
# Asked of acts that left nothing in a table: any column will do.
ANY = "pgh_id"
NOTHING = (0, "")

# Act → how many rows it left in a table, and their digest.
Left = dict[UUID, tuple[int, str]]
# Table → columns that were sealed → what acts left.
Sealed = defaultdict[str, defaultdict[str, Left]]


def changed(page: Sequence[EntrySeal], entries: Mapping[int, Entry]) -> dict[int, str]:
    """Number of a seal → a table in which its act's before-images are not those that were sealed.

    Columns that were added since are left out; see `not_comparable` for those that were taken away.

    Args:
        entries: the entries of these seals by their number, those that are still there.
    """
    numbers = {entries[s.entry_id].public_id: s.number for s in page if s.entry_id in entries}
    sealed, found = _sealed(page, entries), dict[int, str]()
    for table, columns in columns_now().items():
        for act in _changed_in(table, columns, sealed[table], [*numbers]):
            found.setdefault(numbers[act], table)
    return found


def not_comparable() -> int:
    """How many digests speak of tables or columns that are no longer there."""
    now = columns_now()
    with connection.cursor() as cursor:
        cursor.execute(SHAPES)
        return sum(
            many
            for table, columns, many in cursor.fetchall()
            if not now.get(table, frozenset()).issuperset(columns.split(","))
        )


def columns_now() -> dict[str, frozenset[str]]:
    """Every table of before-images with its columns, as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {name: frozenset(columns.split(",")) for name, columns in cursor.fetchall()}


def _changed_in(
    table: str, now: frozenset[str], sealed: Mapping[str, Left], acts: Sequence[UUID]
) -> Iterator[UUID]:
    told_of = {act for left in sealed.values() for act in left}
    silent = {act: NOTHING for act in acts if act not in told_of}
    for columns, expected in [*sealed.items(), (ANY, silent)]:
        if expected and now.issuperset(columns.split(",")):
            there = _digests(table, columns, [*expected])
            yield from (act for act in expected if there.get(act, NOTHING) != expected[act])


def _digests(table: str, columns: str, acts: list[UUID]) -> Left:
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, [table, columns, acts])
        return {act: (many, digest) for act, many, digest in cursor.fetchall()}


def _sealed(page: Sequence[EntrySeal], entries: Mapping[int, Entry]) -> Sealed:
    found: Sealed = defaultdict(lambda: defaultdict(dict))
    for seal in page:
        entry = entries.get(seal.entry_id)
        for line in map(LINE.match, seal.images.splitlines()):
            if line and entry:
                left = int(line["many"]), line["digest"]
                found[line["table"]][line["columns"]][entry.public_id] = left
    return found

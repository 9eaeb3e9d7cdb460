"""Many rows at once: numbers from the sequence first, then one COPY per table."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of cycles, which in a large import searches in vain for a fifth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def unsaved(model: type[Row], **columns: Any) -> Row:
    """An unsaved row by its column names (`person_id`, not `person`), without `Model.__init__`.

    That takes most of the time of a large import; for single rows the model itself is right.
    """
    row = model.__new__(model)
    values = row.__dict__
    values["_state"] = ModelState()
    values.update(_fixed_defaults(model))
    for name, make in _made_defaults(model):
        values[name] = make()
    values.update(columns)
    return row


@cache
def _fixed_defaults(model: type[models.Model]) -> dict[str, Any]:
    made = {name for name, _ in _made_defaults(model)}
    fields = model._meta.concrete_fields
    return {f.attname: f.get_default() for f in fields if f.attname not in made}


@cache
def _made_defaults(model: type[models.Model]) -> list[tuple[str, Callable[[], Any]]]:
    """Columns whose default is made anew for each row, such as the public id."""
    fields = [f for f in model._meta.concrete_fields if f.has_default()]
    return [(f.attname, f.default) for f in fields if callable(f.default)]


def insert(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert unsaved rows of one model by COPY; afterwards each has its primary key.

    Triggers and constraints see every row as with any insert. Nothing comes back from the
    database and no field is asked to prepare its value: columns with `auto_now` or database
    defaults must carry theirs.
    """
    if not rows:
        return rows
    model = type(rows[0])
    key, alias = model._meta.pk.attname, connection.alias
    for row, number in zip(rows, _numbers(model, len(rows)), strict=True):
        setattr(row, key, number)
        row._state.adding, row._state.db = False, alias
    _copy(model, rows)
    return rows


def _numbers(model: type[models.Model], count: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            # OFFSET 0: the sequence is looked up once and not for every number.
            "SELECT nextval(name) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name"
            " OFFSET 0) AS sequence, generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """The driver adapts the values; asking each Django field for each value costs half the time."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = attrgetter(*(field.attname for field in fields))
    with (
        # psycopg's own COPY: without this its errors would not be Django's.
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(values(row))

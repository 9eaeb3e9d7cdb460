"""Many rows at once: numbers from the sequence first, then one COPY per table."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def insert(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert unsaved rows of one model by COPY; afterwards each has its primary key.

    Triggers and constraints see every row as with any insert; nothing is returned by the
    database, so columns with database defaults must carry their values.
    """
    if not rows:
        return rows
    model = type(rows[0])
    for row, number in zip(rows, _numbers(model, len(rows)), strict=True):
        row.pk = number
        row._state.adding = False
        row._state.db = connection.alias
    _copy(model, rows)
    return rows


def _numbers(model: type[models.Model], count: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: models.Field, row: models.Model) -> object:  # type: ignore[type-arg]
    value = field.pre_save(row, True)
    return field.get_db_prep_save(value, connection) if value is not None else None

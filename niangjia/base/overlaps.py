"""Exclusion constraints with core PostgreSQL only: no btree_gist, so numbers become shapes.

One number becomes a range of itself, two of them a box of one point: a box takes half the time of
two ranges, which is a tenth of a large import. Doubles hold whole numbers up to 2^53 exactly.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db.models import Deferrable, F, Field, Func, Q, Value


def one_at_a_time(
    name: str, *columns: str, message: str, condition: Q | None = None
) -> ExclusionConstraint:
    """At most one row per `columns` (one or two foreign keys or numbers) on any day.

    Deferred, so that one act may close a row and open the next in any order; `journal.act`
    checks before it ends.
    """
    same = _pair(*columns) if len(columns) > 1 else _single(*columns)
    return ExclusionConstraint(
        name=name,
        expressions=[(same, RangeOperators.OVERLAPS), (_during(), RangeOperators.OVERLAPS)],
        condition=condition,
        deferrable=Deferrable.DEFERRED,
        violation_error_message=message,
    )


def _single(column: str) -> Func:
    return Func(
        F(column),
        F(column),
        Value("[]"),
        function="int8range",
        output_field=BigIntegerRangeField(),
    )


def _pair(one: str, other: str) -> Func:
    point = Func(F(one), F(other), function="point", output_field=Field())
    return Func(point, point, function="box", output_field=Field())


def _during() -> Func:
    return Func(F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField())

"""Exclusion constraints with core PostgreSQL only: no btree_gist, so numbers become ranges."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db.models import Deferrable, F, Func, Q, Value


def one_at_a_time(
    name: str, *columns: str, message: str, condition: Q | None = None
) -> ExclusionConstraint:
    """At most one row per `columns` (foreign keys, numbers) on any day.

    Deferred, so that one act may close a row and open the next in any order; `journal.act`
    checks before it ends.
    """
    same = [(_single(column), RangeOperators.OVERLAPS) for column in columns]
    return ExclusionConstraint(
        name=name,
        expressions=[*same, (_during(), RangeOperators.OVERLAPS)],
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


def _during() -> Func:
    return Func(F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField())

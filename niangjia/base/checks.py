"""What `niangjia verify` asks, and the questions that only the database can answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

MOST_LISTED = 20
# Rules that a careless hand at the server switched off.
SLEEPING = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
     WHERE NOT convalidated AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE tgenabled IN ('D', 'R') AND c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
     WHERE NOT indisvalid AND c.relnamespace = 'public'::regnamespace
"""
CONDITIONS = """
    SELECT r.relname, c.conname, pg_get_expr(c.conbin, c.conrelid)
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
     WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
REFERENCES = """
    SELECT r.relname, c.conname, a.attname, t.relname, b.attname
      FROM pg_constraint c
      JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
       AND cardinality(c.conkey) = 1 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Check:
    """One question: how much was looked at, and every fault in a sentence.

    remark: what was not looked at, and why.
    """

    name: str
    label: str
    looked_at: int
    wrong: tuple[str, ...] = ()
    remark: str = ""


def check_rules() -> Check:
    """Every constraint is in force and every row keeps it, even one written while none was."""
    with connection.cursor() as cursor:
        cursor.execute(CONDITIONS)
        conditions = cursor.fetchall()
        cursor.execute(REFERENCES)
        references = cursor.fetchall()
    wrong = [*_asleep(), *_breaking(conditions), *_leading_nowhere(references)]
    return Check(
        "rules", _("数据库的约束"), len(conditions) + len(references), tuple(wrong[:MOST_LISTED])
    )


def _asleep() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(SLEEPING)
        for table, rule in cursor.fetchall():
            yield _("表 %(table)s 的规则 %(rule)s 没有生效，请找技术人员恢复它。") % {
                "table": table,
                "rule": rule,
            }


def _breaking(conditions: list[tuple[str, str, str]]) -> Iterator[str]:
    counting = sql.SQL("SELECT count(*) FROM {} WHERE NOT ({})")
    for table, rule, condition in conditions:
        # The condition is the database's own text, asked from its catalogue a moment ago.
        written = sql.SQL(condition.replace("%", "%%"))
        yield from _found(table, rule, counting.format(sql.Identifier(table), written))


def _leading_nowhere(references: list[tuple[str, str, str, str, str]]) -> Iterator[str]:
    counting = sql.SQL(
        "SELECT count(*) FROM {table} one WHERE one.{column} IS NOT NULL AND NOT EXISTS"
        " (SELECT FROM {other} two WHERE two.{key} = one.{column})"
    )
    for table, rule, column, other, key in references:
        names = {"table": table, "column": column, "other": other, "key": key}
        asked = counting.format(**{word: sql.Identifier(name) for word, name in names.items()})
        yield from _found(table, rule, asked)


def _found(table: str, rule: str, asked: sql.Composed) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(asked)
        rows = cursor.fetchone()[0]
    if rows:
        values = {"table": table, "rule": rule, "rows": rows}
        yield _("表 %(table)s 有%(rows)s行违反规则 %(rule)s，请找技术人员查看。") % values

"""What PostgreSQL's planner knows of our tables: brought up to date where much was just written."""

from django.apps import apps
from django.db import connection

MANY_ROWS = 500
"""From so many new rows on it is worth it; fewer are left to autovacuum."""


def refresh_statistics() -> None:
    """Let PostgreSQL count our tables anew.

    Autovacuum does the same within a minute; but a report written right after an import was once
    planned as if the tables were empty, and took a quarter of an hour.
    """
    tables = sorted({model._meta.db_table for model in apps.get_models() if _is_ours(model)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT base_refresh_statistics(%s)", [tables])


def _is_ours(model: type) -> bool:
    return model.__module__.startswith("niangjia.")

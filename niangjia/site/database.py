"""The database of this installation: attached, brought up to date, and used by a role without rights.

Two roles (ADR 4): the owner makes and alters tables, and only `migrate` acts as it; everything
else, the web server first, acts as the web role, which owns nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from niangjia.base import postgres
from niangjia.base.history import index_images, tracked_models
from niangjia.base.refusals import Refused
from niangjia.site import environment

# Any number will do, as long as it is the same in every process.
LOCK = 7_266_254

GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {web}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {web}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {web}",
)
# What nobody may take back or make up (ADR 23). Entries are completed by the act that makes them, so a
# trigger keeps those; before-images are written by triggers that act for whoever changes a row.
KEPT = {
    "base_entry": "DELETE",
    "base_entryseal": "INSERT, UPDATE, DELETE",
    "base_unsealedentry": "INSERT, UPDATE, DELETE",
}
KEPT_IMAGES = "UPDATE, DELETE"


def make_ready() -> None:
    """Attach, load Django, and bring the tables up to date: what every command begins with.

    Raises:
        Refused: a restore was broken off here; half of an office serves nobody.
    """
    attach()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niangjia.site.settings")
    django.setup()
    require_whole()
    migrate()


def require_whole() -> None:
    """Refuse to work in a data folder whose restore was broken off.

    Raises:
        Refused: it was.
    """
    from niangjia.base.backup.restoring import is_half_restored

    if is_half_restored(environment.home(), owner_url()):
        raise Refused(
            _("上一次恢复没有做完，这里的数据不能用。请再运行一次 niangjia restore 备份文件。")
        )


def attach() -> None:
    """Make sure there is a database, and tell Django (and child processes) where.

    `DATABASE_URL` names one; else the embedded server of the data folder is started, or attached
    to, for as long as this process lives. Calling it again repairs a server that somebody killed.

    Raises:
        DatabaseUnavailable: one sentence that says why not and what to do.
    """
    if environment.is_database_elsewhere():
        return
    found = postgres.ensure_running(environment.home())
    os.environ["DATABASE_URL"] = found.dsn(found.web)
    os.environ["DATABASE_OWNER_URL"] = found.dsn(found.owner)
    os.environ["NIANGJIA_EMBEDDED"] = os.environ["DATABASE_URL"]
    if settings.configured:  # the command line loads Django before it knows of a database
        connection.settings_dict.update(environment.database())


def migrate() -> bool:
    """Bring the tables up to date as their owner; True if there was anything to do.

    Two processes that start together do it once. Nothing pending costs one query.
    """
    if not pending():
        return False
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if pending():
            call_command("migrate", verbosity=0, interactive=False)
            index_images()
            _grant(environment.address(os.environ["DATABASE_URL"])["USER"])
    return True


def pending() -> set[tuple[str, str]]:
    """Migrations on disk that the database has not seen, as (room, name)."""
    return on_disk() - applied()


def owner_url() -> str:
    """The address under which the database's owner reaches it; after `attach`."""
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


def grant() -> None:
    """Give the web role its rights on every table that there is, and no others."""
    with as_owner():
        _grant(environment.address(os.environ["DATABASE_URL"])["USER"])


@contextmanager
def as_owner() -> Iterator[None]:
    """This process's connection belongs to the owner inside, and to the web role again after."""
    web = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(environment.owner())
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(web)


def on_disk() -> set[tuple[str, str]]:
    """Migrations that this program brings, as (room, name)."""
    folders = ((app.label, Path(app.path) / "migrations") for app in apps.get_app_configs())
    return {(label, file.stem) for label, folder in folders for file in folder.glob("[!_]*.py")}


def applied() -> set[tuple[str, str]]:
    """Migrations that have run in the database, as (room, name)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return set(cursor.fetchall())
    except ProgrammingError:  # no such table: a database without anything
        return set()


def _grant(web: str) -> None:
    """Rows for the web role, nothing else; the same on servers that were not set up by us."""
    if web == connection.settings_dict["USER"]:
        return
    role = sql.Identifier(web)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in GRANTS:
            cursor.execute(sql.SQL(statement).format(web=role))
        for table, rights in _kept().items():
            words = {"rights": sql.SQL(rights), "table": sql.Identifier(table), "web": role}
            cursor.execute(sql.SQL("REVOKE {rights} ON {table} FROM {web}").format(**words))


def _kept() -> dict[str, str]:
    """Tables that are there → what the web role may not do to their rows."""
    images = {images._meta.db_table: KEPT_IMAGES for _model, images in tracked_models()}
    there = {*connection.introspection.table_names()}
    return {table: rights for table, rights in (KEPT | images).items() if table in there}

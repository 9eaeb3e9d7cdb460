"""The databases of one worker: an empty one, and one in which 清溪县 is founded already.

A quarter of the tests begin with the county. Founding it asks the database 145 times; here its own
operations do it once and commit, and Django takes the test's own rows back as ever. A test that
commits itself always has the empty database, which is copied anew after it.
"""

from __future__ import annotations

import copy
import os
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from niangjia.base.postgres import Connection
from niangjia.site import environment
from tests import cast

COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}
ENDING = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = %s AND backend_type = 'client backend'
"""


class Databases:
    """What the tests of this worker use, one at a time."""

    def __init__(self, server: Connection, name: str) -> None:
        self._server, self._empty, self._with_county = server, name, f"{name}_county"
        self._county: cast.County
        self._in_use = ""

    def begin(self) -> None:
        """Make both and use the empty one."""
        self._make(self._with_county)
        self._use(self._with_county)
        with transaction.atomic():
            self._county = cast.found_county()
        self.make_empty()

    def make_empty(self) -> None:
        """The empty one as the migrations left it."""
        connections.close_all()
        self._make(self._empty)
        self._use(self._empty)

    def choose(self, item: Any) -> None:
        """Use the one that a test wants."""
        marker = item.get_closest_marker("django_db")
        commits = COMMITTING & {*item.fixturenames} or (marker and marker.kwargs.get("transaction"))
        has_county = "county" in item.fixturenames and not commits
        self._use(self._with_county if has_county else self._empty)

    def county(self) -> cast.County:
        """The county of the database in use; founded, if that is the empty one."""
        if self._in_use == self._with_county:
            return copy.deepcopy(self._county)
        return cast.found_county()

    def _use(self, name: str) -> None:
        if name == self._in_use:
            return
        connections.close_all()
        url = self._server.dsn(self._server.owner)
        os.environ["DATABASE_URL"] = url.replace(f"/{self._server.database}?", f"/{name}?")
        settings.DATABASES["default"].update(environment.address(os.environ["DATABASE_URL"]))
        self._in_use = name

    def _make(self, name: str) -> None:
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(self._server.database)
        )
        dropped = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
        url = self._server.dsn(self._server.owner)
        url = url.replace(f"/{self._server.database}?", "/postgres?")
        with psycopg.connect(url, autocommit=True) as database:
            # Only one at a time may copy; the others wait.
            database.execute("SELECT pg_advisory_lock(1)")
            # Not by FORCE: that may not end an autovacuum, which DROP alone asks to leave.
            database.execute(ENDING, [name])
            database.execute(dropped)
            database.execute(copied)

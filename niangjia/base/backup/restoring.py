"""Making an office again from its backup: all of it, into an empty place, or nothing."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql

from niangjia.base.backup import home as homes
from niangjia.base.backup.archive import BLOCK, DATABASE, FILES, Manifest, Member, unpacked
from niangjia.base.backup.faults import not_read, not_restored
from niangjia.base.backup.server import count_rows, reading, restoring, tables
from niangjia.base.refusals import Refused

# Rows of these tables are somebody's work: every act leaves an entry, every person who signs in
# an account. A database with neither has only what migrations put there.
WORK_IN = ("base_entry", "access_user")
# A table that stands in a database from the first to the last moment of a restore.
MARK = "niangjia_restore_unfinished"
# Seconds until the server has noticed that a killed client is gone.
PATIENCE = 5.0
# Sessions of others; the server's own processes have no user.
OTHERS = """
    SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
     ORDER BY pid LIMIT 1
"""
# Everything in the schema that belongs to no extension, as statements that drop it.
LEFTOVERS = """
    SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename)
      FROM pg_tables WHERE schemaname = 'public'
    UNION ALL
    SELECT format('DROP SEQUENCE IF EXISTS %I.%I CASCADE', schemaname, sequencename)
      FROM pg_sequences WHERE schemaname = 'public'
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype)
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typnamespace = 'public'::regnamespace
       AND (t.typtype IN ('e', 'd') OR c.relkind = 'c') AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
"""


def look_through(archive: Path, passphrase: str) -> Manifest:
    """Read a backup to its end and say what is in it; nothing is written anywhere.

    Raises:
        Refused: it is not there, not whole, of a later version, or the passphrase is another.
    """
    with _reading(archive), _opened(archive) as file:
        manifest, members = unpacked(file, passphrase)
        for member in members:
            while member.stream.read(BLOCK):
                pass
    return manifest


def read_through(archive: Path, passphrase: str) -> Manifest:
    """`look_through`, and the database in it is read to its end by the program that would restore it.

    Raises:
        Refused: as `look_through`, or pg_restore cannot read it.
    """
    manifest = look_through(archive, passphrase)
    with _reading(archive), _opened(archive) as file, reading() as database:
        for member in unpacked(file, passphrase)[1]:
            if member.name.startswith(DATABASE):
                shutil.copyfileobj(member.stream, database)
    return manifest


def require_empty_home(home: Path) -> None:
    """A folder in which nothing lies, or only what a broken-off restore left.

    Raises:
        Refused: somebody's files are there, or it is no folder that can be looked into.
    """
    with _writing(home):
        is_somebodys = not homes.is_empty(home) and not homes.is_unfinished(home)
    if is_somebodys:
        raise Refused(
            _(
                "“%(folder)s”里已经有数据，恢复不会覆盖它们。"
                "请用 --into 另选一个空目录，或先把原来的移走。"
            )
            % {"folder": home}
        )


def require_empty_database(url: str, *, ours: set[str]) -> None:
    """A database without rows of anybody, or half restored, and without tables of others.

    Raises:
        Refused: there are such.
    """
    with psycopg.connect(url) as database:
        there = set(tables(database))
        if strange := sorted(there - ours - {MARK}):
            raise Refused(
                _("这个数据库里有别的程序的表（%(tables)s）。请另建一个空的数据库来恢复。")
                % {"tables": "、".join(strange[:5])}
            )
        if MARK not in there and _has_work(database, there):
            raise Refused(
                _(
                    "数据库里已经有数据，恢复不会覆盖它们。"
                    "请用 --into 另选一个空目录，或另建一个空的数据库。"
                )
            )


def require_nobody_at_work(url: str, *, patience: float = PATIENCE) -> None:
    """A database that nobody else is connected to: its tables are about to go.

    A moment is waited for the session of an attempt that was killed.

    Raises:
        Refused: a web server, a worker or a command is.
    """
    until = time.monotonic() + patience
    with psycopg.connect(url, autocommit=True) as database:
        while row := database.execute(OTHERS).fetchone():
            if time.monotonic() > until:
                raise Refused(
                    _(
                        "还有别的程序连着这个数据库（进程 %(process)s）。"
                        "请先停掉 niangjia serve、worker 和其他命令，再恢复。"
                    )
                    % {"process": row[0]}
                )
            time.sleep(0.1)


def restore(
    archive: Path, passphrase: str, *, home: Path, url: str, complete: Callable[[], object]
) -> Manifest:
    """Make files and database of `home` again; a broken-off attempt is done anew by the next.

    It is whole at the moment at which the mark leaves the database.

    Args:
        url: the database as its owner reaches it, empty (`require_empty_database`).
        complete: brings rights and tables up to date before the database counts as whole.

    Raises:
        Refused: as `look_through`; the folder cannot be written, or the database is not as it was
            backed up.
    """
    with _writing(home), _opened(archive) as file:
        homes.begin(home)
        _clear(url)
        manifest, members = unpacked(file, passphrase)
        with restoring(url) as database:
            for member in members:
                _put(member, home, database)
    _require_all_rows(url, manifest)
    complete()
    os.sync()
    _unmark(url)
    homes.finish(home)
    return manifest


def is_half_restored(home: Path, url: str) -> bool:
    """Whether a restore was broken off here; one that only could not say so is told whole."""
    if not homes.is_unfinished(home):
        return False
    with psycopg.connect(url) as database:
        there = tables(database)
    if not there or MARK in there:
        return True
    homes.finish(home)
    return False


def _put(member: Member, home: Path, database: IO[bytes]) -> None:
    if member.name.startswith(FILES):
        homes.put(home, member.name.removeprefix(FILES), member.stream, mode=member.mode)
    elif member.name.startswith(DATABASE):
        shutil.copyfileobj(member.stream, database, BLOCK)


@contextmanager
def _opened(archive: Path) -> Iterator[BinaryIO]:
    try:
        file = archive.open("rb")
    except OSError as error:
        raise not_read(error, archive) from error
    with file:
        yield file


@contextmanager
def _reading(archive: Path) -> Iterator[None]:
    """Only the backup is touched inside: what the file system says is about it."""
    try:
        yield
    except OSError as error:
        raise not_read(error, archive) from error


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """What the file system says inside is about the data folder: the backup was read before."""
    try:
        yield
    except OSError as error:
        raise not_restored(error, home) from error


def _clear(url: str) -> None:
    """Take out what migrations made (the backup brings its own), and mark the database."""
    with psycopg.connect(url) as database:
        for (statement,) in database.execute(LEFTOVERS).fetchall():
            database.execute(statement)
        database.execute(sql.SQL("CREATE TABLE {} ()").format(sql.Identifier("public", MARK)))


def _unmark(url: str) -> None:
    with psycopg.connect(url) as database:
        database.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier("public", MARK)))


def _has_work(database: psycopg.Connection, there: set[str]) -> bool:
    asked = sql.SQL("SELECT EXISTS (SELECT FROM {})")
    for table in there.intersection(WORK_IN):
        row = database.execute(asked.format(sql.Identifier("public", table))).fetchone()
        if row and row[0]:
            return True
    return False


def _require_all_rows(url: str, manifest: Manifest) -> None:
    """As many rows in every table as were backed up; and the planner is told how many."""
    with psycopg.connect(url) as database:
        found = {table: rows for table, rows in count_rows(database).items() if table != MARK}
        database.execute("ANALYZE")
    if wrong := {*found.items()} ^ {*manifest.rows.items()}:
        raise Refused(
            _("恢复出来的行数和备份时不一样（%(tables)s）。请再恢复一次；还是这样，请换一份备份。")
            % {"tables": "、".join(sorted({table for table, _rows in wrong}))}
        )

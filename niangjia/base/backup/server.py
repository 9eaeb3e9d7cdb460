"""The database of a backup: read by pg_dump in one snapshot, made again by pg_restore as one act.

The programs are those of the wheel (ADR 3); they speak with external servers from version 14 too.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from niangjia.base.postgres.binaries import packaged
from niangjia.base.postgres.parent import dies_with_parent
from niangjia.base.refusals import Refused

# What belongs to one server and not to the records: owners, rights, places on its disks.
NOT_OURS = (
    "--no-owner",
    "--no-privileges",
    "--no-tablespaces",
    "--no-publications",
    "--no-subscriptions",
    "--no-security-labels",
)
OURS = 18
# Indexes are sorted in memory.
HURRIED = "-c maintenance_work_mem=256MB"
# pg_restore says a setting that servers before 17 refuse; nothing depends on it.
KNOWS_ALL_SETTINGS, UNKNOWN_SETTING = 170_000, "transaction_timeout"


@dataclass(frozen=True)
class Snapshot:
    """One state of the rows, as long as its block runs."""

    url: str
    name: str
    server: int
    migrations: tuple[str, ...]
    rows: dict[str, int]


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """Hold one state of the database and say what is in it."""
    with psycopg.connect(url) as database:
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        database.read_only = True
        name = database.execute("SELECT pg_export_snapshot()").fetchone()
        yield Snapshot(
            url=url,
            name=name[0] if name else "",
            server=database.info.server_version,
            migrations=_migrations(database),
            rows=count_rows(database),
        )


@contextmanager
def dumping(held: Snapshot) -> Iterator[IO[bytes]]:
    """The stream of pg_dump; after the block it is certain that it came to its end.

    Raises:
        Refused: pg_dump did not; its reason is told.
    """
    program = _program("pg_dump", packaged().dump, held.server)
    told = [f"--snapshot={held.name}", "--format=custom", "--compress=gzip:1"]
    command = [program, *told, "--exclude-extension=*", *NOT_OURS]
    with _running(command, held.url, stdout=subprocess.PIPE) as process:
        assert process.stdout  # noqa: S101  (it is a pipe)
        yield process.stdout


@contextmanager
def restoring(url: str) -> Iterator[IO[bytes]]:
    """Where the stream goes to become the database: all of it when the block ends.

    Broken off it leaves nothing in servers from 17 on; in older ones, which must go on after one
    complaint, it leaves a part.

    Raises:
        Refused: pg_restore refused; its reason is told.
    """
    with psycopg.connect(url) as database:
        version = database.info.server_version
    program = _program("pg_restore", packaged().restore, version)
    is_new = version >= KNOWS_ALL_SETTINGS
    told = ["--single-transaction", "--exit-on-error"] if is_new else []
    forgiven = "" if is_new else UNKNOWN_SETTING
    command = [program, *told, *NOT_OURS]
    with _running(command, url, stdin=subprocess.PIPE, forgiven=forgiven) as process:
        assert process.stdin  # noqa: S101  (it is a pipe)
        yield process.stdin


@contextmanager
def reading() -> Iterator[IO[bytes]]:
    """Where the stream goes to be read as a restore would read it, and thrown away.

    Raises:
        Refused: pg_restore cannot read it; its reason is told.
    """
    command = [str(packaged().restore), f"--file={os.devnull}"]
    with _running(command, stdin=subprocess.PIPE) as process:
        assert process.stdin  # noqa: S101  (it is a pipe)
        yield process.stdin


def count_rows(database: psycopg.Connection) -> dict[str, int]:
    """Table → how many rows it has."""
    counted = sql.SQL("SELECT count(*) FROM {}")
    found = {}
    for table in tables(database):
        row = database.execute(counted.format(sql.Identifier("public", table))).fetchone()
        found[table] = row[0] if row else 0
    return found


def tables(database: psycopg.Connection) -> list[str]:
    """Names of the tables in the schema public."""
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    return [name for (name,) in database.execute(asked)]


def _migrations(database: psycopg.Connection) -> tuple[str, ...]:
    if "django_migrations" not in tables(database):
        raise Refused(_("数据库里还没有数据，没有可备份的。"))
    asked = "SELECT app || ' ' || name FROM django_migrations ORDER BY id"
    return tuple(name for (name,) in database.execute(asked))


def _program(name: str, ours: Path, server: int) -> str:
    """Our own program, or for a newer server the one that came with it."""
    if server // 10_000 <= OURS:
        return str(ours)
    found = shutil.which(name)
    if found is None:
        values = {"version": server // 10_000, "program": name}
        raise Refused(
            _(
                "数据库服务器是 PostgreSQL %(version)s，比本程序带的工具新。"
                "请在本机装上同版本的 %(program)s 再试。"
            )
            % values
        )
    return found


@contextmanager
def _running(
    command: list[str],
    url: str = "",
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    forgiven: str = "",
) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL that ends with us, however we end; its complaint is our refusal."""
    address, surroundings = _address(url)
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [*command, *address],
            stdin=stdin,
            stdout=stdout,
            stderr=complaints,
            env=surroundings,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
        try:
            with suppress(BrokenPipeError):  # it has given up, and says why
                yield process
                _finish(process)
        finally:
            _end(process)
        complaints.seek(0)
        serious = _serious(complaints.read().decode(errors="replace"), forgiven)
        if process.returncode < 0 or serious or (process.returncode and not forgiven):
            raise Refused(_said(serious))


def _finish(process: subprocess.Popen[bytes]) -> None:
    """Nothing more goes in; it may take its time to end."""
    if process.stdin:
        process.stdin.close()
    process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in filter(None, (process.stdin, process.stdout)):
        with suppress(BrokenPipeError):
            pipe.close()


def _address(url: str) -> tuple[list[str], dict[str, str]]:
    """The address as an option; its password goes by the surroundings, which nobody else sees."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    secret = "NIANGJIA_PASSPHRASE"  # noqa: S105  (the name of a variable)
    surroundings = {name: value for name, value in os.environ.items() if name != secret}
    surroundings |= {"PGOPTIONS": HURRIED, "LC_ALL": "C"}
    if password:
        surroundings["PGPASSWORD"] = str(password)
    return [f"--dbname={make_conninfo('', **parts)}"] if url else [], surroundings


def _serious(complaints: str, forgiven: str) -> list[str]:
    lines = [line for line in complaints.splitlines() if "error: " in line]
    return [line for line in lines if not (forgiven and forgiven in line)]


def _said(complaints: list[str]) -> str:
    """The first complaint, without the rows that it may quote."""
    reason = complaints[0].partition("error: ")[2] if complaints else "?"
    return _("数据库工具没有做完（%(reason)s）。请按原因处理后再试。") % {"reason": reason}

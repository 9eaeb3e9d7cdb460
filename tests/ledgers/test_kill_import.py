"""kill −9 of a real import, wherever it is: nothing of it stays, and the next one does it all.

Once in every fifth of its time; `FAULTS=all` in every tenth.
"""

import json
import os
import random
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import xlsxwriter
from psycopg import sql

from niangjia.base.postgres import ensure_running, stop
from tests.site.running import Site, niangjia, wait_until

POINTS = 10 if os.environ.get("FAULTS") == "all" else 5
ROWS = 400
OTHERS = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted), count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND usename <> current_user
"""


@pytest.fixture(scope="module")
def site(fresh_cluster):
    home = Path(tempfile.mkdtemp(prefix="niangjia-kill-import-"))
    yield Site(home, fresh_cluster)
    stop(home)
    shutil.rmtree(home)


@pytest.fixture
def database(site):
    with connect(site) as connection:
        yield connection


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Twenty terms of one township, so that there are as many elections to be killed in."""
    path = tmp_path_factory.mktemp("ledger") / "甲镇.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["组织名称", "姓名", "出生年月", "职务", "选举日期", "手机号"])
    for number in range(ROWS):
        name = "甲" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:03}")
        elected = f"{1990 + number // 20}-06-08"
        sheet.write_row(
            number + 1,
            0,
            ["甲镇妇联", name, "1970.03", "执委", elected, f"100{number:08}"],
        )
    book.close()
    return path


def connect(site):
    server = ensure_running(site.home)
    return psycopg.connect(server.dsn(server.owner), autocommit=True)


def importing(site, ledger, *more):
    words = ("import", ledger, "--as", "committee-roster", "--organisation", "甲镇", "--json")
    return niangjia(site.home, *map(str, words), *more)


def imported(site, ledger, *more):
    """What an import that nobody kills says of itself."""
    command = importing(site, ledger, *more)
    told, _ = command.communicate()
    assert command.returncode == 0
    counts = json.loads(told)
    return {key: counts[key] for key in ("records", "created", "changed", "unchanged")}


def rows_of_all_tables(database):
    found = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    count = sql.SQL("SELECT count(*) FROM {}")
    return {
        table: database.execute(count.format(sql.Identifier(table))).fetchone()[0]
        for (table,) in found.fetchall()
    }


def others(database):
    """Whether somebody else waits for a lock, and how many others there are."""
    return database.execute(OTHERS).fetchone()


def seconds_until_its_last_table(database, site, ledger):
    """From its first statement to its last: as long as it can be killed."""
    command = importing(site, ledger)
    with held_back(site):
        wait_until(lambda: others(database)[1])
        began = time.monotonic()
        wait_until(lambda: others(database)[0])
        seconds = time.monotonic() - began
        _kill(command)
    return seconds


@contextmanager
def held_back(site):
    """The result of an import is its last row: inside, none can commit."""
    with connect(site) as connection, connection.transaction(force_rollback=True):
        connection.execute("LOCK TABLE ledgers_import IN SHARE ROW EXCLUSIVE MODE")
        yield


def _kill(command):
    command.kill()
    command.communicate()


def kill_after(seconds, database, site, ledger):
    """Start an import and kill it so long after its first statement."""
    command = importing(site, ledger)
    with held_back(site):
        wait_until(lambda: others(database)[1])
        time.sleep(seconds)
        _kill(command)
    wait_until(lambda: not others(database)[1])


def test_a_killed_import_leaves_nothing_and_the_next_one_is_whole(site, database, ledger):
    before = rows_of_all_tables(database)
    undisturbed = imported(site, ledger, "--dry-run")
    span = seconds_until_its_last_table(database, site, ledger)
    wait_until(lambda: not others(database)[1])

    for point in range(POINTS):
        kill_after(span * (point + random.random()) / POINTS, database, site, ledger)

        assert rows_of_all_tables(database) == before

    assert undisturbed["created"] == ROWS
    assert imported(site, ledger) == undisturbed
    again = imported(site, ledger)
    assert again == {"records": ROWS, "created": 0, "changed": 0, "unchanged": ROWS}

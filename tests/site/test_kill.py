"""kill -9 at random points: nothing acknowledged is lost, nothing is half done, work goes on."""

import contextlib
import json
import os
import random
import shutil
import signal
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import openpyxl
import psycopg
import pytest

from niangjia.base.postgres import ensure_running, stop
from tests.site.running import Site, Writer, niangjia

POINTS = 10
ROWS = 600
BATCH = """
    SELECT count(*) FROM access_user u
    LEFT JOIN access_post p ON p.user_id = u.id
    LEFT JOIN base_entry inner_act ON inner_act.id = p.entry_id
    LEFT JOIN base_entry outer_act ON outer_act.public_id = inner_act.batch
    WHERE u.username <> 'officer' AND (p.id IS NULL OR outer_act.id IS NULL)
"""


@pytest.fixture
def prepared_site(fresh_cluster):
    home = Path(tempfile.mkdtemp(prefix="niangjia-kill-"))
    fresh_cluster(home)
    yield Site(home)
    stop(home)
    shutil.rmtree(home)


@pytest.fixture
def site(prepared_site):
    prepared_site.start()
    yield prepared_site
    prepared_site.stop()


@pytest.fixture
def writers(site):
    found = [Writer(site, name) for name in ("a", "b")]
    for writer in found:
        writer.start()
    yield found
    for writer in found:
        writer.end()


def kill(process):
    with contextlib.suppress(ProcessLookupError):  # a worker of PostgreSQL may end by itself
        os.kill(process, signal.SIGKILL)


def kill_at_random_points(site, writers, victims):
    """Kill one victim after the other, each in the midst of writing; wait until work goes on."""
    for kill_one in islice(cycle(victims), POINTS):
        time.sleep(random.random())
        kill_one()
        for writer in writers:
            writer.wait_for_another()


def kept(site):
    """User names in the database, and how many accounts are only half there."""
    connection = ensure_running(site.home)
    with psycopg.connect(connection.dsn(connection.owner)) as database:
        names = {name for (name,) in database.execute("SELECT username FROM access_user")}
        return names, database.execute(BATCH).fetchone()[0]


def test_a_killed_server_loses_nothing(site, writers):
    def command():
        site.process.kill()
        site.process.communicate()
        site.start()

    victims = (lambda: kill(site.workers()[-1]), lambda: kill(site.web_server()), command)

    kill_at_random_points(site, writers, victims)

    names, half_done = kept(site)
    assert {name for writer in writers for name in writer.acknowledged} <= names
    assert half_done == 0


def test_a_killed_database_loses_nothing(site, writers):
    victims = (
        lambda: kill(site.postmaster()),
        lambda: kill(site.supervisor()),
        lambda: kill(random.choice(site.database_processes())),
    )

    kill_at_random_points(site, writers, victims)

    names, half_done = kept(site)
    assert {name for writer in writers for name in writer.acknowledged} <= names
    assert half_done == 0


def roster(folder):
    """A ledger with enough rows that writing them takes a while."""
    book = openpyxl.Workbook()
    book.active.append(["甲镇妇联执委花名册"])
    book.active.append(["姓名", "性别", "出生年月", "职务", "选举日期"])
    for number in range(ROWS):
        name = "甲" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:04}")
        book.active.append([name, "女", "1980.03", "执委", "2017-06-08"])
    book.save(folder / "甲镇.xlsx")
    return folder / "甲镇.xlsx"


def rows_of_ledger(database):
    """Seats, persons and committees that the ledger has left."""
    tables = "committees_committeeseat", "people_person", "committees_term"
    return tuple(
        database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    )


def test_a_killed_import_leaves_nothing_behind(prepared_site, tmp_path):
    home, ledger = prepared_site.home, roster(tmp_path)
    words = ("import", str(ledger), "--as", "committee-roster", "--organisation", "甲镇", "--json")
    connection = ensure_running(home)
    began = time.monotonic()
    niangjia(home, *words, "--dry-run").communicate()
    seconds = time.monotonic() - began

    with psycopg.connect(connection.dsn(connection.owner), autocommit=True) as database:
        for _ in range(POINTS):
            command = niangjia(home, *words)
            # Reading and writing are the last part; before, Python is still loading.
            time.sleep(seconds * random.uniform(0.3, 0.95))
            command.kill()
            command.communicate()
            assert rows_of_ledger(database) in ((0, 0, 0), (ROWS, ROWS, 1))
        told, _ = niangjia(home, *words).communicate()

        assert json.loads(told)["records"] == ROWS
        assert rows_of_ledger(database) == (ROWS, ROWS, 1)

"""kill -9 at random points: nothing acknowledged is lost, nothing is half done, work goes on."""

import contextlib
import os
import random
import shutil
import signal
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import psycopg
import pytest

from niangjia.base.postgres import ensure_running, stop
from tests.site.running import Site, Writer

POINTS = 10
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

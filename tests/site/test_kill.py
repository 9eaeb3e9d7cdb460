"""kill -9 at random points under load: nothing acknowledged is lost or done twice, nothing is half done.

`FAULTS=all make test` kills more than two hundred times; without it once of every kind. Which
points they are comes from FAULTS_SEED.
"""

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
from tests.site.faulty.tasks import ACT, ACTS
from tests.site.faulty.writers import ROWS, Accounts, Imports, Jobs, names_of
from tests.site.running import Site, wait_until

EVERYTHING = os.environ.get("FAULTS") == "all"
POINTS = 216 if EVERYTHING else 8
SEED = int(os.environ.get("FAULTS_SEED", "3"))
LONGEST = 3600 if EVERYTHING else 900

HALF_AN_ACCOUNT = """
    SELECT u.username, p.id, inner_act.batch FROM access_user u
    LEFT JOIN access_post p ON p.user_id = u.id
    LEFT JOIN base_entry inner_act ON inner_act.id = p.entry_id
    LEFT JOIN base_entry outer_act ON outer_act.public_id = inner_act.batch
    WHERE u.username <> 'officer' AND (p.id IS NULL OR outer_act.id IS NULL)
"""
ACTS_OF_JOBS = "SELECT summary, count(*) FROM base_entry WHERE act = %s GROUP BY summary"
JOBS_TO_DO = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
SEATS = """
    SELECT p.name, count(*) FROM committees_committeeseat s JOIN people_person p ON p.id = s.person_id
    GROUP BY p.name
"""


@pytest.fixture
def site(fresh_cluster):
    home = Path(tempfile.mkdtemp(prefix="niangjia-kill-"))
    site = Site(home, fresh_cluster)
    site.settings = "tests.site.faulty.settings"
    site.start()
    yield site
    site.stop()
    stop(home)
    shutil.rmtree(home)


@pytest.fixture
def writers(site, tmp_path):
    found = [Accounts(site, "a"), Jobs(site, "j"), Imports(site, "i", tmp_path)]
    for writer in found:
        writer.start()
    yield found
    for writer in found:
        writer.end()


def kill(process):
    with contextlib.suppress(ProcessLookupError):  # one of PostgreSQL may end by itself
        os.kill(process, signal.SIGKILL)


def kill_command(site):
    """As a service it is started again by the machine."""
    site.process.kill()
    site.process.communicate()
    site.start()


def kill_import(importing):
    wait_until(lambda: importing.process and importing.process.poll() is None)
    time.sleep(random.random() * 2)
    importing.process.kill()


def victims(site, importing, chance):
    """What is killed, by name."""
    return {
        "web worker": lambda: kill(chance.choice(site.workers())),
        "web server": lambda: kill(site.web_server()),
        "worker": lambda: kill(site.worker()),
        "command": lambda: kill_command(site),
        "import": lambda: kill_import(importing),
        "database": lambda: kill(site.postmaster()),
        "its supervisor": lambda: kill(site.supervisor()),
        "one of its processes": lambda: kill(chance.choice(site.database_processes())),
    }


@contextlib.contextmanager
def rows(site):
    connection = ensure_running(site.home)
    with psycopg.connect(connection.dsn(connection.owner), autocommit=True) as database:
        yield lambda statement, *values: database.execute(statement, values).fetchall()


@pytest.mark.timeout(LONGEST)
def test_whoever_is_killed_everything_acknowledged_is_there_once_and_nothing_by_halves(
    site, writers, record_property
):
    accounts, queue, importing = writers
    chance = random.Random(SEED)
    for name, kill_one in islice(cycle(victims(site, importing, chance).items()), POINTS):
        time.sleep(chance.random())
        kill_one()
        record_property("killed", name)
        for writer in writers[:2]:
            writer.wait_for_another()
    importing.wait_for_another()
    for writer in writers:
        writer.end()

    # 0: nobody answered, since whoever did was killed. Never 500: she is told that it passes.
    assert {*accounts.answers} <= {0, 200, 503}
    with rows(site) as ask:
        wait_until(lambda: ask(JOBS_TO_DO) == [(0,)])
        users = {name for (name,) in ask("SELECT username FROM access_user")}
        acts, seats = dict(ask(ACTS_OF_JOBS, ACT)), dict(ask(SEATS))
        assert {*accounts.acknowledged} <= users
        assert ask(HALF_AN_ACCOUNT) == []
    assert {acts[mark] for mark in queue.acknowledged} == {ACTS}
    assert set(acts.values()) == {ACTS}
    assert set(seats.values()) == {1}
    for number in range(importing.number + 1):
        there = seats.keys() & {*names_of(number)}
        assert len(there) == ROWS or (number == importing.number and not there)

"""An office comes back out of its backup: all of it, or nothing."""

import json
import multiprocessing
import random
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from niangjia.base.backup import restoring
from niangjia.base.backup.home import UNFINISHED, is_unfinished
from niangjia.base.backup.making import Source, back_up
from niangjia.base.postgres import ensure_running, stop
from niangjia.base.refusals import Refused
from tests.browser import demo_site
from tests.site import offices
from tests.site.offices import PASSPHRASE, content, told
from tests.site.running import niangjia

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
QUICK = 4
KILLS = 5
FLIPS = 50


@pytest.fixture(scope="module")
def folder():
    """Where the folders of this module lie; none of their servers stays."""
    found = Path(tempfile.mkdtemp(prefix="niangjia-restore-"))
    (found / "elsewhere").mkdir()
    yield found
    for home in found.iterdir():
        if (home / "postgres").exists():
            stop(home)
    shutil.rmtree(found)


@pytest.fixture(scope="module")
def office(folder):
    """The demo county with a signed report."""
    home = folder / "office"
    demo_site.lay_out(home)
    offices.python(home, offices.SIGN)
    return home


@pytest.fixture(scope="module")
def right(office):
    """Every row of the office, which no test may change."""
    return content(url_of(office))


@pytest.fixture
def url(office):
    """Its database, running whatever the test before did."""
    return url_of(office)


@pytest.fixture(scope="module")
def archive(folder, office):
    found = folder / "office.backup"
    back_up(Source(office, url_of(office)), found, PASSPHRASE, now=NOW, program="0", work=QUICK)
    return found


@pytest.fixture(scope="module")
def new_server(folder):
    """Return a function that puts a server without tables into a folder; `initdb` runs once."""
    home = folder / "new"
    ensure_running(home, durable=False)
    stop(home)
    return lambda other: subprocess.run(["cp", "-a", home, other], check=True)


@pytest.fixture(scope="module")
def again(folder, archive, new_server):
    """The office, restored once for those who only look at it."""
    home = folder / "again"
    new_server(home)
    restore_here(archive, home)
    return home


@pytest.fixture
def empty(folder):
    """A folder that is not there yet; afterwards it is gone again."""
    home = folder / f"empty{random.randrange(10**9)}"
    yield home
    if home.exists():
        stop(home)
        shutil.rmtree(home)


@pytest.fixture
def started(empty, new_server):
    """The same folder with a server that has no tables."""
    new_server(empty)
    return empty


def url_of(home):
    server = ensure_running(home, durable=False)
    return server.dsn(server.owner)


def restored(home, archive):
    """`niangjia restore` as a process: exit code and answer."""
    passphrase = home.parent / "passphrase"
    passphrase.write_text(PASSPHRASE)
    passphrase.chmod(0o600)
    told_in = ("--into", str(home), "--passphrase-file", str(passphrase), "--json")
    process = niangjia(home.parent / "elsewhere", "restore", str(archive), *told_in)
    told, _ = process.communicate()
    return process.returncode, json.loads(told)


# --- the way back ---------------------------------------------------------------------------------


def test_after_the_loss_of_everything_another_home_is_the_same(
    folder, archive, office, right, empty
):
    before = told(office)
    stop(office)
    office.rename(folder / "lost")

    try:
        code, answer = restored(empty, archive)
    finally:
        (folder / "lost").rename(office)

    assert (code, answer["home"]) == (0, str(empty))
    assert told(empty) == before
    assert content(url_of(empty)) == right
    assert {path.name for path in empty.iterdir()} >= {"demo", "keys", "secret_key", "postgres"}
    assert (empty / "keys/master").read_text() == (office / "keys/master").read_text()
    assert before["seals"][0][2]
    assert before["phones"] == [before["phones"][0], []]
    assert before["chain"][0] > 10
    assert before["chain"][1] == []


def test_keys_and_files_stay_private(again):
    for path in (again, again / "keys", again / "keys/master", again / "secret_key"):
        assert path.stat().st_mode & 0o077 == 0


def restore_here(archive, home):
    url = url_of(home)
    restoring.restore(archive, PASSPHRASE, home=home, url=url, complete=lambda: None)
    return content(url)


def test_a_server_elsewhere_is_restored_by_the_same_command(
    folder, archive, right, empty, new_server
):
    """A second database on another server, named by DATABASE_URL."""
    new_server(folder / "server")
    server = ensure_running(folder / "server", durable=False)
    there = server.dsn(server.owner).replace(f"/{server.database}?", "/external?")
    with psycopg.connect(server.dsn(server.owner), autocommit=True) as database:
        database.execute("CREATE DATABASE external")
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE)
    passphrase.chmod(0o600)
    words = ("restore", str(archive), "--into", str(empty), "--passphrase-file", str(passphrase))

    program = offices_command(words, there)

    assert offices.python(folder / "elsewhere", program).startswith("已恢复")
    assert content(there) == right
    assert not (empty / "postgres").exists()
    again = folder / "external.backup"
    back_up(Source(empty, there), again, PASSPHRASE, now=NOW, program="0", work=QUICK)
    manifest = restoring.read_through(again, PASSPHRASE)
    assert manifest.rows["people_person"] > 1000


def offices_command(words, url):
    """A command with a server of its own, as a program."""
    return f"""
import os, sys
os.environ["DATABASE_URL"] = {url!r}
sys.argv = ["niangjia", *{words!r}]
from niangjia.site.cli import main
main()
"""


# --- what is refused ------------------------------------------------------------------------------


def damaged(archive):
    """Every way in which a file comes back from an old disk, with its name."""
    raw, chance = archive.read_bytes(), random.Random(3)
    yield "empty", b""
    for n in range(5):
        yield f"truncated{n}", raw[: chance.randrange(len(raw))]
    for n in range(FLIPS):
        place = chance.randrange(len(raw)) if n > 10 else chance.randrange(200)
        changed = bytearray(raw)
        changed[place] ^= 1 << chance.randrange(8)
        yield f"flipped{n} at {place}", bytes(changed)
    yield "appended", raw + b"\0"
    yield "twice", raw + raw


def test_every_damaged_file_is_refused_and_nothing_restored(folder, archive):
    for name, raw in damaged(archive):
        broken = folder / "broken.backup"
        broken.write_bytes(raw)

        with pytest.raises(Refused, match="备份") as refused:
            restoring.look_through(broken, PASSPHRASE)

        assert str(refused.value).endswith("。"), name
        broken.unlink()


@pytest.mark.parametrize("how", ["flipped", "truncated", "appended"])
def test_the_command_refuses_before_it_makes_anything(folder, archive, empty, how):
    raw = bytearray(archive.read_bytes())
    raw[len(raw) // 2] ^= how == "flipped"
    broken = folder / f"{how}.backup"
    broken.write_bytes(raw[: -1 if how == "truncated" else None] + b"x" * (how == "appended"))

    code, answer = restored(empty, broken)

    assert code == 2
    assert "不完整" in answer["error"]
    assert not empty.exists()


def test_another_passphrase_opens_nothing(archive):
    with pytest.raises(Refused, match="口令不对"):
        restoring.look_through(archive, PASSPHRASE + "!")


def test_a_home_with_data_is_left_alone(archive, office, right):
    code, answer = restored(office, archive)

    assert code == 2
    assert "已经有数据" in answer["error"]
    assert content(url_of(office)) == right
    assert not (office / UNFINISHED).exists()


def test_a_database_with_data_is_left_alone(url, right):
    with pytest.raises(Refused, match="数据库里已经有数据"):
        restoring.require_empty_database(url, ours={*right})


def test_tables_of_another_program_are_left_alone(started):
    url = url_of(started)
    with psycopg.connect(url) as database:
        database.execute("CREATE TABLE of_somebody (a int)")

    with pytest.raises(Refused, match="of_somebody"):
        restoring.require_empty_database(url, ours=set())


def test_a_home_that_was_only_looked_into_is_empty(fresh_cluster, archive, right, empty):
    """Its tables are there and its journal is not: somebody started the program once."""
    empty.mkdir(mode=0o700)
    fresh_cluster(empty)
    there = url_of(empty)

    restoring.require_empty_home(empty)
    restoring.require_empty_database(there, ours={*right})

    assert restore_here(archive, empty) == right


def test_a_row_less_than_was_backed_up_is_noticed(archive, again):
    manifest = restoring.look_through(archive, PASSPHRASE)
    more = {**manifest.rows, "people_pair": manifest.rows["people_pair"] + 1}

    restoring._require_all_rows(url_of(again), manifest)
    with pytest.raises(Refused, match="（people_pair）"):
        restoring._require_all_rows(url_of(again), replace(manifest, rows=more))


# --- killed ---------------------------------------------------------------------------------------


def attempt(archive, home, url):
    """A restore in a process of its own, with its seconds if nobody ends it."""
    words = {"home": home, "url": url, "complete": lambda: None}
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=restoring.restore, args=(archive, PASSPHRASE), kwargs=words)
    process.start()
    return process


def test_a_killed_restore_is_no_office_and_the_next_one_is(archive, right, started):
    """At random points, one after the other into the same folder."""
    there = url_of(started)
    begun = time.monotonic()
    restoring.restore(archive, PASSPHRASE, home=started, url=there, complete=lambda: None)
    seconds = time.monotonic() - begun

    for _ in range(KILLS):
        process = attempt(archive, started, there)
        time.sleep(random.random() * seconds)
        process.kill()
        process.join()
        if restoring.is_half_restored(started, there):
            assert not has_people(there) or is_marked(there)
            restoring.require_empty_home(started)
            restoring.require_empty_database(there, ours={*right})
        else:
            assert content(there) == right

    assert restore_here(archive, started) == right
    assert not is_unfinished(started)


def has_people(url):
    with psycopg.connect(url) as database:
        there = database.execute("SELECT to_regclass('people_person')").fetchone()[0]
        return bool(there) and database.execute("SELECT count(*) FROM people_person").fetchone()[0]


def is_marked(url):
    with psycopg.connect(url) as database:
        return database.execute("SELECT to_regclass(%s)", [restoring.MARK]).fetchone()[0]


def test_a_half_restored_folder_serves_nobody(started):
    url = url_of(started)
    (started / UNFINISHED).touch()
    with psycopg.connect(url) as database:
        database.execute(sql.SQL("CREATE TABLE {} ()").format(sql.Identifier(restoring.MARK)))

    command = niangjia(started, "figures", "--json")
    told, _ = command.communicate()

    assert command.returncode == 2
    assert "没有做完" in json.loads(told)["error"]


def test_a_restore_that_was_killed_at_its_last_step_is_whole(again, right):
    (again / UNFINISHED).touch()

    assert not restoring.is_half_restored(again, url_of(again))
    assert not is_unfinished(again)
    assert content(url_of(again)) == right

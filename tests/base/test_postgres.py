"""The embedded database, really started: what is committed stays, and nothing is left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from niangjia.base.postgres import Connection, DatabaseUnavailable, ensure_running, stop
from niangjia.base.postgres.layout import open_private, prepared
from niangjia.base.postgres.locks import give_back, hold, supervisor_of, take_if_unused
from niangjia.base.postgres.server import remains_of

OWNER_PROCESS = """
import sys
from pathlib import Path
from niangjia.base.postgres import ensure_running
connection = ensure_running(Path(sys.argv[1]), durable=False)
print(connection.dsn(connection.owner), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def one_home(tmp_path_factory):
    """One cluster for all tests here, because making it takes longer than starting it."""
    return tmp_path_factory.mktemp("postgres") / "home"


@pytest.fixture
def home(one_home):
    yield one_home
    stop(one_home)


@pytest.fixture
def another(home):
    """Start processes of their own that use the database; each is the child and its address."""
    with contextlib.ExitStack() as stack:

        def start() -> tuple[subprocess.Popen[str], str]:
            process = spawned(home)
            stack.callback(end, process)
            assert process.stdout is not None
            return process, process.stdout.readline().strip()

        yield start


def spawned(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OWNER_PROCESS, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def postmaster(home: Path) -> int:
    return int((home / "postgres/data/postmaster.pid").read_text().splitlines()[0])


def keeper(home: Path) -> int:
    process = supervisor_of(prepared(home))
    assert process
    return process


def wait_until(condition) -> None:
    """Wait; a condition that never comes is ended by the timeout of the test."""
    while not condition():
        time.sleep(0.02)


def nothing_runs(home: Path) -> bool:
    layout = prepared(home)
    return supervisor_of(layout) is None and not remains_of(layout)


def as_owner(connection: Connection) -> psycopg.Connection:
    return psycopg.connect(connection.dsn(connection.owner), autocommit=True)


def write_a_row(address: str) -> str:
    word = uuid4().hex
    with psycopg.connect(address) as database:
        database.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        database.execute("INSERT INTO kept VALUES (%s)", [word])
    return word


def is_there(word: str, connection: Connection) -> bool:
    with as_owner(connection) as database:
        asked = database.execute("SELECT count(*) FROM kept WHERE word = %s", [word])
        return asked.fetchone() == (1,)


# --- what is there after the first start --------------------------------------------------------


def test_the_owner_owns_the_database_and_is_no_superuser(home):
    with as_owner(ensure_running(home, durable=False)) as database:
        asked = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = user"
        assert database.execute(asked).fetchone() == (False, True, False)
        asked = (
            "SELECT pg_get_userbyid(datdba), datlocprovider, datlocale,"
            " pg_encoding_to_char(encoding), current_setting('data_checksums')"
            " FROM pg_database WHERE datname = current_database()"
        )
        expected = ("niangjia_owner", "b", "C.UTF-8", "UTF8", "on")
        assert database.execute(asked).fetchone() == expected


def test_the_web_role_writes_rows_and_changes_no_table_in_any_database_of_the_owner(home):
    connection = ensure_running(home, durable=False)
    with as_owner(connection) as database:
        database.execute("CREATE DATABASE test_niangjia")
    for name in ("niangjia", "test_niangjia"):
        both = {
            role: psycopg.conninfo.make_conninfo(connection.dsn(role), dbname=name)
            for role in (connection.owner, connection.web)
        }
        with psycopg.connect(both["niangjia_owner"]) as database:
            database.execute("CREATE TABLE numbered (id bigserial, word text)")
        with psycopg.connect(both["niangjia_web"]) as database:
            database.execute("INSERT INTO numbered (word) VALUES ('here')")
            database.execute("UPDATE numbered SET word = 'there'")
            assert database.execute("SELECT * FROM numbered").fetchall() == [(1, "there")]
            database.execute("DELETE FROM numbered")
        for refused in ("DROP TABLE numbered", "TRUNCATE numbered", "CREATE TABLE other (id int)"):
            with (
                psycopg.connect(both["niangjia_web"]) as database,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                database.execute(refused)


def test_nobody_signs_in_as_superuser_and_no_port_is_open(home):
    connection = ensure_running(home, durable=False)
    with pytest.raises(psycopg.OperationalError, match="no pg_hba"):
        psycopg.connect(connection.dsn("niangjia_admin"))
    with as_owner(connection) as database:
        assert database.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_log_holds_no_value_of_a_failed_statement(home):
    with as_owner(ensure_running(home, durable=False)) as database:
        database.execute("CREATE TABLE unique_words (word text PRIMARY KEY)")
        database.execute("INSERT INTO unique_words VALUES ('secret')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            database.execute("INSERT INTO unique_words VALUES (%s)", ["secret"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            database.execute("SELECT 'secret'::int")
    assert "secret" not in (home / "postgres/log").read_text()


def test_a_long_path_is_reached_by_a_short_link_that_goes_with_the_server(tmp_path):
    long = tmp_path / ("a" * 60) / ("b" * 60)
    connection = ensure_running(long, durable=False)
    try:
        assert len(str(connection.socket_folder)) < 90
        write_a_row(connection.dsn(connection.owner))
    finally:
        stop(long)
    assert not connection.socket_folder.is_symlink()


# --- attaching and leaving ----------------------------------------------------------------------


def test_a_second_process_attaches_and_the_server_outlives_the_first(home, another):
    first, address = another()
    server = postmaster(home)
    second, same_address = another()
    assert (same_address, postmaster(home)) == (address, server)
    end(first)
    write_a_row(address)
    assert postmaster(home) == server
    end(second)
    wait_until(lambda: nothing_runs(home))


def test_processes_that_start_at_once_share_one_new_server(home):
    shutil.rmtree(home, ignore_errors=True)
    processes = [spawned(home) for _ in range(4)]
    try:
        addresses = {process.stdout.readline().strip() for process in processes}
        assert len(addresses) == 1
        assert "niangjia_owner" in addresses.pop()
        server = postmaster(home)
        assert ensure_running(home, durable=False)
        assert postmaster(home) == server
    finally:
        for process in processes:
            end(process)


def test_a_newcomer_waits_for_a_supervisor_that_is_closing_down(home):
    layout = prepared(home)
    closing = open_private(layout.clients, os.O_RDWR)
    assert take_if_unused(closing)
    order = []

    def attach():
        hold(layout)
        order.append("attached")

    newcomer = threading.Thread(target=attach)
    newcomer.start()
    order.append("closed")
    give_back(closing)
    newcomer.join()
    assert order == ["closed", "attached"]
    assert not take_if_unused(closing)
    os.close(closing)


def test_a_supervisor_that_was_told_to_end_is_replaced_by_the_next_call(home):
    connection = ensure_running(home, durable=False)
    word = write_a_row(connection.dsn(connection.owner))
    os.kill(keeper(home), signal.SIGTERM)
    wait_until(lambda: nothing_runs(home))
    assert is_there(word, ensure_running(home, durable=False))


def test_stop_leaves_no_process_and_all_rows(home, another):
    _, address = another()
    word = write_a_row(address)
    stop(home)
    assert nothing_runs(home)
    assert is_there(word, ensure_running(home, durable=False))


# --- kill -9 ------------------------------------------------------------------------------------


def test_a_killed_server_comes_back_with_its_rows(home):
    connection = ensure_running(home, durable=False)
    word = write_a_row(connection.dsn(connection.owner))
    killed = postmaster(home)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in remains_of(prepared(home)))
    assert is_there(word, ensure_running(home, durable=False))
    assert postmaster(home) != killed


def test_a_killed_supervisor_takes_the_server_along_and_the_next_start_works(home):
    connection = ensure_running(home, durable=False)
    word = write_a_row(connection.dsn(connection.owner))
    server, killed = postmaster(home), keeper(home)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: supervisor_of(prepared(home)) != killed)
    assert is_there(word, ensure_running(home, durable=False))
    assert postmaster(home) != server


def test_supervisor_and_server_killed_together_come_back(home):
    connection = ensure_running(home, durable=False)
    word = write_a_row(connection.dsn(connection.owner))
    os.kill(keeper(home), signal.SIGKILL)
    for process in remains_of(prepared(home)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    assert is_there(word, ensure_running(home, durable=False))


def test_a_killed_owner_leaves_no_process_and_no_row_is_lost(home, another):
    process, address = another()
    word = write_a_row(address)
    end(process)
    wait_until(lambda: nothing_runs(home))
    assert is_there(word, ensure_running(home, durable=False))


def test_a_stale_lock_file_with_the_number_of_a_stranger_does_no_harm(home):
    connection = ensure_running(home, durable=False)
    word = write_a_row(connection.dsn(connection.owner))
    stop(home)
    with subprocess.Popen(["sleep", "600"]) as stranger:
        lines = f"{stranger.pid}\n/proc/self/cwd\n1\n5432\n/proc/self/cwd\n\n\nready\n"
        (home / "postgres/data/postmaster.pid").write_text(lines)
        assert is_there(word, ensure_running(home, durable=False))
        assert stranger.poll() is None
        stranger.kill()


def test_a_half_made_cluster_is_made_again(home):
    shutil.rmtree(home, ignore_errors=True)
    process = spawned(home)
    wait_until(lambda: list(home.glob("postgres/data.new-*/PG_VERSION")))
    os.kill(keeper(home), signal.SIGKILL)
    end(process)
    assert not (home / "postgres/data").exists()
    connection = ensure_running(home, durable=False)
    write_a_row(connection.dsn(connection.owner))
    wait_until(lambda: not list(home.glob("postgres/data.new-*")))


def test_a_removed_folder_ends_its_server(another, home):
    another()
    server = postmaster(home)
    shutil.rmtree(home, ignore_errors=True)
    wait_until(lambda: not Path(f"/proc/{server}").exists())


# --- what is told when it cannot be -------------------------------------------------------------


def test_a_cluster_that_cannot_start_says_why_in_one_sentence(home):
    ensure_running(home, durable=False)
    stop(home)
    shutil.rmtree(home / "postgres/data/global")
    try:
        with pytest.raises(DatabaseUnavailable, match="数据库未能启动") as refused:
            ensure_running(home, durable=False)
    finally:
        shutil.rmtree(home / "postgres/data")
    assert "global" in str(refused.value)
    assert str(home / "postgres/log") in str(refused.value)
    assert refused.value.sentence % refused.value.values == str(refused.value)


def test_an_open_data_folder_is_not_trusted(home):
    ensure_running(home, durable=False)
    (home / "postgres/data").chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match="属于另一位用户"):
        ensure_running(home, durable=False)
    (home / "postgres/data").chmod(0o700)

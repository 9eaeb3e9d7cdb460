"""Root, nobody and other users: PostgreSQL runs as the right one and no folder is opened for it."""

import errno
import importlib.metadata
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from niangjia.base.postgres import DatabaseUnavailable, binaries, ensure_running, stop
from niangjia.base.postgres.account import Account, account_for
from niangjia.base.postgres.errors import NOT_STARTED, explained, said_by_postgres
from niangjia.base.postgres.layout import prepared

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def nobody() -> Account:
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def modes(folder: Path) -> dict[Path, int]:
    return {parent: parent.stat().st_mode for parent in (folder, *folder.parents)}


def told_as(account: Account, act: Callable[[], object]) -> str:
    """Do it as that user in a process of its own; return the sentence it is refused with."""
    hear, say = os.pipe()
    if os.fork() == 0:
        try:
            os.setgid(account.gid)
            os.setuid(account.uid)
            act()
        except DatabaseUnavailable as refused:
            os.write(say, str(refused).encode())
        finally:
            os._exit(0)
    os.close(say)
    os.wait()
    with open(hear) as words:
        return words.read()


@pytest.fixture
def shelf():
    """A folder that everybody reaches, unlike `tmp_path`."""
    shelf = Path(tempfile.mkdtemp())
    shelf.chmod(0o755)
    yield shelf
    shutil.rmtree(shelf)


@pytest.fixture
def private_wheel(tmp_path):
    """The programs as they lie in an environment below somebody's private folder."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    wheel = binaries.packaged().root
    for part in (binaries.PACKAGE + ".libs", binaries.PACKAGE + "/pginstall18"):
        shutil.copytree(wheel / part, private / part, copy_function=os.link)
    return binaries.Binaries(private)


@as_root
def test_root_serves_from_a_private_folder_as_nobody_and_opens_no_parent(tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    before = modes(private)
    home = private / "home"
    connection = ensure_running(home, durable=False)
    try:
        server = Path("/proc") / (home / "postgres/data/postmaster.pid").read_text().split()[0]
        assert server.stat().st_uid == nobody().uid
        assert modes(private) == before
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        with psycopg.connect(connection.dsn(connection.web)) as database:
            assert database.execute("SELECT user").fetchone() == ("niangjia_web",)
    finally:
        stop(home)


@as_root
def test_root_serves_the_home_of_a_user_as_that_user(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    shutil.chown(home, "nobody", "root")
    ensure_running(home, durable=False)
    stop(home)
    assert {path.stat().st_uid for path in home.rglob("*")} == {nobody().uid}


@as_root
def test_the_home_of_a_user_who_has_no_name_is_served_by_nobody(tmp_path):
    os.chown(tmp_path, 54321, 54321)
    assert account_for(tmp_path) == nobody()


@as_root
def test_programs_below_a_private_folder_are_copied_once(private_wheel, shelf, monkeypatch):
    monkeypatch.setattr(binaries, "packaged", lambda: private_wheel)
    monkeypatch.setattr(binaries, "SHELVES", (shelf / "missing", shelf))
    before = modes(private_wheel.root)
    copy = binaries.usable_by(nobody())
    made = copy.postgres.stat()
    assert copy.root.is_relative_to(shelf)
    assert binaries.usable_by(nobody()) == copy
    assert copy.postgres.stat().st_ino == made.st_ino
    assert modes(private_wheel.root) == before
    told = subprocess.run(
        [copy.postgres, "--version"],
        capture_output=True,
        text=True,
        check=True,
        user=nobody().uid,
        group=nobody().gid,
        extra_groups=[],
    )
    assert told.stdout.startswith("postgres (PostgreSQL) 18")


@as_root
def test_a_shelf_that_others_can_write_is_not_used(private_wheel, shelf, monkeypatch):
    (shelf / "niangjia").mkdir()
    (shelf / "niangjia").chmod(0o777)
    monkeypatch.setattr(binaries, "packaged", lambda: private_wheel)
    monkeypatch.setattr(binaries, "SHELVES", (shelf,))
    with pytest.raises(DatabaseUnavailable, match="无法运行"):
        binaries.usable_by(nobody())


@as_root
def test_the_folder_of_another_user_is_refused_by_name(shelf):
    told = told_as(nobody(), lambda: prepared(shelf))
    assert "属于另一位用户（root）" in told
    assert str(shelf) in told


@as_root
def test_a_folder_behind_a_closed_one_is_refused(tmp_path):
    tmp_path.chmod(0o700)
    told = told_as(nobody(), lambda: prepared(tmp_path / "home"))
    assert "无法使用数据目录" in told


def test_missing_programs_are_told(monkeypatch):
    monkeypatch.setattr(binaries, "PACKAGE", "a_package_that_is_not_there")
    with pytest.raises(DatabaseUnavailable, match="没有找到 PostgreSQL 18"):
        binaries.packaged()


def test_a_full_disk_is_told_as_such(tmp_path):
    full = explained(OSError(errno.ENOSPC, "No space left on device"), tmp_path)
    said = "FATAL:  could not write lock file: No space left on device\n"
    told = said_by_postgres(NOT_STARTED, said, tmp_path / "log")
    assert str(full) == str(told)
    assert str(told).startswith("磁盘已满")


def test_the_wheel_of_this_environment_brings_the_programs():
    assert importlib.metadata.version(binaries.DISTRIBUTION)
    assert binaries.usable_by(Account(os.geteuid(), os.getegid())).initdb.exists()

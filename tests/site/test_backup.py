"""A backup is one sealed file, whole or not there; nights keep what the rotation says."""

import contextlib
import fcntl
import io
import json
import multiprocessing
import random
import shutil
import subprocess
import tarfile
import tempfile
import time
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pyrage
import pytest
from click.testing import CliRunner
from django.db import connections

from niangjia.base import journal
from niangjia.base.backup import restoring
from niangjia.base.backup.making import UNFINISHED, Source, back_up
from niangjia.base.models import Entry
from niangjia.base.postgres.binaries import packaged
from niangjia.base.refusals import Refused
from niangjia.people.models import Person
from niangjia.site import backups, database, tasks
from niangjia.site.cli import main
from tests import cast
from tests.site.offices import PASSPHRASE

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
# Names as nobody has them: two in the rows, one in a file, one in a key.
MARKERS = ("赵标记甲乙丙", "MarkerOfARow7319", "MarkerOfAFile8642", "5f" * 32)
QUICK = 4
KILLS = 5
uncommitted = pytest.mark.django_db

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(db):
    """A folder that stands for a home, with a marked file and a marked key."""
    home = Path(tempfile.mkdtemp(prefix="niangjia-backup-"))
    for name, text in (("uploads/a.txt", MARKERS[2] * 20), ("keys/master", MARKERS[3])):
        (home / name).parent.mkdir(mode=0o700)
        (home / name).write_text(text)
    (home / "postgres").mkdir()
    (home / "postgres/data").write_text("MarkerOfTheServer")
    (home / "serve.sock.lock").write_text("MarkerOfTheHour")
    yield home
    shutil.rmtree(home)


@pytest.fixture
def office(home):
    """That folder, and 清溪县 with marked rows, committed: `pg_dump` reads from outside."""
    cast.found_county()
    with journal.act("录入", by=None) as entry:
        for name in MARKERS[:2]:
            Person.objects.create(entry=entry, name=name, workplace=name)
    return Source(home, database.owner_url())


@pytest.fixture
def new(home):
    """That folder and tables without rows; nothing is committed, and no database copied after it."""
    return Source(home, database.owner_url())


@pytest.fixture
def here(home, monkeypatch, tmp_path):
    """The commands work with that folder, and find the passphrase in the surroundings."""
    monkeypatch.setenv("NIANGJIA_HOME", str(home))
    monkeypatch.setenv("NIANGJIA_PASSPHRASE", PASSPHRASE)
    return tmp_path


def made(office, out, passphrase=PASSPHRASE, **words):
    return back_up(office, out, passphrase, now=NOW, program="0", work=QUICK, **words)


def command(*words):
    return CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8"})


# --- what is in it --------------------------------------------------------------------------------


def test_without_the_passphrase_no_marker_is_readable(office, tmp_path):
    out = tmp_path / "office.backup"
    made(office, out)
    raw = out.read_bytes()

    for marker in MARKERS:
        for written in (marker.encode(), marker.encode("gb18030"), marker.encode("utf-16-le")):
            assert written not in raw
            assert not any(written in text for text in everything_compressed_in(raw))
    assert len(zlib.compress(raw, 9)) > 0.999 * len(raw)


def everything_compressed_in(raw):
    """Whatever could be unpacked from anywhere in the file."""
    for sign in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        at = raw.find(sign)
        while at >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj(47).decompress(raw[at : at + 100_000])
            at = raw.find(sign, at + 1)


def test_age_and_tar_and_pg_restore_open_it_without_us(office, tmp_path):
    """As docs/backup.md says it for the day on which there is no Niangjia."""
    out = tmp_path / "office.backup"
    made(office, out)

    opened = io.BytesIO(pyrage.passphrase.decrypt(out.read_bytes(), PASSPHRASE))
    with tarfile.open(fileobj=opened) as tar:
        parts = {one.name: tar.extractfile(one).read() for one in tar.getmembers()}
    dump = b"".join(text for name, text in sorted(parts.items()) if name.startswith("database/"))
    text = subprocess.check_output([packaged().restore, "--file=-"], input=dump).decode()

    assert json.loads(parts["manifest.json"])["rows"]["people_person"] == 2
    assert parts["files/uploads/a.txt"].decode() == MARKERS[2] * 20
    assert parts["files/keys/master"].decode() == MARKERS[3]
    assert {name for name in parts if name.startswith("files/")} == {
        "files/uploads/a.txt",
        "files/keys/master",
    }
    assert all(marker in text for marker in MARKERS[:2])


def test_it_holds_one_state_of_the_rows(office, tmp_path):
    """Somebody writes all the time; entries and rows in it still fit each other."""
    fork = multiprocessing.get_context("fork")
    writing = fork.Process(target=write, args=(office.url,))
    writing.start()
    try:
        time.sleep(0.3)
        manifest = made(office, tmp_path / "a")
    finally:
        writing.kill()
        writing.join()

    assert manifest.rows["people_person"] == manifest.rows["base_entry"] - entries_before()


def write(url):
    """A person and an entry at a time."""
    with psycopg.connect(url, autocommit=True) as line:
        while True:
            line.execute(
                "WITH e AS (INSERT INTO base_entry (public_id, act, post, summary, reason, at)"
                " VALUES (gen_random_uuid(), '录入', '', '', '', now()) RETURNING id)"
                " INSERT INTO people_person (public_id, name, sex, ethnic_group, politics,"
                " education, workplace, entry_id) SELECT gen_random_uuid(), '甲', 'F', '', '',"
                " '', '', id FROM e"
            )


def entries_before():
    """Entries that stand for no person of `write`, less the two persons of the office."""
    first = Person.objects.filter(name="甲").order_by("pk").first()
    return Entry.objects.filter(pk__lt=first.entry_id).count() - 2


# --- whole or not there ---------------------------------------------------------------------------


def test_a_killed_backup_leaves_nothing_that_looks_like_one(office, tmp_path):
    out = tmp_path / "office.backup"
    begun = time.monotonic()
    made(office, out)
    seconds = time.monotonic() - begun
    out.unlink()

    for _ in range(KILLS):
        fork = multiprocessing.get_context("fork")
        process = fork.Process(target=made, args=(office, out))
        process.start()
        time.sleep(random.random() * seconds)
        process.kill()
        process.join()
        if out.exists():  # it was faster
            restoring.look_through(out, PASSPHRASE)
            out.unlink()
        draft = out.with_name(out.name + UNFINISHED)
        if draft.exists():
            with pytest.raises(Refused):
                restoring.look_through(draft, PASSPHRASE)

    made(office, out)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert restoring.read_through(out, PASSPHRASE).rows["people_person"] == 2


@uncommitted
def test_only_its_owner_reads_it(new, tmp_path):
    made(new, tmp_path / "a")

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@uncommitted
def test_what_is_there_is_replaced_only_when_asked_for(new, tmp_path):
    (tmp_path / "a").write_text("somebody's")

    with pytest.raises(Refused, match="--replace"):
        made(new, tmp_path / "a")
    assert (tmp_path / "a").read_text() == "somebody's"

    made(new, tmp_path / "a", replace=True)
    restoring.look_through(tmp_path / "a", PASSPHRASE)


@uncommitted
def test_a_folder_that_is_not_there_is_named(new, tmp_path):
    with pytest.raises(Refused, match="没有做成"):
        made(new, tmp_path / "none" / "a")


@uncommitted
@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_restore_into_what_is_no_folder_is_told(new, tmp_path, place):
    made(new, tmp_path / "a")
    (tmp_path / "file").touch()
    words = {"home": tmp_path / place, "url": "", "complete": lambda: None}

    with pytest.raises(Refused, match=r"恢复没有做完.*--into"):
        restoring.restore(tmp_path / "a", PASSPHRASE, **words)


@uncommitted
def test_a_data_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Refused, match=r"恢复没有做完.*--into"):
        restoring.require_empty_home(tmp_path / "file")


@uncommitted
def test_a_disk_that_fails_while_a_backup_is_read_is_told(new, tmp_path):
    """As the kernel tells it of a process's memory that is not there."""
    with pytest.raises(Refused, match=r"读不到备份.*Input/output error"):
        restoring.look_through(Path("/proc/self/mem"), PASSPHRASE)


def test_a_server_that_does_not_answer_is_told_in_a_sentence(here, office, monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.setenv(name, f"postgresql://web@/office?host={here}")

    result = command("backup", str(here / "a"))

    assert (result.exit_code, "连不上数据库" in result.stderr) == (2, True)


def test_a_restore_under_somebody_who_works_is_refused(office):
    connections.close_all()
    with psycopg.connect(office.url) as other:
        said = rf"进程 {other.info.backend_pid}.*先停掉 niangjia serve"
        with pytest.raises(Refused, match=said):
            restoring.require_nobody_at_work(office.url, patience=0.2)

    restoring.require_nobody_at_work(office.url)


@uncommitted
def test_a_database_that_breaks_off_leaves_no_file(new, tmp_path):
    elsewhere = Source(new.home, new.url.replace("test_", "none_"))

    with pytest.raises(psycopg.OperationalError):
        made(elsewhere, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@uncommitted
@pytest.mark.parametrize("passphrase", ["", "short", "十一个字还是太短了一点"])
def test_a_short_passphrase_is_refused(new, tmp_path, passphrase):
    with pytest.raises(Refused, match="太短"):
        made(new, tmp_path / "a", passphrase)


# --- the commands ---------------------------------------------------------------------------------


def test_the_command_backs_up_and_the_journal_says_so(here, office):
    result = command("backup", str(here / "a"), "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["file"]) == (0, str(here / "a"))
    assert told["tables"]["people_person"] == 2
    assert Entry.objects.get(act="备份").summary == str(here / "a")
    whole = json.loads(command("verify", str(here / "a"), "--json").stdout)
    assert whole["tables"] == told["tables"]


@uncommitted
def test_the_passphrase_is_never_a_word_of_the_command(here):
    assert "--passphrase " not in command("backup", "--help").stdout
    assert command("backup", str(here / "a"), "--passphrase", PASSPHRASE).exit_code == 2


@uncommitted
@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [(None, 0o600, "读不到"), ("", 0o600, "是空的"), (PASSPHRASE, 0o644, "chmod 600")],
)
def test_a_passphrase_file_must_be_there_and_private(here, text, mode, says):
    file = here / "passphrase"
    if text is not None:
        file.write_text(text)
        file.chmod(mode)

    result = command("backup", str(here / "a"), "--passphrase-file", str(file))

    assert (result.exit_code, (here / "a").exists()) == (2, False)
    assert says in result.stderr


@uncommitted
def test_without_passphrase_and_person_it_is_refused(here, monkeypatch):
    monkeypatch.delenv("NIANGJIA_PASSPHRASE")

    result = command("backup", str(here / "a"))

    assert result.exit_code == 2
    assert "--passphrase-file" in result.stderr


# --- the nights -----------------------------------------------------------------------------------


@pytest.fixture
def nights(here, office, monkeypatch):
    file = here / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    file.chmod(0o600)
    monkeypatch.setenv("NIANGJIA_PASSPHRASE_FILE", str(file))
    return here / "nights"


def test_a_night_makes_one_and_clears_away_what_no_longer_stays(nights):
    nights.mkdir()
    old = {date(2026, 11, 21) - timedelta(days=n) for n in range(40)}
    for day in old:
        (nights / f"niangjia-{day}.backup").touch()
    (nights / "niangjia-2026-11-20.backup.unfinished").touch()
    (nights / "letter.txt").touch()

    made = backups.nightly(NOW, into=nights)

    left = {path.name for path in nights.iterdir()}
    assert made.file == nights / "niangjia-2026-11-22.backup"
    assert restoring.look_through(made.file, PASSPHRASE).rows["people_person"] == 2
    assert "letter.txt" in left
    assert not any(name.endswith(UNFINISHED) for name in left)
    assert len(left) == 1 + 7 + 3 + 1  # the letter, days, further weeks, the last of October


def test_the_same_night_again_replaces_its_own(nights):
    backups.nightly(NOW, into=nights)
    backups.nightly(NOW + timedelta(hours=1), into=nights)

    assert len(list(nights.iterdir())) == 1


def test_a_night_without_its_disk_makes_no_folder_and_the_next_day_is_told(nights, monkeypatch):
    monkeypatch.setenv("NIANGJIA_BACKUPS", str(nights))

    with pytest.raises(Refused, match="可能是盘没有挂上"):
        tasks.back_up_at_night()

    assert not nights.exists()
    failed = backups.failed_since()
    assert str(nights) in failed.reason
    told = {one["check"]: one for one in json.loads(command("doctor", "--json").stdout)["checks"]}
    assert failed.reason in told["backup.failed"]["says"]
    assert (told["backup.failed"]["state"], told["backup.disk"]["state"]) == ("bad", "bad")

    nights.mkdir()
    tasks.back_up_at_night()

    assert len([*nights.iterdir()]) == 1
    assert backups.failed_since() is None
    told = {one["check"]: one for one in json.loads(command("doctor", "--json").stdout)["checks"]}
    assert "backup.failed" not in told
    assert told["backup.disk"]["state"] == "mind"  # the same disk as the data


def test_a_night_leaves_the_draft_that_somebody_is_writing(nights):
    nights.mkdir()
    draft, left = (nights / f"niangjia-2026-11-2{n}.backup{UNFINISHED}" for n in (0, 1))
    left.touch()
    with draft.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        backups.nightly(NOW, into=nights)

        assert draft.exists()
    assert not left.exists()


@uncommitted
def test_without_a_passphrase_there_is_no_night(here):
    with pytest.raises(Refused, match="NIANGJIA_PASSPHRASE_FILE"):
        backups.nightly(NOW, into=here)

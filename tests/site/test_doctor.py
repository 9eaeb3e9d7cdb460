"""`niangjia doctor` names what ails, says what to do, and changes nothing."""

import json
import os
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone

from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.people.models import Person
from niangjia.site import diagnosis
from niangjia.site.backups import MADE
from niangjia.site.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(monkeypatch, tmp_path):
    """A data folder with its keys, and a backup of today in the journal."""
    (tmp_path / "keys").mkdir(mode=0o700)
    for path in (tmp_path / "keys/master", tmp_path / "secret_key"):
        path.touch(mode=0o600)
    monkeypatch.setenv("NIANGJIA_HOME", str(tmp_path))
    monkeypatch.delenv("NIANGJIA_PASSPHRASE_FILE", raising=False)
    with journal.act(MADE, by=None):
        pass
    return tmp_path


def doctor(*words):
    return CliRunner().invoke(main, ["doctor", *words], env={"LC_ALL": "C.UTF-8"})


def found():
    result = doctor("--json")
    told = json.loads(result.stdout)
    assert result.exit_code == (0 if told["well"] else 1)
    return {one["check"]: one for one in told["checks"]}


def test_a_healthy_office_is_told_so(home):
    states = {name: one["state"] for name, one in found().items()}

    for name in ("database", "server", "tables", "clock", "keys", "backup", "disk"):
        assert states[name] == "fine", name
    assert doctor().stdout.splitlines()[-1] == "没有要马上处理的事。"


def test_every_line_that_is_not_fine_says_what_to_do(home):
    for one in found().values():
        assert one["says"].endswith("。")
        assert one["state"] == "fine" or one["do"]


def test_a_key_that_others_can_read_is_named_with_its_remedy(home):
    (home / "keys/master").chmod(0o644)

    one = found()["keys"]

    assert one["state"] == "bad"
    assert one["do"] == f"chmod 600 {home}/keys/master"


def test_a_key_that_is_lost_is_told_with_the_way_back(home):
    with journal.act("录入", by=None) as entry:
        Person.objects.create(entry=entry, name="甲某", phone_sealed=b"sealed by another")

    one = found()["keys.master"]

    assert one["state"] == "bad"
    assert "keys/master" in one["do"]
    assert (home / "keys/master").read_text() == ""


@pytest.mark.parametrize(("days", "state"), [(1, "fine"), (3, "mind"), (8, "bad")])
def test_an_old_backup_is_worth_a_word(home, days, state):
    Entry.objects.filter(act=MADE).update(at=timezone.now() - timedelta(days=days, minutes=1))

    assert found()["backup"]["state"] == state
    assert f"{days}天前" in found()["backup"]["says"]


def test_no_backup_at_all_is_bad(home):
    Entry.objects.all().delete()

    assert found()["backup"]["state"] == "bad"


def test_a_clock_that_was_set_back_is_noticed_by_the_journal(home):
    Entry.objects.update(at=timezone.now() + timedelta(days=1))

    assert found()["clock"]["state"] == "bad"


def test_a_clock_that_was_set_back_is_noticed_by_the_files(home):
    later = (timezone.now() + timedelta(days=1)).timestamp()
    os.utime(home / "secret_key", (later, later))

    assert "将来的文件" in found()["clock"]["says"]


def test_a_clock_that_differs_from_the_database_is_noticed(home):
    ask = diagnosis.examine(now=timezone.now() - timedelta(hours=1))

    assert {one.name: one.state for one in ask}["clock"] == "bad"


def test_tables_that_wait_for_an_update_are_counted_and_left_alone(home):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reports' AND name LIKE '0002%'")

    one = found()["tables"]

    assert (one["state"], "1处" in one["says"]) == ("mind", True)
    assert found()["tables"] == one


def test_tables_of_a_newer_program_are_named(home):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('reports', '0999_of_tomorrow', now())"
        )

    assert "0999_of_tomorrow" in found()["tables"]["says"]
    assert found()["tables"]["state"] == "bad"


def test_the_passphrase_of_the_nights_is_looked_at(home, monkeypatch):
    file = home / "passphrase"
    file.write_text("一句好记的话")
    file.chmod(0o640)
    monkeypatch.setenv("NIANGJIA_PASSPHRASE_FILE", str(file))
    assert found()["backup.nightly"]["state"] == "bad"

    file.chmod(0o600)
    assert found()["backup.nightly"]["state"] == "fine"


def test_a_small_disk_is_said_to_be_small(home, monkeypatch):
    monkeypatch.setattr(diagnosis, "LITTLE_FREE", 10**18)
    assert found()["disk"]["state"] == "mind"

    monkeypatch.setattr(diagnosis, "LEAST_FREE", 10**18)
    assert found()["disk"]["state"] == "bad"

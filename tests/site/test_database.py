"""The web role owns nothing; migrations are its owner's, and cost nothing when there are none."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from niangjia.base import journal, undo
from niangjia.committees.operations import ElectionDraft, Member, elect
from niangjia.network import operations
from niangjia.people.models import Person
from niangjia.site import database, health
from tests import cast

pytestmark = pytest.mark.django_db


def one(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_the_web_role_owns_nothing():
    owned = "SELECT count(*) FROM {} WHERE {} = 'niangjia_web'::regrole"

    assert one(owned.format("pg_class", "relowner")) == 0
    assert one(owned.format("pg_proc", "proowner")) == 0
    assert one(owned.format("pg_namespace", "nspowner")) == 0
    assert one(owned.format("pg_database", "datdba")) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE another (a int)",
        "CREATE SCHEMA another",
        "CREATE FUNCTION another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE base_entry ADD another int",
        "ALTER TABLE base_entry DISABLE TRIGGER ALL",
        "DROP TABLE base_entry",
        "TRUNCATE base_entry",
        "DROP FUNCTION network_refresh_paths",
        "DELETE FROM django_migrations",
    ],
)
def test_the_web_role_changes_rows_and_nothing_else(as_web_role, statement):
    said = r"must be owner|permission denied"
    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        one(statement)


def test_all_acts_are_within_its_rights(as_web_role, today):
    county = cast.found_county()
    with journal.act("录入", by=None) as entry:
        person = Person.objects.create(entry=entry, name="甲某")
    draft = ElectionDraft(county.jia, date(2017, 6, 8), [Member(person, "chair")])
    elect(by=None, draft=draft, today=today)
    moving = {"by": None, "organisation": county.ding, "parent": county.yi}
    operations.move(**moving, on=date(2020, 1, 1), today=today)

    undo.undo(journal.Entry.objects.latest("pk"), by=None, reason="试")

    assert one("SELECT count(*) FROM network_placementbefore") > 0


def test_nothing_is_pending_after_migrating():
    assert database.pending() == set()


def test_a_migrated_database_is_left_alone(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not database.migrate()


def test_the_health_page_asks_the_database():
    answer = Client().get("/healthz", headers={"host": "localhost"})

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_program_that_is_ahead_of_its_tables_is_not_well():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'base' AND name = '0002_jobs'")
    answer = Client().get("/healthz", headers={"host": "localhost"})

    assert (answer.status_code, answer.content) == (503, b"migrations")


def test_the_health_page_walks_no_folder_twice(monkeypatch):
    health._brought.cache_clear()
    walked = []
    on_disk = database.on_disk
    monkeypatch.setattr(database, "on_disk", lambda: walked.append(1) or on_disk())

    for _ in range(3):
        assert Client().get("/healthz", headers={"host": "localhost"}).content == b"ok"

    assert len(walked) == 1

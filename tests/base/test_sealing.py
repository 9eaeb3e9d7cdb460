"""The journal's chain: all that is committed is sealed once, by one sealer, and nobody waits for it (R27)."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as some

from niangjia.base import chain, journal
from niangjia.base.chain_checking import Noted, check_chain
from niangjia.base.history import tracked_models
from niangjia.base.models import Entry, EntrySeal, UnsealedEntry
from niangjia.base.refusals import Refused
from niangjia.people.models import Person
from tests.fresh_database import ROOT
from tests.site.running import wait_until

in_one_transaction = pytest.mark.django_db
with_others = pytest.mark.django_db(transaction=True)
# `(head -c 32 /dev/zero; printf "$text") | sha256sum` of the text below.
KNOWN = "ef94e7c5349c2726a787e3a26b2c04dfe637465f74ada2d77ea48eaaea50d518"
SEALER = """
import asyncio, django
django.setup()
from niangjia.site.sealer import keep_sealing
print("ready", flush=True)
asyncio.run(keep_sealing())
"""
INSERT = (
    "INSERT INTO base_entry (public_id, act, post, summary, reason, at)"
    " VALUES (gen_random_uuid(), '试', '', %s, '', now())"
)


def write(act="录入", **more):
    with journal.act(act, by=None, **more) as entry:
        pass
    return entry


def person(name="甲某"):
    with journal.act("录入", by=None) as entry:
        return Person.objects.create(entry=entry, name=name)


def change(one, **values):
    with journal.act("更正", by=None, reason="记错了") as entry:
        Person.objects.filter(pk=one.pk).update(**values)
    return entry


def delete(one):
    with journal.act("撤下", by=None) as entry:
        Person.objects.filter(pk=one.pk).delete()
    return entry


@pytest.fixture
def sealed():
    """Five entries: a person recorded, changed twice, deleted; and one that left no image."""
    one = person()
    acts = [one.entry, change(one, name="乙某"), change(one, sex="f"), write("选举"), delete(one)]
    chain.seal_pending()
    return acts


def by_hand(statement, *values, table="base_entry"):
    """What somebody does who owns the tables, and has switched their rules off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def without_reference():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'base_entryseal'::regclass"
            " AND contype = 'f'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE base_entryseal DROP CONSTRAINT {name}")


def only_fault():
    wrong = check_chain().wrong
    assert len(wrong) == 1, wrong
    return wrong[0]


# --- what a seal is -------------------------------------------------------------------------------


def test_the_text_of_an_entry_is_known_to_the_byte():
    """Computed by hand once; a seal made in one year must fit in every later one."""
    entry = Entry(
        pk=7,
        public_id=UUID("01930a1c-0000-7000-8000-000000000001"),
        act="签发材料",
        by_id=12,
        post="",
        organisation_id=None,
        summary="甲:1,乙",
        reason="更正\n两行",
        batch=UUID("01930a1c-0000-7000-8000-000000000002"),
        undoes_id=None,
        at=datetime(2026, 11, 22, 1, 2, 3, 45, tzinfo=UTC),
    )
    text = (
        "15:niangjia.seal.1,1:7,36:01930a1c-0000-7000-8000-000000000001,12:签发材料,2:12,0:,-,"
        "9:甲:1,乙,13:更正\n两行,36:01930a1c-0000-7000-8000-000000000002,-,"
        "32:2026-11-22T01:02:03.000045+00:00,0:,"
    )

    assert chain.canonical(entry, "").decode() == text
    assert chain.link(chain.BEGINNING, entry, "").hex() == KNOWN


def test_every_field_of_an_entry_is_sealed():
    """A field that is added changes what a seal means: give the text another name then."""
    assert [field.attname for field in Entry._meta.concrete_fields] == [
        *("id", "public_id", "act", "by_id", "post", "organisation_id"),
        *("summary", "reason", "batch", "undoes_id", "at"),
    ]


@in_one_transaction
def test_the_database_seals_what_the_checker_computes():
    """Every field filled or empty, Chinese, commas and line breaks: both write the same text."""
    head = write("录入", summary="3:甲,", reason="第一行\n第二行", organisation_id=9)
    with journal.act("撤回", by=None, undoes=head, belonging_to=head):
        pass
    write("选举", summary="")
    assert chain.seal_pending() == 3

    seals = [*EntrySeal.objects.order_by("number")]
    assert [seal.number for seal in seals] == [1, 2, 3]
    previous = chain.BEGINNING
    for seal in seals:
        assert chain.link(previous, seal.entry, seal.images) == bytes(seal.hash)
        previous = bytes(seal.hash)


@in_one_transaction
def test_a_seal_tells_which_before_images_the_act_left(sealed):
    images = [seal.images.split(" ") for seal in EntrySeal.objects.order_by("number")]

    assert [len(words) for words in images] == [1, 4, 4, 1, 4]
    table, columns, many, digest = images[1]
    assert (table, many, len(digest)) == ("people_personbefore", "1", 64)
    assert {"id", "name", "pgh_id", "pgh_context_id"} <= {*columns.split(",")}


@in_one_transaction
def test_a_sealer_whose_session_writes_dates_otherwise_makes_the_same_seals():
    one = person()
    change(one, name="乙某", phone_sealed=b"\x01\xff", birth_year=1980)
    delete(one)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'America/Lima'")
        cursor.execute("SET LOCAL datestyle = 'German'")
        cursor.execute("SET LOCAL bytea_output = 'escape'")
        assert chain.seal_pending() == 3
        for setting in ("timezone", "datestyle", "bytea_output"):
            cursor.execute(f"RESET {setting}")
        cursor.execute("SET LOCAL timezone = 'UTC'")

    assert check_chain().wrong == ()


@in_one_transaction
def test_a_column_that_is_added_later_breaks_no_seal(sealed):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE people_personbefore ADD later text DEFAULT 'x' NOT NULL")

    assert check_chain().wrong == ()


@in_one_transaction
def test_images_whose_column_was_taken_away_are_said_not_to_be_compared(sealed):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE people_personbefore DROP COLUMN workplace")

    assert check_chain().wrong == ()
    assert "有3件日志的前像" in check_chain().remark


@in_one_transaction
def test_before_images_are_found_by_their_act_through_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%(pgh_context_id)'")
        indexed = {table for (table,) in cursor.fetchall()}

    assert {images._meta.db_table for _model, images in tracked_models()} <= indexed


# --- what is found --------------------------------------------------------------------------------


@in_one_transaction
def test_what_nobody_touched_has_nothing_wrong(sealed):
    found = check_chain()

    assert (found.looked_at, found.wrong) == (5, ())
    assert f"5:{bytes(EntrySeal.objects.get(pk=5).hash).hex()}" in found.remark


@pytest.mark.parametrize(
    "setting",
    [
        *(
            "act = '选举'",
            "summary = '丙'",
            "reason = '改'",
            "post = '主席'",
            "organisation_id = 3",
        ),
        *("at = at - interval '1 microsecond'", "batch = gen_random_uuid()", "undoes_id = id"),
        "public_id = gen_random_uuid()",
    ],
)
@in_one_transaction
def test_any_changed_field_of_an_entry_is_found(sealed, setting):
    by_hand(f"UPDATE base_entry SET {setting} WHERE id = %s", sealed[1].pk)

    assert "第2号封印对不上" in only_fault()


@in_one_transaction
def test_an_entry_that_was_removed_is_found(sealed):
    without_reference()
    by_hand("DELETE FROM base_entry WHERE id = %s", sealed[3].pk)

    assert "第4号封印的日志" in only_fault()
    assert f"编号 {sealed[3].pk}" in only_fault()


@in_one_transaction
def test_an_entry_that_was_removed_with_its_seal_is_found(sealed):
    EntrySeal.objects.filter(pk=4).delete()
    by_hand("DELETE FROM base_entry WHERE id = %s", sealed[3].pk)

    assert "第4号封印不见了，下一个是第5号" in only_fault()


@in_one_transaction
def test_two_entries_that_changed_places_are_found(sealed):
    without_reference()
    for number, entry in ((1, None), (4, sealed[0]), (1, sealed[3])):
        EntrySeal.objects.filter(pk=number).update(entry_id=entry.pk if entry else -1)

    assert "第1号封印对不上" in check_chain().wrong[0]
    assert "第4号封印对不上" in check_chain().wrong[1]


@in_one_transaction
def test_an_entry_put_between_is_found(sealed):
    """Its own hash fits: the seal after it does not."""
    by_hand(INSERT, "后来塞进去的")
    added = Entry.objects.latest("pk")
    before = EntrySeal.objects.get(pk=2)
    for number in (5, 4, 3):
        EntrySeal.objects.filter(pk=number).update(number=number + 1)
    fitting = chain.link(bytes(before.hash), added, "")
    EntrySeal.objects.create(number=3, entry=added, images="", hash=fitting)

    assert "第4号封印对不上" in only_fault()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_personbefore SET name = '丙某' WHERE pgh_context_id = %s",
        "UPDATE people_personbefore SET pgh_created_at = now() + interval '1 second'"
        " WHERE pgh_context_id = %s",
        "DELETE FROM people_personbefore WHERE pgh_context_id = %s",
        "UPDATE people_personbefore SET pgh_context_id = NULL WHERE pgh_context_id = %s",
    ],
)
@in_one_transaction
def test_a_before_image_that_was_changed_is_found(sealed, statement):
    by_hand(statement, sealed[1].public_id, table="people_personbefore")

    assert "留下的前像和封存时不一样了" in only_fault()
    assert "people_personbefore" in only_fault()


@in_one_transaction
def test_a_before_image_that_was_added_is_found(sealed):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true)", [str(sealed[3].public_id)]
        )
    Person.objects.create(entry=sealed[3], name="丁某")
    Person.objects.filter(name="丁某").update(name="戊某")

    assert "第4号封印" in only_fault()


@in_one_transaction
def test_an_entry_that_never_came_to_the_queue_is_found(sealed):
    by_hand(INSERT, "绕过去的")

    assert "有1件日志没有封存，也不在等封存" in only_fault()


@in_one_transaction
def test_an_end_that_was_cut_off_is_found_by_whoever_wrote_the_last_seal_down(sealed):
    last = bytes(EntrySeal.objects.get(pk=5).hash).hex()
    assert check_chain(noted=Noted(5, last[:12])).wrong == ()

    EntrySeal.objects.filter(pk=5).delete()
    by_hand("DELETE FROM base_entry WHERE id = %s", sealed[4].pk)

    assert check_chain().wrong == ()
    assert f"5:{last[:12]}" in check_chain(noted=Noted(5, last[:12])).wrong[0]
    assert check_chain(noted=Noted(4, last[:12])).wrong


# --- who may what ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO base_entryseal (number, entry_id, images, hash) VALUES (9, 9, '', '')",
        "UPDATE base_entryseal SET images = 'x'",
        "DELETE FROM base_entryseal",
        "INSERT INTO base_unsealedentry (entry_id, made_in) VALUES (9, '')",
        "DELETE FROM base_unsealedentry",
        "DELETE FROM base_entry",
        "UPDATE people_personbefore SET name = 'x'",
        "DELETE FROM people_personbefore",
    ],
)
@in_one_transaction
def test_the_web_role_can_unmake_nothing(sealed, as_web_role, statement):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@in_one_transaction
def test_the_web_role_can_have_its_entries_sealed(as_web_role):
    change(person(), name="乙某")

    assert chain.seal_pending() == 2
    assert check_chain().wrong == ()


@in_one_transaction
def test_an_act_may_complete_its_entry_and_nobody_may_change_it_later():
    with journal.act("签发", by=None) as entry:
        entry.summary = "完成"
        entry.save(update_fields=["summary"])
    UnsealedEntry.objects.update(made_in="1")  # as if another transaction had made it

    with pytest.raises(Refused, match="日志写下以后不能改"), journal.act("改", by=None):
        Entry.objects.filter(pk=entry.pk).update(summary="后来")
    with pytest.raises(DatabaseError, match="日志写下以后不能改"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()


# --- with others at work --------------------------------------------------------------------------


@pytest.fixture
def another():
    """Return a function that opens a session of its own in this test's database."""
    opened = []

    def begin(**options):
        opened.append(psycopg.connect(os.environ["DATABASE_URL"], **options))
        return opened[-1]

    yield begin
    for session in opened:
        session.close()


def seal(session):
    return session.execute(chain.SEAL, [chain.AT_ONCE]).fetchone()[0]


def numbers():
    return [*EntrySeal.objects.order_by("number").values_list("number", flat=True)]


def all_are_sealed_once():
    assert not UnsealedEntry.objects.exists()
    assert Entry.objects.filter(seal=None).count() == 0
    assert numbers() == [*range(1, Entry.objects.count() + 1)]
    assert check_chain().wrong == ()
    return True


STEPS = some.lists(
    some.tuples(
        some.sampled_from(("write", "write", "commit", "roll back", "seal", "seal and die")),
        some.integers(0, 2),
    ),
    max_size=40,
)


@with_others
def test_whatever_the_order_of_commits_everything_is_sealed_exactly_once(another):
    writers = [another() for _ in range(3)]
    address = os.environ["DATABASE_URL"]

    def take(step, who):
        if step == "write":
            writers[who].execute(INSERT, [str(who)])
        elif step == "commit":
            writers[who].commit()
        elif step == "roll back":
            writers[who].rollback()
        else:
            with psycopg.connect(address) as sealer:
                assert seal(sealer) is not None
                if step == "seal and die":
                    sealer.rollback()

    @settings(max_examples=25)
    @given(STEPS)
    def in_any_order(steps):
        for step, who in steps:
            take(step, who)
        for writer in writers:
            writer.commit()
        chain.seal_pending()
        all_are_sealed_once()

    in_any_order()


@with_others
def test_only_what_is_committed_is_sealed_and_the_rest_follows(another):
    slow, quick, sealer = another(), another(), another(autocommit=True)
    slow.execute(INSERT, ["慢"])
    quick.execute(INSERT, ["快"])
    quick.commit()

    assert seal(sealer) == 1
    slow.commit()
    assert seal(sealer) == 1
    first, second = (one.entry for one in EntrySeal.objects.order_by("number"))
    assert (first.summary, second.summary, first.pk > second.pk) == ("快", "慢", True)
    assert all_are_sealed_once()


@with_others
def test_of_two_sealers_one_seals(another):
    write()
    first, second = another(), another()

    assert seal(first) == 1
    assert seal(second) is None
    assert chain.seal_pending() is None
    first.commit()
    assert seal(second) == 0
    assert all_are_sealed_once()


@with_others
def test_a_writer_waits_for_no_sealer_and_a_sealer_for_no_writer(another):
    write()
    sealer, writer = another(), another(options="-c lock_timeout=1")
    assert seal(sealer) == 1  # and does not commit

    writer.execute(INSERT, ["不等"])
    writer.execute("UPDATE base_entry SET summary = '写完' WHERE summary = '不等'")
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = ANY (%s)"
    both = [one.info.backend_pid for one in (sealer, writer)]
    assert sealer.execute(waiting, [both]).fetchone() == (0,)
    sealer.commit()
    sealer.execute("SET lock_timeout = 1")
    assert seal(sealer) == 0  # the writer has not committed
    writer.commit()
    assert seal(sealer) == 1
    sealer.commit()
    assert all_are_sealed_once()


@with_others
def test_who_asks_while_a_sealer_is_on_duty_is_told_how_many_it_left(another):
    another(autocommit=True).execute("SELECT pg_advisory_lock(%s)", [chain.DUTY])
    assert chain.catch_up(patience=0) == 0
    write()

    assert chain.catch_up(patience=0.2) == 1
    assert "有1件日志等了" in check_chain(late=1).wrong[0]


@with_others
def test_a_great_many_entries_are_sealed_in_few_statements(django_assert_num_queries):
    many = 2 * chain.AT_ONCE
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_entry (public_id, act, post, summary, reason, at)"
            " SELECT gen_random_uuid(), '试', '', i, '', now() FROM generate_series(1, %s) i",
            [many],
        )
    with django_assert_num_queries(3):
        assert chain.seal_pending() == many

    assert all_are_sealed_once()


@pytest.fixture
def start_sealer():
    """Return a function that starts a process which does what a worker does beside its jobs."""
    started = []

    def start():
        sealer = subprocess.Popen(
            [sys.executable, "-c", SEALER],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "niangjia.site.settings"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(sealer)
        assert sealer.stdout.readline() == "ready\n"
        return sealer

    yield start
    for sealer in started:
        sealer.kill()
        sealer.communicate()


@pytest.fixture
def entries_keep_coming():
    """Somebody writes an entry every few milliseconds; return the function that ends it."""
    is_over = threading.Event()

    def write_on():
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as writer:
            for number in itertools.count():
                writer.execute(INSERT, [str(number)])
                if is_over.wait(0.005):
                    return

    def end():
        is_over.set()
        writing.join()

    writing = threading.Thread(target=write_on)
    writing.start()
    yield end
    end()


@with_others
def test_a_sealer_that_is_killed_at_work_is_followed_by_the_other_one(
    start_sealer, entries_keep_coming
):
    first, _second = start_sealer(), start_sealer()
    wait_until(EntrySeal.objects.exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    known = EntrySeal.objects.count()
    wait_until(lambda: EntrySeal.objects.count() > known)
    entries_keep_coming()
    wait_until(lambda: not UnsealedEntry.objects.exists())

    assert all_are_sealed_once()

"""Jobs: queued with the act, told about, cancelled; done once whoever is killed meanwhile."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import psycopg
import pytest
from croniter import croniter
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from niangjia.base import jobs
from niangjia.base.models import Entry, Job, UnsealedEntry
from niangjia.base.refusals import Refused
from niangjia.network.models import Organisation
from niangjia.site import tasks
from tests.fresh_database import ROOT
from tests.site import jobs_of_tests
from tests.site.jobs_of_tests import ACT, broken, refused, slowly
from tests.site.running import wait_until

jobs_of_tests.register()
with_workers = pytest.mark.django_db(transaction=True)


def acts():
    return Entry.objects.filter(act=ACT).count()


@pytest.fixture
def start_worker():
    """Return a function that starts a worker (of this test's database) and waits until it works."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.site.jobs_of_tests"],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "niangjia.site.settings"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.django_db
def test_a_job_is_gone_with_the_act_that_wanted_it(county):
    def act():
        with transaction.atomic():
            jobs.defer(slowly, of=1, pause=0)
            raise Refused("不做了。")

    with pytest.raises(Refused):
        act()

    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_the_web_role_may_queue_ask_and_cancel(as_web_role):
    job = jobs.defer(slowly, of=1, pause=0)

    assert jobs.progress(job).state == jobs.WAITING
    assert jobs.find(job.public_id) == job
    assert jobs.cancel(job)
    assert jobs.progress(job).state == jobs.CANCELLED
    assert not jobs.cancel(job)


@pytest.mark.django_db
def test_a_job_can_be_done_here():
    job = jobs.defer(slowly, of=3, pause=0)
    jobs.do_here(job)

    assert jobs.progress(job).state == jobs.DONE
    assert acts() == 3


def full_disk():
    raise OperationalError from psycopg.errors.DiskFull("could not extend file")


def database_away():
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("task", "says"), [(full_disk, "磁盘满了"), (database_away, "数据库一再断开")]
)
def test_after_the_last_attempt_the_asker_reads_why_and_before_it_nothing(task, says):
    """As the worker does it; only the number of the attempt differs."""
    job = jobs.defer(slowly, of=1, pause=0)
    for is_last in (False, True):
        with pytest.raises(OperationalError):
            jobs._with_note(task, job, {}, in_one_transaction=True, is_last=is_last)
        assert (says in jobs.progress(job).sentence) == is_last


@pytest.mark.django_db
def test_a_job_that_was_given_up_says_so():
    job = jobs.defer(slowly, of=1, pause=0)
    with connection.cursor() as cursor:
        for status in ("doing", "failed"):
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job.number]
            )

    assert jobs.progress(job).state == jobs.FAILED
    assert jobs.progress(job).sentence.startswith("程序出错")


@with_workers
def test_the_asker_reads_why_it_was_refused_and_nothing_is_left_of_it(start_worker):
    refusal, fault = jobs.defer(refused), jobs.defer(broken)
    worker = start_worker()
    wait_until(lambda: jobs.progress(refusal).is_over and jobs.progress(fault).is_over)

    assert jobs.progress(refusal).sentence == "第3行没有姓名。"
    assert jobs.progress(fault).state == jobs.FAILED
    assert jobs.progress(fault).sentence.startswith("程序出错")
    assert acts() == 0
    worker.terminate()
    _, told = worker.communicate()
    assert worker.returncode == 0
    assert "ZeroDivisionError" in told
    assert "甲某" not in told


@with_workers
def test_progress_is_seen_meanwhile_and_a_cancelled_job_leaves_nothing(start_worker):
    start_worker()
    job = jobs.defer(slowly, of=10_000, pause=0.01)
    wait_until(lambda: jobs.progress(job).done > 1)

    assert jobs.progress(job).of == 10_000
    assert jobs.progress(job).state == jobs.AT_WORK
    assert jobs.cancel(job)
    wait_until(lambda: jobs.progress(job).is_over)
    assert jobs.progress(job).state == jobs.CANCELLED
    assert acts() == 0


@with_workers
def test_a_job_whose_worker_was_killed_is_begun_again_and_done_once(start_worker):
    first = start_worker()
    job = jobs.defer(slowly, of=60, pause=0.02)
    wait_until(lambda: jobs.progress(job).done > 1)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert acts() == 0

    start_worker()
    wait_until(lambda: jobs.progress(job).is_over)

    assert jobs.progress(job).state == jobs.DONE
    assert acts() == 60
    wait_until(lambda: not UnsealedEntry.objects.exists())  # it is the sealer, too


@with_workers
def test_a_worker_that_is_told_to_stop_lets_its_job_end(start_worker):
    worker = start_worker()
    job = jobs.defer(slowly, of=20, pause=0.02)
    wait_until(lambda: jobs.progress(job).done)
    worker.terminate()

    assert worker.wait() == 0
    assert jobs.progress(job).state == jobs.DONE
    assert acts() == 20


def ended_long_ago(job):
    jobs.cancel(job)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - interval '31 days' WHERE job_id = %s",
            [job.number],
        )


@pytest.mark.django_db
def test_the_night_forgets_what_is_over_and_moves_what_was_dated_ahead(as_web_role, county):
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=timezone.now() + timedelta(days=1))
    old, waiting, new = (jobs.defer(slowly, of=1, pause=0) for _ in range(3))
    Job.objects.exclude(pk=new.pk).update(asked_at=timezone.now() - timedelta(days=31))
    ended_long_ago(old)
    wrong = "ffffffff"
    Organisation.objects.filter(pk=county.ding.pk).update(path=wrong)

    tasks.forget_ended_sessions()
    tasks.forget_ended_jobs()
    tasks.move_what_was_dated_ahead()
    tasks.back_up_at_night()

    assert [*Session.objects.values_list("session_key", flat=True)] == ["new"]
    assert [*Job.objects.order_by("pk")] == [waiting, new]
    county.ding.refresh_from_db()
    assert county.ding.path == f"{county.federation.pk:08x}{county.jia.pk:08x}{county.ding.pk:08x}"


def test_nightly_work_is_done_at_the_nights_of_the_country():
    jobs.app.perform_import_paths()
    begin = time.mktime(time.strptime("2026-11-22 12:00", "%Y-%m-%d %H:%M"))
    nightly = jobs.app.periodic_registry.periodic_tasks.values()
    hours = [time.localtime(croniter(task.cron, begin).get_next(float)).tm_hour for task in nightly]

    assert hours
    assert {*hours} <= {0, 1, 2, 3, 4}

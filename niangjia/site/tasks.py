"""What the worker does by itself, whoever is there or not; times are UTC, 16 is midnight."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.sql import queries

from niangjia.base import jobs
from niangjia.base.models import Job
from niangjia.ledgers import giving_back, uploads
from niangjia.network.models import Organisation
from niangjia.network.operations import refresh_paths
from niangjia.site import backups, environment

KEPT = timedelta(days=30)
EVERY_END = {"queue": None, "statuses": ["succeeded", "failed", "cancelled", "aborted"]}


@jobs.every("20 16 * * *", "site.sessions")
def forget_ended_sessions() -> None:
    """Sessions that nobody can use any more, with what they remember of whom."""
    Session.objects.filter(expire_date__lt=Now()).delete()


@jobs.every("1 16 * * *", "site.paths")
def move_what_was_dated_ahead() -> None:
    """Bring every path to the tree of the day that has just begun (R11)."""
    day = timezone.localdate()
    for top in Organisation.objects.filter(placements=None):
        refresh_paths(top, today=day)


@jobs.every("10 16 * * *", "site.files")
def forget_files_that_were_kept() -> None:
    """Files that somebody sent and in fourteen days neither took in nor wanted back (R35)."""
    today = timezone.localdate()
    giving_back.forget_old_files(today=today)
    uploads.forget_abandoned(today=today)


@jobs.every("40 16 * * *", "site.jobs")
def forget_ended_jobs() -> None:
    """What the queue and its askers know of jobs that ended a month ago; those that wait stay."""
    with connection.cursor() as cursor:
        cursor.execute(queries["delete_old_jobs"], {"nb_hours": KEPT.days * 24, **EVERY_END})
    in_queue = ProcrastinateJob.objects.values("id")
    Job.objects.filter(asked_at__lt=Now() - KEPT).exclude(number__in=in_queue).delete()


@jobs.every("0 18 * * *", "site.backup")
def back_up_at_night() -> None:
    """The backup of the night, once a passphrase is laid down for it; `niangjia doctor` asks for one."""
    if environment.passphrase_file() is None:
        return
    try:
        backups.nightly(timezone.localtime())
    except Exception as error:
        with suppress(DatabaseError):  # it may be what failed
            backups.note_failure(error)
        raise

"""Uploads that take longer than a request: looked at and taken in by the worker."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.access.models import User
from niangjia.access.scopes import acting
from niangjia.base import jobs
from niangjia.base.models import Job
from niangjia.ledgers.upload_models import Upload
from niangjia.ledgers.uploads import look_at, take_in

SMALL = 300 * 1024  # bytes of all files: some ten rosters of a village


@jobs.task("ledgers.look_at")
def look_at_upload(*, upload: str, by_id: int | None, today: str) -> None:
    """Try every file of an upload."""
    day = date.fromisoformat(today)
    look_at(upload=Upload.objects.get(public_id=upload), by=_user(by_id, day), today=day)


@jobs.task("ledgers.take_in")
def take_in_upload(*, upload: str, by_id: int | None, today: str) -> None:
    """Take in every file of an upload; cancelled or killed, none of them is in."""
    day = date.fromisoformat(today)
    take_in(upload=Upload.objects.get(public_id=upload), by=_user(by_id, day), today=day)


def look(*, upload: Upload, by: Any, today: date) -> None:
    """Look at the files: at once if they are small, else as a job (`upload.job`)."""
    if _is_small(upload):
        look_at(upload=upload, by=by, today=today)
    else:
        _defer(look_at_upload, upload, by, today)


def take(*, upload: Upload, by: Any, today: date) -> None:
    """Take the files in: at once if they are small, else as a job (`upload.job`)."""
    if _is_small(upload):
        take_in(upload=upload, by=by, today=today)
    else:
        _defer(take_in_upload, upload, by, today)


def _is_small(upload: Upload) -> bool:
    return sum(len(bytes(sent.content)) for sent in upload.sent.all()) <= SMALL


def _defer(task: Any, upload: Upload, by: Any, today: date) -> None:
    job: Job = jobs.defer(
        task,
        by=by,
        organisation_id=upload.organisation_id,
        lock=f"upload {upload.public_id}",
        upload=str(upload.public_id),
        by_id=getattr(by, "pk", None),
        today=today.isoformat(),
    )
    upload.job = job.public_id
    upload.save(update_fields=["job"])


def _user(number: int | None, day: date) -> User | None:
    return acting(User.objects.get(pk=number), on=day) if number else None

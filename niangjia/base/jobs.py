"""Long work: queued in the transaction of the act that wants it, done by `niangjia worker` (ADR 18).

A room declares a task in its `tasks.py`, which `niangjia.site.settings` names once:

    @jobs.task("ledgers.import")
    def import_file(*, batch: str, by: int) -> None: ...

A task gets what JSON can hold, calls an operation, and contains no act of its own. It runs in one
transaction together with the note that it has ended, so a job that is begun again after its worker
was killed either finds nothing of the first attempt, or finds that all of it is done.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import Any, ParamSpec

from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.tasks import Task

from niangjia.base import running
from niangjia.base.models import Job
from niangjia.base.refusals import Refused

Arguments = ParamSpec("Arguments")
step = running.step

WAITING, AT_WORK, DONE, FAILED, CANCELLED = "waiting", "at work", "done", "failed", "cancelled"
# What procrastinate calls it → what we do.
STATES = {
    "todo": WAITING,
    "doing": AT_WORK,
    "succeeded": DONE,
    "failed": FAILED,
    "cancelled": CANCELLED,
    "aborted": CANCELLED,
}
BROKEN = gettext_noop("程序出错，这件事没有做成，数据没有改动。请重试；再出错请联系管理员。")
FULL = gettext_noop(
    "服务器的磁盘满了，这件事没有做成，数据没有改动。请联系管理员清理磁盘，再重试。"
)
AWAY = gettext_noop("数据库一再断开，这件事没有做成，数据没有改动。请过一会儿重试。")


@dataclass(frozen=True)
class Progress:
    """How far a job is.

    Attributes:
        state: one of WAITING, AT_WORK, DONE, FAILED, CANCELLED.
        done, of: steps; `of` is None while nobody knows.
        sentence: why it failed; empty otherwise.
    """

    state: str
    done: int
    of: int | None
    sentence: str

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.state in (DONE, FAILED, CANCELLED)


def task(
    name: str, *, in_one_transaction: bool = True
) -> Callable[[Callable[Arguments, None]], Callable[Arguments, None]]:
    """Decorator: the function may be given to `defer`; it can still be called directly.

    Args:
        name: `room.what`; it stays, jobs that wait carry it.
        in_one_transaction: False for work outside the database (a dump): must bear being begun again.
    """

    def register(function: Callable[Arguments, None]) -> Callable[Arguments, None]:
        @functools.wraps(function)
        def by_worker(context: JobContext, /, **arguments: Any) -> None:
            _perform(function, context, arguments, in_one_transaction=in_one_transaction)

        registered = app.task(name=name, pass_context=True, retry=running.AGAIN)(by_worker)
        _tasks[function] = registered
        return function

    return register


def every(cron: str, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Decorator: the worker does it at these times (UTC, as cron writes them); once, however many.

    A time at which no worker ran is made up for when one comes (up to half a day later).
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        @functools.wraps(function)
        def by_worker(context: JobContext, timestamp: int) -> None:
            _perform(function, context, {}, in_one_transaction=False)

        plain = app.task(name=name, pass_context=True, retry=running.AGAIN, queueing_lock=name)
        app.periodic(cron=cron)(plain(by_worker))
        return function

    return register


def defer(
    function: Callable[..., None],
    *,
    by: Any = None,
    organisation_id: int | None = None,
    lock: str | None = None,
    **arguments: Any,
) -> Job:
    """Queue a task; if the transaction around it does not come about, neither does the job.

    Args:
        by: the user who wants it, or None for the operator. A task that acts for her asks for `by`
            as an argument of its own: `by_id=user.pk`.
        lock: of jobs with equal locks only one runs at a time.
        arguments: what the task is called with; only what JSON holds.
    """
    registered = _tasks[function]
    with transaction.atomic():
        number = registered.configure(lock=lock).defer(**arguments)
        return Job.objects.create(
            number=number,
            task=registered.name,
            by=by if getattr(by, "pk", None) else None,
            organisation_id=organisation_id,
            language=translation.get_language() or "",
        )


def find(public_id: uuid.UUID | str) -> Job:
    """The job of an address.

    Raises:
        Job.DoesNotExist: there is none.
    """
    return Job.objects.get(public_id=public_id)


def progress(job: Job) -> Progress:
    """How far it is, as committed now."""
    job.refresh_from_db()
    status = ProcrastinateJob.objects.filter(id=job.number).values_list("status", flat=True).first()
    state = DONE if status is None or job.ended_at else STATES[status]
    # A job that killed its worker time and again was given up without a word.
    sentence = job.sentence or (gettext(BROKEN) if state == FAILED else "")
    return Progress(state, job.done, job.of, sentence)


def cancel(job: Job) -> bool:
    """Take it out of the queue, or have it stop at its next `step`; False if it is over already."""
    return app.job_manager.cancel_job_by_id(job.number, abort=True)


def do_here(job: Job) -> None:
    """Do a queued job in this process, at once: what tests use."""
    queued = ProcrastinateJob.objects.get(id=job.number)
    registered = app.tasks[queued.task_name]
    app.job_manager.cancel_job_by_id(job.number)
    function = next(plain for plain, one in _tasks.items() if one is registered)
    _with_note(function, job, dict(queued.args), in_one_transaction=True, is_last=True)


_tasks: dict[Callable[..., None], Task[Any, Any, Any]] = {}


def _perform(
    function: Callable[..., None],
    context: JobContext,
    arguments: dict[str, Any],
    *,
    in_one_transaction: bool,
) -> None:
    """One attempt of the worker: alone, in the asker's language, with the note of its end."""
    number = context.job.id
    assert number is not None  # noqa: S101  (a fetched job has one)
    with running.alone(number, context.should_abort):
        job = Job.objects.filter(number=number).first()
        if job is not None and job.ended_at:
            return  # the worker was killed between the end and the word that it has ended
        with translation.override(job.language) if job and job.language else nullcontext():
            _with_note(
                function,
                job,
                arguments,
                in_one_transaction=in_one_transaction,
                is_last=context.job.attempts >= running.ATTEMPTS,
            )


def _with_note(
    function: Callable[..., None],
    job: Job | None,
    arguments: dict[str, Any],
    *,
    in_one_transaction: bool,
    is_last: bool,
) -> None:
    try:
        with transaction.atomic() if in_one_transaction else nullcontext():
            function(**arguments)
            if job is not None:
                Job.objects.filter(pk=job.pk).update(ended_at=Now(), sentence="")
    except Exception as error:
        if job is not None and (is_last or not running.is_worth_another_try(error)):
            with suppress(DatabaseError):  # it may be what failed
                Job.objects.filter(pk=job.pk).update(sentence=_why(error))
        raise


def _why(error: Exception) -> str:
    """What the asker reads; of faults of the program nothing but that there was one."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, JobAborted):
        return ""
    if running.is_disk_full(error):
        return gettext(FULL)
    return gettext(AWAY if running.is_worth_another_try(error) else BROKEN)

"""The job that this thread is doing: alone, telling how far it is, stopping when it is asked to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job as Queued
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from niangjia.base import durable

ATTEMPTS = 8
DISK_FULL = "53100"
SECONDS_BETWEEN_WORDS = 0.3
# Any number, the same everywhere: it keeps our locks apart from others'.
LOCKS = 7_266_255
TELL = "UPDATE base_job SET done = %s, of = %s WHERE number = %s"


@dataclass
class Running:
    """One attempt; `line` is a connection of its own, whose words do not wait for the commit."""

    number: int
    is_to_stop: Callable[[], bool]
    line: psycopg.Connection[Any]
    told_at: float = field(default=0.0)


class Again(BaseRetryStrategy):
    """A database that went away, or a worker that was asked to stop, is no fault of the job."""

    def get_retry_decision(self, *, exception: BaseException, job: Queued) -> RetryDecision | None:
        """Later, each time twice as late; None for faults that would come again."""
        if job.attempts >= ATTEMPTS or not is_worth_another_try(exception):
            return None
        return RetryDecision(retry_in={"seconds": 2**job.attempts})


AGAIN = Again()
_running: ContextVar[Running | None] = ContextVar("job of this thread", default=None)


def is_worth_another_try(error: BaseException) -> bool:
    """Whether the same job may come to a good end without anybody's hands."""
    return isinstance(
        error, OperationalError | InterfaceError | psycopg.OperationalError | JobAborted
    )


def is_disk_full(error: BaseException) -> bool:
    """Whether the database, or a file, has no room to grow."""
    cause = error.__cause__ or error
    return getattr(cause, "sqlstate", "") == DISK_FULL or durable.is_disk_full(error)


def step(done: int, of: int | None = None) -> None:
    """Tell how far the work is; outside a job nothing happens.

    Raises:
        JobAborted: somebody cancelled it or the worker is to stop. Let it pass: it undoes the work.
    """
    now = _running.get()
    if now is None:
        return
    if now.is_to_stop():
        raise JobAborted
    if time.monotonic() - now.told_at > SECONDS_BETWEEN_WORDS or done == of:
        now.line.execute(TELL, [done, of, now.number])
        now.told_at = time.monotonic()


@contextmanager
def alone(number: int, is_to_stop: Callable[[], bool]) -> Iterator[None]:
    """No second attempt at the same job runs inside, even if the first is only thought dead."""
    line = psycopg.connect(**connector_params(), autocommit=True)
    try:
        line.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, number % 2**31])
        token = _running.set(Running(number, is_to_stop, line))
        try:
            yield
        finally:
            _running.reset(token)
    finally:
        line.close()

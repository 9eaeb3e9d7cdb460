"""The worker: does the jobs that rooms have queued and the nightly ones, and seals the journal (ADR 18, 23).

It bears kill -9: what it was doing stays marked as being done, its heartbeat stops, and the next
worker, or another one that lives, puts that job back into the queue.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Status
from procrastinate.psycopg_connector import PsycopgConnector

from niangjia.base import running
from niangjia.site.sealer import keep_sealing

# Seconds. A worker that was silent for SILENCE is dead; one that lives says so every HEARTBEAT.
HEARTBEAT = 2.0
SILENCE = 12.0
# What a job is given to end when the worker is told to stop; then it is begun again elsewhere.
PATIENCE = 10.0
AT_ONCE = 2


def work(*, until_empty: bool = False, ready: Callable[[], None] = lambda: None) -> None:
    """Do jobs until SIGTERM or SIGINT comes, or (for tests) until there are none.

    Args:
        ready: called when the first job may be fetched.

    Raises:
        ConnectorException: the database went away; whoever keeps the worker starts it again.
    """
    line = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4, timeout=5.0)
    with app.replace_connector(line) as working:
        asyncio.run(_work(working, until_empty=until_empty, ready=ready))


async def _work(working: App, *, until_empty: bool, ready: Callable[[], None]) -> None:
    async with working.open_async():
        await take_back_stalled(working)
        at_work = asyncio.create_task(_worker(working, until_empty=until_empty))
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, _stop, at_work)
        ready()
        beside = [*map(asyncio.create_task, (_keep_taking_back(working), keep_sealing()))]
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await at_work
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)


async def _worker(working: App, *, until_empty: bool) -> None:
    try:
        await working.run_worker_async(
            wait=not until_empty,
            concurrency=AT_ONCE,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=SILENCE,
            shutdown_graceful_timeout=PATIENCE,
            fetch_job_polling_interval=2.0,
            install_signal_handlers=False,
        )
    finally:
        _end_by_force(PATIENCE)  # asyncio would wait for threads for ever


async def take_back_stalled(working: App) -> int:
    """Put the jobs of dead workers back into the queue; returns how many there were.

    One that killed its worker time and again is given up.
    """
    manager = working.job_manager
    stalled = [*await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE)]
    for job in stalled:
        if job.attempts >= running.ATTEMPTS:
            await manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job, retry_at=datetime.now(UTC))
    return len(stalled)


async def _keep_taking_back(working: App) -> None:
    while True:
        await asyncio.sleep(SILENCE / 2)
        await take_back_stalled(working)


def _stop(at_work: asyncio.Task[None]) -> None:
    """Fetch no further job; what runs may end, or is begun again by another worker."""
    at_work.cancel()
    _end_by_force(PATIENCE + 5)


def _end_by_force(seconds: float) -> None:
    """A thread that does not come to an end keeps a process alive: it is not waited for."""
    last = threading.Timer(seconds, os._exit, [1])
    last.daemon = True
    last.start()

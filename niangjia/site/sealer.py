"""The sealer: a small task of every worker, of which one at a time is on duty (ADR 23).

Whoever holds the advisory lock is on duty; it goes with the session, so the next worker follows a killed
one. What a killed sealer had begun is undone by the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import psycopg
from procrastinate.contrib.django.utils import connector_params

from niangjia.base.chain import AT_ONCE, DUTY, SEAL

# Seconds between two looks at the queue: half of what the chain may be behind.
PAUSE = 0.5
# Seconds until a database that went away is asked again.
LATER = 2.0
TAKE_DUTY = "SELECT pg_try_advisory_lock(%s)"
Line = psycopg.AsyncConnection[tuple[int]]
log = logging.getLogger(__name__)


async def keep_sealing() -> None:
    """Seal what is committed, until cancelled; a database that went away is waited for."""
    while True:
        try:
            async with await _line() as line:
                await _on_duty(line)
        except psycopg.Error:
            log.warning("", exc_info=True)
        await asyncio.sleep(LATER)


async def _line() -> Line:
    return await psycopg.AsyncConnection.connect(**connector_params(), autocommit=True)


async def _on_duty(line: Line) -> None:
    while not await _answer(line, TAKE_DUTY, [DUTY]):
        await asyncio.sleep(PAUSE)
    while True:
        if await _answer(line, SEAL, [AT_ONCE]) < AT_ONCE:
            await asyncio.sleep(PAUSE)


async def _answer(line: Line, question: str, values: Sequence[int]) -> int:
    row = await (await line.execute(question, values)).fetchone()
    assert row is not None  # noqa: S101  (both questions have one answer)
    return row[0]

"""Acts: everything that changes rows happens inside `act`, and can be undone as one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, connection, transaction

from niangjia.base.models import Entry
from niangjia.base.refusals import refusal

_current: ContextVar[Entry | None] = ContextVar("current act", default=None)


@contextmanager
def act(
    name: str,
    *,
    by: Any,
    organisation_id: int | None = None,
    summary: str = "",
    reason: str = "",
    undoes: Entry | None = None,
    belonging_to: Entry | None = None,
) -> Iterator[Entry]:
    """One act in one transaction: yields its entry, whose id every inserted row carries.

    An act inside another one belongs to the outer one's batch. Deferred rules of the database
    are checked before it ends.

    Args:
        by: the user, or None for the operator at the command line.
        belonging_to: an earlier act whose batch this one goes on with, undone together with it.

    Raises:
        Refused: a rule kept by the database speaks against it; nothing was changed.
    """
    outer = _current.get()
    with _refusals(), transaction.atomic():
        entry = Entry.objects.create(
            act=name,
            by=by if getattr(by, "pk", None) else None,
            post=_post(by),
            organisation_id=organisation_id,
            summary=summary[:400],
            reason=reason[:400],
            undoes=undoes,
            batch=_batch(outer or belonging_to),
        )
        with _as_current(entry, outer):
            yield entry
        if outer is None:
            check_now()


def _batch(head: Entry | None) -> uuid.UUID | None:
    return (head.batch or head.public_id) if head else None


def check_now() -> None:
    """Let the database check its deferred rules now, so that an error belongs to this act."""
    with _refusals(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _as_current(entry: Entry, outer: Entry | None) -> Iterator[None]:
    token = _current.set(entry)
    try:
        # Inside: if the database dies here, the thread's next act must not belong to this one.
        _tell_triggers(entry.public_id)
        yield
    finally:
        _current.reset(token)
    _tell_triggers(outer.public_id if outer else None)


def _tell_triggers(public_id: uuid.UUID | None) -> None:
    # Local to the transaction; '' afterwards, which the triggers read as "no act".
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true)",
            [str(public_id) if public_id else ""],
        )


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise refusal(error) or error from error


def _post(by: Any) -> str:
    return str(getattr(by, "acting_post", "") or "")[:120]

"""Take an act back: its rows go, what it changed or deleted returns from the before-images (R34)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models

from niangjia.base import journal
from niangjia.base.history import tracked_models
from niangjia.base.models import Entry, Recorded
from niangjia.base.refusals import Refused
from niangjia.base.staying import NO_TIES, ChangedSince, Later, Rows, Ties, closure, used_since

Table = tuple[type[models.Model], type[models.Model]]


class RowsChangedSince(Refused):
    """Undo would overwrite later work; `rows` lists it and the person decides."""

    def __init__(self, rows: list[ChangedSince]) -> None:
        super().__init__(f"有{len(rows)}条记录后来又改过，没有撤回。请先看这些记录，再决定。")
        self.rows = rows


def undo(
    entry: Entry,
    *,
    by: Any,
    reason: str,
    later: Later = Later.REFUSE,
    ties: Ties = NO_TIES,
    then: Callable[[Entry], None] | None = None,
) -> Entry:
    """Undo `entry` with all acts of its batch; returns the entry of the undoing act.

    Args:
        then: brings the derived rows of `ties` up to what is there now, inside the undoing act.

    Raises:
        RowsChangedSince: rows of the act were changed by a later act; nothing is undone.
        Refused: already undone, or other rows now depend on its rows.
    """
    acts = acts_of(entry)
    changed = changed_since(acts, ties)
    if changed and later == Later.REFUSE:
        raise RowsChangedSince(changed)
    kept = _kept(acts, changed, later, ties)
    summary = f"{entry.act} {entry.summary}"
    with journal.act(
        "撤回",
        by=by,
        organisation_id=entry.organisation_id,
        summary=summary,
        reason=reason,
        undoes=entry,
    ) as undoing:
        for table in tracked_models():
            _take_out_inserted(table, acts, kept.get(table[0], set()))
        for table in tracked_models():
            _put_back(table, acts, kept.get(table[0], set()))
        if then:
            then(undoing)
    return undoing


def acts_of(entry: Entry) -> list[Entry]:
    """The act with all of its batch.

    Raises:
        Refused: it was undone already.
    """
    if Entry.objects.filter(undoes=entry).exists():
        raise Refused("这件事已经撤回过了。")
    return [entry, *Entry.objects.filter(batch=entry.public_id)]


def later_work(entry: Entry, ties: Ties = NO_TIES) -> list[ChangedSince]:
    """Rows of the act and its batch that later acts changed or use, with those acts.

    Raises:
        Refused: it was undone already.
    """
    acts = acts_of(entry)
    return [*changed_since(acts, ties), *used_since(acts, ties)]


def _kept(acts: list[Entry], changed: list[ChangedSince], later: Later, ties: Ties) -> Rows:
    if later == Later.REFUSE:
        return {}
    stay = used_since(acts, ties) + (changed if later == Later.KEEP else [])
    return closure(acts, stay, ties)


def changed_since(acts: list[Entry], ties: Ties = NO_TIES) -> list[ChangedSince]:
    """Rows that `acts` made or changed and that a later act changed again, derived ones left out."""
    tables = [table for table in tracked_models() if table[0] not in ties.derived]
    return [row for table in tables for row in _changed_since(table, acts)]


def _changed_since(table: Table, acts: list[Entry]) -> list[ChangedSince]:
    model, event = table
    ours = [act.public_id for act in acts]
    touched = event._default_manager.filter(pgh_context_id__in=ours)
    # An event of somebody else counts only when it came after ours on that row.
    rows: dict[int, int] = dict(touched.order_by("pgh_id").values_list("pgh_obj_id", "pgh_id"))
    for pk in _made_by(table, acts):
        rows.setdefault(pk, 0)
    later = (
        event._default_manager.filter(pgh_obj_id__in=rows.keys())
        .exclude(pgh_context_id__in=ours)
        .values_list("pgh_obj_id", "pgh_id", "pgh_context_id")
    )
    changes = {
        pk: {context for at, context in found if at > rows[pk]} for pk, found in _by_row(later)
    }
    cancelled = {c for c in set().union(*changes.values()) if _is_cancelled(_entry(c))}
    found = {pk: contexts - cancelled for pk, contexts in changes.items()}
    return [
        ChangedSince(model, pk, _entry(next(iter(contexts))))
        for pk, contexts in found.items()
        if contexts
    ]


def _by_row(events: Iterable[tuple[int, int, Any]]) -> list[tuple[int, list[tuple[int, Any]]]]:
    found: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for pk, at, context in events:
        found[pk].append((at, context))
    return list(found.items())


def _is_cancelled(entry: Entry | None) -> bool:
    """An act taken back and the taking back cancel each other: the row is as it was between."""
    if entry is None:
        return False
    head = Entry.objects.get(public_id=entry.batch) if entry.batch else entry
    return _is_undone(head) or (head.undoes_id is not None)


def _is_undone(entry: Entry) -> bool:
    undoing = Entry.objects.filter(undoes=entry).first()
    return undoing is not None and not _is_undone(undoing)


def _made_by(table: Table, acts: list[Entry]) -> list[int]:
    """Rows that the acts inserted, those that are gone since included (their image tells)."""
    model, event = table
    if not issubclass(model, Recorded):
        return []
    ids = [act.pk for act in acts]
    alive = model._default_manager.filter(entry_id__in=ids).values_list("pk", flat=True)
    gone = event._default_manager.filter(entry_id__in=ids).values_list("pgh_obj_id", flat=True)
    return [*alive, *gone]


def _entry(public_id: Any) -> Entry | None:
    return Entry.objects.filter(public_id=public_id).first() if public_id else None


def _take_out_inserted(table: Table, acts: list[Entry], kept: set[int]) -> None:
    model, _ = table
    if issubclass(model, Recorded):
        rows = model._default_manager.filter(entry_id__in=[act.pk for act in acts])
        rows = rows.exclude(pk__in=kept) if kept else rows
        rows._raw_delete(using=rows.db)


def _put_back(table: Table, acts: list[Entry], kept: set[int]) -> None:
    """Restore the first before-image of every row that the acts updated or deleted."""
    model, event = table
    columns = [field.column for field in model._meta.concrete_fields]
    made = set(_made_by(table, acts))
    images = event._default_manager.filter(pgh_context_id__in=[act.public_id for act in acts])
    first: dict[int, int] = {}
    for pk, at in images.order_by("pgh_id").values_list("pgh_obj_id", "pgh_id"):
        if pk not in made and pk not in kept:
            first.setdefault(pk, at)
    if not first:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    settings = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) OVERRIDING SYSTEM VALUE '  # noqa: S608  names of our own models
            f'SELECT {names} FROM "{event._meta.db_table}" WHERE pgh_id = ANY(%s) '
            f"ON CONFLICT ({model._meta.pk.column}) DO UPDATE SET {settings}",
            [list(first.values())],
        )

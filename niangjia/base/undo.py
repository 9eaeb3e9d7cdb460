"""Take an act back: its rows go, what it changed or deleted returns from the before-images (R34)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.history import tracked_models
from niangjia.base.models import Entry, Recorded
from niangjia.base.refusals import Refused
from niangjia.base.staying import NO_TIES, ChangedSince, Later, Rows, Ties, closure, used_since

Table = tuple[type[models.Model], type[models.Model]]
# Row → (which event, of which act) of each change, None for one outside of any act.
Changes = dict[int, list[tuple[int, UUID | None]]]


class RowsChangedSince(Refused):
    """Undo would overwrite later work; `rows` lists it and the person decides."""

    def __init__(self, rows: list[ChangedSince]) -> None:
        super().__init__(
            _("有%(count)s条记录后来又改过，没有撤回。请先看这些记录，再决定。")
            % {"count": len(rows)}
        )
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
        Refused: already undone, other rows now depend on its rows, or it changed an account.
    """
    with transaction.atomic():
        _one_at_a_time(entry)
        acts = acts_of(entry)
        changed = changed_since(acts, ties)
        if changed and later == Later.REFUSE:
            raise RowsChangedSince(changed)
        kept = _kept(acts, changed, later, ties)
        with _undoing(entry, by, reason) as undoing:
            _restore(acts, kept)
            _require_nothing_meanwhile(acts, changed, undoing, ties)
            if then:
                then(undoing)
    return undoing


def _one_at_a_time(entry: Entry) -> None:
    """A second undoing of the same act waits for the first, and finds it done."""
    Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)


def _undoing(entry: Entry, by: Any, reason: str) -> AbstractContextManager[Entry]:
    return journal.act(
        "撤回",
        by=by,
        organisation_id=entry.organisation_id,
        summary=f"{entry.act} {entry.summary}",
        reason=reason,
        undoes=entry,
    )


def _restore(acts: list[Entry], kept: Rows) -> None:
    for table in tracked_models():
        _take_out_inserted(table, acts, kept.get(table[0], set()))
    for table in tracked_models():
        _put_back(table, acts, kept.get(table[0], set()))


def _require_nothing_meanwhile(
    acts: list[Entry], changed: list[ChangedSince], undoing: Entry, ties: Ties
) -> None:
    """Restoring waits for who is at work on the same rows, and would then cover what she did.

    Raises:
        RowsChangedSince: somebody did, after it was asked what changed since.
    """
    found = changed_since(acts, ties, besides=undoing)
    if meanwhile := [row for row in found if row not in changed]:
        raise RowsChangedSince(meanwhile)


def acts_of(entry: Entry) -> list[Entry]:
    """The act with all of its batch.

    Raises:
        Refused: it was undone already.
    """
    if Entry.objects.filter(undoes=entry).exists():
        raise Refused(_("这件事已经撤回过了。"))
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


def changed_since(
    acts: list[Entry], ties: Ties = NO_TIES, *, besides: Entry | None = None
) -> list[ChangedSince]:
    """Rows that `acts` made or changed and that a later act changed again, derived ones left out.

    `besides` is an act whose changes do not count.
    """
    ours = [act.public_id for act in (*acts, *([besides] if besides else []))]
    tables = [table for table in tracked_models() if table[0] not in ties.derived]
    return [row for table in tables for row in _changed_since(table, acts, ours)]


def _changed_since(table: Table, acts: list[Entry], ours: list[UUID]) -> list[ChangedSince]:
    """Each row with the last act that changed it."""
    changes = _later_changes(table, acts, ours)
    entries = Entry.objects.in_bulk(_contexts(changes), field_name="public_id")
    cancelled = _cancelled(entries)
    left = {
        pk: [(at, context) for at, context in found if context not in cancelled]
        for pk, found in changes.items()
    }
    return [
        ChangedSince(table[0], pk, entries.get(max(found)[1]))
        for pk, found in left.items()
        if found
    ]


def _later_changes(table: Table, acts: list[Entry], ours: list[UUID]) -> Changes:
    _model, event = table
    touched = event._default_manager.filter(pgh_context_id__in=[act.public_id for act in acts])
    # An event of somebody else counts only when it came after ours on that row.
    rows: dict[int, int] = dict(touched.order_by("pgh_id").values_list("pgh_obj_id", "pgh_id"))
    for pk in _made_by(table, acts):
        rows.setdefault(pk, 0)
    others = event._default_manager.filter(pgh_obj_id__in=rows.keys()).exclude(
        pgh_context_id__in=ours
    )
    found: Changes = defaultdict(list)
    for pk, at, context in others.values_list("pgh_obj_id", "pgh_id", "pgh_context_id"):
        if at > rows[pk]:
            found[pk].append((at, context))
    return found


def _contexts(changes: Changes) -> set[UUID]:
    return {context for found in changes.values() for _at, context in found if context}


def _cancelled(entries: dict[UUID, Entry]) -> set[UUID]:
    """An act taken back and the taking back cancel each other: the row is as it was between."""
    batches = {entry.batch for entry in entries.values() if entry.batch}
    heads = Entry.objects.in_bulk(batches, field_name="public_id")
    head_of = {
        context: heads[entry.batch] if entry.batch else entry for context, entry in entries.items()
    }
    undone = _undone({head.pk for head in head_of.values()})
    return {
        context
        for context, head in head_of.items()
        if head.pk in undone or head.undoes_id is not None
    }


def _undone(acts: set[int]) -> set[int]:
    """Of these acts the ones that were taken back, and not brought back since."""
    if not acts:
        return set()
    found = Entry.objects.filter(undoes__in=acts).values_list("undoes_id", "pk")
    undoings = dict(found)
    again = _undone(set(undoings.values()))
    return {act for act, undoing in undoings.items() if undoing not in again}


def _made_by(table: Table, acts: list[Entry]) -> list[int]:
    """Rows that the acts inserted, those that are gone since included (their image tells)."""
    model, event = table
    if not issubclass(model, Recorded):
        return []
    ids = [act.pk for act in acts]
    alive = model._default_manager.filter(entry_id__in=ids).values_list("pk", flat=True)
    gone = event._default_manager.filter(entry_id__in=ids).values_list("pgh_obj_id", flat=True)
    return [*alive, *gone]


def _take_out_inserted(table: Table, acts: list[Entry], kept: set[int]) -> None:
    model = table[0]
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
    if not set(columns) <= {field.column for field in event._meta.concrete_fields}:
        raise Refused(_("账号的改动不能撤回，请重新办一次。"))
    names = ", ".join(f'"{column}"' for column in columns)
    settings = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) OVERRIDING SYSTEM VALUE '  # noqa: S608  names of our own models
            f'SELECT {names} FROM "{event._meta.db_table}" WHERE pgh_id = ANY(%s) '
            f"ON CONFLICT ({model._meta.pk.column}) DO UPDATE SET {settings}",
            [list(first.values())],
        )

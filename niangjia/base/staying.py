"""Undo of a part: which rows of an act stay because somebody changed them, or uses them, since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models

from niangjia.base.history import tracked_models
from niangjia.base.models import Entry, Recorded

Model = type[models.Model]
Rows = dict[Model, set[int]]


class Later(StrEnum):
    """What becomes of rows that somebody changed, or came to use, after the act."""

    REFUSE = "refuse"  # nothing at all is undone while there are any
    KEEP = "keep"  # they stay as they are now, the rest is undone
    OVERWRITE = "overwrite"  # later changes are undone too; what later rows use stays


@dataclass(frozen=True)
class ChangedSince:
    """A row of the act that somebody changed afterwards, or that a later row uses."""

    model: Model
    pk: int
    entry: Entry | None


@dataclass(frozen=True)
class Ties:
    """What stays together when only a part of an act is undone.

    Attributes:
        parts: model → its column that names the row of which it is a part; both stay or go.
        beside: (kept, changed, column): where a row of the first model stays, changes of the
            second model with the same value in the column stay too (who ended because it began).
        derived: models whose rows follow from other rows and are made anew after the undoing:
            that a later act changed or made one is nobody's work.
    """

    parts: Mapping[Model, str] = field(default_factory=dict)
    beside: Sequence[tuple[Model, Model, str]] = ()
    derived: frozenset[Model] = frozenset()


NO_TIES = Ties()


def made_by(acts: Sequence[Entry]) -> Rows:
    """Rows that the acts inserted and that are still there."""
    numbers = [act.pk for act in acts]
    recorded = [model for model, _ in tracked_models() if issubclass(model, Recorded)]
    found = {
        model: set(model._default_manager.filter(entry_id__in=numbers).values_list("pk", flat=True))
        for model in recorded
    }
    return {model: rows for model, rows in found.items() if rows}


def used_since(acts: Sequence[Entry], ties: Ties = NO_TIES) -> list[ChangedSince]:
    """Rows that the acts inserted and that rows of other acts point to, derived ones left out."""
    made = made_by(acts)
    return [
        ChangedSince(model, pk, entry)
        for model, numbers in made.items()
        for user, column in _pointing_to(model)
        if user not in ties.derived
        for pk, entry in _uses(user, column, numbers, made.get(user, set()))
    ]


def closure(acts: Sequence[Entry], seeds: Sequence[ChangedSince], ties: Ties) -> Rows:
    """All rows of the acts that stay when `seeds` stay: what they point to, and their parts."""
    made = made_by(acts)
    kept: Rows = {}
    found = _by_model(seeds)
    while found:
        for model, numbers in found.items():
            kept.setdefault(model, set()).update(numbers)
        bound = [_bound(model, numbers, made, ties) for model, numbers in found.items()]
        found = _new(bound, kept)
    return _with_beside(kept, made, ties)


def _by_model(rows: Sequence[ChangedSince]) -> Rows:
    found: Rows = {}
    for row in rows:
        found.setdefault(row.model, set()).add(row.pk)
    return found


def _new(bound: Sequence[list[tuple[Model, set[int]]]], kept: Rows) -> Rows:
    found: Rows = {}
    for one in bound:
        for model, numbers in one:
            if new := numbers - kept.get(model, set()):
                found.setdefault(model, set()).update(new)
    return found


def _bound(model: Model, numbers: set[int], made: Rows, ties: Ties) -> list[tuple[Model, set[int]]]:
    rows: Any = model._default_manager.filter(pk__in=numbers)
    found = [
        (target, set(rows.values_list(column, flat=True)) & made[target])
        for column, target in _pointing_from(model)
        if target in made
    ]
    for part, column in ties.parts.items():
        if part in made and _target(part, column) is model:
            inside: Any = part._default_manager.filter(**{f"{column}__in": numbers})
            found.append((part, set(inside.values_list("pk", flat=True)) & made[part]))
    return found


def _with_beside(kept: Rows, made: Rows, ties: Ties) -> Rows:
    for anchor, changed, column in ties.beside:
        numbers = kept.get(anchor, set()) & made.get(anchor, set())
        if numbers:
            anchors: Any = anchor._default_manager.filter(pk__in=numbers)
            values = set(anchors.values_list(column, flat=True))
            same: Any = changed._default_manager.filter(**{f"{column}__in": values})
            others = set(same.values_list("pk", flat=True)) - made.get(changed, set())
            kept.setdefault(changed, set()).update(others)
    return kept


def _pointing_to(model: Model) -> Iterator[tuple[Model, str]]:
    """Other tables' columns that the database lets point to rows of the model."""
    for relation in model._meta.get_fields(include_hidden=True):
        column = getattr(relation, "field", None)
        backwards = relation.auto_created and not relation.concrete
        if column is not None and backwards and getattr(column, "db_constraint", False):
            yield column.model, column.name


def _pointing_from(model: Model) -> Iterator[tuple[str, Model]]:
    for column in model._meta.concrete_fields:
        if column.is_relation and column.related_model is not None:
            yield column.attname, column.related_model


def _target(model: Model, column: str) -> Any:
    return model._meta.get_field(column).related_model


def _uses(
    user: Model, column: str, numbers: set[int], ours: set[int]
) -> Iterator[tuple[int, Entry | None]]:
    """(row used, by which act) of rows of `user` that are not ours."""
    rows: Any = user._default_manager.filter(**{f"{column}__in": numbers}).exclude(pk__in=ours)
    if issubclass(user, Recorded):
        for row in rows.select_related("entry"):
            yield getattr(row, f"{column}_id"), row.entry
    else:
        for pk in rows.values_list(f"{column}_id", flat=True):
            yield pk, None

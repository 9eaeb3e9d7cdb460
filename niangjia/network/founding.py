"""Founding many organisations at once, in the same few statements whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.base import journal
from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.base.statistics import MANY_ROWS, refresh_statistics
from niangjia.network.models import (
    Organisation,
    OrganisationEvent,
    OrganisationForm,
    OrganisationName,
    Place,
    Placement,
)
from niangjia.network.operations import (
    NO_PAPER,
    Paper,
    refresh_paths,
    require_fitting,
    require_past,
)
from niangjia.network.terms import EventKind


@dataclass(frozen=True)
class Founding:
    """One organisation to be founded, as `operations.found` is told of it."""

    kind: str
    level: str
    name: str
    short_name: str
    form: str
    parent: Organisation
    place: Place | None
    on: date | None
    code: str = ""
    paper: Paper = NO_PAPER


def found_many(*, by: Any, foundings: Sequence[Founding], today: date) -> list[Organisation]:
    """Found all of them in one act, in their order; none of them when one is refused.

    Raises:
        Refused: one is founded in the future, or its level does not fit below its parent.
    """
    for founding in foundings:
        require_past(founding.on, today=today)
        require_fitting(founding.level, founding.parent)
    if not foundings:
        return []
    summary = f"{foundings[0].name}等{len(foundings)}个"
    with journal.act("成立", by=by, summary=summary) as entry:
        made = _insert(entry, foundings)
        if len(made) >= MANY_ROWS:  # else the checks of each placement read all of them
            refresh_statistics()
        for top in {int(founding.parent.path[:8], 16) for founding in foundings}:
            refresh_paths(Organisation(pk=top), today=today)
    for organisation, row in zip(made, _as_written(made), strict=True):
        organisation.path = row.path
    return made


def _insert(entry: Entry, foundings: Sequence[Founding]) -> list[Organisation]:
    made = [
        Organisation(
            entry=entry, code=f.code, kind_id=f.kind, level=f.level, place=f.place, starts_on=f.on
        )
        for f in foundings
    ]
    insert(made)
    both = list(zip(made, foundings, strict=True))
    insert([_name(entry, one, f) for one, f in both])
    insert(
        [
            OrganisationForm(entry=entry, organisation=one, form=f.form, starts_on=f.on)
            for one, f in both
        ]
    )
    insert([_placement(entry, one, f) for one, f in both])
    insert([_event(entry, one, f) for one, f in both])
    return made


def _name(entry: Entry, organisation: Organisation, founding: Founding) -> OrganisationName:
    return OrganisationName(
        entry=entry,
        organisation=organisation,
        name=founding.name,
        short_name=founding.short_name,
        starts_on=founding.on,
    )


def _placement(entry: Entry, organisation: Organisation, founding: Founding) -> Placement:
    # Older than its parent, or of unknown age: it stands below it from the parent's first day.
    days = [day for day in (founding.on, founding.parent.starts_on) if day]
    return Placement(
        entry=entry,
        organisation=organisation,
        parent=founding.parent,
        starts_on=max(days, default=None),
    )


def _event(entry: Entry, organisation: Organisation, founding: Founding) -> OrganisationEvent:
    return OrganisationEvent(
        entry=entry,
        organisation=organisation,
        kind=EventKind.FOUND,
        on=founding.on,
        document=founding.paper.document,
        source=founding.paper.source,
        precision=founding.paper.precision,
    )


def _as_written(made: Sequence[Organisation]) -> list[Organisation]:
    known = Organisation.objects.in_bulk([one.pk for one in made])
    return [known[one.pk] for one in made]

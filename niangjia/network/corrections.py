"""Corrections: what was never true is amended, with a reason; past figures change (R5 更正)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.network.models import (
    Organisation,
    OrganisationEvent,
    OrganisationName,
    Placement,
)
from niangjia.network.operations import refresh_paths
from niangjia.network.terms import EventKind


def correct_event(
    *, by: Any, event: OrganisationEvent, on: date, reason: str, document: str | None = None
) -> None:
    """The event happened on `on`; what began or ended with it moves along.

    Raises:
        Refused: no reason, or the new day would turn the order of events round.
    """
    with correcting(by, event.organisation, reason, f"{event.get_kind_display()} {on}"):
        if event.on is None:
            raise Refused("原来没有记日期，请先补记这件事，再更正。")
        for related in _dated_rows(event):
            related.filter(ends_on=event.on).update(ends_on=on)
            related.filter(starts_on=event.on).update(starts_on=on)
        if event.kind == EventKind.FOUND:
            Organisation.objects.filter(pk=event.organisation_id).update(starts_on=on)
        if event.kind in (EventKind.DISSOLVE, EventKind.MERGE):
            Organisation.objects.filter(pk=event.organisation_id).update(ends_on=on)
        event.on = on
        event.document = event.document if document is None else document
        event.save(update_fields=["on", "document"])


def correct_parent(
    *, by: Any, placement: Placement, parent: Organisation, reason: str, today: date
) -> None:
    """In that stretch of days it stood under `parent` and never where it was written."""
    with correcting(by, placement.organisation, reason, "上级"):
        OrganisationEvent.objects.filter(
            organisation=placement.organisation, kind=EventKind.MOVE, on=placement.starts_on
        ).update(other=parent)
        placement.parent = parent
        placement.save(update_fields=["parent"])
        refresh_paths(placement.organisation, today=today)


def correct_name(
    *, by: Any, name: OrganisationName, full: str, short_name: str, reason: str
) -> None:
    """In that stretch of days it was called `full` and never what was written."""
    with correcting(by, name.organisation, reason, f"{name.name} → {full}"):
        name.name, name.short_name = full, short_name
        name.save(update_fields=["name", "short_name"])


@contextmanager
def correcting(by: Any, organisation: Organisation, reason: str, summary: str) -> Iterator[None]:
    """One act of correction of an organisation's rows.

    Raises:
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused("更正要写理由：原来为什么记错，现在依据什么改。")
    with journal.act(
        "更正", by=by, organisation_id=organisation.pk, summary=summary, reason=reason
    ):
        yield


def _dated_rows(event: OrganisationEvent) -> list[Any]:
    """The dated rows of the organisation whose edges an event of that kind is."""
    of = event.organisation
    return {
        EventKind.FOUND: [of.names, of.forms, of.placements],
        EventKind.CONVERT: [of.forms, of.names],
        EventKind.RENAME: [of.names],
        EventKind.MOVE: [of.placements],
        EventKind.SPLIT: [],
        EventKind.MERGE: [of.names, of.forms, of.placements, of.links, of.links_from_others],
        EventKind.DISSOLVE: [of.names, of.forms, of.placements, of.links, of.links_from_others],
    }.get(EventKind(event.kind), [])

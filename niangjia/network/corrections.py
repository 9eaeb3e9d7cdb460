"""Corrections: what was never true is amended, with a reason; past figures change (R5 更正)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.network.models import (
    Organisation,
    OrganisationEvent,
    OrganisationName,
    Placement,
    Venue,
)
from niangjia.network.operations import refresh_paths, require_fitting
from niangjia.network.terms import EventKind, Form


def correct_event(
    *,
    by: Any,
    event: OrganisationEvent,
    on: date,
    reason: str,
    document: str | None = None,
    precision: str | None = None,
) -> None:
    """The event happened on `on`; what began or ended with it moves along.

    A founding of unknown day gets one; of an organisation that ends, its committee is moved by
    `committees.corrections`. None leaves the document, or how exact the day is, as it was.

    Raises:
        Refused: no reason, or the new day would turn the order of events round.
    """
    with correcting(by, event.organisation, reason, f"{event.get_kind_display()} {on}"):
        _move_rows(event, on)
        _move_life(event, on)
        _move_twin(event, on)
        event.on = on
        event.document = event.document if document is None else document
        event.precision = event.precision if precision is None else precision
        event.save(update_fields=["on", "document", "precision"])


def correct_parent(
    *, by: Any, placement: Placement, parent: Organisation, reason: str, today: date
) -> None:
    """In that stretch of days it stood under `parent` and never where it was written.

    Raises:
        Refused: no reason, the level does not fit, a circle, or the parent was not there.
    """
    require_fitting(placement.organisation.level, parent)
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


def correct_first_form(
    *, by: Any, organisation: Organisation, form: str, full: str, short_name: str, reason: str
) -> None:
    """From its unknown beginning it had the form `form` and was called `full`.

    What it is now it became by a conversion, which is recorded as the change that it was.

    Raises:
        Refused: no reason, or its beginning is known.
    """
    forms = organisation.forms.filter(starts_on=None)
    if not forms.exists():
        raise Refused(_("它成立时的组织形式已经登记，请先核对成立日期和改建日期。"))
    with correcting(by, organisation, reason, f"{Form(form).label} {full}"):
        forms.update(form=form)
        organisation.names.filter(starts_on=None).update(name=full, short_name=short_name)


@contextmanager
def correcting(by: Any, organisation: Organisation, reason: str, summary: str) -> Iterator[None]:
    """One act of correction of an organisation's rows.

    Raises:
        Refused: no reason is given.
    """
    if not reason.strip():
        raise Refused(_("更正要写理由：原来为什么记错，现在依据什么改。"))
    with journal.act(
        "更正", by=by, organisation_id=organisation.pk, summary=summary, reason=reason
    ):
        yield


BEGINNINGS = (EventKind.FOUND, EventKind.SPLIT)
ENDINGS = (EventKind.MERGE, EventKind.DISSOLVE)


def _move_rows(event: OrganisationEvent, on: date) -> None:
    if event.kind == EventKind.MERGE and event.on:
        _move_handing_over(event, event.on, on)
    for rows in _dated_rows(event):
        if event.on:
            rows.filter(ends_on=event.on).update(ends_on=on)
        rows.filter(starts_on=event.on).update(starts_on=on)
    if event.kind in BEGINNINGS and event.on is None:
        # As when it is founded: who is of unknown age stands below it from its first day.
        Placement.objects.filter(parent=event.organisation_id, starts_on=None).update(starts_on=on)


def _move_handing_over(event: OrganisationEvent, before: date, on: date) -> None:
    """The children and the venues went to the successor on the day of the merge."""
    left = Placement.objects.filter(parent=event.organisation_id, ends_on=before)
    children = list(left.values_list("organisation_id", flat=True))
    came = Placement.objects.filter(
        organisation__any_of=children, parent=event.other_id, starts_on=before
    )
    came.update(starts_on=on)
    left.update(ends_on=on)
    for kept in Venue.objects.filter(owner=event.organisation_id, ends_on=before):
        came_over = Venue.objects.filter(owner=event.other_id, starts_on=before, name=kept.name)
        came_over.filter(kind=kept.kind_id, place=kept.place_id).update(starts_on=on)


def _move_life(event: OrganisationEvent, on: date) -> None:
    life = Organisation.objects.filter(pk=event.organisation_id)
    if event.kind in BEGINNINGS:
        life.update(starts_on=on)
    if event.kind in ENDINGS:
        life.update(ends_on=on)


def _move_twin(event: OrganisationEvent, on: date) -> None:
    """A split founds: both events are of one day."""
    if event.kind in BEGINNINGS:
        twins = OrganisationEvent.objects.filter(
            organisation=event.organisation_id, kind__in=BEGINNINGS, on=event.on
        )
        twins.exclude(pk=event.pk).update(on=on)


def _dated_rows(event: OrganisationEvent) -> list[Any]:
    """The dated rows of the organisation whose edges an event of that kind is."""
    of = event.organisation
    names, forms, placements = of.names.all(), of.forms.all(), of.placements.all()
    if event.kind in BEGINNINGS:
        return [names, forms, placements]
    if event.kind in ENDINGS:
        ties = [of.links.all(), of.links_from_others.all(), of.venues.all()]
        return [names, forms, placements, *ties]
    if event.kind == EventKind.CONVERT:
        return [forms] if _was_renamed(event) else [forms, names]
    if event.kind == EventKind.RENAME:
        return [names]
    return [placements] if event.kind == EventKind.MOVE else []


def _was_renamed(event: OrganisationEvent) -> bool:
    """Whether a renaming of its own, not the conversion, changed the name that day."""
    return OrganisationEvent.objects.filter(
        organisation=event.organisation_id, kind=EventKind.RENAME, on=event.on
    ).exists()

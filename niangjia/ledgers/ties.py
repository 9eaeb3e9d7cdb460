"""What a row of an organisations ledger tells beside the organisation: a lateral tie, a venue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from niangjia.base.periods import day_after
from niangjia.base.refusals import Refused
from niangjia.ledgers.directory import Directory
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.rows import OrganisationRow
from niangjia.network import operations, venues
from niangjia.network.models import Organisation, VenueKind
from niangjia.network.terms import LinkMode


def question_of(row: OrganisationRow, known: Directory) -> Question | None:
    """What has to be asked before its tie can go in: which lateral body is meant."""
    if not row.co_running_with:
        return None
    found = known.bodies(row.co_running_with)
    if len(found) == 1:
        return None
    return replace(known.which_body(row.co_running_with, found), column="联办组织")


def take_ties(
    row: OrganisationRow, organisation: Organisation, known: Directory, *, by: Any, today: date
) -> bool:
    """Record the tie and the venue that the row tells, or their ends; True if anything was new.

    Raises:
        Refused: half of a tie or venue is told, or the rules of the network speak against it.
    """
    told = False
    if row.co_running or row.co_running_with:
        told |= _take_tie(row, organisation, known, by=by)
    if row.venue or row.venue_kind:
        told |= _take_venue(row, organisation, by=by, today=today)
    return told


def _take_tie(
    row: OrganisationRow, organisation: Organisation, known: Directory, *, by: Any
) -> bool:
    if not (row.co_running and row.co_running_with):
        raise Refused("联办方式和联办组织要一起写：横向联办、粘合联办或统筹联办，与哪个组织。")
    body = known.bodies(row.co_running_with)[0]
    begins = row.co_running_from.first if row.co_running_from else None
    mode = LinkMode(row.co_running)
    there = body.links.filter(with_organisation=organisation, mode=mode).order_by("-pk").first()
    new = there is None or (there.ends_on is not None and begins and there.ends_on <= begins)
    if new:
        there = operations.link(
            by=by, organisation=body, with_organisation=organisation, mode=mode, on=begins
        )
    last = row.co_running_last_day
    if last and there and there.ends_on is None:
        operations.end_link(by=by, link=there, on=day_after(last.last))
        return True
    return bool(new)


def _take_venue(row: OrganisationRow, organisation: Organisation, *, by: Any, today: date) -> bool:
    kind = _kind(row)
    name = row.venue or kind.name
    there = organisation.venues.filter(name=name, kind=kind).order_by("-pk").first()
    begins = row.venue_from.first if row.venue_from else None
    new = there is None or (there.ends_on is not None and begins and there.ends_on <= begins)
    if new:
        there = venues.open_venue(
            by=by, owner=organisation, kind=kind.code, name=name, on=begins, today=today
        )
    last = row.venue_last_day
    if last and there and there.ends_on is None:
        venues.close_venue(by=by, venue=there, on=day_after(last.last), today=today)
        return True
    return bool(new)


def _kind(row: OrganisationRow) -> VenueKind:
    """The kind by its word; offices may have added their own."""
    found = VenueKind.objects.filter(name=row.venue_kind).first()
    if found is None:
        known = "、".join(VenueKind.objects.order_by("code").values_list("name", flat=True))
        raise Refused(f"“{row.venue}”的阵地种类“{row.venue_kind}”不认识，请改成：{known}。")
    return found

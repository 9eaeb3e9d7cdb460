"""要表登记: ask units for a ledger, see who answered, hand out the files to be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import NotVisible, require, within
from niangjia.access.terms import Can
from niangjia.base.refusals import Refused
from niangjia.committees.models import CommitteeSeat
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation
from niangjia.desk.building.collections import (
    ASKED,
    build_collection,
    build_collections,
    title_of,
)
from niangjia.desk.building.reach import rosters_open
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import BadAddress, Visit
from niangjia.ledgers import receipts as ledgers
from niangjia.ledgers.blanks.making import XLSX, as_zip, one_file
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER
from niangjia.ledgers.receipt_models import Collection
from niangjia.ledgers.receipts import Receipt
from niangjia.network.models import Organisation

NEWEST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@visited
def collections(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list; a posted form asks the units of a level below the reader."""
    own = own_organisation(visit, Can.LEDGER_IMPORT)
    require(visit.user, Can.LEDGER_IMPORT, own, on=visit.today)
    if request.method != "POST":
        return _listed(request, visit, own)
    try:
        made = _opened(request, visit, own)
    except Refused as error:
        return _listed(request, visit, own, status=400, error=str(error))
    return redirect("desk:collection", public_id=made.public_id)


@require_safe
@visited
def collection(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """One request with the units that the reader looks after."""
    one, rows = _found(visit, public_id)
    state = visit.query.get("state", "")
    if state and state not in ASKED:
        raise BadAddress(_("没有“%(state)s”这种情况。") % {"state": state[:40]})
    page = build_collection(visit, one, rows, state=state)
    return shown(request, "collection", build_shell(visit, "collections"), page)


@require_safe
@visited
def files(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """All files to be filled in as one zip, sent while it is being made."""
    one, rows = _found(visit, public_id)
    units = [row.unit for row in rows]
    day = min(one.as_of, visit.today)
    is_filled = _is_filled(visit, one, units, day)
    pieces = as_zip(one.kind, units, as_of=day, today=visit.today, is_filled=is_filled)
    return _attached(
        StreamingHttpResponse(pieces, content_type="application/zip"), f"{title_of(one)}.zip"
    )


@require_safe
@visited
def file(request: HttpRequest, visit: Visit, public_id: UUID, unit: UUID) -> HttpResponse:
    """One unit's file to be filled in."""
    one, rows = _found(visit, public_id)
    row = next((row for row in rows if row.unit.public_id == unit), None)
    if row is None:
        raise NotVisible
    day = min(one.as_of, visit.today)
    is_filled = _is_filled(visit, one, [row.unit], day)
    name, content = one_file(one.kind, row.unit, as_of=day, today=visit.today, is_filled=is_filled)
    return _attached(HttpResponse(content, content_type=XLSX), name)


@require_POST
@visited
def withdraw(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Take a request off again."""
    one, _rows = _found(visit, public_id)
    require(visit.user, Can.LEDGER_IMPORT, one.organisation, on=visit.today)
    ledgers.withdraw(by=visit.user, collection=one, reason=request.POST.get("reason", ""))
    return redirect("desk:collections")


def _listed(
    request: HttpRequest, visit: Visit, own: Organisation, *, status: int = 200, error: str = ""
) -> HttpResponse:
    mine = _allowed(visit, "organisation") | _allowed(visit, "units__organisation")
    found = list(Collection.objects.filter(mine).distinct().order_by("-pk")[:NEWEST])
    below = Organisation.objects.filter(_allowed(visit, ""))
    states = ledgers.states(found, today=visit.today, among=below)
    page = build_collections(visit, [(one, states[one.pk]) for one in found], own, error=error)
    answer = shown(request, "collections", build_shell(visit, "collections"), page)
    answer.status_code = status
    return answer


def _allowed(visit: Visit, organisation: str) -> Q:
    return within(visit.user, Can.LEDGER_IMPORT, organisation=organisation, on=visit.today)


def _opened(request: HttpRequest, visit: Visit, own: Organisation) -> Collection:
    return ledgers.open_collection(
        by=visit.user,
        organisation=own,
        kind=request.POST.get("kind", ""),
        level=request.POST.get("level", ""),
        as_of=_day(request.POST.get("as_of", "")),
        due_on=_day(request.POST.get("due_on", "")),
        today=visit.today,
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        said = {"day": written[:40]}
        raise Refused(_("看不懂日期“%(day)s”。请写成2017-07-31这样。") % said) from None


def _found(visit: Visit, public_id: UUID) -> tuple[Collection, list[Receipt]]:
    """The request of an address, with those of its units that the reader looks after.

    Raises:
        PermissionDenied: at home another post does this. NotVisible: none of the units is hers.
    """
    own = own_organisation(visit, Can.LEDGER_IMPORT)
    require(visit.user, Can.LEDGER_IMPORT, own, on=visit.today)
    one = Collection.objects.select_related("organisation").filter(public_id=public_id).first()
    below = Organisation.objects.filter(_allowed(visit, ""))
    rows = ledgers.receipts(one, today=visit.today, among=below) if one else []
    if one is None or not rows:
        raise NotVisible
    return one, rows


def _is_filled(visit: Visit, one: Collection, units: list[Organisation], day: date) -> bool:
    """Whether what is known stands in the files: names do where they are hers to read (R19)."""
    numbers = {unit.pk for unit in units}
    if one.kind != COMMITTEE_ROSTER:
        return True
    is_hers = numbers == rosters_open(visit, numbers)
    if is_hers:
        _log(visit, one, numbers, day)
    return is_hers


def _log(visit: Visit, one: Collection, units: Iterable[int], day: date) -> None:
    """Whose names leave the house in files to be filled in."""
    seats = CommitteeSeat.objects.on(day).filter(organisation__any_of=list(units))
    names = seats.values("person").distinct().count()
    log_reading(
        visit.user, organisation=one.organisation, what=f"待填的表 {title_of(one)}", persons=names
    )


def _attached(answer: HttpResponseBase, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer  # type: ignore[return-value]  # its stub says the base

"""组织与名册: the list, and the page of one organisation with its roster."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import unmasked, visible_to
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation, seen
from niangjia.desk.building.organisation import build_organisation
from niangjia.desk.building.organisations import build_organisations
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import Visit


@require_safe
@visited
def organisations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The organisations below the reader; `?q=` searches."""
    query = visit.query.get("q", "").replace("\0", "").strip()[:60]
    found = visible_to(visit.user, on=visit.today)
    page = build_organisations(visit, own_organisation(visit), found, query)
    return shown(request, "organisations", build_shell(visit, "organisations"), page)


@require_safe
@visited
def organisation(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """One organisation as it stood on the day, with the names that are hers to read."""
    found = seen(visit, public_id)
    names = unmasked(visit.user, organisation=found, as_of=visit.day, today=visit.today)
    page, persons = build_organisation(visit, found, names)
    log_reading(visit.user, organisation=found, what=f"名册 {visit.day}", persons=persons)
    return shown(request, "organisation", build_shell(visit, "organisations", found), page)

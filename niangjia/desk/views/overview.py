"""工作台: where everybody arrives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import organisation_of
from niangjia.desk.building.overview import build_overview
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import Visit


@require_safe
@visited
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The numbers of the reader's own organisation, or of the one that `?organisation=` names."""
    organisation = organisation_of(visit)
    page = build_overview(visit, organisation)
    return shown(request, "overview", build_shell(visit, "overview", organisation), page)

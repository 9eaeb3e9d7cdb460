"""可能是同一人: two persons side by side; a decision changes the numbers and can be taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import require
from niangjia.access.terms import Can
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation
from niangjia.desk.building.pairs import build_pairs
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import Visit


@require_safe
@visited
def pairs(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The undecided pairs of the reader's organisations."""
    own = own_organisation(visit)
    require(visit.user, Can.PERSON_MERGE, own, on=visit.today)
    page = build_pairs(visit, own)
    persons = 2 * (len(page.pairs) + len(page.decided))
    log_reading(visit.user, organisation=own, what="可能是同一人", persons=persons)
    return shown(request, "pairs", build_shell(visit, "pairs"), page)

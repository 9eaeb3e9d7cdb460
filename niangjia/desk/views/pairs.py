"""可能是同一人: two persons side by side; a decision changes the numbers and can be taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import NotVisible, require
from niangjia.access.terms import Can
from niangjia.base.undo import undo
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation
from niangjia.desk.building.decisions import decisions_of
from niangjia.desk.building.pairs import build_pairs, undecided_of
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import Visit
from niangjia.people.operations import decide_pair
from niangjia.people.terms import Decision


@require_safe
@visited
def pairs(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The undecided pairs of the reader's organisations."""
    own = own_organisation(visit, Can.PERSON_MERGE)
    require(visit.user, Can.PERSON_MERGE, own, on=visit.today)
    page, persons = build_pairs(visit, own)
    log_reading(visit.user, organisation=own, what="可能是同一人", persons=persons)
    return shown(request, "pairs", build_shell(visit, "pairs"), page)


@require_POST
@visited
def same(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """The two are one: from now on they count once."""
    return _decided(visit, public_id, Decision.SAME)


@require_POST
@visited
def different(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """The two are two: nobody asks again."""
    return _decided(visit, public_id, Decision.DIFFERENT)


@require_POST
@visited
def take_back(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Undo one of her own decisions; `public_id` is that of its entry in the journal."""
    own = own_organisation(visit, Can.PERSON_MERGE)
    require(visit.user, Can.PERSON_MERGE, own, on=visit.today)
    entry = decisions_of(visit).filter(public_id=public_id).first()
    if entry is None:
        raise NotVisible
    undo(entry, by=visit.user, reason="看过的人自己撤回")
    return redirect("desk:pairs")


def _decided(visit: Visit, public_id: UUID, decision: str) -> HttpResponse:
    own = own_organisation(visit, Can.PERSON_MERGE)
    require(visit.user, Can.PERSON_MERGE, own, on=visit.today)
    pair = undecided_of(visit).filter(public_id=public_id).first()
    if pair is None:
        raise NotVisible
    reason = f"并排看过：{pair.why}"  # the journal has one language, whoever writes in it
    decide_pair(by=visit.user, pair=pair, decision=decision, reason=reason)
    return redirect("desk:pairs")

"""导入: the files that came in, what became of each row, answers to what rows ask, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import NotVisible, find_naming, require
from niangjia.access.terms import Can
from niangjia.base.refusals import Refused
from niangjia.base.staying import Later
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation
from niangjia.desk.building.import_list import build_imports
from niangjia.desk.building.import_undo import build_undo
from niangjia.desk.building.imports import build_import, rows_named
from niangjia.desk.building.reach import imports_open
from niangjia.desk.building.shell import build_shell
from niangjia.desk.views.uploads import sent
from niangjia.desk.visit import Visit
from niangjia.ledgers.answering import Answer, Way, answer_row
from niangjia.ledgers.models import Fate, Import
from niangjia.ledgers.taking_back import take_back

NUMBER_LENGTH = 18  # of a bigint


@require_http_methods(["GET", "HEAD", "POST"])
@visited
def imports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list; posted files are looked at and answered by the page of what will happen."""
    own = own_organisation(visit, Can.LEDGER_IMPORT)
    require(visit.user, Can.LEDGER_IMPORT, own, on=visit.today)
    if request.method != "POST":
        return _listed(request, visit)
    try:
        upload = sent(request, visit, own)
    except Refused as error:
        kind = request.POST.get("kind", "")
        return _listed(request, visit, status=400, chosen=kind, error=str(error))
    return redirect("desk:upload", public_id=upload.public_id)


@require_safe
@visited
def result(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """What became of one file."""
    found = _found(visit, public_id)
    page = build_import(visit, found)
    if found.organisation:
        log_reading(
            visit.user,
            organisation=found.organisation,
            what=f"导入 {found.file_name}",
            persons=rows_named(found),
        )
    return shown(request, "import", build_shell(visit, "imports", found.organisation), page)


@require_POST
@visited
def answer(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Answer a waiting row, or all that ask the same; they go in at once."""
    made = _found(visit, public_id)
    number = request.POST.get("row", "")
    plain = number.isascii() and number.isdecimal() and len(number) <= NUMBER_LENGTH
    row = made.rows.filter(pk=int(number)).first() if plain else None
    if row is None:
        raise Refused(_("没有找到要回答的那一行，请从页面上再点一次。"))
    answer_row(
        by=visit.user,
        row=row,
        answer=_answer(request),
        for_all=bool(request.POST.get("for_all")),
        today=visit.today,
    )
    waits = made.rows.filter(fate=Fate.WAITING).exists()
    address = reverse("desk:import", args=[made.public_id])
    return redirect(f"{address}#waiting" if waits else address)


@require_http_methods(["GET", "HEAD", "POST"])
@visited
def undo(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Take an import back, after a look at what somebody did to it since."""
    made = _found(visit, public_id)
    if request.method != "POST":
        return _asked_back(request, visit, made)
    try:
        take_back(by=visit.user, made=made, reason=_reason(request), later=_later(request))
    except Refused as error:
        return _asked_back(request, visit, made, error=str(error))
    return redirect("desk:import", public_id=made.public_id)


def _found(visit: Visit, public_id: UUID) -> Import:
    made = Import.objects.select_related("entry__by")
    can = Can.LEDGER_IMPORT
    return find_naming(made, public_id, visit.user, can, on=visit.today, own="entry__by")


def _listed(request: HttpRequest, visit: Visit, status: int = 200, **said: str) -> HttpResponse:
    page = build_imports(visit, imports_open(visit), **said)
    answered = shown(request, "imports", build_shell(visit, "imports"), page)
    answered.status_code = status
    return answered


def _answer(request: HttpRequest) -> Answer:
    """The way is the button; the value what was typed, else what was chosen."""
    asked: Any = request.POST
    way = asked.get("way", "")
    if way not in list(Way):
        raise Refused(_("没有选怎么回答，请从页面上再点一次。"))
    value = asked.get("typed", "").strip() or asked.get("chosen", "").strip()
    return Answer(Way(way), value if way in (Way.PLACE, Way.DAY) else "")


def _asked_back(
    request: HttpRequest, visit: Visit, made: Import, *, error: str = ""
) -> HttpResponse:
    if made.organisation is None:
        raise NotVisible
    page = build_undo(visit, made, error=error)
    answered = shown(request, "import_undo", build_shell(visit, "imports", made.organisation), page)
    answered.status_code = 400 if error else 200
    return answered


def _reason(request: HttpRequest) -> str:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise Refused(_("请写一句为什么撤回，例如“发错了文件”。"))
    return reason


def _later(request: HttpRequest) -> Later:
    written = request.POST.get("later", Later.REFUSE)
    return Later(written) if written in list(Later) else Later.REFUSE

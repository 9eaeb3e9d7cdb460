"""Her own file: given back with what became of every row, or forgotten."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import NotVisible, find_row
from niangjia.access.terms import Can
from niangjia.desk.answering import visited
from niangjia.desk.building.imports import rows_named
from niangjia.desk.building.own_file import is_her_own
from niangjia.desk.visit import Visit
from niangjia.ledgers.blanks.making import XLSX
from niangjia.ledgers.giving_back import file_name, forget_file, give_back_kept
from niangjia.ledgers.models import Import


@require_safe
@visited
def give_back(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """The file as she sent it, with one column more."""
    made = _hers(visit, public_id)
    given = give_back_kept(made, today=visit.today)
    if made.organisation:
        what = f"拿回原表 {made.file_name}"
        many = made.records + rows_named(made)
        log_reading(visit.user, organisation=made.organisation, what=what, persons=many)
    disposition = content_disposition_header(True, file_name(made)) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(given.content, content_type=XLSX, headers=headers)


@require_POST
@visited
def forget(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """She does not need it any more."""
    forget_file(_hers(visit, public_id))
    return redirect("desk:import", public_id=public_id)


def _hers(visit: Visit, public_id: UUID) -> Import:
    """The import of an address, if the reader herself sent its file.

    Raises:
        NotVisible, PermissionDenied: as `find_row`; somebody else's file is not hers to see.
    """
    rows = Import.objects.select_related("entry__by")
    made = find_row(rows, public_id, visit.user, Can.LEDGER_IMPORT, on=visit.today)
    if not is_her_own(visit, made):
        raise NotVisible
    return made

"""导入: the files that came in, the next one, and what became of each row."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import find_row, require, within
from niangjia.access.terms import Can
from niangjia.base.refusals import Refused
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation
from niangjia.desk.building.import_list import build_imports
from niangjia.desk.building.imports import build_import, kinds, rows_named
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import Visit
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import Import
from niangjia.ledgers.reading.package import UnreadableFile

LARGEST = 20 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@visited
def imports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list; a posted file is read at once and answered by what became of its rows."""
    own = own_organisation(visit)
    require(visit.user, Can.LEDGER_IMPORT, own, on=visit.today)
    if request.method != "POST":
        return _listed(request, visit)
    kind = request.POST.get("kind", "")
    try:
        made = _taken(request, visit, kind)
    except (Refused, UnreadableFile) as error:
        return _listed(request, visit, status=400, chosen=kind, error=str(error))
    return redirect("desk:import", public_id=made.public_id)


@require_safe
@visited
def result(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """What became of one file."""
    made = Import.objects.select_related("entry__by")
    found = find_row(made, public_id, visit.user, Can.LEDGER_IMPORT, on=visit.today)
    page = build_import(visit, found)
    if found.organisation:
        log_reading(
            visit.user,
            organisation=found.organisation,
            what=f"导入 {found.file_name}",
            persons=rows_named(found),
        )
    return shown(request, "import", build_shell(visit, "imports", found.organisation), page)


def _mine(visit: Visit) -> QuerySet[Import]:
    allowed = within(visit.user, Can.LEDGER_IMPORT, organisation="organisation", on=visit.today)
    return Import.objects.filter(allowed)


def _listed(request: HttpRequest, visit: Visit, status: int = 200, **said: str) -> HttpResponse:
    page = build_imports(visit, _mine(visit), **said)
    answer = shown(request, "imports", build_shell(visit, "imports"), page)
    answer.status_code = status
    return answer


def _taken(request: HttpRequest, visit: Visit, kind: str) -> Import:
    """Read the posted file under its own name, in a folder that is gone afterwards."""
    file = request.FILES.get("file")
    if kind not in dict(kinds()) or not isinstance(file, UploadedFile):
        raise Refused(_("没有收到文件。选好台账种类和一个.xlsx文件，再点一次。"))
    if (file.size or 0) > LARGEST:
        raise Refused(_("文件超过20MB。请把它拆成几个再放进来。"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _file_name(file)
        path.write_bytes(file.read())
        return _imported(visit, path, kind)


def _imported(visit: Visit, path: Path, kind: str) -> Import:
    user: Any = visit.user
    root = own_organisation(visit)
    outcome = import_file(by=user, path=path, kind=kind, root=root, today=visit.today)
    if outcome.made is None:
        raise Refused(_("这个文件里没有能收的行。"))
    return outcome.made


def _file_name(file: UploadedFile[Any]) -> str:
    """Her name for it, without what could be a path, short enough for a file system."""
    plain = re.sub(r"[\x00-\x1f/\\:]", "_", file.name or "").strip(". ")
    stem, suffix = Path(plain).stem[:60], Path(plain).suffix[:8]
    return (stem or "file") + suffix

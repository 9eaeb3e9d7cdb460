"""导入，入库以前: files are sent, looked at, put right, and taken in or put aside."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import find_naming
from niangjia.access.terms import Can
from niangjia.base import jobs
from niangjia.base.models import Job
from niangjia.base.refusals import Refused
from niangjia.desk.answering import shown, visited
from niangjia.desk.building.shell import build_shell
from niangjia.desk.building.uploads import build_upload
from niangjia.desk.visit import Visit
from niangjia.ledgers.tasks import look, take
from niangjia.ledgers.told import tell_columns
from niangjia.ledgers.upload_models import PreviewRow, Upload
from niangjia.ledgers.uploads import put_aside, receive
from niangjia.network.models import Organisation

LARGEST = 50 * 2**20
MOST_COLUMNS = 500


def sent(request: HttpRequest, visit: Visit, own: Organisation) -> Upload:
    """Keep the posted files and look at them, at once or as a job.

    Raises:
        Refused: nothing arrived, or more than one upload may hold.
    """
    files = request.FILES.getlist("file")
    if sum(file.size or 0 for file in files) > LARGEST:
        raise Refused(_("文件一共超过50MB。请分几次放进来。"))
    upload = receive(
        by=visit.user,
        organisation=own,
        kind=request.POST.get("kind", ""),
        files=[(_file_name(file), file.read()) for file in files],
        create_missing=bool(request.POST.get("create_missing")),
    )
    look(upload=upload, by=visit.user, today=visit.today)
    return upload


@require_safe
@visited
def upload(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """What will happen if the files are taken in; afterwards what happened."""
    found = _found(visit, public_id)
    file = visit.query.get("file", "0")
    number = int(file) if file.isascii() and file.isdecimal() and len(file) < 5 else 0
    page = build_upload(visit, found, shown=number)
    named = PreviewRow.objects.filter(
        file__upload=found, fate__in=("waiting", "rejected", "record")
    )
    if persons := named.values("file", "sheet", "row").distinct().count():
        what = f"导入预览 {page.head.title}"
        log_reading(visit.user, organisation=found.organisation, what=what, persons=persons)
    shell = build_shell(visit, "imports", found.organisation)
    return shown(request, "upload", shell, page)


@require_POST
@visited
def take_upload(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Take all its files in that are not in yet."""
    found = _found(visit, public_id)
    _require_rest(found)
    take(upload=found, by=visit.user, today=visit.today)
    made = [file.batch for file in found.files.select_related("batch") if file.batch]
    if found.files.count() == len(made) == 1:
        return redirect("desk:import", public_id=made[0].public_id)
    return redirect("desk:upload", public_id=public_id)


@require_POST
@visited
def aside(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Forget files of which nothing is in."""
    found = _found(visit, public_id)
    _require_rest(found)
    put_aside(upload=found)
    return redirect("desk:imports")


@require_POST
@visited
def columns(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Remember what the office means by its headings, and look at the files again."""
    found = _found(visit, public_id)
    _require_rest(found)
    told = _told(request)
    if told:
        tell_columns(by=visit.user, organisation=found.organisation, kind=found.kind, told=told)
        look(upload=found, by=visit.user, today=visit.today)
    return redirect("desk:upload", public_id=public_id)


@require_POST
@visited
def cancel(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Stop the work under way; nothing of it is kept."""
    found = _found(visit, public_id)
    job = Job.objects.filter(public_id=found.job).first() if found.job else None
    if job:
        jobs.cancel(job)
    return redirect("desk:imports")


def _found(visit: Visit, public_id: UUID) -> Upload:
    rows = Upload.objects.select_related("by")
    can = Can.LEDGER_IMPORT
    return find_naming(rows, public_id, visit.user, can, on=visit.today, own="by")


def _require_rest(upload: Upload) -> None:
    """Two hands at one upload: the second one waits until the work under way is over."""
    job = Job.objects.filter(public_id=upload.job).first() if upload.job else None
    if job and not jobs.progress(job).is_over:
        raise Refused(_("这些文件正在处理，请等它做完，或先停下来。"))


def _told(request: HttpRequest) -> dict[str, str]:
    """Headings whose meaning was changed on the page: heading-1, means-1, was-1 …"""
    told = {}
    for number in range(MOST_COLUMNS):
        heading = request.POST.get(f"heading-{number}")
        if heading is None:
            break
        means = request.POST.get(f"means-{number}", "")
        if means != request.POST.get(f"was-{number}", ""):
            told[heading] = means
    return told


def _file_name(file: UploadedFile[bytes]) -> str:
    """Her name for it, without what could be a path, short enough for a file system."""
    plain = re.sub(r"[\x00-\x1f/\\:]", "_", file.name or "").strip(". ")
    stem, suffix = Path(plain).stem[:60], Path(plain).suffix[:8]
    return (stem or "file") + suffix

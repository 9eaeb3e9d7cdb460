"""导入，入库以前: what a look at the files found, what will happen, what each column was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base import jobs
from niangjia.base.models import Job
from niangjia.base.periods import SHANGHAI
from niangjia.desk.building.fates import build_fates, counts_of
from niangjia.desk.building.imports import kinds, tiles
from niangjia.desk.import_pages import ColumnsForm, Progress, SeenColumn, UploadPage
from niangjia.desk.pages import Head
from niangjia.desk.parts import (
    Cell,
    Chip,
    Column,
    FigureCell,
    Link,
    Notice,
    Phrase,
    Row,
    Step,
    Table,
    Tone,
)
from niangjia.desk.visit import Visit
from niangjia.ledgers.models import Fate
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.text import flat
from niangjia.ledgers.reading.vocabulary import meanings
from niangjia.ledgers.upload_models import ColumnSeen, PreviewRow, Upload, UploadedFile

SURE = ("EXACT", "TOLD", "exact", "told")


def build_upload(visit: Visit, upload: Upload, *, shown: int = 0) -> UploadPage:
    """Files that are not in yet, or what became of each; `shown` is the file whose rows are listed."""
    progress = _progress(upload)
    files = list(_files(upload))
    if progress or not files:
        return UploadPage(head=_head(visit, upload, files), steps=_steps(files), progress=progress)
    one = files[min(shown, len(files) - 1)]
    is_open = _to_take(files)
    return UploadPage(
        head=_head(visit, upload, files),
        steps=_steps(files),
        tiles=_tiles(upload, files) if is_open else (),
        files=_table(visit, upload, files, one) if len(files) > 1 or one.error else None,
        of_file=one.name if len(files) > 1 else "",
        fates=build_fates(PreviewRow.objects.filter(file=one))
        if is_open and not one.batch
        else None,
        columns=_columns(upload, one) if is_open else None,
        take_address=reverse("desk:upload_take", args=[upload.public_id]) if is_open else "",
        take_text=_take_text(files),
        aside_address=_aside(upload, files),
    )


def name_of(upload: Upload, files: Sequence[UploadedFile]) -> str:
    """The one file's name, or how many there are."""
    if len(files) == 1:
        return files[0].name
    many = len(files) or upload.sent.count()
    return ngettext("%(n)s个文件", "%(n)s个文件", many) % {"n": many}


def _files(upload: Upload) -> Any:
    of = {fate: Count("rows", filter=Q(rows__fate=fate)) for fate in (Fate.WAITING, Fate.REJECTED)}
    return (
        upload.files.select_related("batch")
        .annotate(waiting=of[Fate.WAITING], rejected=of[Fate.REJECTED])
        .order_by("pk")
    )


def _to_take(files: Sequence[UploadedFile]) -> bool:
    return any(not file.error and not file.batch_id for file in files)


def _head(visit: Visit, upload: Upload, files: Sequence[UploadedFile]) -> Head:
    said = {
        "kind": dict(kinds())[upload.kind],
        "when": f"{upload.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "who": str(upload.by or _("命令行")),
    }
    text = _("%(kind)s · %(when)s由%(who)s放进来，还没有入库")
    if files and not _to_take(files):
        text = _("%(kind)s · %(when)s由%(who)s放进来")
    crumbs = (Link(text=_("导入"), address=visit.leading("imports")), Link(text=said["kind"]))
    return Head(
        title=name_of(upload, files),
        crumbs=crumbs,
        lead=(Phrase(before=text % said),),
        notices=_refused(files),
    )


def _refused(files: Sequence[UploadedFile]) -> tuple[Notice, ...]:
    if len(files) == 1 and files[0].error:
        return (Notice(text=files[0].error, tone=Tone.OVER),)
    return ()


def _steps(files: Sequence[Any]) -> tuple[Step, ...]:
    waiting = sum(file.waiting for file in files)
    told = _("%(n)s行要看") % {"n": waiting} if waiting else _("没有要问的")
    states = ("done", "now", "todo") if _to_take(files) else ("done", "done", "done")
    states = states if files else ("now", "todo", "todo")
    many = ngettext("%(n)s个文件", "%(n)s个文件", len(files)) % {"n": len(files)}
    return (
        Step(what=_("放进文件"), when=many if files else "", state=states[0]),
        Step(what=_("看一眼"), when=told if files else "", state=states[1]),
        Step(what=_("入库"), when=_("随时能整批撤回"), state=states[2]),
    )


def _tiles(upload: Upload, files: Sequence[UploadedFile]) -> Any:
    names = ("records", "created", "changed", "unchanged")
    sums = upload.files.filter(batch=None).aggregate(**{name: Sum(name) for name in names})
    total = UploadedFile(**{name: sums[name] or 0 for name in names})
    return tiles(total, counts_of(PreviewRow.objects.filter(file__upload=upload)))


def _take_text(files: Sequence[UploadedFile]) -> str:
    many = sum(file.records for file in files if not file.batch_id and not file.error)
    return ngettext("%(n)s行入库", "%(n)s行入库", many) % {"n": f"{many:,}"}


def _aside(upload: Upload, files: Sequence[UploadedFile]) -> str:
    if any(file.batch_id for file in files):
        return ""
    return reverse("desk:upload_aside", args=[upload.public_id])


def _table(visit: Visit, upload: Upload, files: Sequence[Any], one: UploadedFile) -> Table:
    heads = (
        (_("文件"), False),
        (_("数据行"), True),
        (_("新增"), True),
        (_("更新"), True),
        (_("怎么样"), False),
    )
    return Table(
        label=_("每个文件的结果"),
        columns=tuple(Column(label=label, is_number=is_number) for label, is_number in heads),
        rows=tuple(_file(visit, upload, number, file, one) for number, file in enumerate(files)),
    )


def _file(visit: Visit, upload: Upload, number: int, file: Any, one: UploadedFile) -> Row:
    address = visit.leading("upload", upload.public_id, file=number)
    if file.batch:
        address = visit.leading("import", file.batch.public_id)
    counted = file.batch or file
    name = Cell(text=file.name) if file.error else Cell(text=file.name, address=address)
    numbers = ("records", "created", "changed")
    return Row(
        cells=(
            name,
            *(FigureCell(text=f"{getattr(counted, name):,}", address=address) for name in numbers),
            _state(file),
        ),
        is_on=file.pk == one.pk and not file.batch,
    )


def _state(file: Any) -> Cell:
    if file.error:
        return Cell(text=file.error, tone=Tone.OVER)
    chips = [Chip(text=_("已入库"), tone=Tone.OK, icon="circle-check")] if file.batch else []
    if file.waiting:
        text = ngettext("等%(n)s行", "等%(n)s行", file.waiting) % {"n": file.waiting}
        chips.append(Chip(text=text, tone=Tone.DUE))
    if file.rejected:
        text = ngettext("没收%(n)s行", "没收%(n)s行", file.rejected) % {"n": file.rejected}
        chips.append(Chip(text=text, tone=Tone.OVER))
    return Cell(chips=tuple(chips))


def _columns(upload: Upload, file: UploadedFile) -> ColumnsForm:
    seen: dict[str, ColumnSeen] = {}
    for column in file.columns.order_by("pk"):
        if column.heading:
            seen.setdefault(flat(column.heading), column)
    known = meanings(KINDS[upload.kind])
    columns = tuple(_seen(number, column) for number, column in enumerate(seen.values()))
    return ColumnsForm(
        address=reverse("desk:upload_columns", args=[upload.public_id]),
        columns=columns,
        meanings=(("", _("不读")), *((value, _(label)) for value, label in known.items())),
        unsure=sum(not column.is_sure for column in columns),
    )


def _seen(number: int, column: ColumnSeen) -> SeenColumn:
    words = {
        "told": _("你们说过"),
        "exact": _("认得"),
        "close": _("差不多"),
        "contained": _("像是"),
        "unknown": _("认不出"),
    }
    certainty = column.certainty.lower()
    said = {"sheet": column.sheet, "letter": column.letter}
    return SeenColumn(
        number=number,
        heading=column.heading,
        where=_("“%(sheet)s”表%(letter)s列") % said,
        means=column.read_as,
        certainty=words.get(certainty, certainty),
        is_sure=column.certainty in SURE,
    )


def _progress(upload: Upload) -> Progress | None:
    """Work under way; None when there is none, or it is over."""
    job = Job.objects.filter(public_id=upload.job).first() if upload.job else None
    if job is None:
        return None
    now = jobs.progress(job)
    if now.is_over:
        return None
    said = {"done": now.done, "of": now.of or "…"}
    waits = now.state == jobs.WAITING
    return Progress(
        sentence=_("排着队，马上开始。") if waits else _("正在读：%(done)s/%(of)s个文件。") % said,
        percent=100 * now.done // now.of if now.of else 0,
        here=reverse("desk:upload", args=[upload.public_id]),
        cancel_address=reverse("desk:upload_cancel", args=[upload.public_id]),
    )

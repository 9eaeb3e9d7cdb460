"""导入: the files that came in, newest first, what is not in yet, and the field for the next ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.access.permissions import within
from niangjia.access.terms import Can
from niangjia.base.models import Entry
from niangjia.desk.building.imports import kinds, when_imported
from niangjia.desk.building.reach import uploads_open
from niangjia.desk.building.uploads import name_of
from niangjia.desk.import_pages import ImportForm, ImportListPage
from niangjia.desk.pages import Head
from niangjia.desk.parts import (
    Cell,
    Chip,
    Column,
    FigureCell,
    ListCard,
    ListItem,
    Phrase,
    Row,
    Table,
    Tone,
)
from niangjia.desk.visit import Visit
from niangjia.ledgers.models import Fate, Import
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER
from niangjia.ledgers.receipt_models import Coverage
from niangjia.ledgers.upload_models import Upload
from niangjia.network.names import short_names

NEWEST = 100
OPEN = 10


def build_imports(
    visit: Visit, mine: QuerySet[Import], *, chosen: str = COMMITTEE_ROSTER, error: str = ""
) -> ImportListPage:
    """The newest files, those that wait to be taken in, and the field for the next ones."""
    form = ImportForm(address=reverse("desk:imports"), kinds=kinds(), chosen=chosen, error=error)
    return ImportListPage(
        head=Head(title=_("导入"), lead=(Phrase(before=_("放进来的每个文件，和每一行的去向")),)),
        imports=_taken_in(visit, mine),
        form=form,
        not_in=_not_in(visit),
        on_behalf=_on_behalf(visit),
    )


def _taken_in(visit: Visit, mine: QuerySet[Import]) -> Table:
    found = mine.select_related("entry").annotate(
        waiting=Count("rows", filter=Q(rows__fate=Fate.WAITING)),
        rejected=Count("rows", filter=Q(rows__fate=Fate.REJECTED)),
        is_undone=Exists(Entry.objects.filter(undoes=OuterRef("entry"))),
    )
    newest: Iterable[Any] = found.order_by("-pk")[:NEWEST]
    return Table(
        label=_("导入过的文件"),
        columns=(
            Column(label=_("文件")),
            Column(label=_("台账")),
            Column(label=_("时间")),
            Column(label=_("入库（条）"), is_number=True),
            Column(label=_("还要看的")),
        ),
        rows=tuple(_file(visit, made) for made in newest),
        empty=_("还没有放进过文件。从右边放进第一个Excel台账。"),
    )


def _file(visit: Visit, made: Any) -> Row:
    address = visit.leading("import", made.public_id)
    return Row(
        cells=(
            Cell(text=made.file_name, address=address),
            Cell(text=dict(kinds()).get(made.kind, made.kind)),
            Cell(text=when_imported(made)),
            FigureCell(text=f"{made.records:,}", address=f"{address}#records"),
            Cell(chips=_open(made)),
        )
    )


def _open(made: Any) -> tuple[Chip, ...]:
    if made.is_undone:
        return (Chip(text=_("已撤回"), icon="arrow-back-up"),)
    chips = []
    if made.waiting:
        text = ngettext("等%(n)s行", "等%(n)s行", made.waiting) % {"n": made.waiting}
        chips.append(Chip(text=text, tone=Tone.DUE))
    if made.rejected:
        text = ngettext("没收%(n)s行", "没收%(n)s行", made.rejected) % {"n": made.rejected}
        chips.append(Chip(text=text, tone=Tone.OVER))
    return tuple(chips)


def _not_in(visit: Visit) -> ListCard | None:
    """Files of her offices that were sent and wait for the word to take them in."""
    uploads = uploads_open(visit).filter(sent__isnull=False).distinct().order_by("-pk")[:OPEN]
    items = [_waiting(visit, upload) for upload in uploads.prefetch_related("files")]
    return ListCard(title=_("还没有入库的"), items=tuple(items)) if items else None


def _waiting(visit: Visit, upload: Upload) -> ListItem:
    return ListItem(
        title=name_of(upload, list(upload.files.all())),
        address=visit.leading("upload", upload.public_id),
        note=dict(kinds())[upload.kind],
        chip=Chip(text=_("看一眼再入库"), tone=Tone.DUE),
    )


def _on_behalf(visit: Visit) -> Table | None:
    """代录: what an office above took in for the reader's own units (R28); its rows are on their pages."""
    hers = within(visit.user, Can.LEDGER_IMPORT, organisation="organisation", on=visit.today)
    above = within(
        visit.user, Can.LEDGER_IMPORT, organisation="batch__organisation", on=visit.today
    )
    found = Coverage.objects.filter(hers).exclude(above).order_by("-pk")
    covers = list(
        found.select_related("batch__entry", "batch__organisation", "organisation")[:NEWEST]
    )
    if not covers:
        return None
    names = short_names(
        {n for c in covers for n in (c.organisation_id, c.batch.organisation_id) if n},
        on=visit.today,
    )
    heads = (_("哪个单位"), _("谁代录的"), _("台账"), _("时间"))
    return Table(
        label=_("上级代录的"),
        columns=(
            *(Column(label=head) for head in heads),
            Column(label=_("入库（条）"), is_number=True),
        ),
        rows=tuple(_covered(visit, cover, names) for cover in covers),
    )


def _covered(visit: Visit, cover: Coverage, names: dict[int, str]) -> Row:
    made, address = cover.batch, visit.leading("organisation", cover.organisation.public_id)
    return Row(
        cells=(
            Cell(text=names.get(cover.organisation_id, ""), address=address),
            Cell(text=names.get(made.organisation_id or 0, "")),
            Cell(text=dict(kinds()).get(made.kind, made.kind)),
            Cell(text=when_imported(made)),
            FigureCell(text=f"{cover.records:,}", address=address),
        )
    )

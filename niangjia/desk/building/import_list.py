"""导入: the files that came in, newest first, and the field for the next one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.desk.building.imports import kinds, when_imported
from niangjia.desk.pages import Head, ImportForm, ImportListPage
from niangjia.desk.parts import Cell, Chip, Column, FigureCell, Phrase, Row, Table, Tone
from niangjia.desk.visit import Visit
from niangjia.ledgers.models import Fate, Import
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER

NEWEST = 100


def build_imports(
    visit: Visit, mine: QuerySet[Import], *, chosen: str = COMMITTEE_ROSTER, error: str = ""
) -> ImportListPage:
    """The newest files, and the field for the next one."""
    found = mine.select_related("entry").annotate(
        waiting=Count("rows", filter=Q(rows__fate=Fate.WAITING)),
        rejected=Count("rows", filter=Q(rows__fate=Fate.REJECTED)),
    )
    newest: Iterable[Any] = found.order_by("-pk")[:NEWEST]
    form = ImportForm(address=reverse("desk:imports"), kinds=kinds(), chosen=chosen, error=error)
    return ImportListPage(
        head=Head(title=_("导入"), lead=(Phrase(before=_("放进来的每个文件，和每一行的去向")),)),
        imports=Table(
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
        ),
        form=form,
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
    chips = []
    if made.waiting:
        text = ngettext("等%(n)s行", "等%(n)s行", made.waiting) % {"n": made.waiting}
        chips.append(Chip(text=text, tone=Tone.DUE))
    if made.rejected:
        text = ngettext("没收%(n)s行", "没收%(n)s行", made.rejected) % {"n": made.rejected}
        chips.append(Chip(text=text, tone=Tone.OVER))
    return tuple(chips)

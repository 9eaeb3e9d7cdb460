"""要表登记: what offices have asked for, and which units have answered, by place code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.access.permissions import may
from niangjia.access.terms import Can
from niangjia.desk.building.imports import kinds
from niangjia.desk.building.reach import imports_open
from niangjia.desk.collection_pages import CollectionForm, CollectionListPage, CollectionPage
from niangjia.desk.pages import Head
from niangjia.desk.parts import (
    Action,
    Cell,
    Chip,
    Column,
    FigureCell,
    Link,
    Phrase,
    Row,
    Table,
    Tile,
    Tone,
)
from niangjia.desk.visit import Visit
from niangjia.ledgers.receipt_models import Collection
from niangjia.ledgers.receipt_terms import State
from niangjia.ledgers.receipts import Receipt, counts
from niangjia.network.models import Organisation
from niangjia.network.names import short_names
from niangjia.network.terms import Level

TONES = {
    State.RECEIVED: Tone.OK,
    State.GAPS: Tone.DUE,
    State.DUE: Tone.PLAIN,
    State.LATE: Tone.DUE,
}
ALL = ""


def build_collections(
    visit: Visit,
    found: Sequence[tuple[Collection, Sequence[State]]],
    own: Organisation,
    *,
    error: str = "",
) -> CollectionListPage:
    """What was asked of units that the reader looks after, newest first."""
    names = short_names([one.organisation_id for one, _ in found], on=visit.today)
    return CollectionListPage(
        head=Head(
            title=_("要表登记"),
            lead=(Phrase(before=_("向下要过的表，谁交了；交表就是导入，不用另外上报")),),
        ),
        collections=Table(
            label=_("要过的表"),
            columns=(
                Column(label=_("台账")),
                Column(label=_("谁要的")),
                Column(label=_("交表日期")),
                Column(label=_("应交"), is_number=True),
                Column(label=_("已收到"), is_number=True),
                Column(label=_("还没收到"), is_number=True),
            ),
            rows=tuple(
                _collection(visit, one, states, names.get(one.organisation_id, ""))
                for one, states in found
            ),
            empty=_("还没有要过表。要的时候，知道的会替各单位预先填好。"),
        ),
        form=_form(visit, own, error),
    )


def _form(visit: Visit, own: Organisation, error: str) -> CollectionForm | None:
    """Only who has units below may ask them."""
    below = Organisation.objects.below(own).exclude(pk=own.pk)
    there = {*below.on(visit.today).values_list("level", flat=True).distinct()}
    levels = [one for one in (Level.VILLAGE, Level.TOWNSHIP) if one in there]
    if not levels:
        return None
    return CollectionForm(
        address=reverse("desk:collections"),
        kinds=tuple(reversed(kinds())),
        levels=tuple((level.value, str(level.label)) for level in levels),
        as_of=visit.today,
        error=error,
    )


def _collection(visit: Visit, one: Collection, states: Sequence[State], by: str) -> Row:
    address = visit.leading("collection", one.public_id)
    many = counts(states)
    waited = many["due"] + many["late"]
    return Row(
        cells=(
            Cell(text=title_of(one), address=address),
            Cell(text=by),
            Cell(text=str(one.due_on), chips=(left_of(visit, one),) if waited else ()),
            _number(len(states), address, ALL),
            _number(len(states) - waited, address, "received"),
            _number(waited, address, "waited"),
        )
    )


def title_of(one: Collection) -> str:
    """执委花名册（截至2026-11-30）."""
    said = {"kind": dict(kinds()).get(one.kind, one.kind), "day": one.as_of}
    return _("%(kind)s（截至%(day)s）") % said


def left_of(visit: Visit, one: Collection) -> Chip:
    """How many days are left, or have gone by."""
    days = (one.due_on - visit.today).days
    if days == 0:
        return Chip(text=_("今天交"), tone=Tone.DUE)
    if days > 0:
        return Chip(text=ngettext("还有%(n)s天", "还有%(n)s天", days) % {"n": days})
    return Chip(text=ngettext("过了%(n)s天", "过了%(n)s天", -days) % {"n": -days}, tone=Tone.DUE)


def _number(many: int, address: str, state: str) -> FigureCell:
    to = f"{address}{'&' if '?' in address else '?'}state={state}" if state else address
    return FigureCell(text=f"{many:,}", unit=ngettext("个", "个", many), address=f"{to}#units")


# What a tile or a link may ask for → the states it means.
ASKED = {
    "received": (State.RECEIVED, State.GAPS),
    "gaps": (State.GAPS,),
    "waited": (State.DUE, State.LATE),
    "late": (State.LATE,),
}


def build_collection(
    visit: Visit, one: Collection, rows: Sequence[Receipt], *, state: str = ALL
) -> CollectionPage:
    """One request; `state` narrows the list and never the counts."""
    address = visit.leading("collection", one.public_id)
    listed = [row for row in rows if not state or row.state in ASKED[state]]
    mine = may(visit.user, Can.LEDGER_IMPORT, one.organisation, on=visit.today)
    withdraw = reverse("desk:collection_withdraw", args=[one.public_id]) if mine else ""
    return CollectionPage(
        head=_head(visit, one, rows),
        tiles=_tiles(address, rows),
        units=_units(visit, one, listed, len(rows)),
        withdraw_address=withdraw,
    )


def _head(visit: Visit, one: Collection, rows: Sequence[Receipt]) -> Head:
    name = short_names([one.organisation_id], on=visit.today).get(one.organisation_id, "")
    said = {"name": name, "day": one.due_on}
    lead = _("%(name)s要的，%(day)s以前交；在“导入”里放进去，就算交了") % said
    files = reverse("desk:collection_files", args=[one.public_id])
    if len(rows) == 1:
        files = reverse("desk:collection_file", args=[one.public_id, rows[0].unit.public_id])
    action = Action(text=_("拿待填的表"), address=files, icon="download")
    to_import = Action(
        text=_("交表"), address=visit.leading("imports"), icon="table-import", is_main=True
    )
    return Head(
        title=title_of(one),
        crumbs=(Link(text=_("要表登记"), address=visit.leading("collections")),),
        lead=(Phrase(before=lead),),
        actions=(action, to_import),
    )


def _tiles(address: str, rows: Sequence[Receipt]) -> tuple[Tile, ...]:
    many = counts(row.state for row in rows)
    waited = many["due"] + many["late"]
    gaps = _("其中%(n)s个有行没入库") % {"n": many["gaps"]}
    late = _("其中%(n)s个过了日期") % {"n": many["late"]}
    return (
        _tile(_("应交"), len(rows), address, ALL, _("按区划代码排列")),
        _tile(_("已收到"), many["received"] + many["gaps"], address, "received", gaps),
        _tile(_("收到，还有缺"), many["gaps"], address, "gaps", _("这些单位的数写“余”")),
        _tile(_("还没收到"), waited, address, "waited", late),
    )


def _tile(label: str, many: int, address: str, state: str, scope: str) -> Tile:
    return Tile(label=label, figure=_number(many, address, state), scope=(Phrase(before=scope),))


def _units(visit: Visit, one: Collection, rows: Sequence[Receipt], all_of_them: int) -> Table:
    seen = _seen(visit, rows)
    said = {"shown": len(rows), "all": all_of_them}
    return Table(
        label=_("应交的单位"),
        columns=(
            Column(label=_("单位")),
            Column(label=_("怎么样")),
            Column(label=_("收到的文件")),
            Column(label=_("收到日期")),
            Column(label=_("入库（条）"), is_number=True),
            Column(label=_("待填的表")),
        ),
        rows=tuple(
            _unit(visit, one, row, row.cover is not None and row.cover.batch_id in seen)
            for row in rows
        ),
        footer=(Phrase(before=_("列出%(shown)s个，共%(all)s个。") % said),),
        empty=_("没有这样的单位。"),
    )


def _seen(visit: Visit, rows: Iterable[Receipt]) -> set[int]:
    """The imports whose pages the reader may open."""
    batches = {row.cover.batch_id for row in rows if row.cover}
    return {*imports_open(visit).filter(pk__in=batches).values_list("pk", flat=True)}


def _unit(visit: Visit, one: Collection, row: Receipt, opens: bool) -> Row:
    made = row.cover.batch if row.cover else None
    page = visit.leading("import", made.public_id) if made and opens else ""
    file = reverse("desk:collection_file", args=[one.public_id, row.unit.public_id])
    return Row(
        key=row.unit.code,
        cells=(
            Cell(text=row.name, address=visit.leading("organisation", row.unit.public_id)),
            Cell(chips=(_state(row),)),
            Cell(text=made.file_name if made else "", address=page),
            Cell(text=str(row.received_on or "")),
            Cell(text=f"{row.cover.records:,}" if row.cover else ""),
            Cell(text=_("拿表"), address=file),
        ),
    )


def _state(row: Receipt) -> Chip:
    text = str(row.state.label)
    if row.open_rows:
        many = ngettext("%(n)s行没入库", "%(n)s行没入库", row.open_rows) % {"n": row.open_rows}
        text = _("%(state)s：%(rows)s") % {"state": text, "rows": many}
    return Chip(text=text, tone=TONES[row.state])

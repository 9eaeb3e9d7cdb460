"""导入: what became of every row of one file (R31)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base.models import Entry
from niangjia.base.periods import SHANGHAI
from niangjia.base.phrases import unit_word
from niangjia.desk.building.fates import MOST, build_fates, counts_of, place_of
from niangjia.desk.building.own_file import with_own_file
from niangjia.desk.building.reach import pairs_address
from niangjia.desk.import_pages import ImportPage
from niangjia.desk.pages import Head
from niangjia.desk.parts import (
    Action,
    Cell,
    Column,
    FigureCell,
    Link,
    Notice,
    Phrase,
    Row,
    Step,
    Table,
    Tile,
    Tone,
)
from niangjia.desk.visit import Visit
from niangjia.ledgers.answering import Way
from niangjia.ledgers.models import Fate, Import
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, ORGANISATIONS
from niangjia.people.models import Pair
from niangjia.people.terms import Decision


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of ledger that can be read, with their Chinese names."""
    return ((ORGANISATIONS, _("组织台账")), (COMMITTEE_ROSTER, _("执委花名册")))


def when_imported(made: Import) -> str:
    """Day and time, in Asia/Shanghai."""
    return _time(made.entry)


def undone(made: Import) -> Entry | None:
    """The act that took the import back, if somebody did."""
    return Entry.objects.select_related("by").filter(undoes=made.entry).first()


def build_import(visit: Visit, made: Import) -> ImportPage:
    """What became of one file, with its questions to be answered and the way back."""
    counts = counts_of(made.rows.all())
    taken_back = undone(made)
    answers = "" if taken_back else reverse("desk:import_answer", args=[made.public_id])
    return ImportPage(
        head=with_own_file(visit, made, _head(visit, made, taken_back)),
        steps=_steps(made, counts),
        tiles=tiles(made, counts),
        accounting=accounting(made.records, counts),
        fates=build_fates(made.rows.all(), answer_address=answers),
        records=_records(made),
        answered=_answered(made),
    )


def rows_named(made: Import) -> int:
    """How many rows of persons the page shows, for the log of readings."""
    if made.kind != COMMITTEE_ROSTER:
        return 0
    shown = made.rows.exclude(fate=Fate.SKIPPED)
    return min(int(shown.values("sheet", "row").distinct().count()), 3 * MOST)


def head_of(visit: Visit, made: Import) -> tuple[tuple[Link, ...], Phrase]:
    """Crumbs and the line under the title: which kind, when, by whom."""
    said = {
        "kind": dict(kinds()).get(made.kind, made.kind),
        "when": when_imported(made),
        "who": str(made.entry.by or _("命令行")),
    }
    crumbs = (Link(text=_("导入"), address=visit.leading("imports")), Link(text=said["kind"]))
    return crumbs, Phrase(before=_("%(kind)s · %(when)s由%(who)s导入") % said)


def _head(visit: Visit, made: Import, taken_back: Entry | None) -> Head:
    crumbs, lead = head_of(visit, made)
    back = Action(
        text=_("撤回这次导入"),
        address=reverse("desk:import_undo", args=[made.public_id]),
        icon="arrow-back-up",
    )
    notices = _taken_back(taken_back) if taken_back else _pairs(visit, made)
    actions = () if taken_back else (back,)
    return Head(title=made.file_name, crumbs=crumbs, lead=(lead,), actions=actions, notices=notices)


def _taken_back(entry: Entry) -> tuple[Notice, ...]:
    said = {"when": _time(entry), "who": str(entry.by or _("命令行")), "why": entry.reason}
    text = _("%(when)s由%(who)s撤回：%(why)s。下面是撤回以前的去向。") % said
    return (Notice(text=text, tone=Tone.DUE),)


def _pairs(visit: Visit, made: Import) -> tuple[Notice, ...]:
    """Persons of this import of whom nobody knows yet whether they are one."""
    acts = [
        made.entry_id,
        *Entry.objects.filter(batch=made.entry.public_id).values_list("pk", flat=True),
    ]
    many = Pair.objects.filter(entry__in=acts, decision=Decision.UNDECIDED).count()
    if not many:
        return ()
    text = ngettext(
        "有%(n)s对可能是同一个人，定下来以前各算一人。",
        "有%(n)s对可能是同一个人，定下来以前各算一人。",
        many,
    )
    address = pairs_address(visit, made.organisation)
    links = (Link(text=_("去看一眼"), address=address),) if address else ()
    return (Notice(text=text % {"n": many}, links=links),)


def _time(entry: Entry) -> str:
    return f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _steps(made: Import, counts: dict[str, int]) -> tuple[Step, ...]:
    waiting = counts[Fate.WAITING]
    told = _("%(n)s行等回答") % {"n": waiting} if waiting else _("没有要问的")
    every = _all(made.records, counts)
    return (
        Step(what=_("放进文件"), when=_("共%(n)s行") % {"n": every}),
        Step(what=_("入库"), when=_("%(n)s条") % {"n": made.records}),
        Step(what=_("看一眼"), when=told, state="now" if waiting else "done"),
    )


def _all(records: int, counts: dict[str, int]) -> int:
    return records + sum(counts[fate] for fate in (Fate.WAITING, Fate.REJECTED, Fate.SKIPPED))


def tiles(made: Any, counts: dict[str, int]) -> tuple[Tile, ...]:
    """The four fates and the reminders; `made` has records, created, changed, unchanged."""
    names = ("created", "changed", "unchanged")
    new = _("新增%(created)s，更新%(changed)s，没变%(unchanged)s") % {
        name: getattr(made, name) for name in names
    }
    is_in = isinstance(made, Import)
    later = _("答一条，入库一条") if is_in else _("入库以后再答也行")
    remarks = _("都已入库，看一眼更好") if is_in else _("照样入库，看一眼更好")
    return (
        _tile(_("入库"), made.records, "records", new),
        _tile(_("等回答"), counts[Fate.WAITING], "waiting", later),
        _tile(_("没收下"), counts[Fate.REJECTED], "rejected", _("缺了非有不可的一格，或写错了")),
        _tile(_("跳过"), counts[Fate.SKIPPED], "skipped", _("标题、表头、合计、签字")),
        _tile(_("提醒"), counts[Fate.RECORD], "warnings", remarks),
    )


def _tile(label: str, many: int, anchor: str, scope: str) -> Tile:
    address = f"#{anchor}" if many or anchor == "records" else "#main"
    figure = FigureCell(text=f"{many:,}", unit=unit_word("行", many), address=address)
    return Tile(label=label, figure=figure, scope=(Phrase(before=scope),))


def accounting(records: int, counts: dict[str, int]) -> str:
    """Every row has one fate, and they add up."""
    said = {
        "all": _all(records, counts),
        "records": records,
        "waiting": counts[Fate.WAITING],
        "rejected": counts[Fate.REJECTED],
        "skipped": counts[Fate.SKIPPED],
    }
    return (
        _(
            "%(all)s行 = 入库%(records)s + 等回答%(waiting)s + 没收下%(rejected)s + 跳过%(skipped)s，一行不少。"
        )
        % said
    )


def _records(made: Import) -> Table:
    lines = ((_("新增"), made.created), (_("更新"), made.changed), (_("没有变化"), made.unchanged))
    return Table(
        label=_("入库的行"),
        columns=(Column(label=_("怎么样")), Column(label=unit_word("行"), is_number=True)),
        rows=tuple(Row(cells=(Cell(text=what), Cell(text=f"{many:,}"))) for what, many in lines),
    )


def _answered(made: Import) -> Table | None:
    """Rows that waited and were answered, the last first: what, and by whom."""
    rows = made.rows.filter(answered__isnull=False).select_related("answered__by")
    found = list(rows.order_by("-answered", "pk")[:MOST])
    if not found:
        return None
    heads = (_("在哪一行"), _("怎么答的"), _("谁答的"), _("后来"))
    return Table(
        label=_("答过的行"),
        columns=tuple(Column(label=head) for head in heads),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=place_of(row)),
                    Cell(text=_answer(row.answer)),
                    Cell(text=str(row.answered.by or _("命令行")) if row.answered else ""),
                    Cell(text=str(Fate(row.fate).label)),
                )
            )
            for row in found
        ),
    )


def _answer(written: str) -> str:
    way, _gap, value = written.partition(" ")
    words = {
        Way.PLACE: _("就是%(value)s"),
        Way.FOUND: _("建了这个组织"),
        Way.DAY: _("%(value)s选举"),
        Way.LEAVE: _("不收"),
    }
    return words.get(Way(way), "%(value)s") % {"value": value}

"""How a number came about: what it counts, where and when, from which papers, known since when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base.models import Entry
from niangjia.base.periods import day_of
from niangjia.base.phrases import unit_word
from niangjia.base.units import Unit
from niangjia.desk.building.catalogue import kind_label
from niangjia.desk.building.question import Question
from niangjia.desk.building.reach import imports_open
from niangjia.desk.parts import Cell, Column, FigureCell, Row, Table, Term
from niangjia.figures.kinds import Distinct, Ratio, Share
from niangjia.figures.scope import rows
from niangjia.ledgers.models import Import
from niangjia.network.names import full_names

MOST_SOURCES = 8


def terms(question: Question) -> tuple[Term, ...]:
    """算什么, 地方, 日期, 去重 — what a number means without looking anywhere else."""
    figure = question.figure
    name = full_names([question.organisation.pk], on=question.visit.day)
    found = [
        Term(label=_("怎么数"), text=kind_label(figure)),
        Term(label=_("地方"), text=_("%(name)s和它下面的组织") % {"name": "".join(name.values())}),
        Term(label=_("日期"), text=days(question)),
    ]
    if isinstance(figure, Distinct):
        found.append(Term(label=_("去重"), text=_once(figure)))
    if isinstance(figure, Ratio | Share):
        found.append(Term(label=_("怎么除"), text=_("先各自合计，再相除；不用平均数求平均")))
    if known := _known(question):
        found.append(Term(label=_("已知于"), text=known))
    return tuple(found)


def _once(figure: Distinct) -> str:
    if figure.unit is Unit.PERSON:
        return _("同一人在几处任职只算一人，每一级都重新数")
    return _("同一个有几行也只算一个，每一级都重新数")


def days(question: Question) -> str:
    """The period, or the day, both ends included (R1)."""
    if question.is_flow or question.visit.since:
        first, last = question.period.first, question.period.last
        return _("%(first)s至%(last)s（含首尾两天）") % {"first": first, "last": last}
    return _("截至%(day)s（含当天）") % {"day": question.period.last}


def sources(question: Question) -> Table | None:
    """Which file or act the rows came from, the largest first."""
    if not _has_entries(question):
        return None
    found = _by_origin(question)
    if not found:
        return None
    lines = [_line(question, *one) for one in found[:MOST_SOURCES]]
    rest = len(found) - len(lines)
    return Table(
        label=_("行从哪里来"),
        columns=(
            Column(label=_("来处")),
            Column(label=unit_word("行"), is_number=True),
            Column(label=_("时间")),
        ),
        rows=tuple(lines),
        empty="",
        footer=(),
        total=(Cell(text=_rest(rest)), Cell(), Cell()) if rest else (),
    )


def _rest(many: int) -> str:
    return ngettext("另有%(n)s处", "另有%(n)s处", many) % {"n": many}


def _has_entries(question: Question) -> bool:
    if isinstance(question.figure, Ratio | Share):
        return False
    return bool(question.figure.at.organisation)


def _rows(question: Question) -> Any:
    found = rows(question.reference, organisation=question.organisation, period=question.period)
    return found.order_by()


def _known(question: Question) -> str:
    """The day on which the latest of the rows was written down."""
    if not _has_entries(question):
        return ""
    latest = _rows(question).aggregate(at=Max("entry__at"))["at"]
    return _("%(day)s的记录") % {"day": day_of(latest)} if latest else ""


Origin = tuple[str, str, int, str]
"""What, address, how many rows, when."""


def _by_origin(question: Question) -> list[Origin]:
    """Rows by the act that wrote them; acts of one import are that import."""
    many = dict(
        _rows(question).values("entry_id").annotate(n=Count("pk")).values_list("entry_id", "n")
    )
    entries = list(Entry.objects.filter(pk__in=many))
    files = _imports(question, {entry.batch or entry.public_id for entry in entries})
    added: dict[tuple[str, str], int] = defaultdict(int)
    when: dict[tuple[str, str], str] = {}
    for entry in sorted(entries, key=lambda entry: entry.at):
        file = files.get(entry.batch or entry.public_id)
        address = question.visit.leading("import", file.public_id) if file else ""
        origin = (file.file_name if file else entry.act, address)
        added[origin] += many[entry.pk]
        when[origin] = str(day_of(entry.at))
    ordered = sorted(added.items(), key=lambda item: (-item[1], item[0]))
    return [(what, address, n, when[what, address]) for (what, address), n in ordered]


def _imports(question: Question, acts: set[Any]) -> dict[Any, Import]:
    """Act → its import, where the reader may open that: a file's name may tell more than its rows."""
    mine = imports_open(question.visit)
    found = mine.filter(entry__public_id__in=acts).select_related("entry")
    return {made.entry.public_id: made for made in found}


def _line(question: Question, what: str, address: str, many: int, when: str) -> Row:
    number = FigureCell(text=f"{many:,}", address=address or "#rows")
    return Row(cells=(Cell(text=what, address=address), number, Cell(text=when)))

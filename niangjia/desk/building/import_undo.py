"""撤回: what an import brought, and what somebody did to it since (R34)."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base.models import Entry
from niangjia.base.periods import SHANGHAI
from niangjia.base.phrases import listed
from niangjia.base.staying import ChangedSince
from niangjia.desk.building.imports import head_of
from niangjia.desk.import_pages import UndoPage
from niangjia.desk.pages import Head
from niangjia.desk.parts import Cell, Column, Fact, Row, Table
from niangjia.desk.visit import Visit
from niangjia.ledgers.models import Import
from niangjia.ledgers.taking_back import stands_against
from niangjia.network.names import short_names


def build_undo(visit: Visit, made: Import, *, error: str = "") -> UndoPage:
    """The page before an import is taken back.

    Raises:
        Refused: it was taken back already.
    """
    crumbs, lead = head_of(visit, made)
    return UndoPage(
        head=Head(
            title=_("撤回“%(file)s”") % {"file": made.file_name}, crumbs=crumbs, lead=(lead,)
        ),
        facts=_facts(made),
        address=reverse("desk:import_undo", args=[made.public_id]),
        back_address=visit.leading("import", made.public_id),
        since=_since(visit, stands_against(made)),
        error=error,
    )


def _facts(made: Import) -> tuple[Fact, ...]:
    answered = made.rows.filter(answered__isnull=False).count()
    lines = (
        (_("新增"), made.created),
        (_("更新"), made.changed),
        (_("其中回答后入库的"), answered),
    )
    return tuple(Fact(label=label, text=_("%(n)s条") % {"n": f"{many:,}"}) for label, many in lines)


def _since(visit: Visit, rows: Iterable[ChangedSince]) -> Table | None:
    """One line per later act: when, who, what, and how many rows of which kind."""
    acts: dict[Entry | None, set[tuple[str, int]]] = {}
    for row in rows:
        acts.setdefault(row.entry, set()).add((str(row.model._meta.verbose_name), row.pk))
    if not acts:
        return None
    names = _organisations(visit, acts)
    heads = (_("什么时候"), _("谁"), _("做了什么"), _("哪个组织"), _("动了或用着这次导入的"))
    return Table(
        label=_("导入以后有人改过、用着的"),
        columns=tuple(Column(label=head) for head in heads),
        rows=tuple(_line(entry, touched, names) for entry, touched in acts.items()),
    )


def _organisations(visit: Visit, acts: Iterable[Entry | None]) -> dict[int, str]:
    numbers = {act.organisation_id for act in acts if act and act.organisation_id}
    return dict(short_names(numbers, on=visit.today))


def _line(entry: Entry | None, touched: set[tuple[str, int]], names: dict[int, str]) -> Row:
    kinds = sorted({kind for kind, _pk in touched})
    many = _("%(kinds)s，共%(n)s条") % {"kinds": listed(map(_, kinds)), "n": len(touched)}
    if entry is None:
        return Row(cells=tuple(Cell(text=text) for text in ("—", "—", "—", "—", many)))
    when = f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    who = str(entry.by or _("命令行"))
    where = names.get(entry.organisation_id or 0, "")
    said = (when, who, f"{entry.act} {entry.summary}".strip(), where, many)
    return Row(cells=tuple(Cell(text=text) for text in said))

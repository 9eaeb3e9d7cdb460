"""导入: what became of every row of one file (R31)."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext as _

from niangjia.base.periods import SHANGHAI
from niangjia.base.phrases import unit_word
from niangjia.desk.pages import Head, ImportPage, WaitingRow
from niangjia.desk.parts import (
    Cell,
    Column,
    FigureCell,
    Link,
    Phrase,
    Row,
    Step,
    Table,
    Tile,
)
from niangjia.desk.visit import Visit
from niangjia.ledgers.models import Fate, Import, ImportRow
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, ORGANISATIONS

MOST = 200


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of ledger that can be read, with their Chinese names."""
    return ((ORGANISATIONS, _("组织台账")), (COMMITTEE_ROSTER, _("执委花名册")))


def when_imported(made: Import) -> str:
    """Day and time, in Asia/Shanghai."""
    return f"{made.entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def build_import(visit: Visit, made: Import) -> ImportPage:
    """What became of one file; long lists show their first rows and say so."""
    counts = _counts(made)
    return ImportPage(
        head=_head(visit, made),
        steps=_steps(made, counts),
        fates=_fates(made, counts),
        accounting=_accounting(made, counts),
        waiting=tuple(_waiting(row) for row in _rows(made, Fate.WAITING)),
        waiting_shown=_shown(counts[Fate.WAITING]),
        rejected=_table(made, Fate.REJECTED, _("没收下的行"), counts[Fate.REJECTED]),
        skipped=_table(made, Fate.SKIPPED, _("跳过的行"), counts[Fate.SKIPPED]),
        warnings=_table(made, Fate.RECORD, _("已入库，提醒一声的"), counts[Fate.RECORD]),
        records=_records(made),
    )


def rows_named(made: Import) -> int:
    """How many rows of persons the page shows, for the log of readings."""
    if made.kind != COMMITTEE_ROSTER:
        return 0
    shown = made.rows.exclude(fate=Fate.SKIPPED)
    return min(int(shown.values("sheet", "row").distinct().count()), 3 * MOST)


def _counts(made: Import) -> dict[str, int]:
    """Rows per fate; of records only the remarks (`record` is the number of warnings)."""
    found = ImportRow.objects.filter(batch=made).values("fate").annotate(n=Count("pk"))
    counts = dict(found.values_list("fate", "n"))
    return {fate: counts.get(fate, 0) for fate in Fate.values}


def _head(visit: Visit, made: Import) -> Head:
    who = str(made.entry.by or _("命令行"))
    said = {
        "kind": dict(kinds()).get(made.kind, made.kind),
        "when": when_imported(made),
        "who": who,
    }
    lead = _("%(kind)s · %(when)s由%(who)s导入") % said
    return Head(
        title=made.file_name,
        crumbs=(Link(text=_("导入"), address=visit.leading("imports")), Link(text=said["kind"])),
        lead=(Phrase(before=lead),),
    )


def _steps(made: Import, counts: dict[str, int]) -> tuple[Step, ...]:
    waiting = counts[Fate.WAITING]
    told = _("%(n)s行等回答") % {"n": waiting} if waiting else _("没有要问的")
    return (
        Step(what=_("放进文件"), when=_("共%(n)s行") % {"n": _all(made, counts)}),
        Step(what=_("入库"), when=_("%(n)s条") % {"n": made.records}),
        Step(what=_("看一眼"), when=told, state="now" if waiting else "done"),
    )


def _all(made: Import, counts: dict[str, int]) -> int:
    others = (Fate.WAITING, Fate.REJECTED, Fate.SKIPPED)
    return made.records + sum(counts[fate] for fate in others)


def _fates(made: Import, counts: dict[str, int]) -> tuple[Tile, ...]:
    said = {"created": made.created, "changed": made.changed, "unchanged": made.unchanged}
    new = _("新增%(created)s，更新%(changed)s，没变%(unchanged)s") % said
    return (
        _fate(_("入库"), made.records, "records", new, always=True),
        _fate(_("等回答"), counts[Fate.WAITING], "waiting", _("答一条，入库一条")),
        _fate(_("没收下"), counts[Fate.REJECTED], "rejected", _("缺了非有不可的一格，或写错了")),
        _fate(_("跳过"), counts[Fate.SKIPPED], "skipped", _("标题、表头、合计、签字")),
        _fate(_("提醒"), counts[Fate.RECORD], "warnings", _("都已入库，看一眼更好")),
    )


def _fate(label: str, many: int, anchor: str, scope: str, *, always: bool = False) -> Tile:
    address = f"#{anchor}" if many or always else "#main"
    figure = FigureCell(text=f"{many:,}", unit=unit_word("行", many), address=address)
    return Tile(label=label, figure=figure, scope=(Phrase(before=scope),))


def _accounting(made: Import, counts: dict[str, int]) -> str:
    said = {
        "all": _all(made, counts),
        "records": made.records,
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


def _rows(made: Import, fate: str) -> list[ImportRow]:
    return list(ImportRow.objects.filter(batch=made, fate=fate).order_by("pk")[:MOST])


def _waiting(row: ImportRow) -> WaitingRow:
    return WaitingRow(
        place=_place(row),
        column=row.column,
        value=row.raw,
        question=row.says,
        choices=tuple(choice for choice in row.choices.split("\n") if choice),
    )


def _place(row: ImportRow) -> str:
    said = {"sheet": row.sheet, "row": row.row}
    return _("“%(sheet)s”表第%(row)s行") % said if row.row else _("“%(sheet)s”表") % said


def _shown(many: int) -> str:
    return _("先列%(first)s行，共%(all)s行。") % {"first": MOST, "all": many} if many > MOST else ""


def _table(made: Import, fate: str, label: str, many: int) -> Table | None:
    if not many:
        return None
    heads = (_("在哪一行"), _("哪一格"), _("原来写的"), _("为什么"))
    return Table(
        label=label,
        columns=tuple(Column(label=head) for head in heads),
        rows=tuple(_why(row) for row in _rows(made, fate)),
        footer=(Phrase(before=_shown(many)),) if many > MOST else (),
    )


def _why(row: ImportRow) -> Row:
    says = _skips().get(row.says, row.says) if row.fate == Fate.SKIPPED else row.says
    return Row(
        cells=(
            Cell(text=_place(row)),
            Cell(text=row.column),
            Cell(text=row.raw),
            Cell(text=says),
        )
    )


def _skips() -> dict[str, str]:
    """Why a row is no data, in words."""
    return {
        Skip.BLANK: _("空行"),
        Skip.TITLE: _("标题"),
        Skip.FACTS: _("填报单位、届次等，整张表都用它"),
        Skip.HEADER: _("表头"),
        Skip.SECTION: _("下面几行的单位"),
        Skip.TOTAL: _("合计"),
        Skip.NOTE: _("备注、签字"),
        Skip.NO_HEADER: _("没有认出表头，这张表没有读"),
        Skip.HIDDEN_SHEET: _("隐藏的工作表，没有读"),
        Skip.CHART_SHEET: _("图表，不是表格"),
    }


def _records(made: Import) -> Table:
    lines = ((_("新增"), made.created), (_("更新"), made.changed), (_("没有变化"), made.unchanged))
    return Table(
        label=_("入库的行"),
        columns=(Column(label=_("怎么样")), Column(label=unit_word("行"), is_number=True)),
        rows=tuple(Row(cells=(Cell(text=what), Cell(text=f"{many:,}"))) for what, many in lines),
    )

"""The rows of one file that are not simply records: what they ask, why they were not taken (R31)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from niangjia.base.phrases import listed
from niangjia.committees.models import Term
from niangjia.desk.import_pages import Fates, FoldedRows, WaitingRow
from niangjia.desk.parts import Cell, Column, Phrase, Row, Table
from niangjia.ledgers.answering import LEFT_OUT, Way, ways
from niangjia.ledgers.keeping import remarks_of
from niangjia.ledgers.kept import opened
from niangjia.ledgers.models import Fate, ImportRow, KeptRow, RowToShow
from niangjia.ledgers.questions import ELECTION_DAY
from niangjia.ledgers.reading.fates import Skip
from niangjia.ledgers.reading.rows import OrganisationRow, ReadRow, RosterRow
from niangjia.ledgers.reading.wording import SENTENCES, sentence

MOST = 200
NAMES = 3
SAYING_ALREADY = "refused"


def counts_of(rows: QuerySet[Any]) -> dict[str, int]:
    """Rows per fate; of records only the remarks that they carry."""
    found = dict.fromkeys(Fate.values, 0)
    for fate, is_warning, many in rows.values_list("fate", "is_warning").annotate(n=Count("pk")):
        if is_warning or fate != Fate.RECORD:
            found[fate] += many
    return found


def build_fates(rows: QuerySet[Any], *, answer_address: str = "") -> Fates:
    """All tables of one file; long ones show their first rows and say so."""
    counts = counts_of(rows)
    waiting = list(rows.filter(fate=Fate.WAITING).order_by("pk"))
    asked = _groups(waiting)
    shown = asked[:MOST]
    told = _told([one for group in shown for one in group]) if answer_address else {}
    return Fates(
        waiting=tuple(_waiting(group, told, answer_address) for group in shown),
        waiting_shown=_shown(len(shown), len(asked)),
        rejected=_table(rows, Fate.REJECTED, _("没收下的行"), counts[Fate.REJECTED]),
        warnings=_table(rows, Fate.RECORD, _("入库时提醒一声的"), counts[Fate.RECORD]),
        skipped=tuple(_folded(rows)),
        skipped_many=counts[Fate.SKIPPED],
    )


def place_of(row: RowToShow) -> str:
    """Where a row stands in her file."""
    said = {"sheet": row.sheet, "row": row.row}
    return _("“%(sheet)s”表第%(row)s行") % said if row.row else _("“%(sheet)s”表") % said


def says(row: RowToShow) -> str:
    """The sentence of a row in the reader's language; of old rows as it was written."""
    if row.key not in SENTENCES or row.key == SAYING_ALREADY:
        return _(row.says) if row.says else ""
    said = [sentence(one, _) for one in remarks_of(row) if one.key in SENTENCES]
    return ("" if said[0].endswith("。") else " ").join(said)


def _groups(waiting: Sequence[Any]) -> list[list[Any]]:
    """Rows that ask the same, in the order of their first one; old rows each for itself."""
    groups: dict[object, list[Any]] = {}
    for row in waiting:
        groups.setdefault((row.key, row.about) if row.key else row.pk, []).append(row)
    return list(groups.values())


def _told(rows: Sequence[ImportRow]) -> dict[int, ReadRow]:
    kept = KeptRow.objects.filter(row__in=[row.pk for row in rows]).select_related("row__batch")
    return {one.row_id: opened(bytes(one.told), one.row.batch.kind) for one in kept}


def _waiting(group: Sequence[Any], told: Mapping[int, ReadRow], answer_address: str) -> WaitingRow:
    first = group[0]
    can = ways(first) if first.pk in told else ()
    return WaitingRow(
        key=str(first.pk),
        place=place_of(first),
        names=_names([told[row.pk] for row in group if row.pk in told]),
        column=first.column,
        value=first.raw,
        question=says(first),
        many=len(group),
        choices=_days(first) if first.key == ELECTION_DAY else _choices(first),
        answer_address=answer_address if can else "",
        takes_place=Way.PLACE in can,
        takes_day=Way.DAY in can,
        can_found=Way.FOUND in can,
    )


def _names(told: Sequence[ReadRow]) -> str:
    names = [row.name for row in told if isinstance(row, RosterRow)]
    names += [_unit(row) for row in told if isinstance(row, OrganisationRow)]
    more = _("等%(n)s行") % {"n": len(names)} if len(names) > NAMES else ""
    return listed(names[:NAMES]) + more


def _unit(row: OrganisationRow) -> str:
    return row.unit.organisation or row.unit.township + row.unit.village


def _choices(row: RowToShow) -> tuple[tuple[str, str], ...]:
    """“990001100201 甲镇丙村”: the code is sent, the name is shown."""
    lines = [line.partition(" ") for line in row.choices.split("\n") if line]
    return tuple((code, name or code) for code, _gap, name in lines)


def _days(row: RowToShow) -> tuple[tuple[str, str], ...]:
    """The elections of the committee that are known."""
    if not row.about.isdecimal():
        return ()
    days = Term.objects.filter(organisation=int(row.about)).order_by("-starts_on")
    return tuple((str(day), str(day)) for day in days.values_list("starts_on", flat=True))


def _table(rows: QuerySet[Any], fate: str, label: str, many: int) -> Table | None:
    if not many:
        return None
    found = rows.filter(fate=fate)
    found = found.filter(is_warning=True) if fate == Fate.RECORD else found
    heads = (_("在哪一行"), _("哪一格"), _("原来写的"), _("为什么"))
    return Table(
        label=label,
        columns=tuple(Column(label=head) for head in heads),
        rows=tuple(_why(row) for row in found.order_by("pk")[:MOST]),
        footer=(Phrase(before=_shown(MOST, many)),) if many > MOST else (),
    )


def _why(row: RowToShow) -> Row:
    raw = "" if row.key == SAYING_ALREADY else row.raw
    cells = (place_of(row), row.column, raw, says(row))
    return Row(cells=tuple(Cell(text=text) for text in cells))


def _shown(first: int, many: int) -> str:
    return (
        _("先列%(first)s行，共%(all)s行。") % {"first": first, "all": many} if many > first else ""
    )


def _folded(rows: QuerySet[Any]) -> Iterable[FoldedRows]:
    """Rows that are no data: by reason, as stretches of rows per sheet."""
    reasons: dict[str, dict[str, list[int]]] = {}
    found = rows.filter(fate=Fate.SKIPPED).order_by("pk")
    for why, sheet, row in found.values_list("says", "sheet", "row"):
        reasons.setdefault(why, {}).setdefault(sheet, []).append(row)
    for why, sheets in reasons.items():
        yield FoldedRows(
            why=_skips().get(why, why),
            many=sum(map(len, sheets.values())),
            places=tuple(_stretches(sheet, numbers) for sheet, numbers in sheets.items()),
        )


def _stretches(sheet: str, numbers: Sequence[int]) -> str:
    """“名册”表第1–3、7行; a whole sheet has no row."""
    rows = sorted({number for number in numbers if number})
    if not rows:
        return _("“%(sheet)s”表") % {"sheet": sheet}
    starts = [rows[0], *(then for row, then in pairwise(rows) if then > row + 1)]
    ends = [*(row for row, then in pairwise(rows) if then > row + 1), rows[-1]]
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True)]
    return _("“%(sheet)s”表第%(rows)s行") % {"sheet": sheet, "rows": listed(parts)}


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
        LEFT_OUT: _("看过以后决定不收"),
    }

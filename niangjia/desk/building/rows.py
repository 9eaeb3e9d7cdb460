"""The rows behind a number, and the number counted from them anew (R18, R19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base.models import Entry
from niangjia.base.phrases import bracketed, unit_word
from niangjia.desk.building.cells import Printed, cell, printed
from niangjia.desk.building.faces import NAME, FaceColumn, face_columns
from niangjia.desk.building.imports import kinds
from niangjia.desk.building.question import Question, pages_of
from niangjia.desk.building.reach import imports_open
from niangjia.desk.pages import RowsPart
from niangjia.desk.parts import Cell, Chip, Column, Equation, Link, Phrase, Row, Table, Tone
from niangjia.desk.visit import Visit
from niangjia.figures.catalogue import counted
from niangjia.figures.compute import Answer
from niangjia.figures.kinds import Counted, Distinct
from niangjia.figures.scope import rows
from niangjia.figures.trace import TracedRow, trace

PAGE = 50
MOST = 5000
# What only the address of one part says, beside a paper: its figure and its organisation.
OF_PART = ("part", "unit")


def rows_part(question: Question, answer: Answer, key: str, title: str, shown: int) -> RowsPart:
    """The first `shown` rows of a counted figure, with figure = rows above them."""
    figure = counted(question.reference.name)
    seen = question.open_rows(figure)
    traced = trace(
        question.reference,
        organisation=question.organisation,
        period=question.period,
        unmasked=None if seen is None else set(seen),
        limit=shown,
    )
    return RowsPart(
        key=key,
        title=title,
        figure=cell(answer, question.visit, is_current=key == "rows"),
        equation=equation(question, answer),
        table=_table(question, figure, traced, key, title, answer),
        masked=_masked(question, figure),
    )


def equation(question: Question, answer: Answer) -> Equation:
    """The number beside what its rows make, counted here from the rows themselves."""
    figure = counted(question.reference.name)
    made = recounted(question, figure)
    words = printed(answer)
    from_rows = Printed(f"{made:,}") if answer.value is not None else words
    return Equation(
        number=str(words) or _("未记"),
        rows=from_rows.text or _("未记"),
        rows_label=_rows_label(figure, answer, made),
        is_equal=answer.value is None or answer.value == made,
        is_known=answer.value is not None,
    )


def _rows_label(figure: Counted, answer: Answer, made: int | Decimal) -> str:
    if not isinstance(figure, Distinct):
        return unit_word("行", made)
    many = answer.rows or 0
    rows = ngettext("%(rows)s行", "%(rows)s行", many) % {"rows": f"{many:,}"}
    return bracketed(unit_word(figure.unit.label, made), rows)


def recounted(question: Question, figure: Counted) -> int | Decimal:
    """Different keys, values added, or rows: whatever the kind counts."""
    found = _rows(question).order_by()
    if isinstance(figure, Distinct):
        return len({*found.values_list(figure.of, flat=True)})
    if figure.value:
        return sum(found.values_list(figure.value, flat=True), Decimal(0))
    return len(found.values_list("pk", flat=True))


def persons_shown(question: Question, shown: int) -> set[int]:
    """The persons whom the first `shown` rows name to the reader; free text counts as one a row."""
    figure = counted(question.reference.name)
    if not figure.face.is_personal:
        return set()
    ordered = _rows(question).order_by(figure.at.organisation, figure.face.day, "pk")
    first = ordered.values_list(figure.at.organisation, figure.face.person or "pk")[:shown]
    return {person for at, person in first if at in question.names}


def _rows(question: Question) -> Any:
    return rows(question.reference, organisation=question.organisation, period=question.period)


def _masked(question: Question, figure: Counted) -> int:
    names = question.open_rows(figure)
    if names is None:
        return 0
    seen = _rows(question).filter(**{f"{figure.at.organisation}__any_of": list(names)})
    return int(_rows(question).count() - seen.count())


def _table(
    question: Question,
    figure: Counted,
    traced: Sequence[TracedRow],
    key: str,
    title: str,
    answer: Answer,
) -> Table:
    everything = answer.rows or 0
    columns = [one for one in face_columns(figure, question.period) if one.is_told(traced)]
    drawn = _Drawing(question, figure, columns, traced)
    heads = [*drawn.heads, _("来处")]
    return Table(
        label=title,
        columns=tuple(Column(label=head) for head in heads),
        rows=tuple(drawn.row(row) for row in traced),
        footer=(_footer(len(traced), everything),),
        more=_more(question, key, len(traced), everything),
        empty=_nothing(answer) if everything == 0 else "",
    )


def _nothing(answer: Answer) -> str:
    """No rows: 0 where there is a register to count from, else unknown (R6)."""
    if answer.value is None:
        return _("没有可以用来数的名册或台账，所以是未记，不是0。")
    return _("没有这样的行，所以这个数是0。")


def _footer(shown: int, everything: int) -> Phrase:
    said = {"shown": f"{shown:,}", "all": f"{everything:,}"}
    text = ngettext(
        "已显示%(shown)s行，共%(all)s行。", "已显示%(shown)s行，共%(all)s行。", everything
    )
    return Phrase(before=text % said)


def _more(question: Question, key: str, shown: int, everything: int) -> Link | None:
    if shown >= everything or shown >= MOST:
        return None
    visit, more = question.visit, {f"shown_{key}": min(shown + PAGE, MOST)}
    address = visit.here(**more, **dict.fromkeys(OF_PART)) + f"#{key}"
    of_part = {"part": str(question.reference), "unit": question.organisation.public_id}
    part = visit.here(**more, **of_part) if question.is_beside else address
    rest = min(PAGE, everything - shown)
    text = ngettext("再看%(rows)s行", "再看%(rows)s行", rest) % {"rows": rest}
    return Link(text=text, address=address, part_address=part)


class _Drawing:
    """Draws traced rows: what all of them need is looked up once."""

    def __init__(
        self,
        question: Question,
        figure: Counted,
        columns: Sequence[FaceColumn],
        traced: Sequence[TracedRow],
    ) -> None:
        self.columns = columns
        self.is_distinct = isinstance(figure, Distinct)
        self.unit = figure.unit.label
        self.of_places = not figure.at.organisation
        numbers = set() if self.of_places else {row.organisation for row in traced}
        self.pages = pages_of(numbers, question.visit)
        self.files = _files({row.entry for row in traced}, question.visit, self.of_places)
        self.times = _times(question, figure, traced)

    @property
    def heads(self) -> list[str]:
        """Her name, the organisation, what the figure shows besides, whether counted elsewhere."""
        names = [column.label for column in self.columns if column.key == NAME]
        others = [column.label for column in self.columns if column.key != NAME]
        where = _("地方") if self.of_places else _("组织")
        return [*names, where, *others, *([_("去重")] if self.is_distinct else [])]

    def row(self, row: TracedRow) -> Row:
        """One row; a masked one shows organisation, day and its number (R19)."""
        where = Cell(text=row.name, address=self.pages.get(row.organisation, ""))
        if row.masked:
            return Row(cells=self._masked(row, where), is_masked=True)
        words = [Cell(text=column.text(row)) for column in self.columns]
        named = 1 if self.columns and self.columns[0].key == NAME else 0
        cells = [*words[:named], where, *words[named:]]
        if self.is_distinct:
            cells.append(self._same(row))
        return Row(key=f"r-{row.public_id}", cells=(*cells, self._origin(row)))

    def _masked(self, row: TracedRow, where: Cell) -> tuple[Cell, ...]:
        """As wide as the others; the day stands where the last column of the face does."""
        number = Cell(text=_("行号%(id)s") % {"id": row.public_id[-6:]}, is_faint=True)
        hidden = Cell(text=_("不归你看"), is_faint=True)
        day = Cell(text=str(row.day or ""))
        first = [hidden] if self.columns and self.columns[0].key == NAME else []
        middle = len(self.heads) - len(first) - 1
        return (*first, where, *([day] if middle else []), *[Cell()] * (middle - 1), number)

    def _same(self, row: TracedRow) -> Cell:
        many = self.times.get(row.key, 1)
        if many == 1:
            return Cell()
        said = {"n": many, "unit": unit_word(self.unit, 1)}
        text = ngettext("%(n)s行 · 算一%(unit)s", "%(n)s行 · 算一%(unit)s", many) % said
        return Cell(chips=(Chip(text=text, tone=Tone.INFO),))

    def _origin(self, row: TracedRow) -> Cell:
        if self.of_places:
            return Cell(text=_("区划表"))
        file = self.files.get(row.entry)
        return file or Cell(
            text=_("%(act)s %(day)s") % {"act": row.act, "day": row.entered_at[:10]}
        )


def _times(question: Question, figure: Counted, traced: Sequence[TracedRow]) -> Counter[Any]:
    """Who is counted → in how many of all rows (not only the listed ones)."""
    if not isinstance(figure, Distinct) or not traced:
        return Counter()
    keys = [row.key for row in traced if not row.masked]
    found = _rows(question).order_by().filter(**{f"{figure.of}__in": keys})
    return Counter(found.values_list(figure.of, flat=True))


def _files(entries: set[int], visit: Visit, none: bool) -> dict[int, Cell]:
    """Entry → the imported file that it belongs to, as a link where it is hers to open."""
    if none or not entries:
        return {}
    found = Entry.objects.filter(pk__in=entries).values_list("pk", "public_id", "batch")
    acts = {pk: batch or public_id for pk, public_id, batch in found}
    found_files = imports_open(visit).filter(entry__public_id__in=acts.values())
    imports = found_files.values_list("entry__public_id", "public_id", "kind")
    words = dict(kinds())
    files = {
        act: Cell(text=words.get(kind, kind), address=visit.leading("import", public_id))
        for act, public_id, kind in imports
    }
    return {pk: files[act] for pk, act in acts.items() if act in files}

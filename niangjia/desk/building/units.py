"""The units below an organisation as one table: in order of their place code, never of a number."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from niangjia.base.periods import Period
from niangjia.base.phrases import unit_word
from niangjia.desk.building.cells import Numbers, cell
from niangjia.desk.building.question import pages_of
from niangjia.desk.building.split import unit_cell, units_column, units_label
from niangjia.desk.pages import Bars
from niangjia.desk.parts import Cell, Column, FigureCell, Row, Table
from niangjia.figures.by_unit import UnitAnswer, by_child
from niangjia.figures.catalogue import Reference, parse
from niangjia.figures.compute import Answer
from niangjia.network.models import Organisation
from niangjia.network.terms import TIERS, Level

# Per level of the units listed: reference of each column → its head. Bars read columns 3 and 1.
SEATS_OF_TOWNSHIP = "committees.seats(level=township)"
FEDERATIONS = "network.federations(level=village)"
SEATS_OF_VILLAGE = "committees.seats(level=village)"
MEAN = "committees.mean_seats(level=village)"
SEATS = "committees.seats"
PERSONS = "committees.persons"


def is_at_or_above(organisation: Organisation, level: str) -> bool:
    """Whether the organisation's tier is that one or a higher one."""
    return TIERS.index(Level(organisation.level)) <= TIERS.index(Level(level))


def units_table(numbers: Numbers) -> Table:
    """Who stands directly below, with what is asked of a county's, a township's, a village's."""
    if is_at_or_above(numbers.organisation, Level.COUNTY):
        return _table(numbers, _of_townships())
    if numbers.organisation.level == Level.TOWNSHIP:
        return _table(numbers, _of_villages())
    return _table(numbers, _of_grids())


Heads = tuple[tuple[str, str], ...]


def _of_townships() -> Heads:
    return (
        (SEATS_OF_TOWNSHIP, _("乡镇执委（席）")),
        (FEDERATIONS, _("村（社区）妇联（个）")),
        (SEATS_OF_VILLAGE, _("村（社区）执委（席）")),
        (MEAN, _("平均每村（名）")),
        (SEATS, _("席位合计")),
        (PERSONS, _("去重人数")),
    )


def _of_villages() -> Heads:
    return (
        (SEATS_OF_VILLAGE, _("执委（席）")),
        (PERSONS, _("去重人数")),
        ("committees.posts(level=village, post=chair)", _("主席（席）")),
        ("committees.posts(level=village, post=vice_chair)", _("副主席（席）")),
        ("network.stations", _("姐妹驿站（个）")),
    )


def _of_grids() -> Heads:
    return (("network.stations", _("姐妹驿站（个）")),)


def _table(numbers: Numbers, heads: Heads) -> Table:
    columns = [_column(numbers, reference) for reference, _head in heads]
    units = columns[0]
    pages = pages_of([unit.organisation for unit in units], numbers.visit)
    sums = tuple(_plain(numbers, reference) for reference, _head in heads)
    rows = (
        _row(numbers, unit, pages, [column[place] for column in columns])
        for place, unit in enumerate(units)
    )
    return Table(
        label=units_label(units),
        columns=(
            units_column(units),
            *(Column(label=head, is_number=True) for _reference, head in heads),
        ),
        rows=(*_own(numbers, heads), *rows),
        total=(Cell(text=_("合计")), *sums),
        empty=_("这一天下面还没有组织。先导入组织台账，或换一天看。"),
    )


def _column(numbers: Numbers, reference: str) -> Sequence[UnitAnswer]:
    """One figure for every unit: the same few statements however many units there are."""
    visit = numbers.visit
    # Stocks: without a period in the address only who is there on the day (R3).
    period = visit.period if visit.since else Period.day(visit.day)
    return by_child(parse(reference), organisation=numbers.organisation, period=period)


def _row(
    numbers: Numbers, unit: UnitAnswer, pages: dict[int, str], answers: list[UnitAnswer]
) -> Row:
    cells = (cell(one.answer, numbers.visit, has_unit=False) for one in answers)
    return Row(cells=(unit_cell(unit, pages), *cells))


def _own(numbers: Numbers, heads: Heads) -> tuple[Row, ...]:
    """What is the organisation's own, so that the rows are all that the sums count."""
    answers = [_own_answer(numbers, parse(reference)) for reference, _head in heads]
    if not any(answer and answer.value for answer in answers):
        return ()
    cells = (
        cell(answer, numbers.visit, has_unit=False) if answer else Cell() for answer in answers
    )
    return (Row(cells=(Cell(text=_("本级")), *cells)),)


def _own_answer(numbers: Numbers, reference: Reference) -> Answer | None:
    """None of a figure that is of another level anyway."""
    if "level" in dict(reference.where):
        return None
    return numbers.answer(str(reference.filtered(level=numbers.organisation.level)))


def _plain(numbers: Numbers, reference: str) -> FigureCell:
    return numbers.cell(reference, has_unit=False)


def bars_of(organisation: Organisation, units: Table) -> Bars | None:
    """A chart of two columns of the table; none of a single unit."""
    if len(units.rows) < 2:
        return None
    sentence = _("%(label)s的执委席位；同样的数在表里") % {"label": units.label}
    columns = (3, 1) if is_at_or_above(organisation, Level.COUNTY) else (1,)
    return Bars(sentence=sentence, columns=columns, unit=unit_word("席"))

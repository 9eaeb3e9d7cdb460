"""A number split: by the units below, or by the values of a breakdown; and the filters it knows."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from niangjia.base.phrases import bracketed, unit_word
from niangjia.desk.building.cells import cell
from niangjia.desk.building.question import Question, pages_of
from niangjia.desk.pages import Bars, FilterGroup
from niangjia.desk.parts import Cell, Chip, Column, FigureCell, Row, Table
from niangjia.figures.by_unit import UnitAnswer, by_child, by_value
from niangjia.figures.catalogue import Reference, breakdowns
from niangjia.figures.compute import Answer, value
from niangjia.figures.kinds import Breakdown
from niangjia.network.terms import TIERS, Level

MOST_CHOICES = 12
UNITS = "unit"


def split(question: Question, answer: Answer) -> tuple[Table | None, Bars | None]:
    """The table asked for by `by=`, who stands directly below without it."""
    if question.by and question.by != UNITS:
        return _by_value(question, answer), None
    return _by_units(question, answer)


def filters(question: Question) -> tuple[FilterGroup, ...]:
    """The level, whatever is chosen already, and the ways to split: a split leads to the rest."""
    known = breakdowns(question.reference.name)
    asked = {"level", *dict(question.reference.where)}
    groups = [_filter(question, one) for one in known.values() if one.name in asked]
    ways = [_way(question, "", _("按下级组织"))]
    ways += [
        _way(question, one.name, _("按%(label)s") % {"label": one.label}) for one in known.values()
    ]
    by = FilterGroup(label=_("分开看"), chips=tuple(ways))
    return (*[group for group in groups if group], *([by] if known else []))


def _filter(question: Question, breakdown: Breakdown) -> FilterGroup | None:
    chosen = dict(question.reference.where).get(breakdown.name)
    choices = _choices(question, breakdown, chosen)
    if not chosen and not 1 < len(choices) <= MOST_CHOICES:
        return None
    everything = question.reference.without(breakdown.name)
    chips = [Chip(text=_("全部"), address=_asked(question, everything), is_on=not chosen)]
    for choice, word in choices.items():
        if len(choices) <= MOST_CHOICES or choice == chosen:
            filtered = question.reference.filtered(**{breakdown.name: choice})
            address = _asked(question, filtered)
            chips.append(Chip(text=str(word), address=address, is_on=choice == chosen))
    return FilterGroup(label=str(breakdown.label), chips=tuple(chips))


def _choices(question: Question, breakdown: Breakdown, chosen: str | None) -> dict[str, str]:
    """The values of a breakdown; of levels only those that can stand below the organisation."""
    found = {value: str(word) for value, word in breakdown.choices().items()}
    if breakdown.name != "level":
        return found
    own = TIERS.index(Level(question.organisation.level))
    below = {*TIERS[own:], chosen}
    return {value: word for value, word in found.items() if value in below}


def _asked(question: Question, reference: Reference) -> str:
    return question.address(reference, by=question.by)


def _way(question: Question, by: str, text: str) -> Chip:
    return Chip(text=text, address=question.address(by=by), is_on=question.by == by)


def _by_value(question: Question, answer: Answer) -> Table:
    breakdown = breakdowns(question.reference.name)[question.by]
    found = by_value(
        question.reference, question.by, organisation=question.organisation, period=question.period
    )
    title = _("按%(label)s") % {"label": breakdown.label}
    return Table(
        label=title,
        columns=(Column(label=str(breakdown.label)), *_number_columns(answer)),
        rows=tuple(
            Row(cells=(Cell(text=word, address=_opening(question, one)), *_numbers(question, one)))
            for _value, word, one in found
        ),
        total=(Cell(text=_("全部")), *_numbers(question, answer)),
    )


def _opening(question: Question, answer: Answer) -> str:
    """The page of one value, split by units again."""
    return question.address(answer.reference)


def _by_units(question: Question, answer: Answer) -> tuple[Table | None, Bars | None]:
    units = by_child(question.reference, organisation=question.organisation, period=question.period)
    if not units:
        return None, None
    table = _unit_table(question, answer, units)
    sentence = _("%(label)s，按区划代码排列；同样的数在表里") % {"label": answer.label}
    bars = Bars(sentence=sentence, columns=(1,), unit=unit_word(answer.unit.label))
    return table, bars if answer.parts is None and len(units) > 1 else None


def _unit_table(question: Question, answer: Answer, units: Sequence[UnitAnswer]) -> Table:
    pages = pages_of([unit.organisation for unit in units], question.visit)
    rows = [_own(question, answer)] if _has_own(question) else []
    rows += [
        Row(
            key=f"u{unit.organisation}",
            cells=(unit_cell(unit, pages), *_numbers(question, unit.answer)),
        )
        for unit in units
    ]
    return Table(
        label=units_label(units),
        columns=(units_column(units), *_number_columns(answer)),
        rows=tuple(row for row in rows if row),
        total=(Cell(text=_("合计")), *_numbers(question, answer)),
    )


def units_label(units: Sequence[UnitAnswer]) -> str:
    """按村（社区）; of several levels at once only that they stand below."""
    level = _only_level(units)
    return _("按%(level)s") % {"level": level.label} if level else _("按下级组织")


def units_column(units: Sequence[UnitAnswer]) -> Column:
    """The head of their names."""
    level = _only_level(units)
    return Column(label=str(level.label) if level else _("组织"))


def _only_level(units: Sequence[UnitAnswer]) -> Level | None:
    levels = {Level(unit.answer.organisation.level) for unit in units}
    return levels.pop() if len(levels) == 1 else None


def unit_cell(unit: UnitAnswer, pages: dict[int, str]) -> Cell:
    """The unit, and since when or until when if it was not there all the time (R3)."""
    chips = []
    if unit.from_day:
        chips.append(Chip(text=_("自%(day)s") % {"day": unit.from_day}))
    if unit.to_day:
        chips.append(Chip(text=_("至%(day)s") % {"day": unit.to_day}))
    address = pages.get(unit.organisation, "")
    return Cell(text=unit.short_name, address=address, chips=tuple(chips))


def _has_own(question: Question) -> bool:
    """Whether the organisation's own rows can be told from those of the units below it."""
    known = breakdowns(question.reference.name)
    return "level" in known and "level" not in dict(question.reference.where)


def _own(question: Question, answer: Answer) -> Row | None:
    own = question.reference.filtered(level=question.organisation.level)
    found = value(own, organisation=question.organisation, period=question.period)
    if not found.value or found.parts:
        return None
    return Row(cells=(Cell(text=_("本级")), *_numbers(question, found)))


def _number_columns(answer: Answer) -> list[Column]:
    """The number; of a quotient both its parts before it."""
    parts = answer.parts or ()
    return [Column(label=_head(part), is_number=True) for part in (*parts, answer)]


def _head(answer: Answer) -> str:
    unit = unit_word(answer.unit.label)
    return bracketed(answer.label, unit) if unit else answer.label


def _numbers(question: Question, answer: Answer) -> list[FigureCell]:
    parts = answer.parts or ()
    return [cell(part, question.visit, has_unit=False) for part in (*parts, answer)]

"""The organisations directly below, in order of their place code, with their own seats."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

from django.utils.translation import gettext as _

from niangjia.committees.models import Appointment, SeatPost
from niangjia.committees.terms import PostKind
from niangjia.desk.building.cells import cell
from niangjia.desk.building.question import pages_of
from niangjia.desk.parts import Cell, Column, FigureCell, Link, Phrase, Row, Table
from niangjia.desk.visit import Visit
from niangjia.figures.by_unit import by_unit
from niangjia.figures.catalogue import parse
from niangjia.network.models import Organisation, OrganisationEvent, OrganisationForm
from niangjia.network.names import short_names
from niangjia.network.terms import EventKind, Form
from niangjia.network.tree import tree

FIRST = 30


def children(visit: Visit, organisation: Organisation, names: Set[int]) -> tuple[Table | None, int]:
    """The table (None: nobody stood below on the day), and how many persons it names."""
    everyone = direct_children(organisation, visit.day)
    if not everyone:
        return None, 0
    wants_all = visit.query.get("children") == "all"
    shown = everyone if wants_all else everyone[:FIRST]
    chairs = chair_names([child.pk for child in shown], visit.day, names)
    table = Table(
        label=_("直接下级"),
        columns=_columns(),
        rows=_rows(visit, organisation, shown, chairs),
        footer=(Phrase(before=_footer(len(shown), len(everyone))),),
        more=None if len(shown) == len(everyone) else _all(visit),
    )
    return table, len(chairs)


def direct_children(organisation: Organisation, day: date) -> list[Organisation]:
    """Who stood directly below on the day, in the order of the tree (place code)."""
    network = tree(on=day)
    at = network.index.get(organisation.pk)
    if at is None:
        return []
    inside = range(at + 1, int(network.end[at]))
    numbers = [int(network.ids[place]) for place in inside if network.parent[place] == at]
    found = Organisation.objects.in_bulk(numbers)
    return [found[number] for number in numbers]


def chair_names(organisations: list[int], day: date, names: Set[int]) -> dict[int, str]:
    """Organisation → its chair, or the head of a station or grid, where she may be named."""
    open_ones = [number for number in organisations if number in names]
    posts = SeatPost.objects.on(day).filter(organisation__any_of=open_ones, post=PostKind.CHAIR)
    heads = Appointment.objects.on(day).filter(organisation__any_of=open_ones)
    return dict(heads.values_list("organisation_id", "person__name")) | dict(
        posts.values_list("organisation_id", "seat__person__name")
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(label=_("组织")),
        Column(label=_("形式")),
        Column(label=_("改建日期")),
        Column(label=_("执委（席）"), is_number=True),
        Column(label=_("主席或负责人")),
    )


def _rows(
    visit: Visit, organisation: Organisation, shown: list[Organisation], chairs: dict[int, str]
) -> tuple[Row, ...]:
    numbers = [child.pk for child in shown]
    called = short_names(numbers, on=visit.day)
    pages, forms = pages_of(numbers, visit), _forms(numbers, visit.day)
    converted, seats = _converted(numbers, visit.day), _seats(visit, organisation, shown)
    return tuple(
        Row(
            cells=(
                Cell(text=called.get(number, ""), address=pages.get(number, "")),
                Cell(text=forms.get(number, "")),
                Cell(text=converted.get(number, "—")),
                seats.get(number, Cell(text="—", is_faint=True)),
                Cell(text=chairs.get(number, "—")),
            )
        )
        for number in numbers
    )


def _seats(
    visit: Visit, organisation: Organisation, shown: Iterable[Organisation]
) -> dict[int, Cell | FigureCell]:
    """Own seats of each, level by level: one question per level, however many they are."""
    found: dict[int, Cell | FigureCell] = {}
    for level in sorted({child.level for child in shown}):
        reference = parse(f"committees.seats(level={level})")
        units = by_unit(reference, organisation=organisation, period=visit.period, level=level)
        found |= {unit.organisation: cell(unit.answer, visit, has_unit=False) for unit in units}
    return found


def _forms(numbers: list[int], day: date) -> dict[int, str]:
    found = OrganisationForm.objects.on(day).filter(organisation__any_of=numbers)
    return {
        number: str(Form(form).label) for number, form in found.values_list("organisation", "form")
    }


def _converted(numbers: list[int], day: date) -> dict[int, str]:
    found = OrganisationEvent.objects.filter(
        organisation__any_of=numbers, kind=EventKind.CONVERT, on__lte=day
    ).order_by("on")
    return {number: str(on) for number, on in found.values_list("organisation", "on")}


def _footer(shown: int, everyone: int) -> str:
    if shown == everyone:
        return _("共%(n)s个，按区划代码排列。") % {"n": everyone}
    return _("先列%(shown)s个，共%(n)s个。") % {"shown": shown, "n": everyone}


def _all(visit: Visit) -> Link:
    return Link(text=_("全部"), address=visit.here(children="all") + "#children")

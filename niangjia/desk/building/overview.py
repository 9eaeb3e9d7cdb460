"""工作台 of an organisation: the net chain, four figures with their scope, units, gaps."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from niangjia.desk.building.cells import Numbers, cell
from niangjia.desk.building.gaps import gaps
from niangjia.desk.building.to_do import to_look_at
from niangjia.desk.building.units import (
    FEDERATIONS,
    PERSONS,
    SEATS,
    bars_of,
    is_at_or_above,
    units_table,
)
from niangjia.desk.pages import ChainNode, Head, OverviewPage
from niangjia.desk.parts import Action, FigureCell, Link, Phrase, Tile
from niangjia.desk.visit import Visit
from niangjia.figures.compute import Answer
from niangjia.network.models import Organisation
from niangjia.network.names import short_names
from niangjia.network.terms import Level
from niangjia.network.tree import superiors


def build_overview(visit: Visit, organisation: Organisation) -> OverviewPage:
    """The page of a county; of a township or a village narrowed to what stands there."""
    numbers = Numbers(visit, organisation)
    units = units_table(numbers)
    return OverviewPage(
        head=_head(numbers),
        chain=_chain(numbers),
        chain_note=_("每一级都能点开，一直看到人"),
        tiles=_tiles(numbers),
        units=units,
        units_note=_("按区划代码排列，不排名次"),
        bars=bars_of(organisation, units),
        side=to_look_at(numbers),
        gaps=gaps(numbers),
    )


def _head(numbers: Numbers) -> Head:
    visit, organisation = numbers.visit, numbers.organisation
    above = superiors(organisation=organisation.pk, on=visit.day)[:3]
    names = short_names([organisation.pk, *above], on=visit.day)
    crumbs = [names.get(one, "") for one in (*reversed(above), organisation.pk)]
    name = names.get(organisation.pk, organisation.code)
    print_it = Action(text=_("打印"), icon="printer", opens_print=True)
    own = Action(
        text=_("看本级名册"),
        icon="sitemap",
        address=visit.leading("organisation", organisation.public_id),
    )
    return Head(
        title=_("%(name)s工作台") % {"name": name},
        crumbs=tuple(Link(text=crumb) for crumb in crumbs),
        actions=(print_it, own),
    )


def _chain(numbers: Numbers) -> tuple[ChainNode, ...]:
    """From the organisation's own tier down to the persons; at most five nodes."""
    nodes = [
        (Level.COUNTY, _("县妇联"), "network.federations(level=county)", ()),
        (Level.TOWNSHIP, _("乡镇（街道）妇联"), "network.federations(level=township)", ()),
        (Level.VILLAGE, _("村（社区）妇联"), FEDERATIONS, _rate(numbers)),
        (Level.STATION, _("姐妹驿站"), "network.stations", ()),
    ]
    chain = [
        ChainNode(label=label, figure=numbers.cell(reference), note=note)
        for level, label, reference, note in nodes
        if is_at_or_above(numbers.organisation, level)
    ]
    seats = numbers.phrase(_("去重人数，席位是"), SEATS, unit=True)
    persons = ChainNode(label=_("身边的执委"), figure=numbers.cell(PERSONS), note=(seats,))
    return (*chain, persons)


def _rate(numbers: Numbers) -> tuple[Phrase, ...]:
    rate = "network.conversion_rate(level=village)"
    return (numbers.phrase(_("会改联完成率"), rate, unit=True),)


def _tiles(numbers: Numbers) -> tuple[Tile, ...]:
    seats = (numbers.phrase(_("去重人数"), PERSONS, unit=True),)
    return (
        Tile(label=_("执委席位"), figure=numbers.cell(SEATS), scope=seats),
        _quotient(numbers, _("会改联完成率"), "network.conversion_rate(level=village)"),
        _quotient(numbers, _("四同步完成率"), "network.synchronised(level=village)"),
        _quotient(numbers, _("必备类别齐全的执委会"), "committees.complete_rate"),
    )


def _quotient(numbers: Numbers, label: str, reference: str) -> Tile:
    """A rate with both its parts: 119 ÷ 119."""
    answer = numbers.answer(reference)
    of, to = (_aside(part, numbers.visit) for part in answer.parts or ())
    scope = (Phrase(figure=of, after=" ÷ "), Phrase(figure=to, after=_(" 个组织")))
    return Tile(label=label, figure=numbers.cell(reference), scope=scope)


def _aside(part: Answer, visit: Visit) -> FigureCell:
    return replace(cell(part, visit, has_unit=False), unknown_in=0, undecided=0)

"""指标: every declared figure, by room; with the reader's numbers where she asks for them."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _

from niangjia.base.phrases import unit_word
from niangjia.desk.building.cells import Numbers, figure_address
from niangjia.desk.pages import CatalogueGroup, CatalogueLine, CataloguePage, Head
from niangjia.desk.parts import Action, Phrase
from niangjia.desk.visit import Visit
from niangjia.figures.catalogue import Reference, catalogue
from niangjia.figures.kinds import Distinct, Figure, On, Ratio, Share, is_flow
from niangjia.network.models import Organisation


def build_catalogue(
    visit: Visit, organisation: Organisation, *, with_values: bool
) -> CataloguePage:
    """All figures; every line opens the figure of `organisation`."""
    numbers = Numbers(visit, organisation) if with_values else None
    by_room = groupby(catalogue().values(), key=lambda figure: figure.name.partition(".")[0])
    return CataloguePage(
        head=_head(visit, with_values),
        groups=tuple(
            CatalogueGroup(
                label=room_label(room),
                lines=tuple(_line(figure, visit, organisation, numbers) for figure in figures),
            )
            for room, figures in by_room
        ),
    )


def room_label(room: str) -> str:
    """The Chinese name of the room that declares a figure."""
    return {"network": _("组织网络"), "committees": _("执委会")}.get(room, room)


def kind_label(figure: Figure) -> str:
    """How a figure is counted: 时点数, 期间数, 去重数, 比, 占比."""
    if isinstance(figure, Ratio):
        return _("比")
    if isinstance(figure, Share):
        return _("占比")
    if isinstance(figure, Distinct):
        return _("去重数")
    return _("期间数") if isinstance(figure.time, On) else _("时点数")


def _head(visit: Visit, with_values: bool) -> Head:
    words = _("截至%(day)s，每个数都能点开。") % {"day": visit.day}
    ask = Action(text=_("填上本级的数"), icon="number", address=visit.here(values="yes"))
    return Head(
        title=_("指标"), lead=(Phrase(before=words),), actions=() if with_values else (ask,)
    )


def _line(
    figure: Figure, visit: Visit, organisation: Organisation, numbers: Numbers | None
) -> CatalogueLine:
    reference = Reference(figure.name)
    return CatalogueLine(
        label=str(figure.label),
        name=figure.name,
        address=figure_address(
            reference, organisation, visit.period, visit, is_flow=is_flow(figure)
        ),
        definition=str(figure.definition),
        unit=unit_word(figure.unit.label) or _("平均"),
        kind=kind_label(figure),
        figure=numbers.cell(figure.name) if numbers else None,
    )

"""The figures of the network (DOMAIN C.5, G1).

Declared here because the network stands below the engine and cannot import it (ADR 12).
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from niangjia.base.models import true_on
from niangjia.base.one_state import asked_once
from niangjia.base.periods import Period
from niangjia.base.phrases import in_language
from niangjia.base.units import Unit
from niangjia.figures.breakdowns import kind, level, words
from niangjia.figures.catalogue import declare
from niangjia.figures.kinds import At, Breakdown, Distinct, During, Face, On, Ratio, Total
from niangjia.figures.models import Register, Window
from niangjia.network.models import (
    Organisation,
    OrganisationEvent,
    OrganisationForm,
    OrganisationLink,
    Place,
    PlaceName,
    Venue,
    VenueKind,
)
from niangjia.network.terms import STEPS, EventKind, Form, LinkMode, PlaceKind
from niangjia.network.tree import stays

SYNCHRONISED = "network.synchronised"

_OF_ORGANISATION = Face(
    {"组织形式": "form", "起": "starts_on", "止(次日)": "ends_on"},
    day="starts_on",
)
_HAPPENED = Face({"事件": "kind", "日期": "on", "文号": "document"}, day="on")
_BY = (level("organisation__"), kind("organisation__"))
_FORM = Breakdown("form", _("组织形式"), words(Form), lookup="form")


def _forms(*forms: str) -> Any:
    def rows(at: Period) -> QuerySet[OrganisationForm]:
        found = OrganisationForm.objects.all()
        return found.filter(form__in=forms) if forms else found

    return rows


def _events(of: str) -> Any:
    def rows(at: Period) -> QuerySet[OrganisationEvent]:
        return OrganisationEvent.objects.filter(kind=of)

    return rows


def _lateral(at: Period) -> QuerySet[OrganisationForm]:
    return OrganisationForm.objects.filter(organisation__kind__is_lateral=True)


def _links(at: Period) -> QuerySet[OrganisationLink]:
    return OrganisationLink.objects.all()


def _venues(at: Period) -> QuerySet[Venue]:
    return Venue.objects.all()


def _venue_kinds() -> dict[str, str]:
    return {code: in_language(*names) for code, *names in _venue_kind_rows()}


@asked_once
def _venue_kind_rows() -> tuple[tuple[str, str, str], ...]:
    return tuple(VenueKind.objects.values_list("code", "name", "name_en"))


def _linked_by(mode: str, day: date) -> Q:
    """Bodies with a tie of that mode on the day."""
    ties = OrganisationLink.objects.filter(true_on(day), mode=mode)
    return Q(Exists(ties.filter(organisation=OuterRef("organisation"))))


def _places(at: Period) -> QuerySet[Place]:
    return Place.objects.filter(level__in=("township", "village"))


def _blank_spots(at: Period) -> QuerySet[Place]:
    """Townships and villages without a live organisation of their own level."""
    here = Organisation.objects.filter(place=OuterRef("pk"), level=OuterRef("level"))
    return _places(at).filter(~Exists(here.filter(true_on(at.last))))


def _synchronous(at: Period) -> QuerySet[OrganisationForm]:
    """Federations whose four steps all lie inside a window of the campaign (R8).

    A step after the day asked for has not been done on it (R1).
    """
    found = OrganisationForm.objects.filter(form=Form.FEDERATION)
    inside = (_all_steps(window, at) for window in _windows())
    return found.filter(reduce(or_, inside, Q(pk__in=[])))


@asked_once
def _windows() -> tuple[Window, ...]:
    return tuple(Window.objects.filter(name=SYNCHRONISED))


def _all_steps(window: Window, at: Period) -> Q:
    inside = [
        s.organisation for s in stays(root=window.organisation_id, period=Period.day(at.last))
    ]
    condition = Q(organisation__any_of=inside)
    for step in STEPS:
        done = OrganisationEvent.objects.filter(
            organisation=OuterRef("organisation"),
            kind=step,
            on__gte=window.starts_on or date.min,
            on__lt=min(window.ends_on or at.ends_on, at.ends_on),
        )
        condition &= Q(Exists(done))
    return condition


def _place_kind(value: str, day: Any) -> Q:
    names = PlaceName.objects.filter(true_on(day), place=OuterRef("pk"), kind=value)
    return Q(Exists(names))


_MODE = Breakdown("mode", _("联办方式"), words(LinkMode), q=_linked_by)
_PLACES = (
    level(""),
    Breakdown("kind", _("类别"), words(PlaceKind), q=_place_kind),
)

declare(
    Total(
        name="network.organisations",
        label=_("妇联组织"),
        unit=Unit.ORGANISATION,
        rows=_forms(),
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=(*_BY, _FORM),
        register=Register.ORGANISATIONS,
        definition=_("当天存在的组织，每个算一个，按种类、层级、组织形式细分"),
        source="DOMAIN C.5 ORG.TOTAL",
    ),
    Total(
        name="network.federations",
        label=_("妇联"),
        unit=Unit.ORGANISATION,
        rows=_forms(Form.FEDERATION),
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=_BY,
        register=Register.ORGANISATIONS,
        definition=_("当天组织形式为妇女联合会的组织"),
        source="R9；DOMAIN C.5 ORG.TOTAL",
    ),
    Total(
        name="network.councils_and_federations",
        label=_("妇代会和妇联"),
        unit=Unit.ORGANISATION,
        rows=_forms(Form.COUNCIL, Form.FEDERATION),
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=_BY,
        register=Register.ORGANISATIONS,
        definition=_("当天组织形式为妇女代表会或妇女联合会的组织"),
        source="R9",
    ),
    Total(
        name="network.founded",
        label=_("新建组织"),
        unit=Unit.ORGANISATION,
        rows=_events(EventKind.FOUND),
        at=At("organisation_id"),
        time=On("on"),
        face=_HAPPENED,
        by=_BY,
        definition=_("期间内成立的组织，按成立日期"),
        source="DOMAIN C.5 ORG.NEW",
    ),
    Total(
        name="network.conversions",
        label=_("会改联"),
        unit=Unit.ORGANISATION,
        rows=_events(EventKind.CONVERT),
        at=At("organisation_id"),
        time=On("on"),
        face=_HAPPENED,
        by=_BY,
        definition=_("期间内由妇代会改建为妇联的组织，按改建日期"),
        source="R9；DOMAIN C.5 ORG.CONV",
    ),
    Ratio(
        name="network.conversion_rate",
        label=_("会改联完成率"),
        unit=Unit.PERCENT,
        of="network.federations",
        to="network.councils_and_federations",
        decimals=1,
        definition=_("期末妇联数 ÷ 期末妇代会和妇联数"),
        source="R9；DOMAIN C.5 ORG.CONV",
    ),
    Total(
        name="network.synchronous",
        label=_("四同步完成的妇联"),
        unit=Unit.ORGANISATION,
        rows=_synchronous,
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=_BY,
        register=Register.ORGANISATIONS,
        definition=_("建组织、挂牌、建群、首次活动四步都在专项行动时间窗内的妇联"),
        source="R8；DOMAIN C.5 ORG.FOUR",
    ),
    Ratio(
        name=SYNCHRONISED,
        label=_("四同步完成率"),
        unit=Unit.PERCENT,
        of="network.synchronous",
        to="network.federations",
        decimals=1,
        definition=_("四同步完成的妇联 ÷ 期末妇联数"),
        source="R8；DOMAIN C.5 ORG.FOUR",
    ),
    Total(
        name="network.stations",
        label=_("姐妹驿站"),
        unit=Unit.ORGANISATION,
        rows=_forms(Form.STATION),
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=_BY,
        register=Register.ORGANISATIONS,
        definition=_("当天开着的姐妹驿站"),
        source="DOMAIN C.5 ORG.STATION",
    ),
    Total(
        name="network.grids",
        label=_("妇联网格"),
        unit=Unit.ORGANISATION,
        rows=_forms(Form.GRID),
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=_BY,
        register=Register.ORGANISATIONS,
        definition=_("当天存在的妇联网格"),
        source="DOMAIN A.0 F-000-02",
    ),
    Total(
        name="network.lateral",
        label=_("横向组织"),
        unit=Unit.ORGANISATION,
        rows=_lateral,
        at=At("organisation_id"),
        time=During(),
        face=_OF_ORGANISATION,
        by=(*_BY, _MODE),
        register=Register.ORGANISATIONS,
        definition=_("企业、楼宇、市场、合作社、社会组织等横向组织"),
        source="DOMAIN C.5 ORG.LATERAL",
    ),
    Distinct(
        name="network.linked",
        label=_("参加联办的组织"),
        unit=Unit.ORGANISATION,
        rows=_links,
        of="with_organisation_id",
        at=At("with_organisation_id"),
        time=During(),
        face=Face(
            {"联办方式": "mode", "联办起": "starts_on", "止(次日)": "ends_on"}, day="starts_on"
        ),
        by=(
            level("with_organisation__"),
            kind("with_organisation__"),
            Breakdown("mode", _("联办方式"), words(LinkMode), lookup="mode"),
        ),
        definition=_("当天与横向组织有联办关系的组织，每个只算一次"),
        source="DOMAIN A.0 F-000-22 … 24；C.5 ORG.LATERAL",
    ),
    Total(
        name="network.venues",
        label=_("阵地"),
        unit=Unit.VENUE,
        rows=_venues,
        at=At("owner_id"),
        time=During(),
        face=Face(
            {"阵地": "name", "种类": "kind__name", "起": "starts_on", "止(次日)": "ends_on"},
            day="starts_on",
        ),
        by=(
            level("owner__"),
            Breakdown("kind", _("阵地种类"), _venue_kinds, lookup="kind", is_open=True),
        ),
        register=Register.VENUES,
        definition=_("当天在用的阵地，算在管理它的组织"),
        source="DOMAIN A.0 F-000-18；C.5 VEN.N",
    ),
    Total(
        name="network.places",
        label=_("乡镇街道、村和社区"),
        unit=Unit.PLACE,
        rows=_places,
        at=At(prefix="prefix"),
        time=During(),
        face=Face({"代码": "code"}, day="starts_on"),
        by=_PLACES,
        definition=_("当天存在的区划（分母），按区划代码归属"),
        source="R7；DOMAIN C.5 ORG.PLACES",
    ),
    Total(
        name="network.blank_spots",
        label=_("空白点"),
        unit=Unit.PLACE,
        rows=_blank_spots,
        at=At(prefix="prefix"),
        time=During(),
        face=Face({"代码": "code"}, day="starts_on"),
        by=_PLACES,
        register=Register.ORGANISATIONS,
        definition=_("当天没有同级妇女组织的乡镇街道、村和社区"),
        source="R7；DOMAIN C.5 ORG.BLANK",
    ),
)

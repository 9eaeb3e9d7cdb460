"""组织与名册: the organisations below the reader, by level, or those that a search finds."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base.models import true_on
from niangjia.desk.building.cells import Numbers
from niangjia.desk.pages import Head, OrganisationChoice, OrganisationListPage
from niangjia.desk.parts import Phrase
from niangjia.desk.visit import Visit
from niangjia.network import naming
from niangjia.network.models import Organisation, OrganisationName, OrganisationQuerySet
from niangjia.network.names import short_names
from niangjia.network.terms import TIERS, Level
from niangjia.network.tree import tree

MOST = 60
DEEPEST = 3


def build_organisations(
    visit: Visit, own: Organisation, seen: OrganisationQuerySet, query: str
) -> OrganisationListPage:
    """Without a query the upper two tiers; with one everything whose name or code fits."""
    alive = seen.filter(true_on(visit.day))
    found = _matching(alive, query, visit.day) if query else _upper(alive, own)
    hits = found.count()
    place = tree(on=visit.day).index
    chosen = sorted(found.order_by("path")[:MOST], key=lambda one: place.get(one.pk, len(place)))
    return OrganisationListPage(
        head=_head(visit, own),
        address=reverse("desk:organisations"),
        query=query,
        choices=_choices(visit, own, chosen, flat=bool(query)),
        shown=len(chosen),
        hits=hits,
    )


def _head(visit: Visit, own: Organisation) -> Head:
    count = Numbers(visit, own).cell("network.organisations")
    lead = Phrase(before=_("截至%(day)s，共") % {"day": visit.day}, figure=count, after=_("组织。"))
    return Head(title=_("组织与名册"), lead=(lead,))


def _upper(seen: OrganisationQuerySet, own: Organisation) -> OrganisationQuerySet:
    """Her own organisation and the tier below; more is found by search or by going down."""
    tiers = [TIERS.index(Level(own.level)) + step for step in (0, 1)]
    return seen.filter(level__in=[TIERS[tier] for tier in tiers if tier < len(TIERS)])


def _matching(seen: OrganisationQuerySet, query: str, day: date) -> OrganisationQuerySet:
    """By a part of the name of that day, by its place's spelling, or by the beginning of its code."""
    names = OrganisationName.objects.filter(true_on(day)).filter(
        Q(name__contains=query)
        | Q(short_name__contains=query)
        | Q(short_name__contains=naming.key(query))
    )
    by_name = Q(pk__in=names.values("organisation"))
    by_code = Q(code__startswith=query) | Q(place__code__startswith=query)
    return seen.filter(by_name | by_code if query.isdecimal() else by_name)


def _choices(
    visit: Visit, own: Organisation, found: list[Organisation], *, flat: bool
) -> tuple[OrganisationChoice, ...]:
    names = short_names([one.pk for one in found], on=visit.day)
    top = min((TIERS.index(Level(one.level)) for one in found), default=0)
    return tuple(
        OrganisationChoice(
            text=names.get(one.pk, one.code),
            address=visit.leading("organisation", one.public_id),
            depth=0 if flat else min(TIERS.index(Level(one.level)) - top, DEEPEST),
            note=one.code or str(Level(one.level).label),
            is_current=one.pk == own.pk,
        )
        for one in found
    )

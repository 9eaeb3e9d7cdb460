"""`niangjia init` and `niangjia found`: the network's first rows (R7)."""

from __future__ import annotations

from datetime import date

import click
from django.utils.translation import gettext as _

from niangjia.access.permissions import require
from niangjia.access.terms import Can
from niangjia.base import journal
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.network import finding, naming, operations
from niangjia.network.kinds import form_of
from niangjia.network.laying_out import LaidOut, lay_out
from niangjia.network.models import Organisation, OrganisationKind, Place
from niangjia.network.names import full_names, place_names
from niangjia.network.terms import Form, Level
from niangjia.site.commands.asking import answer, json_option, today, user_of, user_option

_FULL = naming.federation_name("")


@click.command()
@click.argument("code", metavar="县级代码")
@click.option("--with-zones", is_flag=True, help="开发区、农场等类似区划也要")
@click.option("--since", metavar="日期", help="组织台账从这天起是全的，默认今天")
@json_option
def init(code: str, with_zones: bool, since: str | None, as_json: bool) -> None:
    """按区划代码建一个县：它的乡镇、村和社区，以及县妇联。别的组织来自台账或登记。"""
    complete_from = Period.parse(since).first if since else today()
    with journal.act("建县", by=None, summary=code) as entry:
        laid = lay_out(by=None, code=code, today=today(), with_zones=with_zones)
        if laid.is_new or since:
            days = {laid.federation.pk: complete_from}
            declare_complete(entry, Register.ORGANISATIONS, days, "niangjia init")
    answer(as_json, _laid_shape(laid), [_laid_words(laid)])


@click.command()
@click.option("--name", help="全称，如 石下村妇女联合会；不写时按地名")
@click.option("--short-name", default="", help="简称，如 石下村妇联")
@click.option("--kind", required=True, help="组织种类的代号，如 village、enterprise")
@click.option("--level", type=click.Choice([level.value for level in Level]), help="层级")
@click.option("--form", type=click.Choice([form.value for form in Form]), help="组织形式")
@click.option("--parent", metavar="代码|名称", help="上级；不写时按地方找")
@click.option("--place", metavar="区划代码", help="所在地方")
@click.option("--code", default="", help="组织代码，默认同区划代码")
@click.option("--on", metavar="日期", help="成立日期；不写表示早就有了，哪天不知道")
@user_option
@json_option
def found(
    name: str | None,
    short_name: str,
    kind: str,
    level: str | None,
    form: str | None,
    parent: str | None,
    place: str | None,
    code: str,
    on: str | None,
    username: str,
    as_json: bool,
) -> None:
    """登记一个新成立的组织。"""
    day = Period.parse(on).first if on else None
    by = user_of(username)
    sort = _kind(kind)
    where = _place(place) if place else None
    above = finding.find(parent, on=day or today()) if parent else _above(where)
    require(by, Can.NETWORK_CHANGE, above, on=today())
    called = name or _called_after(where, day or today())
    made = operations.found(
        by=by,
        kind=sort.code,
        level=level or sort.level or Level.UNIT,
        name=called,
        short_name=short_name or _short(called),
        form=form or form_of(sort.code),
        parent=above,
        place=where,
        on=day,
        today=today(),
        code=code or _free_code(where, sort),
    )
    answer(as_json, _shape(made), [_("已登记：%(name)s。") % {"name": called}])


def _kind(code: str) -> OrganisationKind:
    found = OrganisationKind.objects.filter(code=code).first()
    if found is None:
        known = OrganisationKind.objects.order_by("level", "code").values_list("code", "name")
        listed = "、".join(f"{one} {name}" for one, name in known)
        raise Refused(
            _("没有“%(code)s”这种组织。可用的种类：%(listed)s。") % {"code": code, "listed": listed}
        )
    return found


def _place(code: str) -> Place:
    found = Place.objects.filter(code=code.ljust(12, "0")).first()
    if found is None:
        raise Refused(
            _("没有区划代码“%(code)s”。先用 niangjia init 建县，或核对代码。") % {"code": code}
        )
    return found


def _above(place: Place | None) -> Organisation:
    """The organisation of the nearest place above that has one; without a place, the top."""
    upper = place.parent if place else None
    while upper:
        there = Organisation.objects.filter(place=upper, level=upper.level).on(today()).first()
        if there:
            return there
        upper = upper.parent
    return finding.top(on=today())


def _called_after(place: Place | None, day: date) -> str:
    if place is None:
        raise Refused(_("请用 --name 写组织的全称，或用 --place 写它所在地方的区划代码。"))
    return naming.federation_name(place_names([place.pk], on=day)[place.pk])


def _short(name: str) -> str:
    place = name.removesuffix(_FULL)
    return name if place == name else naming.federation_short_name(place)


def _free_code(place: Place | None, kind: OrganisationKind) -> str:
    """The place's code, for the one organisation of the place's own level."""
    if place is None or kind.level != place.level:
        return ""
    return "" if Organisation.objects.filter(code=place.code).exists() else place.code


def _laid_words(laid: LaidOut) -> str:
    name = _name(laid.federation)
    if not laid.changed:
        return _("%(name)s已经建好，没有改动。") % {"name": name}
    words = {"name": name, "places": laid.new_places}
    if not laid.is_new:
        return _("%(name)s：补上%(places)s个地方。") % words
    return _("已建%(name)s，载入%(places)s个地方。") % words


def _laid_shape(laid: LaidOut) -> dict[str, object]:
    return _shape(laid.federation) | {"new_places": laid.new_places, "changed": laid.changed}


def _shape(organisation: Organisation) -> dict[str, object]:
    return {
        "code": organisation.code,
        "name": _name(organisation),
        "id": str(organisation.public_id),
    }


def _name(organisation: Organisation) -> str:
    return full_names([organisation.pk], on=today())[organisation.pk]

"""What surrounds every page: menu, organisation picker, the day, the account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.access.permissions import may_read_names
from niangjia.access.scopes import Scope, scopes
from niangjia.access.terms import Can, Role
from niangjia.base.periods import ONE_DAY
from niangjia.desk.pages import AsOf, Me, MenuGroup, MenuItem, OwnChoice, Picker, Shell
from niangjia.desk.parts import Link
from niangjia.desk.visit import OF_TIME, Visit
from niangjia.network.models import Organisation
from niangjia.network.names import full_names, short_names

# What moves the list below and has no meaning on another day.
OF_PLACE = ("shown", "start")


def build_shell(visit: Visit, current: str, organisation: Organisation | None = None) -> Shell:
    """The shell for the reader; `current` is the menu line she stands on (a name of desk.urls).

    The picker names `organisation`, else the reader's own.
    """
    held = scopes(visit.user, on=visit.today)
    own = held[0].organisation
    where = organisation.pk if organisation else own
    names = short_names({own, where, *(scope.organisation for scope in held)}, on=visit.day)
    return Shell(
        organisation=full_names([own], on=visit.today).get(own, ""),
        home_address=visit.leading("overview"),
        menu=_menu(visit, held, current),
        picker=Picker(
            text=names.get(where, ""),
            address=reverse("desk:organisations"),
            kept=_pairs(visit.time()),
        ),
        as_of=_as_of(visit),
        me=_me(visit, held, names),
        language_address=reverse("site:language"),
        here=visit.here(),
        is_demo=(settings.HOME / "demo").is_dir(),
    )


def allows(held: tuple[Scope, ...], can: Can, *, names: bool = False) -> bool:
    """Whether any of these posts may, anywhere; with `names`, one that reads names (R19)."""
    return any(can in s.grants and (may_read_names(s) or not names) for s in held)


def _menu(visit: Visit, held: tuple[Scope, ...], current: str) -> tuple[MenuGroup, ...]:
    lines = {
        _("今日"): (("overview", _("工作台"), "layout-dashboard", Can.FIGURE_READ),),
        _("组织"): (
            ("organisations", _("组织与名册"), "sitemap", Can.FIGURE_READ),
            ("pairs", _("可能是同一人"), "users", Can.PERSON_MERGE),
        ),
        _("数据"): (
            ("figures", _("指标"), "number", Can.FIGURE_READ),
            ("reports", _("材料报告"), "file-text", Can.REPORT_READ),
            ("imports", _("导入"), "table-import", Can.LEDGER_IMPORT),
            ("collections", _("要表登记"), "file-spreadsheet", Can.LEDGER_IMPORT),
        ),
    }
    groups = [
        MenuGroup(
            text=group,
            items=tuple(
                MenuItem(
                    text=text,
                    address=visit.leading(name),
                    icon=icon,
                    is_current=name == current,
                    is_aside=name in ("pairs", "collections"),
                )
                for name, text, icon, can in items
                if allows(held, can, names=name == "pairs")
            ),
        )
        for group, items in lines.items()
    ]
    return tuple(group for group in [*groups, _settings(held)] if group.items)


def _settings(held: tuple[Scope, ...]) -> MenuGroup:
    accounts = MenuItem(
        text=_("账号与职务"), address=reverse("access:accounts"), icon="key", is_aside=True
    )
    return MenuGroup(text=_("设置"), items=(accounts,) if allows(held, Can.ACCOUNT_OPEN) else ())


def _as_of(visit: Visit) -> AsOf:
    kept = {k: v for k, v in visit.query.items() if k not in (*OF_PLACE, "as_of", "to")}
    return AsOf(
        day=visit.day,
        is_past=visit.is_past,
        here=visit.path,
        today_address=_on(visit, None),
        shortcuts=tuple(
            Link(text=f"{text} {day}", address=_on(visit, day), is_on=day == visit.day)
            for text, day in _shortcuts(visit.today)
        ),
        kept=_pairs(kept),
    )


def _on(visit: Visit, day: date | None) -> str:
    """This page on another day; a period that would be upside down is left behind."""
    before = visit.since and day and visit.since > day
    nothing = dict.fromkeys([*OF_PLACE, *OF_TIME] if before else [*OF_PLACE, "to"])
    return visit.here(**nothing | {"as_of": day})


def _shortcuts(today: date) -> list[tuple[str, date]]:
    month = today.replace(day=1)
    quarter = month.replace(month=3 * ((today.month - 1) // 3) + 1)
    year = month.replace(month=1)
    ends = ((_("上月末"), month), (_("上季末"), quarter), (_("上年末"), year))
    return [(_("今天"), today), *((text, first - ONE_DAY) for text, first in ends)]


def _me(visit: Visit, held: tuple[Scope, ...], names: Mapping[int, str]) -> Me:
    return Me(
        name=str(visit.user),
        post=str(Role(held[0].role).label),
        organisation=names.get(held[0].organisation, ""),
        own_address=reverse("access:own"),
        others=_others(held, names),
        sign_out_address=reverse("account_logout"),
        password_address=reverse("access:password"),
    )


def _others(held: tuple[Scope, ...], names: Mapping[int, str]) -> tuple[OwnChoice, ...]:
    """The other organisations that she serves in; hardly anybody has one."""
    others = {scope.organisation for scope in held} - {held[0].organisation}
    if not others:
        return ()
    found = Organisation.objects.filter(pk__in=others).order_by("path")
    return tuple(
        OwnChoice(text=names.get(one.pk, one.code), value=str(one.public_id)) for one in found
    )


def _pairs(asked: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(value)) for key, value in asked.items())

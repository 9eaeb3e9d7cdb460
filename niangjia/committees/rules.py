"""Composition rules as versioned data: what committees of a level have to look like (F-003-02)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.bulk import insert
from niangjia.base.refusals import Refused
from niangjia.committees.models import CompositionRule, MemberKind, RuleKind
from niangjia.network.models import Place


def lay_down_rule(
    *,
    by: Any,
    place: Place,
    level: str,
    version: int,
    starts_on: date | None,
    source: str,
    required: Collection[str] = (),
    optional: Collection[str] = (),
    least: int | None = None,
    most: int | None = None,
    odd: bool = False,
    least_vice_chairs: int = 0,
) -> CompositionRule:
    """Lay down a version of the rule from `starts_on`; the version in force until then ends.

    Args:
        place: the rule holds for committees of `level` in and below it.
        required, optional: codes of member kinds.

    Raises:
        Refused: an unknown kind, a size upside down, a version that exists or began no earlier.
    """
    _require_sense(required, optional, least, most)
    with journal.act("构成规则", by=by, summary=f"{source} 第{version}版") as entry:
        _require_new(place, level, version)
        _end_before(place, level, starts_on)
        rule = CompositionRule.objects.create(
            entry=entry,
            place=place,
            level=level,
            version=version,
            starts_on=starts_on,
            least=least,
            most=most,
            odd=odd,
            least_vice_chairs=least_vice_chairs,
            source=source,
        )
        insert([RuleKind(entry=entry, rule=rule, kind_id=k, required=True) for k in required])
        insert([RuleKind(entry=entry, rule=rule, kind_id=k, required=False) for k in optional])
    return rule


def _require_sense(
    required: Collection[str], optional: Collection[str], least: int | None, most: int | None
) -> None:
    if least is not None and most is not None and least > most:
        raise Refused(
            _("人数最少%(least)s、最多%(most)s，上下颠倒了，请核对。")
            % {"least": least, "most": most}
        )
    if twice := {*required} & {*optional}:
        raise Refused(
            _("“%(kinds)s”既是必备又是可选，请只留一处。") % {"kinds": "、".join(sorted(twice))}
        )
    known = {*MemberKind.objects.values_list("code", flat=True)}
    if unknown := {*required, *optional} - known:
        raise Refused(
            _("没有“%(kinds)s”这个执委类别，请先添加类别。") % {"kinds": "、".join(sorted(unknown))}
        )


def _require_new(place: Place, level: str, version: int) -> None:
    if CompositionRule.objects.filter(place=place, level=level, version=version).exists():
        raise Refused(
            _("这里第%(version)s版构成规则已经有了，请用新的版本号。") % {"version": version}
        )


def _end_before(place: Place, level: str, starts_on: date | None) -> None:
    for rule in CompositionRule.objects.filter(place=place, level=level).open():
        if starts_on is None or (rule.starts_on and rule.starts_on >= starts_on):
            raise Refused(_("新的一版要从前一版开始之后的某一天起，请核对起始日期。"))
        rule.ends_on = starts_on
        rule.save(update_fields=["ends_on"])

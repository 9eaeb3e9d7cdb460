"""Dated events of places that the division table does not know (R7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.network.laying_out import DIGITS
from niangjia.network.models import Place, PlaceName


def rename_place(*, by: Any, place: Place, before: str, kind_before: str, on: date) -> None:
    """Before `on` the place was called `before`; the table's name holds from that day."""
    with journal.act("区划更名", by=by, summary=f"{before} {on}"):
        place.names.filter(starts_on=None).update(starts_on=on)
        PlaceName.objects.create(place=place, name=before, kind=kind_before, ends_on=on)


def begin_place(*, by: Any, place: Place, on: date) -> None:
    """The place has existed since `on` only, although the table has it without a date."""
    with journal.act("区划设立", by=by, summary=f"{place.code} {on}"):
        place.names.filter(starts_on=None).update(starts_on=on)
        Place.objects.filter(pk=place.pk).update(starts_on=on)


def add_place(*, by: Any, code: str, name: str, level: str, kind: str, parent: Place) -> Place:
    """Lay out a place that today's table no longer has; since before the records.

    Raises:
        Refused: the code is taken, or is none of that level inside `parent`.
    """
    prefix = code[: DIGITS[level]]
    if not (code.startswith(parent.prefix) and len(code) == 12 and code.isdecimal()):
        raise Refused(
            _("区划代码“%(code)s”不在%(above)s里面，请核对代码。")
            % {"code": code, "above": parent.code}
        )
    if Place.objects.filter(code=code).exists():
        raise Refused(_("区划代码“%(code)s”已经有了，请核对代码。") % {"code": code})
    with journal.act("区划登记", by=by, summary=f"{code} {name}"):
        place = Place.objects.create(code=code, prefix=prefix, level=level, parent=parent)
        PlaceName.objects.create(place=place, name=name, kind=kind)
    return place


def end_place(*, by: Any, place: Place, on: date) -> None:
    """The place was abolished: it was there the last time on the day before `on`.

    Raises:
        Refused: it has been abolished already.
    """
    if place.ends_on:
        raise Refused(
            _("%(code)s已经在%(day)s撤销了。") % {"code": place.code, "day": place.ends_on}
        )
    with journal.act("区划撤销", by=by, summary=f"{place.code} {on}"):
        place.names.filter(ends_on=None).update(ends_on=on)
        Place.objects.filter(pk=place.pk).update(ends_on=on)
        place.ends_on = on

"""Venues: where an organisation does its work (妇女之家, 先锋驿站 …), and their kinds (R5)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.network.models import Organisation, Place, Venue, VenueKind


def open_venue(
    *,
    by: Any,
    owner: Organisation,
    kind: str,
    name: str,
    on: date | None,
    today: date,
    place: Place | None = None,
) -> Venue:
    """The venue is there from `on` (None: since before the records), at `place` or its owner's.

    Raises:
        Refused: in the future, of a kind that is not in use, without a place, while its owner is
            not there, or there already under that name.
    """
    where = place or owner.place
    if where is None:
        raise Refused(
            _("“%(name)s”在哪个地方？请写明所在的乡镇（街道）、村（社区）。") % {"name": name}
        )
    _require_day(owner, on, today)
    _require_kind(kind, on or today)
    _require_once(owner, kind, name)
    with journal.act("启用阵地", by=by, organisation_id=owner.pk, summary=name) as entry:
        return _insert(entry, owner, where, kind, name, on)


def close_venue(*, by: Any, venue: Venue, on: date, today: date) -> None:
    """The venue was there the last time on the day before `on`.

    Raises:
        Refused: in the future, or closed already.
    """
    _require_open(venue, on, today)
    with journal.act("停用阵地", by=by, organisation_id=venue.owner_id, summary=venue.name):
        _end(venue, on)


def hand_over_venue(*, by: Any, venue: Venue, to: Organisation, on: date, today: date) -> Venue:
    """From `on` another organisation keeps the venue; days before stay its old owner's (R3)."""
    _require_open(venue, on, today)
    _require_day(to, on, today)
    if to.pk == venue.owner_id:
        raise Refused(_("“%(name)s”已经归这个组织，不用再改。") % {"name": venue.name})
    with journal.act("移交阵地", by=by, organisation_id=to.pk, summary=venue.name) as entry:
        return _hand_over(entry, venue, to, on)


def correct_venue(
    *, by: Any, venue: Venue, reason: str, name: str | None = None, kind: str | None = None
) -> None:
    """It was never called so, or never of that kind (R5 更正).

    Raises:
        Refused: no reason, or a kind that does not exist.
    """
    if not reason.strip():
        raise Refused(_("更正要写理由：原来为什么记错，现在依据什么改。"))
    told = {"name": name, "kind_id": kind}
    differing = {column: value for column, value in told.items() if value is not None}
    if kind is not None and not VenueKind.objects.filter(code=kind).exists():
        raise Refused(_no_kind(kind))
    with journal.act(
        "更正", by=by, organisation_id=venue.owner_id, summary=venue.name, reason=reason
    ):
        for column, value in differing.items():
            setattr(venue, column, value)
        venue.save(update_fields=list(differing))


def add_venue_kind(
    *, by: Any, code: str, name: str, name_en: str, source: str, on: date | None
) -> VenueKind:
    """A kind of the office's own, in use from `on`.

    Raises:
        Refused: there is one of that code already.
    """
    if VenueKind.objects.filter(code=code).exists():
        raise Refused(_("已经有代号为“%(code)s”的阵地种类，请换一个代号。") % {"code": code})
    with journal.act("增加阵地种类", by=by, summary=f"{code} {name}"):
        return VenueKind.objects.create(
            code=code, name=name, name_en=name_en, source=source, starts_on=on
        )


def end_venue_kind(*, by: Any, kind: VenueKind, on: date) -> None:
    """No new venue is of that kind from `on`; those that are stay as they are."""
    with journal.act("停用阵地种类", by=by, summary=f"{kind.code} {on}"):
        kind.ends_on = on
        kind.save(update_fields=["ends_on"])


def _hand_over(entry: Entry, venue: Venue, to: Organisation, on: date) -> Venue:
    later = venue.ends_on
    _end(venue, on)
    return _insert(entry, to, venue.place, venue.kind_id, venue.name, on, later)


def _insert(
    entry: Entry,
    owner: Organisation,
    place: Place,
    kind: str,
    name: str,
    on: date | None,
    ends_on: date | None = None,
) -> Venue:
    """A venue ends with its owner, also one that is told of only afterwards."""
    ends = [day for day in (ends_on, owner.ends_on) if day]
    return Venue.objects.create(
        entry=entry,
        owner=owner,
        place=place,
        kind_id=kind,
        name=name,
        starts_on=on,
        ends_on=min(ends, default=None),
    )


def _end(venue: Venue, on: date) -> None:
    if venue.starts_on == on:
        raise Refused(
            _("“%(name)s”%(day)s那天才启用。如果那次记错了，请用“更正”。")
            % {"name": venue.name, "day": on}
        )
    venue.ends_on = on
    venue.save(update_fields=["ends_on"])


def _require_open(venue: Venue, on: date, today: date) -> None:
    if on > today:
        raise Refused(_("%(day)s还没有到，请核对日期；以后的事到了那天再记。") % {"day": on})
    if venue.ends_on:
        raise Refused(
            _("“%(name)s”已经在%(day)s停用或移交了。") % {"name": venue.name, "day": venue.ends_on}
        )


def _require_day(owner: Organisation, on: date | None, today: date) -> None:
    if on and on > today:
        raise Refused(_("%(day)s还没有到，请核对日期；以后的事到了那天再记。") % {"day": on})
    if not owner.is_true_on(on or today):
        raise Refused(
            _("管理阵地的组织在%(day)s不存在，请核对日期，或换一个组织。") % {"day": on or today}
        )


def _require_kind(code: str, on: date) -> None:
    kind = VenueKind.objects.filter(code=code).first()
    if kind is None:
        raise Refused(_no_kind(code))
    if not kind.is_true_on(on):
        raise Refused(
            _("“%(kind)s”这种阵地在%(day)s不用，请换一个种类。") % {"kind": kind.name, "day": on}
        )


def _no_kind(code: str) -> str:
    known = "、".join(f"{kind.code} {kind.name}" for kind in VenueKind.objects.order_by("code"))
    return _("没有“%(code)s”这种阵地。可用的种类：%(known)s。") % {"code": code, "known": known}


def _require_once(owner: Organisation, kind: str, name: str) -> None:
    if owner.venues.open().filter(kind=kind, name=name).exists():
        raise Refused(_("“%(name)s”已经登记过了，不用再登记。") % {"name": name})

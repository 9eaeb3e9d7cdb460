"""What happens to organisations: each act changes what is true from a day on (R5 调整)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.models import Dated, Entry
from niangjia.base.refusals import Refused
from niangjia.network.models import (
    Organisation,
    OrganisationEvent,
    OrganisationForm,
    OrganisationLink,
    OrganisationName,
    Place,
    Placement,
    Venue,
)
from niangjia.network.terms import TIERS, EventKind, Form, Level, LinkMode


@dataclass(frozen=True)
class Paper:
    """What an act rests on: document number, where it was read, and how exact its day is."""

    document: str = ""
    source: str = ""
    precision: str = "day"


NO_PAPER = Paper()


def found(
    *,
    by: Any,
    kind: str,
    level: str,
    name: str,
    short_name: str,
    form: str,
    parent: Organisation | None,
    place: Place | None,
    on: date | None,
    today: date,
    code: str = "",
    paper: Paper = NO_PAPER,
) -> Organisation:
    """Found an organisation on `on` (None: it has been there since before the records).

    Raises:
        Refused: founded in the future, or its level does not fit below `parent`.
    """
    require_past(on, today=today)
    if parent:
        require_fitting(level, parent)
    with journal.act("成立", by=by, summary=name, organisation_id=_pk(parent)) as entry:
        organisation = Organisation.objects.create(
            entry=entry, code=code, kind_id=kind, level=level, place=place, starts_on=on
        )
        _name(entry, organisation, name, short_name, on)
        OrganisationForm.objects.create(
            entry=entry, organisation=organisation, form=form, starts_on=on
        )
        if parent:
            _place_below(entry, organisation, parent, on)
        _event(entry, organisation, EventKind.FOUND, on, paper)
        refresh_paths(organisation, today=today)
    organisation.refresh_from_db()
    return organisation


def convert(
    *,
    by: Any,
    organisation: Organisation,
    to: str,
    on: date,
    today: date,
    name: str = "",
    short_name: str = "",
    paper: Paper = NO_PAPER,
) -> None:
    """Give the organisation another form from `on` (会改联), and with it a new name if given.

    Raises:
        Refused: in the future, or it already has that form.
    """
    require_past(on, today=today)
    with journal.act(
        "会改联", by=by, organisation_id=organisation.pk, summary=f"{on} {Form(to).label}"
    ) as entry:
        before = _true_on(organisation.forms.all(), on, _("那一天它还没有成立，先核对成立日期。"))
        if before.form == to:
            raise Refused(
                _("它在%(day)s已经是%(form)s，不用再改。") % {"day": on, "form": Form(to).label}
            )
        later = _close(before, on)
        OrganisationForm.objects.create(
            entry=entry, organisation=organisation, form=to, starts_on=on, ends_on=later
        )
        if name:
            _rename(entry, organisation, name, short_name or name, on)
        _event(entry, organisation, EventKind.CONVERT, on, paper)


def rename(
    *,
    by: Any,
    organisation: Organisation,
    name: str,
    short_name: str,
    on: date,
    today: date,
    paper: Paper = NO_PAPER,
) -> None:
    """Call the organisation `name` from `on`."""
    require_past(on, today=today)
    with journal.act("改名", by=by, organisation_id=organisation.pk, summary=name) as entry:
        _rename(entry, organisation, name, short_name, on)
        _event(entry, organisation, EventKind.RENAME, on, paper)


def move(
    *,
    by: Any,
    organisation: Organisation,
    parent: Organisation,
    on: date,
    today: date,
    paper: Paper = NO_PAPER,
) -> None:
    """Put the organisation under `parent` from `on`; what was before stays as it was (R3).

    Raises:
        Refused: it stands there already, the level does not fit, or a circle would close.
    """
    require_fitting(organisation.level, parent)
    with journal.act("改隶", by=by, organisation_id=organisation.pk, summary=f"{on}") as entry:
        _move(entry, organisation, parent, on)
        _event(entry, organisation, EventKind.MOVE, on, paper, other=parent)
        refresh_paths(organisation, today=today)


def split(
    *,
    by: Any,
    organisation: Organisation,
    name: str,
    short_name: str,
    place: Place | None,
    on: date,
    today: date,
    code: str = "",
    paper: Paper = NO_PAPER,
) -> Organisation:
    """Found a new organisation beside `organisation`, out of it; the old one goes on.

    The new one has `organisation` as its predecessor (R13) and starts with none of its rows (R3).
    """
    with journal.act("分设", by=by, organisation_id=organisation.pk, summary=name) as entry:
        parent = _true_on(
            organisation.placements.all(), on, _("那一天它没有上级，不能分设。")
        ).parent
        form = _true_on(organisation.forms.all(), on, _("那一天它还没有成立。")).form
        new = found(
            by=by,
            kind=organisation.kind_id,
            level=organisation.level,
            name=name,
            short_name=short_name,
            form=form,
            parent=parent,
            place=place,
            on=on,
            today=today,
            code=code,
            paper=paper,
        )
        _event(entry, new, EventKind.SPLIT, on, paper, other=organisation)
    return new


def merge(
    *,
    by: Any,
    organisations: Sequence[Organisation],
    into: Organisation,
    on: date,
    today: date,
    paper: Paper = NO_PAPER,
) -> None:
    """End `organisations` on `on`; their children go to `into`, which is their successor.

    Raises:
        Refused: in the future, into itself, or one of them has ended already.
    """
    require_past(on, today=today)
    if into in organisations:
        raise Refused(_("不能合并到自己里面，请换一个合并后的组织。"))
    if not into.is_true_on(on):
        raise Refused(_("合并后的组织在%(day)s不存在，请核对日期，或换一个组织。") % {"day": on})
    with journal.act("合并", by=by, organisation_id=into.pk, summary=f"{on}") as entry:
        for old in organisations:
            _hand_over_children(entry, old, into, on)
            _hand_over_venues(entry, old, into, on)
            _event(entry, old, EventKind.MERGE, on, paper, other=into)
            _end(old, on)
        refresh_paths(into, today=today)


def dissolve(
    *, by: Any, organisation: Organisation, on: date, today: date, paper: Paper = NO_PAPER
) -> None:
    """End the organisation: it was there the last time on the day before `on`.

    Raises:
        Refused: organisations still stand below it, or its committee is still in office.
    """
    require_past(on, today=today)
    with journal.act("撤销", by=by, organisation_id=organisation.pk, summary=f"{on}") as entry:
        _event(entry, organisation, EventKind.DISSOLVE, on, paper)
        _end(organisation, on)


def record_step(
    *,
    by: Any,
    organisation: Organisation,
    kind: str,
    on: date,
    today: date,
    paper: Paper = NO_PAPER,
) -> OrganisationEvent:
    """Record a founding step (建组织, 挂牌, 建群, 首次活动 …) with its day (R8)."""
    require_past(on, today=today)
    with journal.act(
        str(EventKind(kind).label), by=by, organisation_id=organisation.pk, summary=f"{on}"
    ) as entry:
        return _event(entry, organisation, kind, on, paper)


def link(
    *,
    by: Any,
    organisation: Organisation,
    with_organisation: Organisation,
    mode: LinkMode,
    on: date | None,
) -> OrganisationLink:
    """Tie a lateral body to an organisation from `on`."""
    with journal.act("联办", by=by, organisation_id=organisation.pk) as entry:
        return OrganisationLink.objects.create(
            entry=entry,
            organisation=organisation,
            with_organisation=with_organisation,
            mode=mode,
            starts_on=on,
        )


def end_link(*, by: Any, link: OrganisationLink, on: date) -> None:
    """End a lateral tie: it held the last time on the day before `on`."""
    with journal.act("结束联办", by=by, organisation_id=link.organisation_id):
        link.ends_on = on
        link.save(update_fields=["ends_on"])


def refresh_paths(organisation: Organisation, *, today: date) -> None:
    """Bring `path` of the organisation and all below it to what holds today (R11)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT network_refresh_paths(%s, %s)", [organisation.pk, today])


def require_past(on: date | None, *, today: date) -> None:
    """Refuse a day that has not come yet."""
    if on and on > today:
        raise Refused(_("%(day)s还没有到，请核对日期；以后的事到了那天再记。") % {"day": on})


def require_fitting(level: str, parent: Organisation) -> None:
    """Refuse a parent of the same or a lower tier; lateral bodies may stand below anyone."""
    if level != Level.UNIT and TIERS.index(Level(level)) <= TIERS.index(Level(parent.level)):
        raise Refused(
            _("%(level)s组织不能放在%(above)s组织下面，请换一个上级。")
            % {"level": Level(level).label, "above": parent.get_level_display()}
        )


def _pk(organisation: Organisation | None) -> int | None:
    return organisation.pk if organisation else None


def _event(
    entry: Entry,
    organisation: Organisation,
    kind: str,
    on: date | None,
    paper: Paper,
    other: Organisation | None = None,
) -> OrganisationEvent:
    return OrganisationEvent.objects.create(
        entry=entry,
        organisation=organisation,
        kind=kind,
        on=on,
        other=other,
        document=paper.document,
        source=paper.source,
        precision=paper.precision,
    )


def _name(
    entry: Entry,
    organisation: Organisation,
    name: str,
    short_name: str,
    starts_on: date | None,
    ends_on: date | None = None,
) -> None:
    OrganisationName.objects.create(
        entry=entry,
        organisation=organisation,
        name=name,
        short_name=short_name,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _rename(entry: Entry, organisation: Organisation, name: str, short_name: str, on: date) -> None:
    before = _true_on(organisation.names.all(), on, _("那一天它还没有成立，先核对成立日期。"))
    later = _close(before, on)
    _name(entry, organisation, name, short_name, on, later)


def _move(entry: Entry, organisation: Organisation, parent: Organisation, on: date) -> None:
    before = _true_on(organisation.placements.all(), on, _("那一天它没有上级，先核对成立日期。"))
    if before.parent_id == parent.pk:
        raise Refused(_("那一天它已经归这个上级，不用再改。"))
    later = _close(before, on)
    Placement.objects.create(
        entry=entry, organisation=organisation, parent=parent, starts_on=on, ends_on=later
    )


def _place_below(
    entry: Entry, organisation: Organisation, parent: Organisation, on: date | None
) -> None:
    # Older than its parent, or of unknown age: it stands below it from the parent's first day.
    begin = max((day for day in (on, parent.starts_on) if day), default=None)
    Placement.objects.create(entry=entry, organisation=organisation, parent=parent, starts_on=begin)


def _hand_over_children(entry: Entry, old: Organisation, into: Organisation, on: date) -> None:
    for edge in Placement.objects.filter(parent=old).on(on).select_related("organisation"):
        _move(entry, edge.organisation, into, on)


def _hand_over_venues(entry: Entry, old: Organisation, into: Organisation, on: date) -> None:
    for venue in old.venues.on(on):
        ends = [day for day in (_close(venue, on), into.ends_on) if day]
        Venue.objects.create(
            entry=entry,
            name=venue.name,
            kind_id=venue.kind_id,
            owner=into,
            place_id=venue.place_id,
            starts_on=on,
            ends_on=min(ends, default=None),
        )


def _end(organisation: Organisation, on: date) -> None:
    """Close life, name, form, place, ties and venues on `on`; rows keep name and code (R3)."""
    if organisation.ends_on:
        raise Refused(_("它已经在%(day)s撤销了。") % {"day": organisation.ends_on})
    rows = (organisation.names, organisation.forms, organisation.placements, organisation.links)
    for related in (*rows, organisation.links_from_others, organisation.venues):
        related.filter(ends_on=None).update(ends_on=on)
    organisation.venues.filter(ends_on__gt=on).update(ends_on=on)
    organisation.ends_on = on
    organisation.save(update_fields=["ends_on"])


def _true_on(rows: Any, on: date, otherwise: str) -> Any:
    row = rows.on(on).first()
    if row is None:
        raise Refused(otherwise)
    return row


def _close(row: Dated, on: date) -> date | None:
    """End `row` on `on` and return the end it had; a row that began that day is refused."""
    if row.starts_on == on:
        raise Refused(_("%(day)s那天刚变动过。如果那次记错了，请用“更正”。") % {"day": on})
    later = row.ends_on
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    return later

"""What a row of an organisations ledger tells beside the organisation: a lateral tie, a venue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from niangjia.base.dates import PreciseDate
from niangjia.base.models import Dated
from niangjia.base.periods import day_after
from niangjia.base.refusals import Refused
from niangjia.ledgers.directory import Directory
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.rows import OrganisationRow
from niangjia.network import operations, venues
from niangjia.network.models import Organisation, OrganisationLink, Venue, VenueKind
from niangjia.network.terms import LinkMode

Row = TypeVar("Row", OrganisationLink, Venue)


def question_of(row: OrganisationRow, known: Directory) -> Question | None:
    """What has to be asked before its tie can go in: which lateral body is meant."""
    if not row.co_running_with:
        return None
    found = known.bodies(row.co_running_with)
    if len(found) == 1:
        return None
    return replace(known.which_body(row.co_running_with, found), column="联办组织")


@dataclass
class Ties:
    """Ties and venues of which `rows` may tell, as they are kept: the last one of each."""

    rows: Sequence[OrganisationRow]
    known: Directory
    links: dict[tuple[int, int, str], OrganisationLink] = field(default_factory=dict)
    venues: dict[tuple[int, str, str], Venue] = field(default_factory=dict)
    kinds: dict[str, VenueKind] = field(default_factory=dict)

    def look_up(self) -> None:
        """In three statements at most; again after a refusal, when some of it did not last."""
        names = {row.co_running_with for row in self.rows if row.co_running_with}
        bodies = [body.pk for name in names for body in self.known.bodies(name)]
        links = OrganisationLink.objects.filter(organisation__any_of=bodies) if bodies else ()
        self.links = {
            (x.organisation_id, x.with_organisation_id, x.mode): x for x in _in_order(links)
        }
        if any(row.venue or row.venue_kind for row in self.rows):
            self.kinds = {kind.name: kind for kind in VenueKind.objects.all()}
            venues = Venue.objects.filter(owner__in=Organisation.objects.below(self.known.root))
            self.venues = {(x.owner_id, x.name, x.kind_id): x for x in _in_order(venues)}


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.pk)


def take_ties(
    row: OrganisationRow,
    organisation: Organisation,
    known: Directory,
    ties: Ties,
    *,
    by: Any,
    today: date,
) -> bool:
    """Record the tie and the venue that the row tells, or their ends; True if anything was new.

    Raises:
        Refused: half of a tie or venue is told, or the rules of the network speak against it.
    """
    told = False
    if row.co_running or row.co_running_with:
        told |= _take_tie(row, organisation, known, ties, by=by)
    if row.venue or row.venue_kind:
        told |= _take_venue(row, organisation, ties, by=by, today=today)
    return told


def are_known(
    row: OrganisationRow, organisation: Organisation, known: Directory, ties: Ties
) -> bool:
    """Whether what the row tells of ties and venues is kept already; unclear things are not."""
    if row.co_running or row.co_running_with:
        there = ties.links.get(_link_key(row, organisation, known)) if row.co_running else None
        if _is_new(there, row.co_running_from) or _ends(there, row.co_running_last_day):
            return False
    if row.venue or row.venue_kind:
        kind = ties.kinds.get(row.venue_kind)
        venue = (
            ties.venues.get((organisation.pk, row.venue or kind.name, kind.pk)) if kind else None
        )
        return not (_is_new(venue, row.venue_from) or _ends(venue, row.venue_last_day))
    return True


def _is_new(there: Dated | None, begins: PreciseDate | None) -> bool:
    """Nothing of the kind is kept, or what was has ended before this begins."""
    if there is None:
        return True
    return bool(there.ends_on is not None and begins and there.ends_on <= begins.first)


def _ends(there: Dated | None, last: PreciseDate | None) -> bool:
    return bool(last and there and there.ends_on is None)


def _link_key(
    row: OrganisationRow, organisation: Organisation, known: Directory
) -> tuple[int, int, str]:
    bodies = known.bodies(row.co_running_with)
    return bodies[0].pk if bodies else 0, organisation.pk, row.co_running


def _take_tie(
    row: OrganisationRow, organisation: Organisation, known: Directory, ties: Ties, *, by: Any
) -> bool:
    if not (row.co_running and row.co_running_with):
        raise Refused(_("联办方式和联办组织要一起写：横向联办、粘合联办或统筹联办，与哪个组织。"))
    key = _link_key(row, organisation, known)
    there = ties.links.get(key)
    new = _is_new(there, row.co_running_from)
    if there is None or new:
        begins = row.co_running_from.first if row.co_running_from else None
        there = ties.links[key] = operations.link(
            by=by,
            organisation=known.bodies(row.co_running_with)[0],
            with_organisation=organisation,
            mode=LinkMode(row.co_running),
            on=begins,
        )
    last = row.co_running_last_day
    if last and there.ends_on is None:
        operations.end_link(by=by, link=there, on=day_after(last.last))
        return True
    return new


def _take_venue(
    row: OrganisationRow, organisation: Organisation, ties: Ties, *, by: Any, today: date
) -> bool:
    kind = _kind(row, ties)
    key = (organisation.pk, row.venue or kind.name, kind.pk)
    there = ties.venues.get(key)
    new = _is_new(there, row.venue_from)
    if there is None or new:
        begins = row.venue_from.first if row.venue_from else None
        there = ties.venues[key] = venues.open_venue(
            by=by, owner=organisation, kind=kind.code, name=key[1], on=begins, today=today
        )
    last = row.venue_last_day
    if last and there.ends_on is None:
        venues.close_venue(by=by, venue=there, on=day_after(last.last), today=today)
        return True
    return new


def _kind(row: OrganisationRow, ties: Ties) -> VenueKind:
    """The kind by its word; offices may have added their own."""
    found = ties.kinds.get(row.venue_kind)
    if found is None:
        known = "、".join(sorted(ties.kinds, key=lambda name: ties.kinds[name].code))
        raise Refused(
            _("“%(name)s”的阵地种类“%(kind)s”不认识，请改成：%(known)s。")
            % {"name": row.venue, "kind": row.venue_kind, "known": known}
        )
    return found

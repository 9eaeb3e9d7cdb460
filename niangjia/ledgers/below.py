"""Grids, stations and lateral bodies of an organisations ledger: what has no place of its own.

They are known by the place in which they stand and by their name; missing ones are founded all at
once, grids before the stations inside them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, Q

from niangjia.base.refusals import Refused
from niangjia.ledgers.directory import Directory, Spot
from niangjia.ledgers.lengths import LONGEST_UNIT, SHOWN
from niangjia.ledgers.one_row import one_row
from niangjia.ledgers.organisation_days import paper_of
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.questions import NO_GRID, UNKNOWN, Question
from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.rows import OrganisationRow, Unit
from niangjia.network import naming
from niangjia.network.founding import Founding, found_many
from niangjia.network.kinds import form_of
from niangjia.network.models import Organisation, OrganisationKind, Placement
from niangjia.network.terms import Level

GRID = "grid"
Tells = Callable[[OrganisationRow], bool]
Key = tuple[int, str]  # host, name without the host's place


@dataclass
class Below:
    """What stands below the organisations of places, and what is known of its kinds."""

    known: Directory
    kinds: dict[str, OrganisationKind]
    there: dict[Key, Organisation] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Line:
    """A row on its way: where it stands, under which name, directly below whom."""

    row: OrganisationRow
    host: Organisation
    parent: Organisation
    name: str
    key: Key  # by which it is known again


class Telling(Protocol):
    """What a row tells beside the founding."""

    def prepare(self, organisations: Collection[int]) -> None:
        """These organisations will be asked about."""

    def nothing_new(self, row: OrganisationRow, organisation: Organisation) -> list[Remark] | None:
        """Remarks, if all that the row tells is kept already."""

    def tell(self, row: OrganisationRow, organisation: Organisation) -> tuple[bool, list[Remark]]:
        """Record it: whether anything was new, and remarks."""

    def refused(self, organisation: Organisation | None) -> None:
        """What was recorded did not last."""


@dataclass(frozen=True)
class Taking:
    """Who takes the rows in, on which day, from which file, and where their fates go."""

    by: Any
    today: date
    file: str
    outcome: Outcome
    telling: Telling


def take_below(
    rows: Sequence[OrganisationRow], known: Directory, taking: Taking, *, tells_more: Tells
) -> None:
    """Found what is missing, then bring all of it up to what the rows tell; each row gets its fate.

    Args:
        tells_more: whether a row tells more than a founding; those that do not go in together.
    """
    if not rows:
        return
    below = Below(known, OrganisationKind.objects.in_bulk(), _there(known, taking.today))
    for some in ([row for row in rows if row.kind == GRID], [r for r in rows if r.kind != GRID]):
        lines = _lines(some, below, taking.outcome)
        plain = {*_plain_new(lines, below, tells_more)}
        there = (below.there.get(line.key) for line in lines)
        taking.telling.prepare({organisation.pk for organisation in there if organisation})
        _found_together([line for line in lines if line in plain], below, taking)
        for line in lines:
            if line not in plain:
                _take(line, below, taking)


def _there(known: Directory, today: date) -> dict[Key, Organisation]:
    """Everything of the lower levels by its host: a station in a grid stands in the grid's village.

    Of what has moved the place of today counts, of what has ended its last one.
    """
    begun = Q(starts_on=None) | Q(starts_on__lte=today)
    edges = Placement.objects.filter(
        begun,
        organisation__level__in=[Level.GRID, Level.STATION, Level.UNIT],
        organisation__path__gte=known.root.path,
        organisation__path__lt=known.root.path + "~",
    ).select_related("organisation", "parent")
    edges = edges.order_by(F("starts_on").asc(nulls_first=True))  # the last one stays
    parents = {edge.organisation_id: edge.parent for edge in edges}
    bodies = {edge.organisation_id: edge.organisation for edge in edges}
    names = edges.values_list("organisation_id", "organisation__names__name")
    return {
        _key(_host(parents[number], parents), name, known): bodies[number]
        for number, name in names
        if name
    }


def _key(host: Organisation, name: str, known: Directory) -> Key:
    """丙村第二网格 and 第二网格 are one grid of 丙村."""
    places = known.called.get(host.place_id or 0, [])
    bare = next((name.removeprefix(one) for one in places if name.startswith(one)), name)
    return host.pk, naming.key(bare or name)


def _host(parent: Organisation, parents: dict[int, Organisation]) -> Organisation:
    while parent.level == Level.GRID:
        parent = parents[parent.pk]
    return parent


def _lines(rows: Sequence[OrganisationRow], below: Below, outcome: Outcome) -> list[Line]:
    found = []
    for row in rows:
        line = _line(row, below)
        if isinstance(line, Question):
            outcome.wait(row, line)
        elif len(line.name) > LONGEST_UNIT:
            outcome.refuse(row.sheet, row.row, "unit-too-long", value=line.name[:SHOWN])
        else:
            found.append(line)
    return found


def _line(row: OrganisationRow, below: Below) -> Line | Question:
    spot = _spot(row, below)
    if isinstance(spot, Question):
        return spot
    if spot.organisation is None:
        return below.known.unfounded(spot)
    host, parent = spot.organisation, spot.organisation
    if row.grid:
        grid = below.there.get(_key(host, row.grid, below.known))
        if grid is None:
            return Question(NO_GRID, "所属网格", row.grid, f"{host.code}/{row.grid}"[:200])
        parent = grid
    name = _called(row, spot, below)
    return Line(row, host, parent, name, _key(host, name, below.known))


def _spot(row: OrganisationRow, below: Below) -> Spot | Question:
    unit = row.unit
    if unit.township or unit.village or unit.code:
        return below.known.find(Unit(unit.township, unit.village, "", unit.code))
    if below.kinds[row.kind].is_lateral:
        return Spot(None, below.known.root)
    return Question(UNKNOWN, "村（社区）", unit.organisation, f"/{unit.organisation}"[:200])


def _called(row: OrganisationRow, spot: Spot, below: Below) -> str:
    """第二网格 of 水云浦村 → 水云浦村第二网格: the villages of a county all have a second grid."""
    text = row.unit.organisation
    if spot.place is None or below.kinds[row.kind].is_lateral:
        return text
    place = below.known.name(spot.place)
    return text if text.startswith(place) else f"{place}{text}"


def _plain_new(lines: Sequence[Line], below: Below, tells_more: Tells) -> Iterator[Line]:
    """The first row of each organisation that is not there, if it tells its founding only."""
    seen = {*below.there}
    for line in lines:
        if line.key not in seen and not tells_more(line.row):
            yield line
        seen.add(line.key)


def _found_together(lines: Sequence[Line], below: Below, taking: Taking) -> None:
    """In one act; if one cannot be, each by itself, so that only that one is refused."""
    drafts = [_founding(line, below, taking.file) for line in lines]
    try:
        with transaction.atomic():
            made = found_many(by=taking.by, foundings=drafts, today=taking.today)
    except Refused:
        for line in lines:
            _take(line, below, taking)
        return
    below.there |= {line.key: one for line, one in zip(lines, made, strict=True)}
    taking.outcome.created += len(made)


def _take(line: Line, below: Below, taking: Taking) -> None:
    """One row with all it tells; if some of it cannot be, nothing of the row is kept."""
    outcome, row = taking.outcome, line.row
    before = below.there.get(line.key)
    if before and (known := taking.telling.nothing_new(row, before)) is not None:
        outcome.keep(row, known, is_new=False, did=False)
        return
    try:
        with one_row():
            organisation = before or _found(line, below, taking)
            did, remarks = taking.telling.tell(row, organisation)
    except Refused as reason:
        outcome.refuse(row.sheet, row.row, "refused", value=str(reason))
        taking.telling.refused(before)
        return
    below.there[line.key] = organisation
    outcome.keep(row, remarks, is_new=before is None, did=did)


def _found(line: Line, below: Below, taking: Taking) -> Organisation:
    draft = _founding(line, below, taking.file)
    return found_many(by=taking.by, foundings=[draft], today=taking.today)[0]


def _founding(line: Line, below: Below, file: str) -> Founding:
    kind = below.kinds[line.row.kind]
    return Founding(
        kind=kind.code,
        level=kind.level,
        name=line.name,
        short_name=line.name[:60],
        form=form_of(kind.code),
        parent=line.parent,
        place=line.host.place if kind.level != Level.UNIT else None,
        on=line.row.founded_on.first if line.row.founded_on else None,
        paper=paper_of(line.row, file, line.row.founded_on),
    )

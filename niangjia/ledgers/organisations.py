"""The organisations ledger: found what is missing, convert, record the founding steps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.ledgers.below import Taking, take_below
from niangjia.ledgers.completeness import declare_registers
from niangjia.ledgers.directory import NOWHERE, Directory, Spot
from niangjia.ledgers.lengths import ORGANISATION, fitting
from niangjia.ledgers.one_row import one_row
from niangjia.ledgers.organisation_days import (
    Called,
    bring_up_to,
    has_steps,
    paper_of,
    remarks_on_known,
)
from niangjia.ledgers.organisation_kept import Kept
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.questions import NO_BODY, Question
from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.rows import OrganisationRow, Reading
from niangjia.ledgers.ties import Ties, are_known, question_of, take_ties
from niangjia.network import naming
from niangjia.network import operations as network
from niangjia.network.models import Organisation, Place
from niangjia.network.operations import NO_PAPER, Paper
from niangjia.network.terms import Form


@dataclass(frozen=True)
class _Work:
    """One file on its way into the network, with what is kept of the organisations it names."""

    reading: Reading
    outcome: Outcome
    known: Directory
    ties: Ties
    by: Any
    today: date
    kept: Kept = field(default_factory=Kept)

    def prepare(self, organisations: Collection[int]) -> None:
        """Load what is kept of them, all at once."""
        self.kept.load(organisations)

    def nothing_new(self, row: OrganisationRow, organisation: Organisation) -> list[Remark] | None:
        """Remarks on a row all of which is kept already; None if it tells something new."""
        if row.tells_ties and not are_known(row, organisation, self.known, self.ties):
            return None
        return remarks_on_known(row, organisation, self.kept)

    def tell(
        self, row: OrganisationRow, organisation: Organisation, place: Place | None = None
    ) -> tuple[bool, list[Remark]]:
        """Its days, ties and venues: whether anything was new, and what is to be remarked."""
        by, today, file = self.by, self.today, self.reading.file
        called = _called(organisation, place, self.known)
        did, remarks = bring_up_to(row, organisation, called, self.kept, file, by=by, today=today)
        tied = take_ties(row, organisation, self.known, self.ties, by=by, today=today)
        return did | tied, remarks

    def refused(self, organisation: Organisation | None) -> None:
        """What was written of a row did not last: what is kept is looked up again."""
        if organisation:
            self.kept.forget(organisation)
        self.ties.look_up()


def take_organisations(
    entry: Entry,
    reading: Reading,
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
) -> None:
    """Bring the network to what the ledger says, townships before villages, grids after both."""
    rows = [row for row in reading.rows if isinstance(row, OrganisationRow)]
    open_to = [row for row in rows if not _waits_for_body(row, known, outcome)]
    good = [fitting(row, ORGANISATION, outcome) for row in open_to]
    work = _Work(reading, outcome, known, Ties(good, known), by, today)
    work.ties.look_up()
    spots = [(row, known.find(row.unit)) for row in good if not row.kind]
    _take_spots(spots, work)
    taking = Taking(by, today, reading.file, outcome, work)
    take_below([row for row in good if row.kind], known, taking, tells_more=_tells_more)
    if outcome.records:  # a file of which nothing could be taken declares nothing (R6)
        found = (spot for _, spot in spots)
        declare_registers(entry, good, found, reading, known, today=today)


def _take_spots(spots: list[tuple[OrganisationRow, Spot | Question]], work: _Work) -> None:
    there = (spot.organisation for _, spot in spots if isinstance(spot, Spot))
    work.prepare({organisation.pk for organisation in there if organisation})
    spots.sort(key=lambda pair: _depth(pair[1]))
    for row, looked_up in spots:
        spot = looked_up
        if isinstance(spot, Spot) and spot.organisation is None:
            spot = work.known.find(row.unit)  # a row before this one may have founded it
        if isinstance(spot, Question) or spot == NOWHERE:
            work.outcome.wait(row, _asked(row, spot))
        elif spot.organisation is None and row.tells_ties:
            work.outcome.wait(row, work.known.unfounded(spot))
        else:
            _take(row, spot, work)


def _waits_for_body(row: OrganisationRow, known: Directory, outcome: Outcome) -> bool:
    question = question_of(row, known)
    if question:
        outcome.wait(row, question)
    return question is not None


def _tells_more(row: OrganisationRow) -> bool:
    return row.tells_ties or has_steps(row)


def _depth(spot: Spot | Question) -> int:
    return len(spot.place.prefix) if isinstance(spot, Spot) and spot.place else 99


def _asked(row: OrganisationRow, spot: Spot | Question) -> Question:
    if isinstance(spot, Question):
        return spot
    return Question(NO_BODY, "组织名称", row.unit.organisation, about=row.unit.organisation)


def _take(row: OrganisationRow, spot: Spot, work: _Work) -> None:
    """One row with all its dates; if one of them cannot be, nothing of the row is kept."""
    before, outcome = spot.organisation, work.outcome
    if before and (known := work.nothing_new(row, before)) is not None:
        outcome.keep(row, known, is_new=False, did=False)
        return
    try:
        with one_row():
            organisation = before or _found(row, spot, work)
            did, remarks = work.tell(row, organisation, spot.place)
    except Refused as reason:
        outcome.refuse(row.sheet, row.row, "refused", value=str(reason))
        work.refused(before)
        if before is None and spot.place:
            work.known.forget(spot.place)
        return
    outcome.keep(row, remarks, is_new=before is None, did=did)


def _found(row: OrganisationRow, spot: Spot, work: _Work) -> Organisation:
    was_council = row.converted_on is not None or row.form == Form.COUNCIL
    return found_at(
        spot,
        work.known,
        by=work.by,
        today=work.today,
        form=Form.COUNCIL if was_council else row.form or Form.FEDERATION,
        on=row.founded_on.first if row.founded_on else None,
        paper=paper_of(row, work.reading.file, row.founded_on),
    )


def found_at(
    spot: Spot,
    known: Directory,
    *,
    by: Any,
    today: date,
    form: str = Form.FEDERATION,
    on: date | None = None,
    paper: Paper = NO_PAPER,
) -> Organisation:
    """Found the organisation of a place, named after it, below the next one above."""
    place = spot.place
    if place is None:
        raise Refused(_("没有写是哪个乡镇、哪个村，不能建组织。"))
    full, short = _names(known.name(place), form == Form.COUNCIL)
    organisation = network.found(
        by=by,
        kind=place.level,
        level=place.level,
        name=full,
        short_name=short,
        form=form,
        parent=_parent(place.parent_id, known),
        place=place,
        on=on,
        today=today,
        code=place.code,
        paper=paper,
    )
    known.remember(organisation)
    return organisation


def _called(organisation: Organisation, place: Place | None, known: Directory) -> Called:
    """By its place; without one by the name it has, less the words of its form."""
    name = known.name(place) if place else naming.key(_short_name(organisation))
    return Called(_names(name, council=False), _names(name, council=True))


def _short_name(organisation: Organisation) -> str:
    return organisation.names.filter(ends_on=None).values_list("short_name", flat=True).get()


def _names(place: str, council: bool) -> tuple[str, str]:
    if council:
        return naming.council_name(place), naming.council_short_name(place)
    return naming.federation_name(place), naming.federation_short_name(place)


def _parent(place_id: int | None, known: Directory) -> Organisation:
    """The organisation of the next place above that has one; else the root."""
    while place_id in known.places:
        if above := known.at.get(place_id):
            return above
        place_id = known.places[place_id].parent_id
    return known.root

"""The organisations ledger: found what is missing, convert, record the founding steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.ledgers.below import Taking, take_below
from niangjia.ledgers.completeness import declare_registers
from niangjia.ledgers.directory import NOWHERE, Directory, Spot
from niangjia.ledgers.lengths import ORGANISATION, fitting
from niangjia.ledgers.organisation_days import Called, bring_up_to, has_steps, paper_of
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.questions import NO_BODY, Question
from niangjia.ledgers.reading.fates import Remark, Warned
from niangjia.ledgers.reading.rows import OrganisationRow, Reading
from niangjia.ledgers.ties import question_of, take_ties
from niangjia.network import naming
from niangjia.network import operations as network
from niangjia.network.models import Organisation
from niangjia.network.operations import NO_PAPER, Paper
from niangjia.network.terms import Form


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
    spots = [(row, known.find(row.unit)) for row in good if not row.kind]
    spots.sort(key=lambda pair: _depth(pair[1]))
    for row, looked_up in spots:
        spot = looked_up
        if isinstance(spot, Spot) and spot.organisation is None:
            spot = known.find(row.unit)  # a row before this one may have founded it
        if isinstance(spot, Question) or spot == NOWHERE:
            outcome.wait(row, _asked(row, spot))
        elif spot.organisation is None and row.tells_ties:
            outcome.wait(row, known.unfounded(spot))
        else:
            _take(row, spot, reading, outcome, known, by=by, today=today)
    below = [row for row in good if row.kind]
    _take_below(below, reading, outcome, known, by=by, today=today)
    if outcome.records:  # a file of which nothing could be taken declares nothing (R6)
        found = (spot for _, spot in spots)
        declare_registers(entry, good, found, reading, known, today=today)


def _waits_for_body(row: OrganisationRow, known: Directory, outcome: Outcome) -> bool:
    question = question_of(row, known)
    if question:
        outcome.wait(row, question)
    return question is not None


def _take_below(
    rows: Sequence[OrganisationRow],
    reading: Reading,
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
) -> None:
    def tell(row: OrganisationRow, organisation: Organisation) -> tuple[bool, list[Remark]]:
        spot = Spot(None, organisation)
        return _tell(row, organisation, spot, reading, known, by=by, today=today)

    def tells_more(row: OrganisationRow) -> bool:
        return row.tells_ties or has_steps(row)

    taking = Taking(by, today, reading.file, outcome, tell)
    take_below(rows, known, taking, tells_more=tells_more)


def _depth(spot: Spot | Question) -> int:
    return len(spot.place.prefix) if isinstance(spot, Spot) and spot.place else 99


def _asked(row: OrganisationRow, spot: Spot | Question) -> Question:
    if isinstance(spot, Question):
        return spot
    return Question(NO_BODY, "组织名称", row.unit.organisation, about=row.unit.organisation)


def _take(
    row: OrganisationRow,
    spot: Spot,
    reading: Reading,
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
) -> None:
    """One row with all its dates; if one of them cannot be, nothing of the row is kept."""
    before = spot.organisation
    try:
        with transaction.atomic():
            organisation = before or _found(row, spot, known, reading.file, by=by, today=today)
            did, remarks = _tell(row, organisation, spot, reading, known, by=by, today=today)
            journal.check_now()
    except Refused as reason:
        outcome.refuse(row.sheet, row.row, "refused", value=str(reason))
        if before is None and spot.place:
            known.forget(spot.place)
        return
    outcome.warnings += [Warned(row.sheet, row.row, remark) for remark in remarks]
    outcome.created += before is None
    outcome.changed += before is not None and did
    outcome.unchanged += before is not None and not did


def _tell(
    row: OrganisationRow,
    organisation: Organisation,
    spot: Spot,
    reading: Reading,
    known: Directory,
    *,
    by: Any,
    today: date,
) -> tuple[bool, list[Remark]]:
    """Its days, its ties and its venues: whether anything was new, and what is to be remarked."""
    called = _called(organisation, spot, known)
    did, remarks = bring_up_to(row, organisation, called, reading.file, by=by, today=today)
    return did | take_ties(row, organisation, known, by=by, today=today), remarks


def _found(
    row: OrganisationRow, spot: Spot, known: Directory, file: str, *, by: Any, today: date
) -> Organisation:
    was_council = row.converted_on is not None or row.form == Form.COUNCIL
    return found_at(
        spot,
        known,
        by=by,
        today=today,
        form=Form.COUNCIL if was_council else row.form or Form.FEDERATION,
        on=row.founded_on.first if row.founded_on else None,
        paper=paper_of(row, file, row.founded_on),
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
        raise Refused("没有写是哪个乡镇、哪个村，不能建组织。")
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


def _called(organisation: Organisation, spot: Spot, known: Directory) -> Called:
    """By its place; without one by the name it has, less the words of its form."""
    place = known.name(spot.place) if spot.place else naming.key(_short_name(organisation))
    return Called(_names(place, council=False), _names(place, council=True))


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

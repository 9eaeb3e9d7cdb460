"""What a row of an organisations ledger says of one that exists: taken over, or remarked upon (R5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.organisation_kept import Kept
from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.rows import OrganisationRow
from niangjia.network import operations as network
from niangjia.network.corrections import BEGINNINGS, correct_event, correct_first_form
from niangjia.network.models import Organisation, OrganisationEvent
from niangjia.network.operations import Paper
from niangjia.network.terms import EventKind, Form

STEPS = {
    EventKind.CONGRESS_HELD: "congress_held_on",
    EventKind.COMMITTEE_ELECTED: "committee_elected_on",
    EventKind.BOARD_HUNG: "board_hung_on",
    EventKind.GROUP_OPENED: "group_opened_on",
    EventKind.FIRST_ACTIVITY: "first_activity_on",
}


@dataclass(frozen=True)
class Called:
    """Full and short name of the organisation of a place, as federation and as council."""

    federation: tuple[str, str]
    council: tuple[str, str]


NOT_CALLED = Called(("", ""), ("", ""))


@dataclass(frozen=True)
class _Told:
    """One row on its way into one organisation, and what is kept of that."""

    row: OrganisationRow
    organisation: Organisation
    events: list[OrganisationEvent]
    form: str
    called: Called = NOT_CALLED
    file: str = ""
    by: Any = None
    today: date = date.min

    @property
    def by_kind(self) -> dict[str, OrganisationEvent]:
        return {event.kind: event for event in self.events}

    @property
    def reason(self) -> str:
        return f"导入台账 {self.file} {self.row.sheet} 第{self.row.row}行"


def bring_up_to(
    row: OrganisationRow,
    organisation: Organisation,
    called: Called,
    kept: Kept,
    file: str,
    *,
    by: Any,
    today: date,
) -> tuple[bool, list[Remark]]:
    """Founding, conversion and steps of an organisation that exists.

    What is missing is recorded, another day corrects (R5); a founding day or a kind that
    contradicts what is known changes nothing and is remarked upon. Returns whether anything was
    written, and the remarks.

    Raises:
        Refused: the rules of the network speak against a day.
    """
    told = _Told(row, organisation, *kept.of(organisation), called, file, by, today)
    kept.forget(organisation)
    events = told.by_kind
    did = [_take(told, kind, day, events.get(kind)) for kind, day in _days(row).items()]
    begun = _beginning_to_correct(told)
    if begun and row.founded_on:
        _correct(told, begun, row.founded_on)
    return any(did) or begun is not None, _remarks(told)


def remarks_on_known(
    row: OrganisationRow, organisation: Organisation, kept: Kept
) -> list[Remark] | None:
    """What is to be remarked about a row that tells nothing new; None if it tells something."""
    told = _Told(row, organisation, *kept.of(organisation))
    events = told.by_kind
    for kind, day in _days(row).items():
        if kind not in events or not _says_the_same(day, events[kind]):
            return None
    return None if _beginning_to_correct(told) else _remarks(told)


def paper_of(row: OrganisationRow, file: str, day: PreciseDate | None) -> Paper:
    """Document, place in her file, and how exact the day is."""
    where = f"{file} {row.sheet} 第{row.row}行"
    return Paper(row.document, where[:200], str(day.precision) if day else "day")


def has_steps(row: OrganisationRow) -> bool:
    """Whether the row tells a conversion or a founding step."""
    return bool(_days(row))


def _days(row: OrganisationRow) -> dict[EventKind, PreciseDate]:
    written = {EventKind.CONVERT: row.converted_on}
    written |= {kind: getattr(row, field) for kind, field in STEPS.items()}
    return {kind: day for kind, day in written.items() if day}


def _take(told: _Told, kind: EventKind, day: PreciseDate, event: OrganisationEvent | None) -> bool:
    if event is None and kind == EventKind.CONVERT:
        _convert(told, told.called, day)
    elif event is None:
        network.record_step(
            by=told.by,
            organisation=told.organisation,
            kind=kind,
            on=day.first,
            today=told.today,
            paper=paper_of(told.row, told.file, day),
        )
    elif not _says_the_same(day, event):
        _correct(told, event, day)
    else:
        return False
    return True


def _correct(told: _Told, event: OrganisationEvent, day: PreciseDate) -> None:
    correct_event(
        by=told.by,
        event=event,
        on=day.first,
        reason=told.reason,
        precision=str(day.precision),
    )


def _says_the_same(day: PreciseDate, event: OrganisationEvent) -> bool:
    """The same day, or the same less exactly (2017-05 of 2017-05-23)."""
    if event.on == day.first:
        return True
    return event.on is not None and day.precision != "day" and day.first <= event.on <= day.last


def _convert(told: _Told, called: Called, day: PreciseDate) -> None:
    """It became a federation that day; one of unknown beginning was a council until then."""
    if not told.organisation.forms.exclude(form=Form.FEDERATION, starts_on=None).exists():
        full, short = called.council
        correct_first_form(
            by=told.by,
            organisation=told.organisation,
            form=Form.COUNCIL,
            full=full,
            short_name=short,
            reason=told.reason,
        )
    full, short = called.federation
    network.convert(
        by=told.by,
        organisation=told.organisation,
        to=Form.FEDERATION,
        on=day.first,
        today=told.today,
        name=full,
        short_name=short,
        paper=paper_of(told.row, told.file, day),
    )


def _beginning(told: _Told) -> OrganisationEvent | None:
    begun = [event for event in told.events if event.kind in BEGINNINGS]
    return min(begun, key=lambda event: event.pk, default=None)


def _beginning_to_correct(told: _Told) -> OrganisationEvent | None:
    """The founding, if its day is told and was not known, or only less exactly."""
    day, event = told.row.founded_on, _beginning(told)
    if day is None or event is None:
        return None
    return event if event.on is None or _is_more_exact(day, event) else None


def _remarks(told: _Told) -> list[Remark]:
    """A founding day and a kind that differ from what is kept change nothing."""
    day, event = told.row.founded_on, _beginning(told)
    found = _other_form(told)
    if day and event and event.on and not _says_the_same(day, event):
        differs = _remark(told.row, "founding-differs", "founded_on", str(day), str(event.on))
        return [differs, *found]
    return found


def _is_more_exact(day: PreciseDate, event: OrganisationEvent) -> bool:
    if event.on is None or event.precision == str(day.precision):
        return False
    month = event.on.month if event.precision == "month" else None
    known = PreciseDate.of(event.on.year, month)
    return event.precision != "day" and known.first <= day.first and day.last <= known.last


def _other_form(told: _Told) -> list[Remark]:
    """A kind that is not the one of today; beside a day of conversion the kind is the day's."""
    if not told.row.form or told.row.converted_on:
        return []
    if told.form in ("", told.row.form):
        return []
    written = told.row.raw.get("form") or str(Form(told.row.form).label)
    return [_remark(told.row, "form-differs", "form", written, str(Form(told.form).label))]


def _remark(row: OrganisationRow, key: str, field: str, value: str, known: str) -> Remark:
    return Remark(key, COLUMNS[field], value, (known,))


COLUMNS = {"founded_on": "成立日期", "form": "组织类别"}

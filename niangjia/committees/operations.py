"""Elections and changes of committees: what is true from a day on (R4, R5, R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.bulk import insert, unsaved
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.committees.models import (
    Appointment,
    CommitteeChange,
    CommitteeSeat,
    Election,
    SeatKind,
    SeatPost,
    Term,
)
from niangjia.committees.terms import (
    CameBy,
    ChangeKind,
    Employment,
    PostKind,
    RecruitedFrom,
)
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.network import operations as network
from niangjia.network.models import Organisation
from niangjia.people.models import Person


@dataclass(frozen=True)
class Member:
    """Whom a committee gets: the person, her post if any, and what the seat stands for."""

    person: Person
    post: str = ""
    employment: str = Employment.UNKNOWN
    kinds: tuple[str, ...] = ()
    sector: str = ""
    recruited: str = RecruitedFrom.UNKNOWN
    by_office: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class ElectionDraft:
    """One election: the committee it filled, its day and its paper."""

    organisation: Organisation
    held_on: date
    members: Sequence[Member]
    number: int | None = None
    planned_end: date | None = None
    document: str = ""
    result: str = ""


def elect(*, by: Any, draft: ElectionDraft, today: date) -> Term:
    """Record an election: a new term begins that day and the one before ends with it (R4)."""
    return elect_many(by=by, drafts=[draft], today=today)[0]


def elect_many(*, by: Any, drafts: Sequence[ElectionDraft], today: date) -> list[Term]:
    """Record many elections in one act, whatever their number in the same few statements.

    A term entered late ends on the day the next one known begins.

    Raises:
        Refused: in the future, on a day an election is recorded for, two chairs, or dates of
            a seat outside its term.
    """
    for draft in drafts:
        if draft.held_on > today:
            raise Refused(_("选举日期%(day)s还没有到，请核对。") % {"day": draft.held_on})
    organisation = drafts[0].organisation.pk if len(drafts) == 1 else None
    with journal.act("选举", by=by, organisation_id=organisation, summary=_days(drafts)) as entry:
        terms = _begin_terms(entry, drafts)
        seat_members(
            entry, [(term, m) for term, d in zip(terms, drafts, strict=True) for m in d.members]
        )
        first = sorted(drafts, key=lambda draft: draft.held_on, reverse=True)
        days = {draft.organisation.pk: draft.held_on for draft in first}
        declare_complete(entry, Register.COMMITTEES, days)
    return terms


def seat_members(
    entry: Entry, members: Sequence[tuple[Term, Member]], came_by: str = CameBy.ELECTED
) -> list[CommitteeSeat]:
    """Insert seats with their kinds and posts; a seat lasts as long as its term unless told."""
    seats = [_seat(entry, term, member, came_by) for term, member in members]
    insert(seats)
    wanted = list(zip(seats, (member for _, member in members), strict=True))
    insert([_post(entry, seat, m, came_by) for seat, m in wanted if m.post])
    insert(
        [
            unsaved(SeatKind, entry_id=entry.pk, seat_id=seat.pk, kind_id=kind)
            for seat, m in wanted
            for kind in m.kinds
        ]
    )
    return seats


def replace(
    *, by: Any, out: CommitteeSeat, member: Member, on: date, reason: str, document: str = ""
) -> CommitteeSeat:
    """替补: the seat `out` ends and `member` takes its place from `on`."""
    with _changing(by, out.term, "替补", on, reason) as entry:
        _end_seat(out, on)
        seat = seat_members(entry, [(out.term, _from(member, on))], CameBy.REPLACED)[0]
        _change(entry, ChangeKind.REPLACE, on, reason, document, seat_in=seat, seat_out=out)
    return seat


def coopt(
    *, by: Any, term: Term, member: Member, on: date, reason: str, document: str = ""
) -> CommitteeSeat:
    """增补: one seat more from `on`."""
    with _changing(by, term, "增补", on, reason) as entry:
        seat = seat_members(entry, [(term, _from(member, on))], CameBy.COOPTED)[0]
        _change(entry, ChangeKind.COOPT, on, reason, document, seat_in=seat)
    return seat


def elect_extra(
    *,
    by: Any,
    seat: CommitteeSeat,
    post: str,
    employment: str,
    on: date,
    reason: str,
    document: str = "",
) -> SeatPost:
    """增选: the holder of a seat takes another post from `on`; the post before ends (R12)."""
    with _changing(by, seat.term, "增选", on, reason) as entry:
        seat.posts.filter(ends_on=seat.ends_on).update(ends_on=on)
        made = SeatPost.objects.create(
            entry=entry,
            seat=seat,
            organisation_id=seat.organisation_id,
            post=post,
            employment=employment,
            starts_on=on,
            ends_on=seat.ends_on,
        )
        _change(entry, ChangeKind.ELECT_EXTRA, on, reason, document, seat_in=seat)
    return made


def end_seat(
    *,
    by: Any,
    seat: CommitteeSeat,
    on: date,
    reason: str,
    kind: str = ChangeKind.RESIGN,
    document: str = "",
) -> None:
    """免去 or 卸任: she sat there the last time on the day before `on`."""
    with _changing(by, seat.term, ChangeKind(kind).label, on, reason) as entry:
        _end_seat(seat, on)
        _change(entry, kind, on, reason, document, seat_out=seat)


def appoint(
    *, by: Any, person: Person, organisation: Organisation, kind: str, on: date
) -> Appointment:
    """Make `person` the head of a station or grid from `on`; the one before ends."""
    with journal.act("任命", by=by, organisation_id=organisation.pk, summary=f"{on}") as entry:
        organisation.appointments.filter(ends_on=None).update(ends_on=on)
        return Appointment.objects.create(
            entry=entry, person=person, organisation=organisation, kind=kind, starts_on=on
        )


def dissolve(*, by: Any, organisation: Organisation, on: date, today: date, **paper: Any) -> None:
    """Dissolve an organisation together with its committee (R4: dissolution ends seats)."""
    with journal.act("撤销", by=by, organisation_id=organisation.pk, summary=f"{on}"):
        _end_committee(organisation, on)
        network.dissolve(by=by, organisation=organisation, on=on, today=today, **paper)


def merge(
    *,
    by: Any,
    organisations: Sequence[Organisation],
    into: Organisation,
    on: date,
    today: date,
    **paper: Any,
) -> None:
    """Merge organisations; the committees of those that end, end with them."""
    with journal.act("合并", by=by, organisation_id=into.pk, summary=f"{on}"):
        for old in organisations:
            _end_committee(old, on)
        network.merge(by=by, organisations=organisations, into=into, on=on, today=today, **paper)


def _begin_terms(entry: Entry, drafts: Sequence[ElectionDraft]) -> list[Term]:
    known = _terms_by_organisation(drafts)
    for draft in drafts:
        for term in known.get(draft.organisation.pk, ()):
            if term.starts_on and term.starts_on < draft.held_on and _lasts(term, draft.held_on):
                _end_term(term, draft.held_on)
    terms = [_term(entry, draft, known.get(draft.organisation.pk, ())) for draft in drafts]
    insert(terms)
    insert(
        [
            Election(entry=entry, term=t, held_on=d.held_on, document=d.document, result=d.result)
            for t, d in zip(terms, drafts, strict=True)
        ]
    )
    return terms


def _terms_by_organisation(drafts: Sequence[ElectionDraft]) -> dict[int, list[Term]]:
    known: dict[int, list[Term]] = {}
    rows = Term.objects.filter(organisation__in=[d.organisation.pk for d in drafts])
    for term in rows.order_by("starts_on"):
        known.setdefault(term.organisation_id, []).append(term)
    return known


def _term(entry: Entry, draft: ElectionDraft, known: Sequence[Term]) -> Term:
    next_begins = [t.starts_on for t in known if t.starts_on and t.starts_on > draft.held_on]
    ends = [*next_begins, *([draft.organisation.ends_on] if draft.organisation.ends_on else [])]
    return Term(
        entry=entry,
        organisation=draft.organisation,
        number=draft.number,
        starts_on=draft.held_on,
        ends_on=min(ends, default=None),
        planned_end=draft.planned_end,
    )


def _lasts(term: Term, day: date) -> bool:
    return term.ends_on is None or term.ends_on > day


def _end_term(term: Term, on: date) -> None:
    """End the term and every seat and post of it that would last longer.

    Raises:
        Refused: somebody came into it later: whose seat is it, this term's or the next one's?
    """
    if came_later := term.seats.filter(starts_on__gte=on).select_related("person"):
        names = "、".join(seat.person.name for seat in came_later[:5])
        raise Refused(
            _(
                "%(day)s换届以后，上一届里还有人才开始任职（%(names)s）。"
                "先核对她们属于哪一届，再记这次换届。"
            )
            % {"day": on, "names": names}
        )
    later = {"ends_on__gt": on}
    for rows in (SeatPost.objects.filter(seat__term=term), term.seats.all()):
        rows.filter(ends_on=None).update(ends_on=on)
        rows.filter(**later).update(ends_on=on)
    term.ends_on = on
    term.save(update_fields=["ends_on"])


def _end_committee(organisation: Organisation, on: date) -> None:
    """End whoever holds office there: the term with its seats, the head of a station or grid."""
    for term in organisation.terms.filter(starts_on__lt=on):
        if _lasts(term, on):
            _end_term(term, on)
    heads = organisation.appointments.all()
    if later := heads.filter(starts_on__gte=on).select_related("person").first():
        raise Refused(
            _("%(name)s%(day)s才任负责人，撤销、合并要在那之后。")
            % {"name": later.person.name, "day": later.starts_on}
        )
    heads.filter(ends_on=None).update(ends_on=on)
    heads.filter(ends_on__gt=on).update(ends_on=on)


def _seat(entry: Entry, term: Term, member: Member, came_by: str) -> CommitteeSeat:
    return unsaved(
        CommitteeSeat,
        entry_id=entry.pk,
        term_id=term.pk,
        organisation_id=term.organisation_id,
        person_id=member.person.pk,
        came_by=came_by,
        sector=member.sector,
        recruited=member.recruited,
        by_office=member.by_office,
        starts_on=member.starts_on or term.starts_on,
        ends_on=member.ends_on or term.ends_on,
    )


def _post(entry: Entry, seat: CommitteeSeat, member: Member, came_by: str) -> SeatPost:
    return unsaved(
        SeatPost,
        entry_id=entry.pk,
        seat_id=seat.pk,
        organisation_id=seat.organisation_id,
        post=PostKind(member.post),
        employment=member.employment,
        came_by=came_by,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
    )


def _end_seat(seat: CommitteeSeat, on: date) -> None:
    if seat.starts_on is None or seat.starts_on >= on:
        raise Refused(_("她%(day)s才开始任职，卸任日期要在那之后。") % {"day": seat.starts_on})
    if seat.ends_on and seat.ends_on <= on:
        raise Refused(_("她已经在%(day)s前卸任了，请核对名册。") % {"day": seat.ends_on})
    seat.posts.filter(ends_on=seat.ends_on).update(ends_on=on)
    seat.ends_on = on
    seat.save(update_fields=["ends_on"])


def _changing(by: Any, term: Term, name: Any, on: date, reason: str) -> Any:
    if not reason.strip():
        raise Refused(_("变动要写理由。"))
    if not term.is_true_on(on):
        raise Refused(_("%(day)s不在这一届里，请核对日期和届次。") % {"day": on})
    return journal.act(
        str(name), by=by, organisation_id=term.organisation_id, summary=f"{on}", reason=reason
    )


def _change(
    entry: Entry,
    kind: str,
    on: date,
    reason: str,
    document: str,
    *,
    seat_in: CommitteeSeat | None = None,
    seat_out: CommitteeSeat | None = None,
) -> None:
    seat = seat_in or seat_out
    assert seat is not None  # noqa: S101  a change is of a seat: every caller hands one over
    CommitteeChange.objects.create(
        entry=entry,
        organisation_id=seat.organisation_id,
        kind=kind,
        on=on,
        seat_in=seat_in,
        seat_out=seat_out,
        reason=reason,
        document=document,
    )


def _from(member: Member, on: date) -> Member:
    return Member(**{**member.__dict__, "starts_on": on})


def _days(drafts: Sequence[ElectionDraft]) -> str:
    days = sorted({draft.held_on for draft in drafts})
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} 至 {days[-1]}，{len(drafts)}个执委会"

"""Where an organisation comes from: its events, elections and founding steps, newest first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.base.phrases import clauses, in_language
from niangjia.committees.models import Election
from niangjia.desk.building.question import pages_of
from niangjia.desk.building.subject import Subject
from niangjia.desk.parts import Step, Term
from niangjia.network.models import OrganisationEvent
from niangjia.network.names import full_names, short_names
from niangjia.network.terms import STEPS, EventKind, Form, Level
from niangjia.network.tree import superiors


def about(subject: Subject) -> tuple[Term, ...]:
    """Full name, code, kind, and who stood above it on the day."""
    organisation, visit = subject.organisation, subject.visit
    kind = organisation.kind
    above = superiors(organisation=organisation.pk, on=visit.day)[:1]
    names = full_names([organisation.pk, *above], on=visit.day)
    found = [
        Term(label=_("全称"), text=names.get(organisation.pk, "")),
        Term(label=_("种类"), text=in_language(kind.name, kind.name_en)),
    ]
    if organisation.code:
        found.append(Term(label=_("代码"), text=organisation.code))
    for one in above:
        address = pages_of([one], visit).get(one, "")
        found.append(Term(label=_("上级"), text=names.get(one, ""), address=address))
    return tuple(found)


def history(subject: Subject) -> tuple[Step, ...]:
    """What had happened by the day; a federation's missing founding steps stand open at the top."""
    events, elections = _events(subject), _elections(subject)
    known = {event.kind for event in events}
    told = {day for day, _election in elections}
    dated = [(one.on, _step(one, subject)) for one in events if not _is_told(one, told)]
    dated += elections
    dated.sort(key=lambda one: one[0] or date.min, reverse=True)
    return (*_missing(subject, known), *(step for _day, step in dated))


def _is_told(event: OrganisationEvent, elected: set[date | None]) -> bool:
    """The founding step is the first election, which says more."""
    return event.kind == EventKind.COMMITTEE_ELECTED and event.on in elected


def _events(subject: Subject) -> list[OrganisationEvent]:
    found = OrganisationEvent.objects.filter(organisation=subject.organisation)
    return list(found.filter(Q(on=None) | Q(on__lte=subject.visit.day)).order_by("-pk"))


def _step(event: OrganisationEvent, subject: Subject) -> Step:
    other = ""
    if event.other_id:
        names = short_names([event.other_id], on=event.on or subject.visit.day)
        other = names.get(event.other_id, "")
    who = clauses(word for word in (other, event.document) if word)
    return Step(what=str(EventKind(event.kind).label), when=_when(event), who=who)


def _when(event: OrganisationEvent) -> str:
    if event.on is None:
        return _("日子不详")
    return {"year": f"{event.on:%Y}", "month": f"{event.on:%Y-%m}"}.get(
        event.precision, str(event.on)
    )


def _elections(subject: Subject) -> list[tuple[date | None, Step]]:
    found = Election.objects.filter(
        term__organisation=subject.organisation, held_on__lte=subject.visit.day
    ).select_related("term")
    steps: list[tuple[date | None, Step]] = []
    for election in found:
        number = election.term.number
        what = _("选举产生第%(n)s届执委会") % {"n": number} if number else _("选举产生执委会")
        steps.append(
            (election.held_on, Step(what=what, when=str(election.held_on), who=election.document))
        )
    return steps


def _missing(subject: Subject, known: set[str]) -> tuple[Step, ...]:
    """Steps of founding that nothing is recorded of (R8)."""
    forms = subject.organisation.forms.on(subject.visit.day)
    if subject.organisation.level != Level.VILLAGE or not forms.filter(form=Form.FEDERATION):
        return ()
    return tuple(
        Step(what=str(EventKind(step).label), when=_("还没有记"), state="todo")
        for step in STEPS
        if step not in known
    )

"""One organisation as it stood on a day: facts, 5+N, roster, units below, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Set

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.access.permissions import may, whose_post_may
from niangjia.access.terms import Can
from niangjia.base.periods import Period
from niangjia.committees.models import Term as CommitteeTerm
from niangjia.committees.roster import roster
from niangjia.desk.building.cells import Numbers, cell
from niangjia.desk.building.children import chair_names, children
from niangjia.desk.building.composition import composition
from niangjia.desk.building.history import about, history
from niangjia.desk.building.question import pages_of
from niangjia.desk.building.roster import roster_card
from niangjia.desk.building.subject import Subject
from niangjia.desk.pages import Head, OrganisationPage
from niangjia.desk.parts import Action, Fact, Link, Phrase
from niangjia.desk.visit import Visit
from niangjia.network.models import Organisation, OrganisationForm
from niangjia.network.names import full_names, short_names
from niangjia.network.terms import Level
from niangjia.network.tree import superiors


def build_organisation(
    visit: Visit, organisation: Organisation, names: Set[int]
) -> tuple[OrganisationPage, int]:
    """The page, and how many persons it names."""
    subject = _subject(visit, organisation, names)
    has_committee = organisation.kind.has_committee
    heads = {} if has_committee else chair_names([organisation.pk], visit.day, names)
    below, chairs = children(subject.visit, subject.organisation, subject.names)
    page = OrganisationPage(
        head=_head(subject),
        facts=(
            *(_facts(subject) if has_committee else _plain_facts(subject, heads)),
            *_venues(subject),
        ),
        composition=composition(subject) if has_committee else None,
        roster=roster_card(subject, _hidden(subject)),
        children=below,
        history=history(subject),
        about=about(subject),
    )
    own = len({line.person for line in subject.lines}) if subject.may_read_names else 0
    return page, own + len(heads) + chairs


def _subject(visit: Visit, organisation: Organisation, names: Set[int]) -> Subject:
    terms = CommitteeTerm.objects.on(visit.day).filter(organisation=organisation)
    return Subject(
        visit=visit,
        organisation=organisation,
        names=names,
        lines=roster(organisation, as_of=visit.day),
        term=terms.first(),
        numbers=Numbers(visit, organisation),
    )


def _hidden(subject: Subject) -> str:
    """Whom to ask, where the names are not hers to read."""
    if subject.may_read_names:
        return ""
    visit = subject.visit
    if not may(visit.user, Can.FIGURE_READ, subject.organisation, on=visit.today):
        return _("这个组织今天不在你这里，那时的数照样看得到，姓名不显示。")
    sentence = whose_post_may(Can.ROSTER_READ, subject.organisation, on=visit.today)
    return _("名册上的姓名不在你现在的职务里。%(whose)s") % {"whose": sentence}


def _head(subject: Subject) -> Head:
    visit, organisation = subject.visit, subject.organisation
    name = full_names([organisation.pk], on=visit.day).get(organisation.pk, organisation.code)
    return Head(
        title=name,
        crumbs=_crumbs(subject),
        lead=(Phrase(before=_lead(subject)),),
        actions=(Action(text=_("打印"), icon="printer", opens_print=True),),
    )


def _crumbs(subject: Subject) -> tuple[Link, ...]:
    """Those above that are hers to see as links, at most three, and where she stands."""
    visit, organisation = subject.visit, subject.organisation
    above = superiors(organisation=organisation.pk, on=visit.day)[:3]
    names = short_names([*above, organisation.pk], on=visit.day)
    pages = pages_of(above, visit)
    links = [Link(text=names.get(one, ""), address=pages.get(one, "")) for one in reversed(above)]
    return (*links, Link(text=names.get(organisation.pk, "")))


def _lead(subject: Subject) -> str:
    organisation, day = subject.organisation, subject.visit.day
    form = OrganisationForm.objects.on(day).filter(organisation=organisation).first()
    words = [str(Level(organisation.level).label), form.get_form_display() if form else ""]
    if organisation.ends_on and organisation.ends_on <= day:
        words.append(_("已撤销"))
    if organisation.starts_on and organisation.starts_on > day:
        words.append(_("这一天还没有成立"))
    return " · ".join(word for word in words if word)


def _facts(subject: Subject) -> tuple[Fact, ...]:
    own, numbers = subject.own, subject.numbers
    seats, persons = own("committees.seats"), own("committees.persons")
    chair = numbers.phrase("", own("committees.posts", post="chair"), " · ")
    vice = numbers.phrase("", own("committees.posts", post="vice_chair"), unit=True)
    part_time = own("committees.posts", post="vice_chair", employment="part_time")
    return (
        Fact(label=_("执委席位"), figure=numbers.cell(seats), note=_with_below(subject)),
        Fact(label=_("去重人数"), figure=numbers.cell(persons), note=_elsewhere(subject)),
        Fact(
            label=_("主席 · 副主席"),
            phrases=(chair, vice),
            note=(numbers.phrase(_("副主席中兼职"), part_time, unit=True),),
        ),
        _compared(subject),
        _term(subject),
    )


def _with_below(subject: Subject) -> tuple[Phrase, ...]:
    """Its own seats are the first thing; those of everybody below stand beside them."""
    return (subject.numbers.phrase(_("连下级共"), "committees.seats", unit=True),)


def _elsewhere(subject: Subject) -> tuple[Phrase, ...]:
    if not subject.lines:
        return ()
    many = sum(bool(line.others) for line in subject.lines)
    text = ngettext("其中%(n)s人在别的执委会也有席位", "其中%(n)s人在别的执委会也有席位", many) % {
        "n": many
    }
    return (Phrase(before=text if many else _("没有人在别的执委会兼任")),)


def _compared(subject: Subject) -> Fact:
    """New members since the term began: a flow, so it opens with its period."""
    label = _("与上一届相比")
    if subject.term is None or subject.term.starts_on is None:
        return Fact(label=label, text=_("未记"), note=(Phrase(before=_("没有在任的一届执委会")),))
    since = Period.including(subject.term.starts_on, subject.visit.day)
    answer = subject.numbers.answer(subject.own("committees.new_members"), since)
    return Fact(
        label=label,
        phrases=(Phrase(before=_("新进"), figure=cell(answer, subject.visit)),),
        note=(Phrase(before=_("自%(day)s起") % {"day": since.first}),),
    )


def _term(subject: Subject) -> Fact:
    term = subject.term
    if term is None:
        return Fact(label=_("本届任期"), text=_("未记"))
    number = _("第%(n)s届") % {"n": term.number} if term.number else ""
    end = _("届满日：%(day)s") % {"day": term.planned_end} if term.planned_end else ""
    note = " · ".join(word for word in (number, end) if word)
    return Fact(
        label=_("本届任期"),
        text=_("%(day)s起") % {"day": term.starts_on},
        note=(Phrase(before=note),) if note else (),
    )


def _venues(subject: Subject) -> tuple[Fact, ...]:
    """Where it keeps any that day: the number opens them."""
    if not subject.organisation.venues.on(subject.visit.day).exists():
        return ()
    return (Fact(label=_("阵地"), figure=subject.numbers.cell(subject.own("network.venues"))),)


def _plain_facts(subject: Subject, heads: Mapping[int, str]) -> tuple[Fact, ...]:
    """A grid or a station has no committee: its head, and since when it is there."""
    organisation = subject.organisation
    since = str(organisation.starts_on) if organisation.starts_on else _("日子不详")
    return (
        Fact(label=_("负责人"), text=heads.get(organisation.pk, _("未记"))),
        Fact(label=_("成立"), text=since),
    )

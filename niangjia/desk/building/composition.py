"""The 5+N rule in force for a committee, who fills each kind, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from niangjia.base.phrases import labelled, listed
from niangjia.committees.findings import FindingLine, findings
from niangjia.committees.models import CompositionRule, MemberKind, RuleKind
from niangjia.committees.rules_in_force import rules_in_force
from niangjia.desk.building.cells import MAIN_LANGUAGE, cell
from niangjia.desk.building.subject import Subject
from niangjia.desk.pages import Composition, KindBox
from niangjia.desk.parts import Chip, Tone
from niangjia.figures.by_unit import by_value
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import Answer


def composition(subject: Subject) -> Composition | None:
    """None where no rule is in force on the day."""
    in_force = rules_in_force([subject.organisation], as_of=subject.visit.day)
    rule = in_force.get(subject.organisation.pk)
    if rule is None:
        return None
    kinds = RuleKind.objects.filter(rule=rule).select_related("kind").order_by("pk")
    counts = _counts(subject)
    boxes = [(one.required, _box(subject, one.kind, counts)) for one in kinds]
    optional = tuple(box for required, box in boxes if not required and box.is_filled)
    return Composition(
        title=_("构成：5+N"),
        rule=_rule(rule),
        findings=finding_chips(subject),
        required=tuple(box for required, box in boxes if required),
        optional=optional,
    )


def finding_chips(subject: Subject) -> tuple[Chip, ...]:
    """What is missing, a chip each; one chip of content where nothing is."""
    organisation = subject.organisation.pk
    found = findings([organisation], as_of=subject.visit.day).get(organisation, [])
    if not found:
        return (Chip(text=_("符合规则"), tone=Tone.OK, icon="circle-check"),)
    return tuple(
        Chip(text=finding_text(line), tone=Tone.DUE, icon="alert-triangle") for line in found
    )


def finding_text(line: FindingLine) -> str:
    """缺必备类别：调解女能手；人数不足：有11，要13."""
    if line.which:
        return labelled(line.label, line.which)
    if line.has is not None and line.asked is not None:
        said = {"label": line.label, "has": line.has, "asked": line.asked}
        return _("%(label)s：有%(has)s，要%(asked)s") % said
    return labelled(line.label, line.since) if line.since else line.label


def _counts(subject: Subject) -> dict[str, Answer]:
    found = by_value(
        parse(subject.own("committees.seats")),
        "member_kind",
        organisation=subject.organisation,
        period=subject.visit.period,
    )
    return {value: answer for value, _word, answer in found}


def _box(subject: Subject, kind: MemberKind, counts: Mapping[str, Answer]) -> KindBox:
    answer = counts[kind.code]
    names = [line.name for line in subject.lines if kind.name in line.kinds]
    return KindBox(
        label=kind.name if get_language() == MAIN_LANGUAGE else kind.name_en,
        figure=cell(answer, subject.visit),
        names=listed(names) if subject.may_read_names else "",
        is_filled=bool(answer.value),
    )


def _rule(rule: CompositionRule) -> str:
    said = [_("规则第%(version)s版") % {"version": rule.version}, rule.source]
    if rule.least:
        said.append(ngettext("至少%(n)s人", "至少%(n)s人", rule.least) % {"n": rule.least})
    return " · ".join(word for word in said if word)

"""What is wrong with committees on a day, by their rule and by their term (R4, F-003-02)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from niangjia.base.phrases import in_language
from niangjia.committees.models import (
    CommitteeSeat,
    CompositionRule,
    MemberKind,
    RuleKind,
    SeatKind,
    SeatPost,
    Term,
)
from niangjia.committees.quota import Rule, Seat, faults
from niangjia.committees.rules_in_force import rules_in_force
from niangjia.committees.terms import Finding
from niangjia.network.models import Organisation

# Without a rule a committee still needs somebody in the chair.
NO_RULE = Rule()


@dataclass(frozen=True)
class FindingLine:
    """A finding: its code and label, which kind is missing, the number found and asked for.

    `since`: of 届满未换届 the last day for which the term was planned (届满日).
    """

    finding: Finding
    label: str
    which: str = ""
    has: int | None = None
    asked: int | None = None
    since: date | None = None


def findings(organisations: Collection[int], *, as_of: date) -> dict[int, list[FindingLine]]:
    """Organisation → its findings; only those that should have a committee and have findings.

    The same number of statements however many organisations are asked for.
    """
    due = _due(organisations, as_of)
    seats = _seats(due, as_of)
    rules = _rules(due.values(), as_of)
    overdue = _overdue(due, as_of)
    kinds = MemberKind.objects.values_list("code", "name", "name_en")
    names = {code: in_language(*words) for code, *words in kinds}
    found: dict[int, list[FindingLine]] = {}
    for pk in due:
        lines = _composition(rules.get(pk, NO_RULE), seats.get(pk), names) + overdue.get(pk, [])
        if lines:
            found[pk] = lines
    return found


def _rules(organisations: Iterable[Organisation], day: date) -> dict[int, Rule]:
    """Organisation → what its rule in force that day asks."""
    in_force = rules_in_force(organisations, as_of=day)
    required: dict[int, list[str]] = defaultdict(list)
    numbers = {rule.pk for rule in in_force.values()}
    asked = RuleKind.objects.filter(rule__in=numbers, required=True).order_by("kind_id")
    for rule, kind in asked.values_list("rule_id", "kind"):
        required[rule].append(kind)
    return {unit: _rule(rule, required[rule.pk]) for unit, rule in in_force.items()}


def _rule(rule: CompositionRule, required: Iterable[str]) -> Rule:
    return Rule(tuple(required), rule.least, rule.most, rule.odd, rule.least_vice_chairs)


def _due(organisations: Collection[int], day: date) -> dict[int, Organisation]:
    """Live organisations of a kind with a committee."""
    found = Organisation.objects.on(day).filter(
        pk__any_of=list(organisations), kind__has_committee=True
    )
    return {unit.pk: unit for unit in found.select_related("place").order_by("path")}


def _seats(organisations: Collection[int], day: date) -> dict[int, list[Seat]]:
    seats = CommitteeSeat.objects.on(day).filter(organisation__any_of=list(organisations))
    rows = list(seats.values_list("pk", "organisation_id"))
    numbers = [pk for pk, _ in rows]
    posts = dict(
        SeatPost.objects.on(day).filter(seat__any_of=numbers).values_list("seat_id", "post")
    )
    kinds: dict[int, set[str]] = defaultdict(set)
    for seat, kind in SeatKind.objects.filter(seat__any_of=numbers).values_list("seat_id", "kind"):
        kinds[seat].add(kind)
    found: dict[int, list[Seat]] = defaultdict(list)
    for pk, organisation in rows:
        found[organisation].append(Seat(posts.get(pk, ""), kinds.get(pk, ())))
    return dict(found)


def _composition(
    rule: Rule, seats: list[Seat] | None, names: Mapping[str, str]
) -> list[FindingLine]:
    if not seats:
        return [_line(Finding.NO_ROSTER)]
    return [
        _line(Finding(f.finding), names.get(f.which, f.which), f.has, f.asked)
        for f in faults(rule, seats)
    ]


def _overdue(organisations: Collection[int], day: date) -> dict[int, list[FindingLine]]:
    """届满未换届: a promised end is no end, it only raises this (R4)."""
    terms = Term.objects.on(day).filter(
        organisation__any_of=list(organisations), planned_end__lt=day
    )
    return {
        organisation: [_line(Finding.TERM_OVERDUE, since=planned_end)]
        for organisation, planned_end in terms.values_list("organisation_id", "planned_end")
    }


def _line(
    finding: Finding,
    which: str = "",
    has: int | None = None,
    asked: int | None = None,
    since: date | None = None,
) -> FindingLine:
    return FindingLine(finding, str(finding.label), which, has, asked, since)

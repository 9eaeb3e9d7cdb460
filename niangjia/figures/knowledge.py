"""What the records cannot say: units whose register begins later, marks of partial registers."""

from __future__ import annotations

from datetime import date

from niangjia.base.counts import Mark
from niangjia.base.models import true_within
from niangjia.base.periods import Period
from niangjia.figures.catalogue import Reference, breakdowns, counted, parse
from niangjia.figures.kinds import During
from niangjia.figures.models import Completeness, Register, RegisterStart
from niangjia.figures.scope import compared
from niangjia.network.models import Organisation
from niangjia.network.tree import stays, tree


def unknown_units(
    reference: Reference, *, organisation: Organisation, period: Period
) -> tuple[int, bool]:
    """In how many units the figure is unknown, and whether it is known in none (R6)."""
    figure = counted(reference.name)
    if figure.compared is not None:
        return _without_base(reference, organisation, period)
    if not figure.register or not isinstance(figure.time, During):
        return 0, False
    if figure.register == Register.ORGANISATIONS:
        unknown = not _network_known(organisation, period.last)
        return int(unknown), unknown
    return _rosters_unknown(reference, organisation, period.last)


def mark(reference: Reference, *, organisation: Organisation, period: Period) -> Mark:
    """`at_least` when a register that the figure counts is declared partial (R22)."""
    notes = Completeness.objects.filter(true_within(period), figure=reference.name)
    if not notes:
        return Mark.EXACT
    touching = {stay.organisation for stay in stays(root=organisation.pk, period=period)}
    touching |= set(_above(organisation.pk, period.last))
    agrees = any(
        note.organisation_id in touching and _agree(note.where, reference) for note in notes
    )
    return Mark.AT_LEAST if agrees else Mark.EXACT


def _agree(where: str, reference: Reference) -> bool:
    asked = dict(reference.where)
    noted = parse(f"{reference.name}({where})").where
    return all(asked.get(key, value) == value for key, value in noted)


def _without_base(
    reference: Reference, organisation: Organisation, period: Period
) -> tuple[int, bool]:
    rows = compared(reference, organisation=organisation, period=period)
    column = counted(reference.name).at.organisation
    unknown = rows.filter(has_base=False).values(column).distinct().count()
    return unknown, bool(unknown) and not rows.filter(has_base=True).exists()


def _network_known(organisation: Organisation, day: date) -> bool:
    """Whether the organisations ledger of the unit or of one above it covers `day`."""
    above = [organisation.pk, *_above(organisation.pk, day)]
    return RegisterStart.objects.filter(
        register=Register.ORGANISATIONS, organisation__in=above, complete_from__lte=day
    ).exists()


def _rosters_unknown(
    reference: Reference, organisation: Organisation, day: date
) -> tuple[int, bool]:
    units = committees_due(reference, organisation, day)
    known = RegisterStart.objects.filter(
        register=Register.COMMITTEES, organisation__in=units, complete_from__lte=day
    ).count()
    return len(units) - known, bool(units) and not known


def committees_due(reference: Reference, organisation: Organisation, day: date) -> list[int]:
    """Organisations at or below that have a committee by their kind, on `day`, as filtered."""
    here = [s.organisation for s in stays(root=organisation.pk, period=Period.day(day))]
    units = Organisation.objects.filter(pk__in=here, kind__has_committee=True).on(day)
    level = dict(reference.where).get("level")
    if level and "level" in breakdowns(reference.name):
        units = units.filter(level=level)
    return list(units.values_list("pk", flat=True))


def _above(organisation: int, day: date) -> list[int]:
    network = tree(on=day)
    position = network.index.get(organisation, -1)
    found = []
    while position >= 0 and (position := int(network.parent[position])) >= 0:
        found.append(int(network.ids[position]))
    return found

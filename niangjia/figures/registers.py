"""From which day a register is complete (R6), and where it is known to be partial (R22)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import Reference, counted, parse
from niangjia.figures.models import Completeness, RegisterStart
from niangjia.network.models import Organisation


def declare_complete(
    entry: Entry, register: str, days: Mapping[int, date], source: str = ""
) -> None:
    """Registers of organisations (number → day) are complete from that day on.

    An earlier day already declared stays.
    """
    known = {
        start.organisation_id: start
        for start in RegisterStart.objects.filter(register=register, organisation__in=days)
    }
    insert(
        [
            RegisterStart(
                entry=entry,
                register=register,
                organisation_id=number,
                complete_from=day,
                source=source,
            )
            for number, day in days.items()
            if number not in known
        ]
    )
    for number, start in known.items():
        if days[number] < start.complete_from:
            start.complete_from, start.source = days[number], source or start.source
            start.save(update_fields=["complete_from", "source"])


def declare_partial(
    *, by: Any, reference: Reference, organisation: Organisation, period: Period, source: str
) -> Completeness:
    """In `period` the organisation's rows of a figure are not all there: it counts 余 (R22).

    Raises:
        Refused: an unknown figure or filter, one that has no rows of its own, or no source.
    """
    reference = parse(str(reference))
    figure = counted(reference.name)
    if not source.strip():
        raise Refused(_("请写明依据：谁在哪天说这份台账还不全。"))
    where = ", ".join(f"{key}={value}" for key, value in reference.where)
    with journal.act(
        "登记台账不全", by=by, organisation_id=organisation.pk, summary=f"{figure.label} {period}"
    ) as entry:
        return Completeness.objects.create(
            entry=entry,
            figure=reference.name,
            where=where,
            organisation=organisation,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            source=source,
        )

"""From which day a register is complete (R6)."""

from collections.abc import Mapping
from datetime import date

from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.figures.models import RegisterStart


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

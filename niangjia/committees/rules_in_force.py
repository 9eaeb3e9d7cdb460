"""Which composition rule holds for a committee: of the nearest place around it, the newest version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from niangjia.committees.models import CompositionRule
from niangjia.network.models import Organisation


def rules_in_force(
    organisations: Iterable[Organisation], *, as_of: date
) -> dict[int, CompositionRule]:
    """Organisation → its rule on the day, in one statement; those without one are left out.

    The figure `committees.complete` says the same to the database.
    """
    rules = CompositionRule.objects.on(as_of).select_related("place").order_by("version")
    newest = {(rule.level, rule.place.prefix): rule for rule in rules}
    found: dict[int, CompositionRule] = {}
    for organisation in organisations:
        around = (newest.get((organisation.level, prefix)) for prefix in _around(organisation))
        if rule := next(filter(None, around), None):
            found[organisation.pk] = rule
    return found


def _around(organisation: Organisation) -> Iterator[str]:
    """Prefixes of the places around the organisation, the nearest first."""
    prefix = organisation.place.prefix if organisation.place else ""
    return (prefix[:digits] for digits in range(len(prefix), 0, -1))

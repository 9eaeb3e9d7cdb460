"""Whose rows a successor adds when asked: of those merged into it or from which it was split (R3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from niangjia.base.periods import Period
from niangjia.network.models import OrganisationEvent
from niangjia.network.terms import EventKind
from niangjia.network.tree import Stay, stays

# Successor → its predecessors, each with the day from which the successor went its own way.
Succession = Mapping[int, Sequence[tuple[int, date | None]]]


def succession() -> Succession:
    """All merges and splits, in one statement."""
    found = defaultdict(list)
    events = OrganisationEvent.objects.filter(kind__in=(EventKind.MERGE, EventKind.SPLIT))
    for kind, one, other, on in events.values_list("kind", "organisation", "other", "on"):
        merged = kind == EventKind.MERGE
        found[other if merged else one].append((one if merged else other, on))
    return dict(found)


def stays_before(
    successions: Succession, *, organisation: int, period: Period, at: int
) -> list[Stay]:
    """Who stood at or below a predecessor of the organisation before it became one."""
    found: list[Stay] = []
    for old, until in _all_predecessors(successions, organisation).items():
        if days := period.covered_by(None, until):
            found += stays(root=old, period=days, at=at)
    return found


def _all_predecessors(successions: Succession, organisation: int) -> dict[int, date | None]:
    """Predecessors and theirs, each with the day until which its rows are handed on."""
    found: dict[int, date | None] = {organisation: None}
    waiting = [organisation]
    for successor in waiting:
        for old, on in successions.get(successor, ()):
            if old not in found:
                found[old] = min((d for d in (on, found[successor]) if d), default=None)
                waiting.append(old)
    del found[organisation]
    return found

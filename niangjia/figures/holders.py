"""Which of several units a row belongs to, by the days on which its organisation stood below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from niangjia.network.tree import Stay

# Unit → everyone at or below it, each with the days that count for the unit.
Below = Mapping[int, Sequence[Stay]]


class Holders:
    """Asked with an organisation and a day: the units that it belonged to."""

    def __init__(self, below: Below) -> None:
        self._windows: dict[int, list[tuple[Stay, int]]] = defaultdict(list)
        for unit, found in below.items():
            for stay in found:
                self._windows[stay.organisation].append((stay, unit))

    def of(self, organisation: int, day: date | None) -> set[int]:
        """Units above (or equal to) the organisation on `day`; None: on any of its days."""
        windows = self._windows.get(organisation, ())
        return {unit for stay, unit in windows if day is None or _holds(stay, day)}


def everyone_below(below: Below) -> Iterator[Stay]:
    """All stays of all units."""
    return (stay for found in below.values() for stay in found)


def _holds(stay: Stay, day: date) -> bool:
    return (stay.starts_on is None or stay.starts_on <= day) and (
        stay.ends_on is None or day < stay.ends_on
    )

"""What every card of an organisation's page is about."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from niangjia.committees.models import Term
from niangjia.committees.roster import RosterLine
from niangjia.desk.building.cells import Numbers
from niangjia.desk.visit import Visit
from niangjia.network.models import Organisation


@dataclass(frozen=True)
class Subject:
    """An organisation on a day, the reader, and what is known of its committee that day."""

    visit: Visit
    organisation: Organisation
    names: Set[int]
    lines: Sequence[RosterLine]
    term: Term | None
    numbers: Numbers

    @property
    def may_read_names(self) -> bool:
        """Whether this organisation's roster shows its names to the reader (R19)."""
        return self.organisation.pk in self.names

    def own(self, name: str, **where: str) -> str:
        """The reference of a figure narrowed to this very organisation, none below it."""
        filters = {"level": self.organisation.level, **where}
        return f"{name}({', '.join(f'{key}={value}' for key, value in filters.items())})"

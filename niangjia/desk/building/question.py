"""What a figure page asks: one reference, one organisation, one period, and whose eyes read it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from typing import Any

from niangjia.access.permissions import visible_to
from niangjia.base.periods import Period
from niangjia.desk.building.cells import figure_address
from niangjia.desk.visit import Visit
from niangjia.figures.catalogue import Reference, find
from niangjia.figures.kinds import Counted, Figure, is_flow
from niangjia.network.models import Organisation


@dataclass(frozen=True)
class Question:
    """`names`: organisations whose rows show persons to the reader; `seen`: all hers (R19).

    `is_beside`: the rows stand beside a paper, whose page need not be made anew for more of them.
    """

    visit: Visit
    reference: Reference
    organisation: Organisation
    names: Set[int]
    seen: Set[int]
    by: str = ""
    is_beside: bool = False

    @property
    def figure(self) -> Figure:
        """The declaration asked for."""
        return find(self.reference.name)

    @property
    def is_flow(self) -> bool:
        """Whether the days from `since` matter, not only the last one."""
        return is_flow(self.figure)

    @property
    def period(self) -> Period:
        """A stock asked without a period is asked for its day."""
        whole = self.is_flow or self.visit.since
        return self.visit.period if whole else Period.day(self.visit.day)

    def open_rows(self, figure: Counted) -> Set[int] | None:
        """Organisations whose rows are shown in full; None: all, because places hide nothing."""
        if not figure.at.organisation:
            return None
        return self.names if figure.face.is_personal else self.seen

    def about(self, reference: Reference) -> Question:
        """The same question about another figure (a part of a ratio)."""
        return replace(self, reference=reference)

    def address(self, reference: Reference | None = None, **asked: object) -> str:
        """The page of this figure, or of another one, for the same organisation and days."""
        return figure_address(
            reference or self.reference,
            self.organisation,
            self.period,
            self.visit,
            is_flow=self.is_flow,
            **asked,
        )


def pages_of(organisations: Iterable[int], visit: Visit) -> dict[int, str]:
    """Organisation number → address of its page, for those that the reader may see."""
    seen: Any = visible_to(visit.user, on=visit.today)
    found = seen.filter(pk__any_of=list(organisations)).values_list("pk", "public_id")
    return {pk: visit.leading("organisation", public_id) for pk, public_id in found}

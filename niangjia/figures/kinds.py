"""The four kinds of figures, and how one is declared (ARCHITECTURE 6, R20).

A declaration says once what counts: the rows, which column is the organisation, which the day.
The value, the trace, the roll-up and the documentation all come out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from niangjia.base.periods import Period
from niangjia.base.units import Unit

Rows = Callable[[Period], QuerySet[Any]]
Words = str | Promise  # in the reader's language when it is shown


@dataclass(frozen=True)
class On:
    """A flow: the row belongs to the day in `field`; a Total adds over periods."""

    field: str


@dataclass(frozen=True)
class During:
    """A stock: the row counts on the days from its starts_on to its ends_on; never adds over days.

    `path` leads from the counted row to the dated one, with its trailing "__".
    """

    path: str = ""


@dataclass(frozen=True)
class At:
    """Which column places a row in the network: its organisation, or its place's code prefix."""

    organisation: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Breakdown:
    """A filter that may also split a figure.

    `choices`: value → Chinese label. `lookup` is the column; where that is not enough, `q`
    gives the condition for a value on a day. `is_open`: the values lie in the database, because
    an office adds its own.
    """

    name: str
    label: Words
    choices: Callable[[], Mapping[str, str]]
    lookup: str = ""
    q: Callable[[str, date], Q] | None = None
    is_open: bool = False

    def condition(self, value: str, day: date) -> Q:
        """Rows of that value; `day` is the last day asked for."""
        return self.q(value, day) if self.q else Q(**{self.lookup: value})


@dataclass(frozen=True)
class Face:
    """How a row shows itself to those who may read it: Chinese column label → lookup.

    `person`: whom it names; `has_free_text`: a sentence in it may name somebody (a reason).
    """

    columns: Mapping[str, str]
    day: str
    person: str = ""
    has_free_text: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it opens only to whom names are open, with a line in the log (R19)."""
        return bool(self.person) or self.has_free_text


@dataclass(frozen=True)
class _Counted:
    name: str
    label: Words
    unit: Unit
    rows: Rows
    at: At
    time: On | During
    face: Face
    definition: Words
    source: str
    by: tuple[Breakdown, ...] = ()
    register: str = ""
    # Of a comparison: all rows that were compared, annotated `has_base` (R6, R13).
    compared: Rows | None = None


@dataclass(frozen=True)
class Total(_Counted):
    """Adds up over units; over periods too when it is a flow. `value` sums a column, else rows."""

    value: str = ""


@dataclass(frozen=True)
class Distinct(_Counted):
    """Different persons (or households) among the rows: counted anew at every level."""

    of: str = field(kw_only=True)
    # Pairs of numbers among the counted that nobody has decided yet (R15).
    undecided: Callable[[QuerySet[Any]], list[tuple[int, int]]] | None = None


@dataclass(frozen=True)
class Ratio:
    """One figure divided by another: Σ ÷ Σ, both opening their rows (R14, R18)."""

    name: str
    label: Words
    unit: Unit
    of: str
    to: str
    decimals: int
    definition: Words
    source: str


@dataclass(frozen=True)
class Share:
    """The part of a figure that one breakdown's value makes, in percent of the whole."""

    name: str
    label: Words
    whole: str
    by: tuple[str, ...]
    definition: Words
    source: str
    unit: Unit = Unit.PERCENT
    decimals: int = 1


Counted = Total | Distinct
Figure = Total | Distinct | Ratio | Share


def is_flow(figure: Figure) -> bool:
    """Whether a period matters, not only its last day; of a quotient its parts know."""
    return not isinstance(figure, Ratio | Share) and isinstance(figure.time, On)

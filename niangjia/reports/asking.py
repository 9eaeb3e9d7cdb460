"""What a document asks, and of whom: the figures, the constants, the units of one organisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from niangjia.base.counts import Mark
from niangjia.base.periods import Period
from niangjia.base.units import Unit


class FigureAnswer(Protocol):
    """One figure of one organisation and period, as a document needs it."""

    @property
    def ref(self) -> str:
        """The reference that was asked, as the catalogue writes it."""
        ...

    @property
    def label(self) -> str:
        """The figure's name in Chinese."""
        ...

    @property
    def value(self) -> Decimal | int | None:
        """The number, rounded as declared; None is 未记 (R6)."""
        ...

    @property
    def unit(self) -> Unit:
        """What is counted (R21)."""
        ...

    @property
    def mark(self) -> Mark:
        """How the number stands to the truth (R22)."""
        ...

    @property
    def decimals(self) -> int:
        """How many decimals an average is declared with."""
        ...

    @property
    def parts(self) -> tuple[FigureAnswer, FigureAnswer] | None:
        """What a ratio divides, each with rows of its own; None for everything else (R18)."""
        ...

    @property
    def rows(self) -> int | None:
        """How many rows the number opens; None for a ratio and for what has no rows."""
        ...

    @property
    def unknown_in(self) -> int:
        """For how many units below nothing is known (R6)."""
        ...

    @property
    def undecided(self) -> int:
        """How many pairs of perhaps one person count as two (R15)."""
        ...

    @property
    def refused(self) -> str:
        """Why a quotient must not be printed, as a sentence; empty for all others (R22)."""
        ...

    @property
    def suppressed(self) -> bool:
        """Whether the cell prints 不公布 (R30)."""
        ...

    @property
    def organisation_name(self) -> str:
        """Whose number it is."""
        ...

    @property
    def period_text(self) -> str:
        """The period, or 截至 and the day."""
        ...

    @property
    def source(self) -> str:
        """What the rows were entered from."""
        ...

    @property
    def address(self) -> str:
        """Where the rows are listed; empty if there are none."""
        ...


class Ask(Protocol):
    """Answers a reference; `organisation` is a unit's code, empty for the document's own."""

    def __call__(self, ref: str, /, *, organisation: str = "") -> FigureAnswer:
        """Answer for the unit, or for the organisation that the document is of."""
        ...


@dataclass(frozen=True, kw_only=True)
class Given:
    """A number that no rows stand behind, but a record or the calendar: a constant, a target."""

    ref: str
    label: str
    value: Decimal | int | None
    unit: Unit
    source: str
    period_text: str = ""
    organisation_name: str = ""
    address: str = ""
    decimals: int = 0
    mark: Mark = Mark.EXACT
    parts: tuple[FigureAnswer, FigureAnswer] | None = None
    rows: int | None = None
    unknown_in: int = 0
    undecided: int = 0
    refused: str = ""
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as a template may see it: its name and its code, nothing to follow."""

    name: str
    code: str


def no_constant(name: str) -> object:
    """Answer for an office that keeps no constants: None, which a template can test."""
    return None


def no_units(*, level: str) -> Sequence[Named]:
    """Answer for an organisation without units below it."""
    return ()


class Units(Protocol):
    """Lists the units of a level, in code order."""

    def __call__(self, *, level: str) -> Sequence[Named]:
        """List them; empty if there are none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a document speaks of and whom it asks. A constant is a date, words or a `Given`."""

    organisation: Named
    period: Period
    ask: Ask
    constant: Callable[[str], object] = no_constant
    units: Units = no_units

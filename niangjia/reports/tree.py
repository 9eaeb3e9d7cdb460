"""The one tree of a document: pages, Word and plain text are drawn from it.

A number is a node of its own, never a string: it knows the figure that answered it, so that every
drawing can lead back to its rows (ARCHITECTURE 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from niangjia.base.counts import Mark
from niangjia.base.periods import Period
from niangjia.base.units import Unit


class FigureAnswer(Protocol):
    """One figure of one organisation and period, as a document needs it.

    `value` None is 未记 (R6); `parts` are what a ratio divides (R18); `rows` how many rows the number
    opens, None for a ratio and for what has no rows; `address` leads to them, empty if there are none.
    """

    @property
    def ref(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> Decimal | int | None: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def mark(self) -> Mark: ...
    @property
    def decimals(self) -> int: ...
    @property
    def parts(self) -> tuple[FigureAnswer, FigureAnswer] | None: ...
    @property
    def rows(self) -> int | None: ...
    @property
    def unknown_in(self) -> int: ...
    @property
    def undecided(self) -> int: ...
    @property
    def suppressed(self) -> bool: ...
    @property
    def organisation_name(self) -> str: ...
    @property
    def period_text(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def address(self) -> str: ...


class Ask(Protocol):
    """Answers a reference; `organisation` is a unit's code, empty for the report's own."""

    def __call__(self, ref: str, /, *, organisation: str = "") -> FigureAnswer: ...


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

    def __call__(self, *, level: str) -> Sequence[Named]: ...


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a document speaks of and whom it asks. A constant is a date, words or a `Given`."""

    organisation: Named
    period: Period
    ask: Ask
    constant: Callable[[str], object] = no_constant
    units: Units = no_units


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words. `is_given`: a record said them (a name, a day), nobody typed them."""

    text: str
    is_strong: bool = False
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in the text.

    `index` counts the different figures of the document from 1, `occurrence` how often this one has
    been printed so far, from 1; `text` is how documents write it (R26).
    """

    index: int
    occurrence: int
    answer: FigureAnswer
    text: str
    is_strong: bool = False

    @property
    def ref(self) -> str:
        """The reference that was asked."""
        return self.answer.ref


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A number typed by hand that no record stands behind; blocks the check before signing."""

    text: str
    is_strong: bool = False


Run = Words | Number | Unrecorded
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title; its lines are broken where the words want it (梯形 or 菱形)."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """主送机关: flush left under the title."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、), 2 (（一）) or 3 (1.); the number is counted, not typed."""

    level: int
    number: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, first line indented by two characters."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Points:
    """Points, numbered 1. 2. 3. or begun by a dash."""

    is_ordered: bool
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A simple table: one head row; `is_number` says which columns stand at the right."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    is_number: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and the day, at the foot on the right."""

    lines: tuple[Runs, ...]


Block = Title | Addressee | Heading | Paragraph | Points | Table | Signature


def runs_of(block: Block) -> Iterator[Runs]:
    """Walk over the texts of a block: one per line, item or cell."""
    match block:
        case Title(lines) | Signature(lines):
            yield from lines
        case Points(items=items):
            yield from items
        case Table(head, rows):
            yield from head
            for row in rows:
                yield from row
        case _:
            yield block.runs


@dataclass(frozen=True, slots=True)
class Document:
    """A written document, every number of it asked."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The title as one line of words."""
        titles = (block for block in self.blocks if isinstance(block, Title))
        return "".join(run.text for title in titles for line in title.lines for run in line)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number in reading order, repeated ones too."""
        runs = (run for block in self.blocks for line in runs_of(block) for run in line)
        return tuple(run for run in runs if isinstance(run, Number))

    @property
    def figures(self) -> tuple[Number, ...]:
        """The different figures, each at its first occurrence, in the order of `index`."""
        return tuple(number for number in self.numbers if number.occurrence == 1)

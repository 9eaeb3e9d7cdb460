"""The one tree of a document: pages, Word and plain text are drawn from it.

A number is a node of its own, never a string: it knows the figure that answered it, so that every
drawing can lead back to its rows (ARCHITECTURE 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from niangjia.reports.asking import FigureAnswer


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


def changed(block: Block, change: Callable[[Runs], Runs]) -> Block:
    """Give the same block with each of its texts changed."""
    match block:
        case Title(lines) | Signature(lines):
            return replace(block, lines=tuple(map(change, lines)))
        case Points(items=items):
            return replace(block, items=tuple(map(change, items)))
        case Table(head, rows):
            body = tuple(tuple(map(change, row)) for row in rows)
            return replace(block, head=tuple(map(change, head)), rows=body)
        case _:
            return replace(block, runs=change(block.runs))


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

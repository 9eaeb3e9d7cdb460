"""Numbers typed by hand that no record stands behind: listed before a document may be checked.

Source: ARCHITECTURE 7, DOMAIN C.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from niangjia.base.prose import numbers_in
from niangjia.reports.tree import Document, Run, Runs, Unrecorded, Words, changed, runs_of

_CLAUSE_ENDS = "，。；！？：、"
_FILLER = "\0"  # what a record said: as long, and no part of a typed number


@dataclass(frozen=True, slots=True)
class HandTyped:
    """One such number, `text`, and the clause in which it stands."""

    text: str
    clause: str


def mark_unrecorded(document: Document) -> Document:
    """Give the same document with each hand-typed number as an `Unrecorded` node."""
    return Document(tuple(changed(block, _marked) for block in document.blocks))


def hand_typed_numbers(document: Document) -> tuple[HandTyped, ...]:
    """List the hand-typed numbers in reading order; dates, ordinals and names are none."""
    return tuple(
        HandTyped(line[start:end], _clause(line, start, end))
        for block in document.blocks
        for runs in runs_of(block)
        for line in ["".join(run.text for run in runs)]
        for start, end in _spans(runs)
    )


def _spans(runs: Runs) -> list[tuple[int, int]]:
    """Where typed numbers stand in a line; read as one text, for words around a number decide."""
    typed = "".join(run.text if _is_typed(run) else _FILLER * len(run.text) for run in runs)
    return [(found.start, found.end) for found in numbers_in(typed)]


def _is_typed(run: Run) -> bool:
    return isinstance(run, Unrecorded) or (isinstance(run, Words) and not run.is_given)


def _marked(runs: Runs) -> Runs:
    spans, position, made = _spans(runs), 0, list[Run]()
    for run in runs:
        cuts = [(start - position, end - position) for start, end in spans]
        made += _cut(run, cuts) if isinstance(run, Words) else [run]
        position += len(run.text)
    return tuple(made)


def _cut(words: Words, cuts: list[tuple[int, int]]) -> Iterator[Run]:
    """Cut words so that each number in them is a piece of its own."""
    length, done = len(words.text), 0
    for start, end in ((max(0, start), min(end, length)) for start, end in cuts):
        if start < end:
            yield from _piece(words, done, start)
            yield Unrecorded(words.text[start:end], words.is_strong)
            done = end
    yield from _piece(words, done, length)


def _piece(words: Words, start: int, end: int) -> Iterator[Words]:
    if start < end:
        yield replace(words, text=words.text[start:end])


def _clause(line: str, start: int, end: int) -> str:
    before = re.search(rf"[^{_CLAUSE_ENDS}]*$", line[:start])
    after = re.match(rf"[^{_CLAUSE_ENDS}]*", line[end:])
    return (before[0] if before else "") + line[start:end] + (after[0] if after else "")

"""An upload: one file, several, or a .zip of them; each comes as cells or as a refusal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.arriving import Cells, cells_of, message
from niangjia.ledgers.files.members import cleaned
from niangjia.ledgers.files.process import Child, ChildFailed
from niangjia.ledgers.files.refusals import UnreadableFile, refused
from niangjia.ledgers.files.terms import Refusal

T = TypeVar("T")
READER = "niangjia.ledgers.files.reader:answer"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a ledger lies: a file, or the place of a file in a .zip. `name` is what people see."""

    path: Path
    name: str
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """One ledger of an upload: its cells, or why it was refused."""

    source: Source
    cells: Cells | None = None
    refusal: UnreadableFile | None = None


def opened(paths: Sequence[Path]) -> Iterator[Opened]:
    """Yield every ledger of an upload in its order; what is wrong with one stops no other."""
    ends = time.monotonic() + limits.UPLOAD_SECONDS
    with Child(READER, limits.READING) as child:
        for path in paths:
            for source in _sources(child, path):
                if isinstance(source, Opened):
                    yield source
                elif time.monotonic() > ends:
                    yield Opened(source, refusal=refused(source.name, Refusal("upload-time")))
                else:
                    yield _one(child, source)


def content_of(source: Source) -> bytes:
    """The bytes of one ledger as they were sent, also out of a .zip.

    Raises:
        UnreadableFile: it cannot be taken out.
    """
    try:
        with Child(READER, limits.READING) as child:
            return b"".join(_answer(child, source, "content"))
    except (Refusal, ChildFailed) as reason:
        raise refused(source.name, reason) from reason


def _sources(child: Child, path: Path) -> Iterator[Source | Opened]:
    """The ledgers of one file; a file that holds none is refused."""
    whole = Source(path, cleaned(path.name))
    try:
        kind, found = _looked(child, whole)
    except (Refusal, ChildFailed) as reason:
        yield Opened(whole, refusal=refused(whole.name, reason))
        return
    if kind == "ledger":
        yield whole
    for place, name in found:
        yield Source(path, cleaned(name), place)


def _looked(child: Child, whole: Source) -> tuple[str, list[tuple[int, str]]]:
    """What lies in a file, as the child tells it."""
    kind, content = _twice(child, lambda: message(b"".join(_answer(child, whole, "look"))))
    try:
        return kind, [(int(place), str(name)) for place, name in content or ()]
    except (TypeError, ValueError, OverflowError) as error:
        raise ChildFailed("crash") from error


def _one(child: Child, source: Source) -> Opened:
    try:
        cells = _twice(child, lambda: cells_of(_answer(child, source, "cells")))
        return Opened(source, cells=cells)
    except (Refusal, ChildFailed) as reason:
        return Opened(source, refusal=refused(source.name, reason))


def _twice(child: Child, asked: Callable[[], T]) -> T:
    """The answer. A child that fails on its way through an upload may be tired: once more."""
    try:
        return asked()
    except ChildFailed as failure:
        if child.answered == 1 or failure.why == "time":
            raise
        return asked()


def _answer(child: Child, source: Source, ask: str) -> Iterator[bytes]:
    if source.path.is_dir():
        raise Refusal("not-a-file")
    if not source.path.is_file():
        raise Refusal("missing")
    with source.path.open("rb") as file:
        yield from child.ask(file, ask=ask, name=source.name, member=source.member)

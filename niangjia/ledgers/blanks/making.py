"""Ledgers to be filled in as files: one, or those of all units below an organisation as one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from niangjia.ledgers.blanks import naming
from niangjia.ledgers.blanks.organisations import organisations
from niangjia.ledgers.blanks.rosters import committees, rosters
from niangjia.ledgers.blanks.sheet import workbook_of
from niangjia.ledgers.directory import Directory, directory
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, ORGANISATIONS
from niangjia.network import finding
from niangjia.network.models import Organisation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {COMMITTEE_ROSTER: "执委花名册", ORGANISATIONS: "组织台账"}
AT_ONCE = 50


def one_file(
    kind: str, unit: Organisation, *, as_of: date, today: date, is_filled: bool = True
) -> tuple[str, bytes]:
    """The name and the content of a unit's ledger to be filled in.

    A committee-roster is that of the unit's own committee; an organisations ledger holds the unit
    and all below it. With `is_filled` it has what is known as of `as_of`.
    """
    return next(_files(kind, [unit], _everyone(today, as_of), as_of=as_of, is_filled=is_filled))


def as_zip(
    kind: str, units: Sequence[Organisation], *, as_of: date, today: date, is_filled: bool = True
) -> Iterator[bytes]:
    """A zip of the units' ledgers, piece by piece: only a few of the files are in memory at once."""
    files = _files(kind, units, _everyone(today, as_of), as_of=as_of, is_filled=is_filled)
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as package:
        for name, content in files:
            package.writestr(name, content)
            yield sink.taken()
    yield sink.taken()


def _everyone(today: date, as_of: date) -> Directory:
    """Names must be told apart wherever the file is taken in, also at the very top."""
    return directory(root=finding.top(on=today), on=as_of)


def _files(
    kind: str,
    units: Sequence[Organisation],
    known: Directory,
    *,
    as_of: date,
    is_filled: bool,
) -> Iterator[tuple[str, bytes]]:
    names = naming.file_names(units, WORDS[kind], on=as_of)
    made = _roster_contents if kind == COMMITTEE_ROSTER else _organisation_contents
    rest = iter(units)
    while some := list(islice(rest, AT_ONCE)):
        contents = made(some, known, as_of, is_filled)
        yield from zip((names[unit.pk] for unit in some), contents, strict=True)


def _roster_contents(
    units: Sequence[Organisation], known: Directory, as_of: date, is_filled: bool
) -> Iterator[bytes]:
    called = naming.called(units, known, on=as_of)
    found = committees(units, as_of=as_of)
    for blank in rosters(found, called, as_of=as_of, is_filled=is_filled):
        yield workbook_of(blank)


def _organisation_contents(
    units: Sequence[Organisation], known: Directory, as_of: date, is_filled: bool
) -> Iterator[bytes]:
    for unit in units:
        yield workbook_of(organisations(unit, known, as_of=as_of, is_filled=is_filled))


class _Sink(io.RawIOBase):
    """What a zip is written to when nobody can seek in it: the pieces, taken out one by one."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload]  # xlsxwriter says object
        self._pieces.append(content)
        return len(content)

    def taken(self) -> bytes:
        """What was written since the last time."""
        content, self._pieces = b"".join(self._pieces), []
        return content

"""All ledgers of an upload, read one after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from niangjia.ledgers.files.refusals import UnreadableFile
from niangjia.ledgers.files.upload import Source, opened
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.read import read_sheets
from niangjia.ledgers.reading.rows import Reading
from niangjia.ledgers.reading.sheets import workbook_of


@dataclass(frozen=True, slots=True)
class Received:
    """One ledger of an upload: its reading, or why it was refused.

    `source` is where it lies (`files.upload.content_of` gives its bytes, also out of a .zip),
    `sha256` is of these bytes.
    """

    source: Source
    sha256: str = ""
    reading: Reading | None = None
    refusal: UnreadableFile | None = None

    @property
    def name(self) -> str:
        """The file's name; of a file in a .zip with its folder there."""
        return self.source.name


def read_upload(
    paths: Sequence[Path | str],
    kind: str,
    *,
    ledger_day: date,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Received]:
    """Read every ledger of an upload: files, and .zip files of them, in their order.

    What is wrong with one file stops no other. One at a time is held in memory, if the caller lets
    it go. `ledger_day` and `columns` are those of `read`.

    Raises:
        UnknownField: `columns` names no field of the kind.
        KeyError: no such kind.
    """
    rules = KINDS[kind]
    for one in opened([Path(path) for path in paths]):
        if one.cells is None:
            yield Received(one.source, refusal=one.refusal)
            continue
        workbook = workbook_of(one.source.name, one.cells)
        reading = read_sheets(workbook, rules, ledger_day=ledger_day, columns=columns)
        yield Received(one.source, one.cells.sha256, reading)

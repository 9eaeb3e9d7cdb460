"""What a look at a file found, kept for its page: counts, rows that are not simply records, columns."""

from __future__ import annotations

from collections.abc import Iterator

from niangjia.base.bulk import insert
from niangjia.ledgers.keeping import ask, say
from niangjia.ledgers.models import Fate
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.rows import Reading
from niangjia.ledgers.upload_models import ColumnSeen, PreviewRow, UploadedFile


def keep_preview(file: UploadedFile, reading: Reading, outcome: Outcome) -> None:
    """Write what a dry run came to; what waiting rows told is not kept, they are read again."""
    for name in ("records", "created", "changed", "unchanged"):
        setattr(file, name, getattr(outcome, name))
    file.save()
    insert(list(_rows(file, outcome)))
    insert([*_columns(file, reading)])


def _rows(file: UploadedFile, outcome: Outcome) -> Iterator[PreviewRow]:
    for one in outcome.waiting:
        row = PreviewRow(file=file, sheet=one.sheet[:120], row=one.row)
        ask(row, one)
        yield row
    for rejected in outcome.rejected:
        row = PreviewRow(
            file=file, sheet=rejected.sheet[:120], row=rejected.row, fate=Fate.REJECTED
        )
        say(row, rejected.first)
        yield row
    for skipped in outcome.skipped:
        why = str(skipped.why)
        yield PreviewRow(
            file=file,
            sheet=skipped.sheet[:120],
            row=skipped.row or 0,
            fate=Fate.SKIPPED,
            key=why,
            says=why,
        )
    for warned in outcome.warnings:
        row = PreviewRow(
            file=file,
            sheet=warned.sheet[:120],
            row=warned.row or 0,
            fate=Fate.RECORD,
            is_warning=True,
        )
        say(row, warned.remark)
        yield row


def _columns(file: UploadedFile, reading: Reading) -> Iterator[ColumnSeen]:
    for guess in reading.columns:
        yield ColumnSeen(
            file=file,
            sheet=guess.sheet[:120],
            letter=guess.letter,
            heading=guess.heading[:80],
            read_as=guess.read_as,
            certainty=guess.certainty,
        )

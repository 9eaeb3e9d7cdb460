"""What a look at a file found, kept for its page: counts, rows that are not simply records, columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from niangjia.base.bulk import insert
from niangjia.ledgers.keeping import questions_to_show, rows_to_show
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.rows import Reading
from niangjia.ledgers.upload_models import ColumnSeen, PreviewRow, UploadedFile


def keep_preview(file: UploadedFile, reading: Reading, outcome: Outcome) -> None:
    """Write what a dry run came to; what waiting rows told is not kept, they are read again."""
    for name in ("records", "created", "changed", "unchanged"):
        setattr(file, name, getattr(outcome, name))
    file.save()
    new = partial(PreviewRow, file=file)
    insert([*questions_to_show(new, outcome.waiting), *rows_to_show(new, outcome)])
    insert([*_columns(file, reading)])


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

"""What became of a file, kept for the page: its counts, and every row that is not simply a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.base.sealing import blind_index
from niangjia.ledgers.kept import sealed
from niangjia.ledgers.models import Fate, Import, ImportRow, KeptRow, RowToShow
from niangjia.ledgers.outcome import Outcome, Waiting
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.fates import Rejected, Remark, Warned
from niangjia.ledgers.reading.private import masked
from niangjia.ledgers.reading.rows import Reading, ReadRow
from niangjia.ledgers.reading.wording import sentence
from niangjia.network.models import Organisation

ABOUT = "ledgers.importrow.about"
Shown = TypeVar("Shown", bound=RowToShow)


def keep_result(
    entry: Entry, reading: Reading, outcome: Outcome, root: Organisation, *, sha256: str
) -> Import:
    """Write the import of one file with its rows; waiting ones keep what they told."""
    made = Import.objects.create(
        entry=entry,
        file_name=reading.file,
        kind=outcome.kind,
        sha256=sha256,
        organisation=root,
        records=outcome.records,
        created=outcome.created,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
        as_of=_said(facts.as_of.last for facts in reading.sheets if facts.as_of),
        register_from=_said(f.register_from.first for f in reading.sheets if f.register_from),
    )
    keep_waiting(made, outcome.waiting)
    insert([*rows_to_show(partial(ImportRow, batch=made), outcome)])
    return made


def keep_waiting(made: Import, waiting: Sequence[Waiting]) -> None:
    """Rows that wait, each with all it told, sealed."""
    rows = insert([*questions_to_show(partial(ImportRow, batch=made), waiting)])
    insert(
        [
            KeptRow(row_id=row.pk, told=sealed(one.told))
            for row, one in zip(rows, waiting, strict=True)
            if one.told
        ]
    )


def ask(row: RowToShow, one: Waiting) -> None:
    """Put the words of a question into a row (unsaved)."""
    asked = one.asked
    say(row, asked.remark)
    row.fate = Fate.WAITING
    row.about = _about(asked)[:200]
    row.choices = "\n".join(_fitting(asked.choices, 400))


def refuse(row: RowToShow, one: Rejected) -> None:
    """Put all that stands against a row into it (unsaved); what it had asked is asked no more."""
    row.fate = Fate.REJECTED
    row.about = row.choices = ""
    say(row, one.first, *one.also)


def say(row: RowToShow, remark: Remark, *also: Remark) -> None:
    """Put the words of remarks into a row (unsaved), so that any language can say them."""
    row.key, row.column = remark.key, remark.column[:80]
    row.raw, row.detail = remark.value[:200], "\n".join(_fitting(remark.detail, 300))
    row.says = "".join(map(sentence, (remark, *also)))[:300]
    row.also = "\n".join(map(_as_line, also))


def _as_line(remark: Remark) -> str:
    parts = (remark.key, remark.column, remark.value, *remark.detail)
    return "\t".join(" ".join(part.split()) for part in parts)


def _about(asked: Question) -> str:
    """What rows that ask the same have in common; of a person's number only its blind index (R16)."""
    if masked(asked.value) == asked.value:
        return asked.about
    return f"{masked(asked.about)} {blind_index(asked.about, purpose=ABOUT).hex()[:16]}"


def remarks_of(row: RowToShow) -> list[Remark]:
    """The remarks of a row, to be said in the reader's language; the first one comes first."""
    first = Remark(row.key, row.column, row.raw, tuple(row.detail.split("\n")))
    lines = [line.split("\t") for line in row.also.split("\n") if line]
    return [first, *(Remark(key, at, value, tuple(more)) for key, at, value, *more in lines)]


def _said(days: Iterator[date]) -> date | None:
    return min(days, default=None)


def _fitting(lines: Sequence[str], length: int) -> list[str]:
    """As many whole lines as there is room for."""
    found: list[str] = []
    for line in lines:
        if len("\n".join([*found, line])) > length:
            break
        found.append(line)
    return found


def rows_to_show(new: Callable[..., Shown], outcome: Outcome) -> Iterator[Shown]:
    """All that is shown of a file but its questions, unsaved; `new` makes an empty row."""
    for one in outcome.rejected:
        row = new(sheet=one.sheet[:120], row=one.row)
        refuse(row, one)
        yield row
    for skip in outcome.skipped:
        why = str(skip.why)
        place = {"sheet": skip.sheet[:120], "row": skip.row or 0}
        yield new(**place, fate=Fate.SKIPPED, key=why, says=why)
    yield from warnings_to_show(new, outcome.warnings)


def questions_to_show(new: Callable[..., Shown], waiting: Iterable[Waiting]) -> Iterator[Shown]:
    """The rows that wait, unsaved, each with what it asks."""
    for one in waiting:
        row = new(sheet=one.sheet[:120], row=one.row)
        ask(row, one)
        yield row


def warnings_to_show(new: Callable[..., Shown], warnings: Iterable[Warned]) -> Iterator[Shown]:
    """Remarks on rows that are records, or (row 0) on a sheet, unsaved."""
    for one in warnings:
        place = {"sheet": one.sheet[:120], "row": one.row or 0}
        row = new(**place, fate=Fate.RECORD, is_warning=True)
        say(row, one.remark)
        yield row


@dataclass(frozen=True)
class Answered:
    """One row that was asked: what it tells now, and what became of it."""

    row: ImportRow
    told: ReadRow
    waits: Waiting | None
    rejected: Rejected | None


def answered_rows(
    rows: Sequence[ImportRow], told: Sequence[ReadRow], outcome: Outcome
) -> list[Answered]:
    """Bring rows, what they told and what became of them together, by sheet and row."""
    waits = {(one.sheet, one.row): one for one in outcome.waiting}
    rejected = {(one.sheet, one.row): one for one in outcome.rejected}
    return [
        Answered(row, one, waits.get((one.sheet, one.row)), rejected.get((one.sheet, one.row)))
        for row, one in zip(rows, told, strict=True)
    ]


def keep_answers(
    entry: Entry, made: Import, answered: Sequence[Answered], answer: str, outcome: Outcome
) -> None:
    """Write what became of answered rows; only those that ask again keep what they told."""
    for one in answered:
        one.row.answer, one.row.answered = answer[:200], entry
        if one.waits:
            ask(one.row, one.waits)
            KeptRow.objects.filter(row=one.row).update(told=sealed(one.told))
        elif one.rejected:
            refuse(one.row, one.rejected)
        else:
            one.row.fate = Fate.RECORD
    rows = [one.row for one in answered]
    columns = ["fate", "key", "column", "raw", "detail", "says", "also", "about", "choices"]
    ImportRow.objects.bulk_update(rows, [*columns, "answer", "answered"], batch_size=2000)
    over = [one.row.pk for one in answered if not one.waits]
    KeptRow.objects.filter(row__in=over).delete()
    insert([*warnings_to_show(partial(ImportRow, batch=made), outcome.warnings)])

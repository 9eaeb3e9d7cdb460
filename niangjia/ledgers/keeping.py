"""What became of a file, kept for the page: its counts, and every row that is not simply a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.base.sealing import blind_index
from niangjia.ledgers.kept import sealed
from niangjia.ledgers.models import Fate, Import, ImportRow, KeptRow, RowToShow
from niangjia.ledgers.outcome import Outcome, Waiting
from niangjia.ledgers.questions import Question
from niangjia.ledgers.reading.fates import Rejected, Remark, Skipped, Warned
from niangjia.ledgers.reading.private import masked
from niangjia.ledgers.reading.rows import Reading, ReadRow
from niangjia.ledgers.reading.wording import sentence
from niangjia.network.models import Organisation

ABOUT = "ledgers.importrow.about"


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
    insert([*_rows_to_show(made, outcome)])
    return made


def keep_waiting(made: Import, waiting: Sequence[Waiting]) -> None:
    """Rows that wait, each with all it told, sealed."""
    rows = insert([_waiting(made, one) for one in waiting])
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


def say(row: RowToShow, remark: Remark) -> None:
    """Put the words of a remark into a row (unsaved), so that any language can say it."""
    row.key, row.column = remark.key, remark.column[:80]
    row.raw, row.detail = remark.value[:200], "\n".join(_fitting(remark.detail, 300))
    row.says = sentence(remark)[:300]


def _about(asked: Question) -> str:
    """What rows that ask the same have in common; of a person's number only its blind index (R16)."""
    if masked(asked.value) == asked.value:
        return asked.about
    return f"{masked(asked.about)} {blind_index(asked.about, purpose=ABOUT).hex()[:16]}"


def remark_of(row: RowToShow) -> Remark:
    """The remark of a row, to be said in the reader's language."""
    return Remark(row.key, row.column, row.raw, tuple(row.detail.split("\n")))


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


def _rows_to_show(made: Import, outcome: Outcome) -> Iterator[ImportRow]:
    for rejected in outcome.rejected:
        yield _rejected(made, rejected)
    for skipped in outcome.skipped:
        yield _skipped(made, skipped)
    for warned in outcome.warnings:
        yield warning(made, warned)


def _waiting(made: Import, one: Waiting) -> ImportRow:
    row = ImportRow(batch=made, sheet=one.sheet[:120], row=one.row)
    ask(row, one)
    return row


def _rejected(made: Import, one: Rejected) -> ImportRow:
    row = ImportRow(batch=made, sheet=one.sheet[:120], row=one.row, fate=Fate.REJECTED)
    say(row, one.first)
    return row


def _skipped(made: Import, one: Skipped) -> ImportRow:
    why = str(one.why)
    return ImportRow(
        batch=made, sheet=one.sheet[:120], row=one.row or 0, fate=Fate.SKIPPED, key=why, says=why
    )


def warning(made: Import, warned: Warned) -> ImportRow:
    """A remark on a row that is a record, or (row 0) on a sheet."""
    row = ImportRow(
        batch=made,
        sheet=warned.sheet[:120],
        row=warned.row or 0,
        fate=Fate.RECORD,
        is_warning=True,
    )
    say(row, warned.remark)
    return row


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
            one.row.fate = Fate.REJECTED
            say(one.row, one.rejected.first)
        else:
            one.row.fate = Fate.RECORD
    rows = [one.row for one in answered]
    columns = ["fate", "key", "column", "raw", "detail", "says", "about", "choices"]
    ImportRow.objects.bulk_update(rows, [*columns, "answer", "answered"], batch_size=2000)
    over = [one.row.pk for one in answered if not one.waits]
    KeptRow.objects.filter(row__in=over).delete()
    insert([warning(made, warned) for warned in outcome.warnings])

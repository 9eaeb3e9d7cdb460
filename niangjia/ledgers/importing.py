"""From a file to rows: read, resolve, match, write, all in one transaction (R31–R34)."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from niangjia.base import journal
from niangjia.base.bulk import undisturbed
from niangjia.base.models import Entry
from niangjia.base.statistics import MANY_ROWS, refresh_statistics
from niangjia.ledgers.covering import note_coverage
from niangjia.ledgers.directory import Directory, directory
from niangjia.ledgers.keeping import keep_result
from niangjia.ledgers.organisations import take_organisations
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.kinds import KINDS, ORGANISATIONS
from niangjia.ledgers.reading.read import read_sheets
from niangjia.ledgers.reading.rows import Reading
from niangjia.ledgers.reading.sheets import read_workbook
from niangjia.ledgers.reading.unread import said
from niangjia.ledgers.rosters import take_rosters
from niangjia.ledgers.told import told_columns
from niangjia.network.models import Organisation


class _OnlyTried(Exception):
    """Ends a dry run: everything was done, nothing is kept."""


@undisturbed()
def import_file(
    *,
    by: Any,
    path: Path,
    kind: str,
    root: Organisation,
    today: date,
    dry_run: bool = False,
    create_missing: bool = False,
) -> Outcome:
    """Take a ledger in for `root` and everything below it.

    A dry run does all of it and keeps nothing, so its counts are the real ones. A killed import
    leaves nothing behind; a repeated one changes nothing.

    Raises:
        UnreadableFile: the file is no ledger that can be opened; nothing was done.
        Refused: the database speaks against the whole of it.
    """
    workbook = read_workbook(path)
    told = told_columns(root, kind)
    reading = read_sheets(workbook, KINDS[kind], ledger_day=today, columns=told)
    return import_reading(
        by=by,
        reading=reading,
        fingerprint=hashlib.sha256(path.read_bytes()).hexdigest(),
        root=root,
        today=today,
        dry_run=dry_run,
        create_missing=create_missing,
    )


def import_reading(
    *,
    by: Any,
    reading: Reading,
    fingerprint: str,
    root: Organisation,
    today: date,
    dry_run: bool = False,
    create_missing: bool = False,
    known: Directory | None = None,
) -> Outcome:
    """Take in what was read of one file, as `import_file`; `known` saves loading the directory."""
    outcome = Outcome(
        file=reading.file,
        kind=reading.kind,
        rejected=list(reading.rejected),
        skipped=list(reading.skipped),
        warnings=[*reading.warnings, *map(said, reading.unread)],
        unread=list(reading.unread),
    )
    known = known or directory(root=root, on=speaks_of(reading, today))
    try:
        with undisturbed(), transaction.atomic():
            _take(by, reading, fingerprint, outcome, known, today, create_missing)
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        outcome.made = None
    if outcome.made and outcome.created >= MANY_ROWS:
        refresh_statistics()
    return outcome


def _take(
    by: Any,
    reading: Reading,
    fingerprint: str,
    outcome: Outcome,
    known: Directory,
    today: date,
    create_missing: bool,
) -> None:
    root = known.root
    with journal.act("导入", by=by, organisation_id=root.pk, summary=reading.file) as entry:
        take(entry, reading, outcome, known, by=by, today=today, create_missing=create_missing)
        outcome.made = keep_result(entry, reading, outcome, root, sha256=fingerprint)
        note_coverage(entry, outcome.made, reading, outcome, known, today=today)


def take(
    entry: Entry,
    reading: Reading,
    outcome: Outcome,
    known: Directory,
    *,
    by: Any,
    today: date,
    create_missing: bool = False,
) -> None:
    """The rows of a reading on their way into the rooms, inside an act; fills `outcome`."""
    if reading.kind == ORGANISATIONS:
        take_organisations(entry, reading, outcome, known, by=by, today=today)
    else:
        take_rosters(
            entry, reading, outcome, known, by=by, today=today, create_missing=create_missing
        )


def speaks_of(reading: Reading, today: date) -> date:
    """The day the ledger speaks of: its latest 截至, else today."""
    days = [facts.as_of.last for facts in reading.sheets if facts.as_of]
    return min(max(days, default=today), today)

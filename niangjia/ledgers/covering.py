"""Which units an import covers, and which of its open rows are whose."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from niangjia.access.scopes import STEP
from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.ledgers.directory import Directory, Spot
from niangjia.ledgers.models import Import, ImportRow
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.kinds import ORGANISATIONS
from niangjia.ledgers.reading.rows import OrganisationRow, Reading
from niangjia.ledgers.receipt_models import Coverage, OpenRow
from niangjia.ledgers.settling import OPEN, settle
from niangjia.network.models import Organisation


@dataclass(frozen=True, slots=True)
class Placed:
    """A row whose organisation is clear: a record, or open as long as it waits or is refused."""

    sheet: str
    row: int
    organisation: Organisation
    is_open: bool


def note_coverage(
    entry: Entry, made: Import, reading: Reading, outcome: Outcome, known: Directory, *, today: date
) -> None:
    """Remember which units the records are of; for those that were asked, declare what is true now.

    Called inside the act of the import, or of an answer to one of its rows.
    """
    placed = list(_placed(reading, outcome, known))
    if not placed:
        return
    counts = Counter({one.organisation.pk: 0 for one in placed})
    records = [one.organisation for one in placed if not one.is_open]
    counts.update(one.pk for one in records)
    if made.kind == ORGANISATIONS:
        counts.update(_above(records, known.root))
    there = {cover.organisation_id: cover for cover in made.covers.all()}
    fresh = [
        Coverage(
            entry=entry, batch=made, organisation_id=unit, as_of=_speaks_of(made, today), records=n
        )
        for unit, n in counts.items()
        if unit not in there
    ]
    insert(fresh)
    for unit, cover in there.items():
        if counts[unit]:
            cover.records += counts[unit]
            cover.save(update_fields=["records"])
    _note_open_rows(entry, made, placed, fresh)
    settle(entry, made.covers.select_related("batch"))


def _placed(reading: Reading, outcome: Outcome, known: Directory) -> Iterator[Placed]:
    left = {(one.sheet, one.row) for one in outcome.waiting}
    left |= {(one.sheet, one.row) for one in outcome.rejected}
    unread = (one.told for one in reading.rejected if one.told)
    for row in (*reading.rows, *unread):
        if isinstance(row, OrganisationRow) and not row.is_of_place:
            continue  # a list of a village's grids or venues is no answer of the village
        spot = known.find(row.unit)
        if isinstance(spot, Spot) and spot.organisation:
            yield Placed(row.sheet, row.row, spot.organisation, (row.sheet, row.row) in left)


def _above(records: Sequence[Organisation], root: Organisation) -> Counter[int]:
    """A ledger of organisations is also that of the units above each, up to the root."""
    found: Counter[int] = Counter()
    paths = Counter(one.path for one in records)
    for path, rows in paths.items():
        for end in range(len(root.path), len(path), STEP):
            found[int(path[end - STEP : end], 16)] += rows
    return found


def _speaks_of(made: Import, today: date) -> date:
    """Her own 截至, else the day on which it was taken in."""
    return min(made.as_of or today, today)


def _note_open_rows(
    entry: Entry, made: Import, placed: Sequence[Placed], fresh: Sequence[Coverage]
) -> None:
    """An open row is a gap of its unit; where that is what it asks, of those next to it."""
    cover_of = {cover.organisation_id: cover for cover in fresh}
    meant = _Meant(placed)
    rows = ImportRow.objects.filter(batch=made, fate__in=OPEN) if fresh else []
    insert(
        [
            OpenRow(entry=entry, coverage=cover_of[unit], row=row)
            for row in rows
            for unit in meant.of(row)
            if unit in cover_of
        ]
    )


class _Meant:
    """Whose row one is: its own unit's if that is clear, else maybe that of the one above or below."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._sheets: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in placed:
            self._sheets[one.sheet[:120]].append((one.row, one.organisation.pk))
        for rows in self._sheets.values():
            rows.sort()

    def of(self, row: ImportRow) -> set[int]:
        rows = self._sheets.get(row.sheet, [])
        at = bisect(rows, (row.row, 0))
        own = {unit for number, unit in rows[at : at + 1] if number == row.row}
        return own or {unit for _, unit in rows[max(at - 1, 0) : at + 1]}

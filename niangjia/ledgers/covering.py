"""Which units an import covers, and what follows for what is known of them (R6, R22)."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from niangjia.access.scopes import STEP
from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.committees.models import Term
from niangjia.figures.models import Completeness, Register
from niangjia.figures.registers import declare_complete
from niangjia.ledgers.directory import Directory, Spot
from niangjia.ledgers.models import Fate, Import, ImportRow
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, ORGANISATIONS
from niangjia.ledgers.reading.rows import OrganisationRow, Reading
from niangjia.ledgers.receipt_models import CollectionUnit, Coverage, OpenRow, Shortfall
from niangjia.network.models import Organisation

OPEN = (Fate.WAITING, Fate.REJECTED)
REGISTERS = {COMMITTEE_ROSTER: Register.COMMITTEES, ORGANISATIONS: Register.ORGANISATIONS}
# What counts the rows of such a ledger: with a row missing it counts 余.
COUNTED = {
    COMMITTEE_ROSTER: (
        "committees.seats",
        "committees.persons",
        "committees.posts",
        "committees.complete",
        "committees.new_members",
        "committees.new_in_post",
    ),
    ORGANISATIONS: ("network.organisations", "network.federations"),
}


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
    left = {(one.sheet, one.row) for one in (*outcome.waiting, *outcome.rejected)}
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


def settle(entry: Entry, covers: Iterable[Coverage]) -> None:
    """For units that were asked: complete as of the day, or short of the rows that are still open.

    The newest file of a unit decides. Units that nobody asked are left alone: of them nobody said
    that the ledger is their whole register.
    """
    asked = _asked(list(covers))
    for kind, register in REGISTERS.items():
        mine = [cover for cover in asked if cover.batch.kind == kind]
        open_rows = _still_open(mine)
        short = [cover for cover in mine if open_rows[cover.pk]]
        whole = {cover.organisation_id: cover.as_of for cover in mine if not open_rows[cover.pk]}
        _forget_shortfalls(kind, [cover.organisation_id for cover in mine])
        declare_complete(entry, register, whole, "收齐")
        for cover in short:
            _note_shortfall(entry, cover, open_rows[cover.pk])


def _asked(covers: Sequence[Coverage]) -> list[Coverage]:
    """Those of units that an office asked for this kind, as of that day or one before."""
    units = [cover.organisation_id for cover in covers]
    found = CollectionUnit.objects.filter(organisation__any_of=units)
    rows = found.values_list("organisation_id", "collection__kind", "collection__as_of")
    days: dict[tuple[int, str], date] = {}
    for unit, kind, day in rows:
        days[unit, kind] = min(day, days.get((unit, kind), day))
    return [
        cover
        for cover in covers
        if days.get((cover.organisation_id, cover.batch.kind), date.max) <= cover.as_of
    ]


def _still_open(covers: Sequence[Coverage]) -> Counter[int]:
    numbers = [cover.pk for cover in covers]
    rows = OpenRow.objects.filter(coverage__in=numbers, row__fate__in=OPEN)
    return Counter(rows.values_list("coverage_id", flat=True))


def _forget_shortfalls(kind: str, units: Collection[int]) -> None:
    old = Shortfall.objects.filter(coverage__organisation__in=units, coverage__batch__kind=kind)
    notes = [*old.values_list("completeness_id", flat=True)]
    old.delete()
    Completeness.objects.filter(pk__in=notes).delete()


def _note_shortfall(entry: Entry, cover: Coverage, rows: int) -> None:
    term = None
    if cover.batch.kind == COMMITTEE_ROSTER:
        term = Term.objects.on(cover.as_of).filter(organisation=cover.organisation_id).first()
    for figure in COUNTED[cover.batch.kind]:
        note = Completeness.objects.create(
            entry=entry,
            figure=figure,
            organisation_id=cover.organisation_id,
            starts_on=term.starts_on if term else None,
            ends_on=term.ends_on if term else None,
            source=f"{cover.batch.file_name[:150]}（{rows}行没有入库）",
        )
        Shortfall.objects.create(entry=entry, coverage=cover, completeness=note)

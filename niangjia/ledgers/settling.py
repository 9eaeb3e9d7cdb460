"""What follows for the units that were asked, from the newest ledger of each: complete, or 余 (R6, R22)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.committees.models import Term
from niangjia.figures.models import Completeness, Register, RegisterStart
from niangjia.figures.registers import declare_complete
from niangjia.ledgers.models import Fate
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER, ORGANISATIONS
from niangjia.ledgers.receipt_models import CollectionUnit, Coverage, OpenRow, Shortfall

OPEN = (Fate.WAITING, Fate.REJECTED)
COLLECTED = "收齐"
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


def settle(entry: Entry, covers: Iterable[Coverage]) -> None:
    """For units that were asked: complete as of the day, or short of the rows that are still open.

    The newest file of a unit decides: what becomes of an older one says nothing any more. Units
    that nobody asked are left alone: of them nobody said that the ledger is their whole register.
    """
    deciding = _deciding(list(covers))
    for kind, register in REGISTERS.items():
        mine = [cover for cover in deciding if cover.batch.kind == kind]
        open_rows = _still_open(mine)
        short = [cover for cover in mine if open_rows[cover.pk]]
        whole = {cover.organisation_id: cover.as_of for cover in mine if not open_rows[cover.pk]}
        noted = _noted(short, open_rows)
        changed = [cover for cover in mine if cover.pk not in noted]
        _forget_shortfalls(kind, [cover.organisation_id for cover in changed])
        declare_complete(entry, register, whole, COLLECTED)
        _note_shortfalls(entry, [cover for cover in short if cover.pk not in noted], open_rows)


def settle_again(entry: Entry, covered: Collection[tuple[int, str]]) -> None:
    """After a ledger was taken back: its units (and kind) are what the ledgers say that are left.

    A gap that its later ledger had closed comes back with that ledger's undoing only if the ledger
    with the gap is still there.
    """
    _forget(Shortfall.objects.filter(~Exists(Coverage.objects.filter(pk=OuterRef("coverage_id")))))
    units = [unit for unit, _ in covered]
    left = Coverage.objects.filter(organisation__any_of=units).select_related("batch")
    covers = [one for one in left if (one.organisation_id, one.batch.kind) in covered]
    still = {(one.organisation_id, one.batch.kind) for one in covers}
    for unit, kind in {*covered} - still:
        starts = RegisterStart.objects.filter(organisation=unit, register=REGISTERS[kind])
        starts.filter(source=COLLECTED).delete()
    settle(entry, covers)


def _deciding(covers: Sequence[Coverage]) -> list[Coverage]:
    """Those that are a unit's newest answer of this kind, as of the day asked for or a later one."""
    units = [cover.organisation_id for cover in covers]
    days = _days_asked(units)
    answers = Coverage.objects.filter(organisation__any_of=units).order_by("batch__entry_id", "pk")
    newest: dict[tuple[int, str], int] = {}
    for pk, unit, kind, as_of in answers.values_list(
        "pk", "organisation_id", "batch__kind", "as_of"
    ):
        if days.get((unit, kind), date.max) <= as_of:
            newest[unit, kind] = pk
    numbers = {*newest.values()}
    return [cover for cover in covers if cover.pk in numbers]


def _days_asked(units: Sequence[int]) -> dict[tuple[int, str], date]:
    """Unit and kind → the first day as of which an office asked for it."""
    found = CollectionUnit.objects.filter(organisation__any_of=units)
    rows = found.values_list("organisation_id", "collection__kind", "collection__as_of")
    days: dict[tuple[int, str], date] = {}
    for unit, kind, day in rows:
        days[unit, kind] = min(day, days.get((unit, kind), day))
    return days


def _still_open(covers: Sequence[Coverage]) -> Counter[int]:
    numbers = [cover.pk for cover in covers]
    rows = OpenRow.objects.filter(coverage__in=numbers, row__fate__in=OPEN)
    return Counter(rows.values_list("coverage_id", flat=True))


def _forget_shortfalls(kind: str, units: Collection[int]) -> None:
    _forget(Shortfall.objects.filter(coverage__organisation__in=units, coverage__batch__kind=kind))


def _forget(shortfalls: QuerySet[Shortfall]) -> None:
    notes = [*shortfalls.values_list("completeness_id", flat=True)]
    Shortfall.objects.filter(completeness__in=notes).delete()
    Completeness.objects.filter(pk__in=notes).delete()


def _noted(short: Sequence[Coverage], open_rows: Counter[int]) -> set[int]:
    """Those of which just this is noted already."""
    notes = Shortfall.objects.filter(coverage__any_of=[cover.pk for cover in short])
    said: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for cover, figure, source in notes.values_list(
        "coverage_id", "completeness__figure", "completeness__source"
    ):
        said[cover].add((figure, source))
    return {
        cover.pk
        for cover in short
        if said[cover.pk]
        == {(figure, _source(cover, open_rows[cover.pk])) for figure in COUNTED[cover.batch.kind]}
    }


def _source(cover: Coverage, rows: int) -> str:
    return f"{cover.batch.file_name[:150]}（{rows}行没有入库）"


def _note_shortfalls(entry: Entry, short: Sequence[Coverage], open_rows: Counter[int]) -> None:
    terms = _terms(short)
    notes = [
        (cover, _note(entry, cover, figure, terms.get(cover.pk), open_rows[cover.pk]))
        for cover in short
        for figure in COUNTED[cover.batch.kind]
    ]
    insert([note for _, note in notes])
    insert([Shortfall(entry=entry, coverage=cover, completeness=note) for cover, note in notes])


def _terms(covers: Sequence[Coverage]) -> dict[int, Term]:
    """Coverage of a roster → the term of its unit on the day of which it speaks."""
    rosters = [cover for cover in covers if cover.batch.kind == COMMITTEE_ROSTER]
    units = [cover.organisation_id for cover in rosters]
    of: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(organisation__any_of=units) if units else ():
        of[term.organisation_id].append(term)
    running = {
        cover.pk: [term for term in of[cover.organisation_id] if term.is_true_on(cover.as_of)]
        for cover in rosters
    }
    return {number: terms[0] for number, terms in running.items() if terms}


def _note(entry: Entry, cover: Coverage, figure: str, term: Term | None, rows: int) -> Completeness:
    return Completeness(
        entry=entry,
        figure=figure,
        organisation_id=cover.organisation_id,
        starts_on=term.starts_on if term else None,
        ends_on=term.ends_on if term else None,
        source=_source(cover, rows),
    )

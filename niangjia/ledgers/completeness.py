"""Which registers a ledger of organisations makes complete, and whose (R6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from niangjia.base.models import Entry
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.ledgers.directory import Directory, Spot
from niangjia.ledgers.reading.rows import OrganisationRow, Reading
from niangjia.network.terms import Level

TOWNSHIP_DIGITS = 9


def declare_registers(
    entry: Entry,
    rows: Sequence[OrganisationRow],
    spots: Iterable[object],
    reading: Reading,
    known: Directory,
    *,
    today: date,
) -> None:
    """Declare complete what the file is a list of, for those whom it speaks of."""
    day = _complete_from(reading, today)
    found = [spot for spot in spots if isinstance(spot, Spot)]
    for register in _registers(rows):
        whose = _whose(register, found, known, day)
        declare_complete(entry, register, dict.fromkeys(whose, day), reading.file)


def _registers(rows: Sequence[OrganisationRow]) -> Sequence[str]:
    """What the ledger is a register of: a list of grids or venues tells of no federation."""
    tiers = any(row.is_of_place for row in rows)
    venues = any(row.venue or row.venue_kind for row in rows)
    return [Register.ORGANISATIONS] * tiers + [Register.VENUES] * venues


def _whose(register: str, spots: Sequence[Spot], known: Directory, day: date) -> list[int]:
    """The root's, if the file speaks of every township below it; else of those that it names.

    One township's list says nothing of the others, whose blanks would read as "there are none".
    Of venues a township may well have none: a list that names several townships is the root's.
    """
    places = known.places.values()
    towns = {p.prefix: p.pk for p in places if p.level == Level.TOWNSHIP and p.is_true_on(day)}
    named = {s.place.prefix[:TOWNSHIP_DIGITS] for s in spots if s.place} & towns.keys()
    several = register == Register.VENUES and len(named) > 1
    if not named or several or named == towns.keys():
        return [known.root.pk]
    return [known.at[towns[prefix]].pk for prefix in sorted(named) if towns[prefix] in known.at]


def _complete_from(reading: Reading, today: date) -> date:
    """What the ledger says of itself (登记起始), else the day it speaks of."""
    begins = [facts.register_from.first for facts in reading.sheets if facts.register_from]
    speaks = [facts.as_of.first for facts in reading.sheets if facts.as_of]
    return min(begins or speaks or [today])

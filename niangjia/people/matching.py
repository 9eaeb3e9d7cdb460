"""Which rows are one person (R15). Pure: rows and known persons in, decisions out.

By machine only if (a) identity and name are equal; (b) phone and name are equal and births do
not contradict; (c) names are equal, births equal to the month, one place contains the other,
nothing known differs, and there is no second candidate. Everything weaker is a pair to look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from niangjia.base.dates import PreciseDate, Precision, agreement, contradict


@dataclass(eq=False)
class Trace:
    """What is known of somebody: from a row of a ledger, or of a person already kept.

    prefix: the digits of her place; person: her number once known; pairs: whom she resembles.
    """

    name: str
    born: PreciseDate | None = None
    prefix: str = ""
    phone: bytes | None = None
    identity: bytes | None = None
    person: int | None = None
    same_as: Trace | None = None
    pairs: list[tuple[Trace, str]] = field(default_factory=list)

    @property
    def first(self) -> Trace:
        """The trace that stands for the person: the oldest one of those that are one."""
        trace = self
        while trace.same_as:
            trace = trace.same_as
        return trace


def match(rows: Sequence[Trace], known: Iterable[Trace]) -> None:
    """Decide for every row: sets `same_as` (one person) or adds `pairs` (somebody must look)."""
    by_name: dict[str, list[Trace]] = defaultdict(list)
    for person in known:
        by_name[person.name].append(person)
    groups: dict[str, list[Trace]] = defaultdict(list)
    for row in rows:
        groups[row.name].append(row)
    for name, named in groups.items():
        _match_namesakes(named, by_name[name])


def _match_namesakes(rows: list[Trace], known: list[Trace]) -> None:
    """Strong evidence first; then places; what is left over becomes pairs."""
    settled = list(known)
    for row in rows:
        row.same_as = next((t for t in settled if _certain(row, t, settled)), None)
        settled.append(row)
    for row in rows:
        if row.same_as is None:
            row.same_as = _only_candidate(row, settled)
    _pair_the_rest(rows, settled)


def _certain(row: Trace, other: Trace, settled: list[Trace]) -> bool:
    """(a) or (b); (b) with all that is already known to be one with `other`.

    A row that tells no birth is no bridge between two women of one name at the village's telephone.
    """
    if row.identity and other.identity:
        return row.identity == other.identity
    if not (row.phone and row.phone == other.phone):
        return False
    return not any(_against(row, t) for t in settled if t.first is other.first)


def _only_candidate(row: Trace, settled: list[Trace]) -> Trace | None:
    """(c): the one person, come before this row, that fits; None if there are two.

    A third that fits the person but not the row (another village of the same town) makes it
    two candidates as well: either might be she.
    """
    fitting = {t.first for t in settled if t.first is not row.first and _fits(row, t)}
    earlier = [t for t in fitting if settled.index(t) < settled.index(row)]
    if len(fitting) != 1 or len(earlier) != 1:
        return None
    one = earlier[0]
    rivals = [t for t in settled if t.first not in (one, row.first) and _fits(t, one)]
    return None if rivals else one


def _fits(row: Trace, other: Trace) -> bool:
    if _differ(row.phone, other.phone) or _differ(row.identity, other.identity):
        return False
    return _same_month(row, other) and _related(row.prefix, other.prefix)


def _same_month(row: Trace, other: Trace) -> bool:
    if not (row.born and other.born):
        return False
    return agreement(row.born, other.born) in (Precision.MONTH, Precision.DAY)


def _differ(one: bytes | None, other: bytes | None) -> bool:
    return bool(one and other and one != other)


def _related(one: str, other: str) -> bool:
    """Whether one place contains the other; an unknown place is related to none."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _pair_the_rest(rows: list[Trace], settled: list[Trace]) -> None:
    """Every new person with every person of her name who might be she, once per two persons."""
    seen: set[frozenset[int]] = set()
    new = [row for row in rows if row.same_as is None]
    for row in new:
        for other in {t.first: t for t in settled}:
            key = frozenset((id(row), id(other)))
            if other is not row and key not in seen and (why := _resembles(row, other, settled)):
                seen.add(key)
                row.pairs.append((other, why))


def _resembles(row: Trace, other: Trace, settled: list[Trace]) -> str:
    """Why two persons might be one; empty when something known speaks against it."""
    ones = [t for t in settled if t.first is row]
    others = [t for t in settled if t.first is other]
    if any(_against(a, b) for a in ones for b in others):
        return ""
    reasons = (_reason(a, b) for a in ones for b in others)
    return next((reason for reason in reasons if reason), "")


def _against(row: Trace, other: Trace) -> bool:
    births = bool(row.born and other.born and contradict(row.born, other.born))
    return births or _differ(row.identity, other.identity)


def _reason(row: Trace, other: Trace) -> str:
    if row.phone and row.phone == other.phone:
        return "姓名和手机号相同，出生年月对不上"
    if _related(row.prefix, other.prefix):
        return "姓名相同，同一个地方，出生年月没有矛盾"
    if _same_month(row, other):
        return "姓名和出生年月相同，地方不同"
    return ""

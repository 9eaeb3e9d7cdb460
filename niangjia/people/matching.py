"""Which rows are one person (R15). Pure: rows and known persons in, decisions out.

By machine only if (a) identity and name are equal; (b) phone and name are equal and births do
not contradict; (c) names are equal, births equal to the month, one place contains the other,
nothing known differs, and there is no second candidate. Everything weaker is a pair to look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from niangjia.base.dates import PreciseDate, Precision, agreement, contradict
from niangjia.base.simplified import simplified
from niangjia.base.units import gettext_noop


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


Group = list[Trace]

# Why two persons are a pair to look at; a page says it in the reader's language.
AT_ONE_PHONE = gettext_noop("姓名和手机号相同，出生年月对不上")
SEVERAL_AT_ONE_PHONE = gettext_noop("姓名和手机号相同，这样的人不止一位")
IN_ONE_PLACE = gettext_noop("姓名相同，同一个地方，出生年月没有矛盾")
BORN_ALIKE = gettext_noop("姓名和出生年月相同，地方不同")


def match(rows: Sequence[Trace], known: Iterable[Trace]) -> None:
    """Decide for every row: sets `same_as` (one person) or adds `pairs` (somebody must look).

    Names are equal if they are so in simplified signs: 陳麗華 is 陈丽华.
    """
    by_name: dict[str, list[Trace]] = defaultdict(list)
    for person in known:
        by_name[simplified(person.name)].append(person)
    groups: dict[str, list[Trace]] = defaultdict(list)
    for row in rows:
        groups[simplified(row.name)].append(row)
    for name, named in groups.items():
        if len(named) > 1 or name in by_name:
            _match_namesakes(named, by_name[name])


def _match_namesakes(rows: list[Trace], known: list[Trace]) -> None:
    """Strong evidence first; then places; what is left over becomes pairs.

    Every step looks at all traces at once, so that the order of the rows decides nothing.
    """
    settled = [*known, *rows]
    groups = _join_by_identity([[trace] for trace in settled])
    groups = _join_by_phone(groups)
    groups = _join_by_place(groups)
    position = {id(trace): number for number, trace in enumerate(settled)}
    for group in groups:
        first, *others = sorted(group, key=lambda trace: position[id(trace)])
        for trace in others:
            trace.same_as = first
    _pair_the_rest(rows, settled)


def _join_by_identity(groups: list[Group]) -> list[Group]:
    """(a). Of persons kept twice with one number, the older one takes the rows."""
    near = _neighbours(groups, lambda trace: trace.identity, lambda one, other: True)
    return [part for whole in _components(near) for part in _with_one_known(whole, groups)]


def _with_one_known(whole: list[int], groups: list[Group]) -> list[Group]:
    known: Group = []
    new: Group = []
    for number in whole:
        (known if _is_known(groups[number]) else new).extend(groups[number])
    return [known[:1] + new, *([trace] for trace in known[1:])]


def _join_by_phone(groups: list[Group]) -> list[Group]:
    """(b). One that fits two who cannot be one fits neither; such a whole stays apart."""
    near = _neighbours(
        groups, lambda trace: trace.phone, lambda one, other: not _are_two(one, other)
    )
    between = [
        number
        for number, others in near.items()
        if any(_are_two(groups[a], groups[b]) for a, b in combinations(sorted(others), 2))
    ]
    for number in between:
        for other in near[number]:
            near[other].discard(number)
        near[number] = set()
    return [part for whole in _components(near) for part in _whole_or_apart(whole, groups)]


def _whole_or_apart(whole: list[int], groups: list[Group]) -> list[Group]:
    parts = [groups[number] for number in whole]
    if any(_are_two(one, other) for one, other in combinations(parts, 2)):
        return parts
    return [[trace for part in parts for trace in part]]


def _join_by_place(groups: list[Group]) -> list[Group]:
    """(c). Two that fit each other and nobody else: with a third it is a question for somebody."""
    near = _neighbours(groups, _month_of, _fit)
    found: list[Group] = []
    for number, others in near.items():
        one = next(iter(others)) if len(others) == 1 else None
        both_known = one is not None and _is_known(groups[number]) and _is_known(groups[one])
        if one is None or both_known or near[one] != {number}:
            found.append(groups[number])
        elif number < one:
            found.append(groups[number] + groups[one])
    return found


def _neighbours(
    groups: list[Group],
    mark: Callable[[Trace], object],
    fit: Callable[[Group, Group], bool],
) -> dict[int, set[int]]:
    """Which groups share a mark (None is no mark) and fit, as numbers of `groups`."""
    marked: dict[object, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for trace in group:
            marked[mark(trace)].add(number)
    marked.pop(None, None)
    near: dict[int, set[int]] = {number: set() for number in range(len(groups))}
    for numbers in marked.values():
        for one, other in combinations(sorted(numbers), 2):
            if other not in near[one] and fit(groups[one], groups[other]):
                near[one].add(other)
                near[other].add(one)
    return near


def _components(near: dict[int, set[int]]) -> list[list[int]]:
    """The numbers that hang together, each in exactly one list."""
    found, seen = [], set[int]()
    for start in near:
        waiting, whole = [start], []
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                whole.append(number)
                waiting.extend(near[number])
        if whole:
            found.append(sorted(whole))
    return found


def _is_known(group: Group) -> bool:
    return any(trace.person is not None for trace in group)


def _are_two(one: Group, other: Group) -> bool:
    """Whether something known speaks against it, or both are kept as persons already."""
    if _is_known(one) and _is_known(other):
        return True
    return any(_against(a, b) for a in one for b in other)


def _fit(one: Group, other: Group) -> bool:
    pairs = [(a, b) for a in one for b in other]
    if any(_against(a, b) or _differ(a.phone, b.phone) for a, b in pairs):
        return False
    return any(_same_month(a, b) and _related(a.prefix, b.prefix) for a, b in pairs)


def _month_of(trace: Trace) -> tuple[int, int] | None:
    """The month of birth; those known to the year only fit nobody by it."""
    born = trace.born
    return (born.year, born.month) if born and born.month else None


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
    """Why two persons might be one; empty when something known speaks against it.

    A birth copied wrong is likelier than two women of one name at one telephone: there a birth
    that contradicts is asked about. Two known identity numbers leave no question.
    """
    ones = [t for t in settled if t.first is row]
    others = [t for t in settled if t.first is other]
    both = [(a, b) for a in ones for b in others]
    if any(_differ(a.identity, b.identity) for a, b in both):
        return ""
    if any(_births_contradict(a, b) for a, b in both):
        return AT_ONE_PHONE if any(_one_phone(a, b) for a, b in both) else ""
    return next((reason for a, b in both if (reason := _reason(a, b))), "")


def _against(row: Trace, other: Trace) -> bool:
    return _births_contradict(row, other) or _differ(row.identity, other.identity)


def _births_contradict(row: Trace, other: Trace) -> bool:
    return bool(row.born and other.born and contradict(row.born, other.born))


def _one_phone(row: Trace, other: Trace) -> bool:
    return bool(row.phone and row.phone == other.phone)


def _reason(row: Trace, other: Trace) -> str:
    if _one_phone(row, other):
        return SEVERAL_AT_ONE_PHONE
    if _related(row.prefix, other.prefix):
        return IN_ONE_PLACE
    if _same_month(row, other):
        return BORN_ALIKE
    return ""

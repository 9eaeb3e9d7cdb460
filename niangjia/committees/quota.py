"""What a composition rule says about a committee. Pure arithmetic (DOMAIN F-003-02, 5+N)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

CHAIR, VICE_CHAIR = "chair", "vice_chair"


@dataclass(frozen=True)
class Rule:
    """What is asked: kinds that somebody must stand for, size, vice-chairs. None asks nothing."""

    required: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    odd: bool = False
    least_vice_chairs: int = 0


@dataclass(frozen=True)
class Seat:
    """A seat in office: its post, empty for an ordinary member, and the kinds it stands for."""

    post: str = ""
    kinds: Collection[str] = field(default=())


@dataclass(frozen=True)
class Fault:
    """A finding (terms.Finding); `which` kind is missing; `has` and `asked`, where it is a number."""

    finding: str
    which: str = ""
    has: int | None = None
    asked: int | None = None


def faults(rule: Rule, seats: Sequence[Seat]) -> list[Fault]:
    """Everything a committee lacks by the rule, kinds first; none for a perfect one."""
    return [*_missing_kinds(rule, seats), *_size(rule, len(seats)), *_posts(rule, seats)]


def _missing_kinds(rule: Rule, seats: Sequence[Seat]) -> Iterator[Fault]:
    filled = {kind for seat in seats for kind in seat.kinds}
    for kind in rule.required:
        if kind not in filled:
            yield Fault("kind_missing", which=kind)


def _size(rule: Rule, size: int) -> Iterator[Fault]:
    if rule.least is not None and size < rule.least:
        yield Fault("too_small", has=size, asked=rule.least)
    if rule.most is not None and size > rule.most:
        yield Fault("too_large", has=size, asked=rule.most)
    if rule.odd and size % 2 == 0:
        yield Fault("even", has=size)


def _posts(rule: Rule, seats: Sequence[Seat]) -> Iterator[Fault]:
    if not any(seat.post == CHAIR for seat in seats):
        yield Fault("no_chair")
    vice = sum(seat.post == VICE_CHAIR for seat in seats)
    if vice < rule.least_vice_chairs:
        yield Fault("few_vice_chairs", has=vice, asked=rule.least_vice_chairs)

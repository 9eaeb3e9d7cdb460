"""The hard cases: women who look like one, one who looks like two, and shared telephones.

Each case takes rows that no other case has touched, so that its answer is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from niangjia.demo.people import Crowd
from niangjia.demo.places import Area
from niangjia.demo.scenario import Riddles
from niangjia.demo.seats import Clues, Committee, Post, Seat, Told

GENERATION = range(19, 34)  # years between a mother-in-law and her son's wife
GROWN_UP_BY = 1988  # born before: old enough for the committee before


@dataclass(frozen=True)
class Pair:
    """Two rows that bear one name; codes of the places of their organisations.

    `to_look_at`: the rows alone cannot decide (R15); `same`: what is true.
    """

    name: str
    first: str
    second: str
    same: bool
    to_look_at: bool


@dataclass
class Desk:
    """The committees while the cases are hidden in them; keys are place codes."""

    areas: Sequence[Area]
    previous: dict[str, Committee]
    current: dict[str, Committee]
    crowd: Crowd
    touched: set[int]
    pairs: list[Pair] = field(default_factory=list)

    def area(self) -> Area:
        """Any township, each as likely."""
        return self.crowd.chance.choice(self.areas)

    def village(self) -> Committee:
        """Any village's committee."""
        return self.current[self.crowd.chance.choice(self.area().villages).code]

    def free(self, committee: Committee, *, newcomers_of: Committee | None = None) -> list[Seat]:
        """Plain members of one seat only whom no case has touched, in random order."""
        old = newcomers_of.persons() if newcomers_of else frozenset()
        seats = [
            seat
            for seat in committee.seats
            if seat.post is Post.MEMBER and seat.person.number not in self.touched | old
        ]
        return self.crowd.chance.sample(seats, len(seats))

    def rewrite(self, committee: Committee, old: Seat, new: Seat) -> None:
        """Change one row and keep other cases away from its woman."""
        committee.swap(old, new)
        self.touched |= {old.person.number, new.person.number}


def hide(
    wanted: Riddles,
    areas: Sequence[Area],
    previous: dict[str, Committee],
    current: dict[str, Committee],
    crowd: Crowd,
) -> tuple[Pair, ...]:
    """Change rows of the committees in place; returns the pairs of one name."""
    desk = Desk(areas, previous, current, crowd, _seated_twice(areas, current))
    for case, times in (
        (_village_namesakes, wanted.village_namesakes),
        (_township_namesakes, wanted.township_namesakes),
        (_other_month_namesakes, wanted.other_month_namesakes),
        (_returned, wanted.returned),
        (_shared_phone, wanted.shared_phones),
        (_changed_phone, wanted.changed_phones),
    ):
        for _ in range(times):
            case(desk)
    return tuple(desk.pairs)


def _seated_twice(areas: Sequence[Area], current: dict[str, Committee]) -> set[int]:
    numbers: set[int] = set()
    for area in areas:
        township = current[area.township.code].persons()
        villages = [current[village.code].persons() for village in area.villages]
        numbers |= township.intersection(frozenset().union(*villages))
    return numbers


def _village_namesakes(desk: Desk) -> None:
    committee = desk.village()
    first, second = desk.free(committee)[:2]
    _name_alike(desk, (committee, first), (committee, second), told=Told.YEAR)


def _township_namesakes(desk: Desk) -> None:
    area = desk.area()
    township, village = desk.current[area.township.code], desk.current[area.villages[-1].code]
    first = desk.free(township, newcomers_of=desk.previous[area.township.code])[0]
    _name_alike(desk, (township, first), (village, desk.free(village)[0]), told=Told.YEAR)


def _other_month_namesakes(desk: Desk) -> None:
    committee = desk.village()
    first, second = desk.free(committee)[:2]
    _name_alike(desk, (committee, first), (committee, second), told=Told.MONTH)


def _name_alike(
    desk: Desk, first: tuple[Committee, Seat], second: tuple[Committee, Seat], *, told: Told
) -> None:
    """The second woman gets the first one's name and year; her row tells no telephone."""
    (committee, seat), (other_committee, other) = first, second
    namesake = desk.crowd.namesake(other.person, of=seat.person)
    clear = Clues(seat.person.phone, Told.MONTH, identity=False)
    desk.rewrite(committee, seat, replace(seat, clues=clear))
    vague = Clues(None, told, identity=False)
    desk.rewrite(other_committee, other, replace(other, person=namesake, clues=vague))
    desk.pairs.append(
        Pair(
            seat.person.name,
            committee.place.code,
            other_committee.place.code,
            same=False,
            to_look_at=told is Told.YEAR,
        )
    )


def _returned(desk: Desk) -> None:
    """One woman: seated in the township until the election, in a village since."""
    area = desk.area()
    before, village = desk.previous[area.township.code], desk.current[area.villages[0].code]
    left = desk.free(before, newcomers_of=desk.current[area.township.code])[0]
    now = next(seat for seat in desk.free(village) if seat.person.born.year < GROWN_UP_BY)
    told = Clues(now.person.phone, Told.MONTH, identity=False)
    desk.rewrite(village, now, replace(now, clues=told))
    vague = Clues(None, Told.YEAR, identity=False)
    desk.rewrite(before, left, replace(left, person=now.person, clues=vague))
    desk.pairs.append(
        Pair(now.person.name, before.place.code, village.place.code, same=True, to_look_at=True)
    )


def _shared_phone(desk: Desk) -> None:
    """Two women of one village a generation apart give the same number."""
    committee, elder, younger = next(_generations(desk))
    phone = elder.person.phone
    desk.rewrite(committee, elder, replace(elder, clues=replace(elder.clues, phone=phone)))
    desk.rewrite(committee, younger, replace(younger, clues=replace(younger.clues, phone=phone)))


def _generations(desk: Desk) -> Iterator[tuple[Committee, Seat, Seat]]:
    while True:
        committee = desk.village()
        for elder, younger in permutations(desk.free(committee), 2):
            if younger.person.born.year - elder.person.born.year in GENERATION:
                yield committee, elder, younger


def _changed_phone(desk: Desk) -> None:
    """She stays with a new number; only ledgers with identity numbers can tell (R15 a)."""
    area = desk.crowd.chance.choice([area for area in desk.areas if keeps_identity(area)])
    before, now = desk.previous[area.township.code], desk.current[area.township.code]
    staying = [seat for seat in desk.free(before) if seat.person.number in now.persons()]
    row = staying[0]
    old_phone = Clues(desk.crowd.phone(), Told.MONTH)
    desk.rewrite(before, row, replace(row, clues=old_phone))
    current = next(seat for seat in now.seats if seat.person == row.person)
    known = Clues(row.person.phone, Told.MONTH)
    desk.rewrite(now, current, replace(current, clues=known))


def keeps_identity(area: Area) -> bool:
    """Whether that township's rosters have a column for identity numbers."""
    return area.township.code[8] in "2468"

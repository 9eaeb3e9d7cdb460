"""What is really true of the county, for comparison with what is read back from its ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from niangjia.demo.county import County, Steps
from niangjia.demo.riddles import Pair
from niangjia.demo.seats import Committee, Post


@dataclass(frozen=True)
class CommitteeTruth:
    """One elected committee; what is new is None where the committee before is not on record (R6)."""

    elected_on: date
    seats: int
    chairs: int
    vice_chairs: int
    new_members: int | None
    new_part_time_vice_chairs: int | None


@dataclass(frozen=True)
class SecondSeat:
    """One woman who sits in a township's and in a village's committee; codes of their places."""

    name: str
    township: str
    village: str


@dataclass(frozen=True)
class Truth:
    """Keys are 12-digit place codes."""

    committees: dict[str, CommitteeTruth]
    previous: dict[str, CommitteeTruth]
    steps: dict[str, Steps]
    persons: int
    persons_by_township: dict[str, int]
    second_seats: tuple[SecondSeat, ...]
    pairs: tuple[Pair, ...]

    @property
    def undecided(self) -> int:
        """Pairs that the rows alone cannot decide."""
        return sum(pair.to_look_at for pair in self.pairs)


def truth_of(county: County) -> Truth:
    """Counted from the women themselves, before any ledger is written."""
    by_township = {
        area.township.code: _women(
            [county.current[area.township.code], *county.committees_of(area)]
        )
        for area in county.areas
    }
    return Truth(
        committees={
            code: _committee(one, county.previous.get(code)) for code, one in county.current.items()
        },
        previous={code: _committee(one, None) for code, one in county.previous.items()},
        steps=county.steps,
        persons=len(_women(county.current.values())),
        persons_by_township={code: len(women) for code, women in by_township.items()},
        second_seats=tuple(_second_seats(county)),
        pairs=county.pairs,
    )


def _women(committees: Iterable[Committee]) -> frozenset[int]:
    return frozenset().union(*(committee.persons() for committee in committees))


def _committee(now: Committee, before: Committee | None) -> CommitteeTruth:
    return CommitteeTruth(
        elected_on=now.elected_on,
        seats=len(now.seats),
        chairs=now.count(Post.CHAIR),
        vice_chairs=now.count(Post.VICE_CHAIR),
        new_members=len(now.persons() - before.persons()) if before else None,
        new_part_time_vice_chairs=_new_part_time(now, before) if before else None,
    )


def _new_part_time(now: Committee, before: Committee) -> int:
    held = {seat.person.number for seat in before.seats if seat.post is Post.VICE_CHAIR}
    return sum(
        seat.post is Post.VICE_CHAIR and seat.part_time is True and seat.person.number not in held
        for seat in now.seats
    )


def _second_seats(county: County) -> Iterable[SecondSeat]:
    for area in county.areas:
        seated = county.current[area.township.code].persons()
        for committee in county.committees_of(area):
            for seat in committee.seats:
                if seat.person.number in seated:
                    yield SecondSeat(seat.person.name, area.township.code, committee.place.code)

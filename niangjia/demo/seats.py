"""Committees and their seats, and what the ledgers tell of who sits there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from niangjia.demo.people import Person
from niangjia.demo.places import PlaceName


class Post(StrEnum):
    """What she is on the committee; a plain member has a seat and no post."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    STANDING = "standing"
    MEMBER = "member"


class Told(StrEnum):
    """How exactly a row gives the day of birth; ANY leaves it to the ledger's habits."""

    MONTH = "month"
    YEAR = "year"
    ANY = "any"


@dataclass(frozen=True)
class Clues:
    """What one row tells by which its woman can be known again."""

    phone: str | None
    birth: Told = Told.ANY
    identity: bool = True


@dataclass(frozen=True)
class Seat:
    """One woman on one committee for one term."""

    person: Person
    post: Post
    clues: Clues
    part_time: bool | None = None
    kinds: tuple[str, ...] = ()
    sector: str = ""
    source: str = ""
    work: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Committee:
    """The committee of one organisation as elected on one day."""

    place: PlaceName
    elected_on: date
    term: str
    seats: list[Seat] = field(default_factory=list)

    def count(self, post: Post) -> int:
        """How many seats hold that post."""
        return sum(seat.post is post for seat in self.seats)

    def swap(self, old: Seat, new: Seat) -> None:
        """Put `new` where `old` stood."""
        self.seats[self.seats.index(old)] = new

    def persons(self) -> frozenset[int]:
        """Numbers of the women who sit here."""
        return frozenset(seat.person.number for seat in self.seats)

"""Invented women. No two of them can be taken for one, unless a riddle wants it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from niangjia.demo import names
from niangjia.demo.places import PlaceName

NOWHERE = "99"  # no region of the country begins so: the identity numbers belong to nobody
NOBODY = "100"  # no telephone number begins so
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"

PARTIES = {"中共党员": 36, "群众": 61, "中共预备党员": 3}
YOUNG_PARTIES = {"中共党员": 12, "群众": 44, "共青团员": 40, "中共预备党员": 4}
LEAGUE_SINCE = 1989  # born before, she is too old for the youth league (共青团)
SCHOOLING = {"小学": 6, "初中": 32, "高中": 22, "中专": 10, "大专": 18, "本科": 12}
LAST_DAY = 28  # the days until then exist in every month
STEP = 52_910_953  # prime: no telephone number comes twice


@dataclass(frozen=True)
class Person:
    """One woman as she really is; what a ledger tells of her is another matter."""

    number: int
    name: str
    born: date
    home: PlaceName
    phone: str
    nation: str
    party: str
    schooling: str

    @property
    def identity(self) -> str:
        """Her 18-character identity number, region 99, check digit right."""
        body = f"{NOWHERE}{self.number % 10000:04d}{self.born:%Y%m%d}{self.number * 2 % 1000:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
        return body + CHECK_DIGITS[total % 11]


@dataclass
class Crowd:
    """Draws women one by one and remembers whom it has drawn."""

    chance: Random
    drawn: int = 0
    phones_given: int = 0
    names_of_township: set[tuple[str, str]] = field(default_factory=set)
    names_of_year: set[tuple[str, int]] = field(default_factory=set)

    def draw(self, home: PlaceName, *, born: tuple[int, int]) -> Person:
        """A woman of that home born in those years (both included), whose name nobody in her township bears."""
        birthday = self._birthday(born)
        name = self._free_name(home, birthday.year)
        self.drawn += 1
        return Person(
            number=self.drawn,
            name=name,
            born=birthday,
            home=home,
            phone=self.phone(),
            nation="畲族" if name[0] in names.SHE_SURNAMES else "汉族",
            party=self._party(birthday.year),
            schooling=_weighted(self.chance, SCHOOLING),
        )

    def namesake(self, person: Person, *, of: Person) -> Person:
        """`person` under the name of another, born in the same year in another month."""
        other = (of.born.month + self.chance.randint(2, 9)) % 12 + 1
        born = of.born.replace(month=other, day=min(person.born.day, LAST_DAY))
        return replace(person, name=of.name, nation=of.nation, born=born)

    def phone(self) -> str:
        """A telephone number that nobody else has."""
        self.phones_given += 1
        return f"{NOBODY}{self.phones_given * STEP % 10**8:08d}"

    def _birthday(self, born: tuple[int, int]) -> date:
        year = self.chance.randint(*born)
        return date(year, self.chance.randint(1, 12), self.chance.randint(1, LAST_DAY))

    def _party(self, year: int) -> str:
        return _weighted(self.chance, YOUNG_PARTIES if year >= LEAGUE_SINCE else PARTIES)

    def _free_name(self, home: PlaceName, year: int) -> str:
        """Names may repeat over townships, never with the same year of birth: births then contradict."""
        she = "畲族" in home.name
        while True:
            name = names.surname(self.chance, she=she) + names.given_name(self.chance, year=year)
            keys = (name, home.code[:9]), (name, year)
            if keys[0] not in self.names_of_township and keys[1] not in self.names_of_year:
                self.names_of_township.add(keys[0])
                self.names_of_year.add(keys[1])
                return name


def _weighted(chance: Random, table: dict[str, int]) -> str:
    return chance.choices(list(table), weights=list(table.values()))[0]

"""Between rows of rosters and persons: what is compared, what is made, what is learnt."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.base.bulk import unsaved
from niangjia.base.dates import PreciseDate
from niangjia.base.models import Entry
from niangjia.base.sealing import blind_index, seal
from niangjia.base.simplified import spellings
from niangjia.ledgers.reading.rows import RosterRow
from niangjia.network.models import Organisation
from niangjia.people.matching import Trace
from niangjia.people.models import Person
from niangjia.people.terms import Education, Politics, Sex

PHONE = "people.person.phone"
IDENTITY = "people.person.identity"

# What a later row may add to a person: column → the value that means "not known".
_BLANK: dict[str, object] = {
    "politics": Politics.UNKNOWN,
    "education": Education.UNKNOWN,
    "ethnic_group": "",
    "workplace": "",
    "phone_index": None,
    "identity_index": None,
}
_BORN = ("birth_year", "birth_month", "birth_day")


@dataclass(eq=False)
class Known:
    """A person with what is compared of her; `learnt` once a row told something more."""

    person: Person
    trace: Trace
    learnt: bool = False

    def learn(self, row: RosterRow, trace: Trace, organisation: Organisation) -> None:
        """Fill what was unknown, make a birth more exact and a place narrower; overwrite nothing."""
        told = _columns(row, trace)
        for column, blank in _BLANK.items():
            if getattr(self.person, column) == blank and told[column] != blank:
                self._set(column, told[column])
        if told["phone_index"] == self.person.phone_index and self.person.phone_sealed is None:
            self._set("phone_sealed", seal(row.phone, purpose=PHONE) if row.phone else None)
        if row.born and _more_exact(row.born, born_of(self.person)):
            for column in _BORN:
                self._set(column, told[column])
        self._narrow(organisation)

    def _narrow(self, organisation: Organisation) -> None:
        here, place = self.person.place, organisation.place
        if place and place != here and (here is None or place.prefix.startswith(here.prefix)):
            self.person.place = place
            self.learnt = True

    def _set(self, column: str, value: object) -> None:
        if getattr(self.person, column) != value:
            setattr(self.person, column, value)
            self.learnt = True


def load_known(names: set[str]) -> dict[int, Known]:
    """Persons of these names, in simplified or traditional signs, by number."""
    spelt = {spelling for name in names for spelling in spellings(name)}
    persons = Person.objects.filter(name__any_of=list(spelt)).select_related("place").order_by("pk")
    return {person.pk: Known(person, trace_of_person(person)) for person in persons}


def trace_of(row: RosterRow, organisation: Organisation) -> Trace:
    """What a row tells that can be compared; the identity number itself is dropped here (R16)."""
    return Trace(
        name=row.name,
        born=row.born,
        prefix=organisation.place.prefix if organisation.place else "",
        phone=blind_index(row.phone, purpose=PHONE) if row.phone else None,
        identity=_identity_index(row),
    )


def _identity_index(row: RosterRow) -> bytes | None:
    if row.identity:
        return blind_index(row.identity, purpose=IDENTITY)
    return row.identity_index or None


def trace_of_person(person: Person) -> Trace:
    """What is known of a person that can be compared."""
    return Trace(
        name=person.name,
        born=born_of(person),
        prefix=person.place.prefix if person.place else "",
        phone=bytes(person.phone_index) if person.phone_index else None,
        identity=bytes(person.identity_index) if person.identity_index else None,
        person=person.pk,
    )


def new_person(entry: Entry, row: RosterRow, trace: Trace, organisation: Organisation) -> Person:
    """An unsaved person from a row."""
    return unsaved(
        Person,
        entry_id=entry.pk,
        name=row.name,
        sex=row.sex or Sex.FEMALE,
        place_id=organisation.place_id,
        phone_sealed=seal(row.phone, purpose=PHONE) if row.phone else None,
        **_columns(row, trace),
    )


def keep_what_was_learnt(people: dict[int, Known]) -> None:
    """Write the persons of whom rows told more than was known."""
    learnt = [known.person for known in people.values() if known.learnt]
    columns = [*_BLANK, *_BORN, "phone_sealed", "place"]
    Person.objects.bulk_update(learnt, columns, batch_size=2000)


def born_of(person: Person) -> PreciseDate | None:
    """The birth as exactly as it is known."""
    if person.birth_year is None:
        return None
    return PreciseDate.of(person.birth_year, person.birth_month, person.birth_day)


def _columns(row: RosterRow, trace: Trace) -> dict[str, object]:
    return {
        "birth_year": row.born.year if row.born else None,
        "birth_month": row.born.month if row.born else None,
        "birth_day": row.born.day if row.born else None,
        "politics": row.politics or Politics.UNKNOWN,
        "education": row.education or Education.UNKNOWN,
        "ethnic_group": row.ethnic_group,
        "workplace": row.workplace,
        "phone_index": trace.phone,
        "identity_index": trace.identity,
    }


def _more_exact(told: PreciseDate, known: PreciseDate | None) -> bool:
    if known is None:
        return True
    inside = known.first <= told.first and told.last <= known.last
    return inside and told.precision != known.precision

"""Which place and organisation the words of a row mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.db.models import Q, QuerySet

from niangjia.ledgers.questions import SEVERAL, UNFOUNDED, UNKNOWN, WHICH_BODY, Question
from niangjia.ledgers.reading.rows import Unit
from niangjia.network import naming
from niangjia.network.models import Organisation, OrganisationName, Place, PlaceName
from niangjia.network.terms import Level

MOST_NEAR = 5
LEAST_LIKE = 0.4  # of two-character stems one character may differ


@dataclass(frozen=True)
class Spot:
    """Where a row belongs: its place, and the organisation there if there is one."""

    place: Place | None
    organisation: Organisation | None


NOWHERE = Spot(None, None)


@dataclass
class Directory:
    """Places and organisations below a root, by everything people call them.

    `above` are the keys of the places that the root itself lies in: naming them tells nothing more.
    """

    root: Organisation
    places: dict[int, Place] = field(default_factory=dict)
    called: dict[int, list[str]] = field(default_factory=dict)
    at: dict[int, Organisation] = field(default_factory=dict)
    words: dict[tuple[int | None, str, str], frozenset[int]] = field(default_factory=dict)
    lateral: dict[str, list[Organisation]] = field(default_factory=dict)
    unplaced: dict[str, list[Organisation]] = field(default_factory=dict)
    above: frozenset[str] = frozenset()
    cache: dict[Unit, Spot | Question] = field(default_factory=dict)
    changes: int = 0

    def find(self, unit: Unit) -> Spot | Question:
        """The spot that the words of a row mean, or what must be asked."""
        if unit not in self.cache:
            self.cache[unit] = self._find(unit)
        return self.cache[unit]

    def name(self, place: Place) -> str:
        """The name as of the directory's day."""
        return self.called[place.pk][0]

    def remember(self, organisation: Organisation) -> None:
        """A new organisation stands at its place from now on."""
        self.changes += 1
        if organisation.place_id:
            self.at[organisation.place_id] = organisation
        else:
            for name in organisation.names.all():
                _put_unplaced(self, organisation, name)
        self.cache.clear()

    def forget(self, place: Place) -> None:
        """What was founded at the place did not last: a rule spoke against its row."""
        self.at.pop(place.pk, None)
        self.cache.clear()

    def bodies(self, text: str, town: Place | None = None) -> list[Organisation]:
        """Lateral bodies of that name: of the township's own if it has any, living ones first."""
        named = {body.pk: body for body in self.lateral.get(naming.key(text), ())}
        found = [*named.values()]
        if above := self.at.get(town.pk) if town else None:
            found = [body for body in found if body.path.startswith(above.path)] or found
        return [body for body in found if body.ends_on is None] or found

    def _find(self, unit: Unit) -> Spot | Question:
        if unit.code and (spot := self._by_code(unit.code)):
            return spot
        says_more = unit.township and naming.key(unit.township) not in self.above
        town = self._one(Level.TOWNSHIP, unit.township, None) if says_more else None
        if isinstance(town, Question):
            return self._or_unplaced(town, unit.township if not unit.village else "", None)
        if unit.village:
            village = self._spot(self._one(Level.VILLAGE, unit.village, town))
            return self._or_unplaced(village, unit.village, town)
        if unit.organisation and (found := self._by_organisation(unit.organisation, town)):
            return found
        if town:
            return self._spot(town)
        return self._unknown("组织名称", unit.organisation or unit.code)

    def _or_unplaced(
        self, found: Spot | Question, text: str, town: Place | None
    ) -> Spot | Question:
        """Where no place has the name: an organisation that was set up without a place."""
        if isinstance(found, Spot) or found.key != UNKNOWN:
            return found
        above = self.at.get(town.pk) if town else self.root
        bodies = self.unplaced.get(naming.key(text), ()) if above else ()
        here = [body for body in bodies if above and body.path.startswith(above.path)]
        return Spot(None, here[0]) if len(here) == 1 else found

    def _by_code(self, code: str) -> Spot | None:
        place = next((p for p in self.places.values() if code in (p.code, p.prefix)), None)
        return Spot(place, self.at.get(place.pk)) if place else None

    def _by_organisation(self, text: str, town: Place | None) -> Spot | Question | None:
        """An organisation's own name: of a lateral body, a village, a township or the root."""
        if bodies := self.bodies(text, town):
            return Spot(None, bodies[0]) if len(bodies) == 1 else self.which_body(text, bodies)
        for level in (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY):
            if level == Level.TOWNSHIP and town is not None:
                break
            found = self._meant(level, text, town if level == Level.VILLAGE else None)
            if found:
                return self._choose(found, "组织名称", text, town)
        if town and naming.key(text) in self._keys(town):
            return self._spot(town)
        return self._or_unplaced(self._unknown("组织名称", text, town), text, town)

    def _keys(self, place: Place) -> set[str]:
        return {k for n in self.called[place.pk] for k in naming.variants(n, place.level)}

    def _one(self, level: Level, text: str, above: Place | None) -> Place | Question:
        found = self._meant(level, text, above)
        column = "村（社区）" if level == Level.VILLAGE else "乡镇（街道）"
        if len(found) == 1:
            return self.places[found[0]]
        if found:
            return self._several(found, column, text, above)
        return self._unknown(column, text, above)

    def _choose(
        self, found: list[int], column: str, text: str, town: Place | None
    ) -> Spot | Question:
        if len(found) > 1:
            return self._several(found, column, text, town)
        return self._spot(self.places[found[0]])

    def _several(self, found: list[int], column: str, text: str, town: Place | None) -> Question:
        many = (str(len(found)),)
        return Question(SEVERAL, column, text, self._about(text, town), many, self._choices(found))

    def _unknown(self, column: str, text: str, town: Place | None = None) -> Question:
        likely = self._choices(self._near(text, town))
        return Question(UNKNOWN, column, text, self._about(text, town), choices=likely)

    def which_body(self, text: str, bodies: Sequence[Organisation]) -> Question:
        """Ask which of several lateral bodies is meant, or for one where there is none."""
        return Question(WHICH_BODY, "组织名称", text, f"/{text}"[:200], (str(len(bodies)),))

    def unfounded(self, spot: Spot) -> Question:
        """Ask about a place where no organisation is yet."""
        name = self.name(spot.place) if spot.place else ""
        return Question(UNFOUNDED, "组织名称", name, spot.place.code if spot.place else "")

    def _about(self, text: str, town: Place | None) -> str:
        return f"{self.name(town) if town else ''}/{text}"[:200]

    def _near(self, text: str, town: Place | None) -> list[int]:
        """Places whose names look like the words, the likeliest first; of the township if known."""
        wanted = naming.stem(text)
        names: dict[str, list[int]] = defaultdict(list)
        for place in self.places.values():
            if _is_inside(place, town):
                names[naming.stem(self.name(place))].append(place.pk)
        close = get_close_matches(wanted, names, n=MOST_NEAR, cutoff=LEAST_LIKE)
        return [place for name in close for place in names[name]][:MOST_NEAR]

    def _meant(self, level: Level, text: str, above: Place | None) -> list[int]:
        """Places whose full name it is, else those of which it is a shorter form."""
        wanted = naming.key(text)
        scope, nobody = above.pk if above else None, frozenset[int]()
        exact = self.words.get((scope, level, f"={wanted}"), nobody)
        return sorted(exact or self.words.get((scope, level, wanted), nobody))

    def _choices(self, found: list[int]) -> tuple[str, ...]:
        return tuple(f"{self.places[n].code} {self._long(self.places[n])}" for n in found)

    def _long(self, place: Place) -> str:
        above = self.places.get(place.parent_id or 0)
        upper = self.name(above) if above and above.level == Level.TOWNSHIP else ""
        return f"{upper}{self.name(place)}"

    def _spot(self, place: Place | Question) -> Spot | Question:
        if isinstance(place, Question):
            return place
        return Spot(place, self.at.get(place.pk))


def _is_inside(place: Place, town: Place | None) -> bool:
    return place.parent_id == town.pk if town else place.level in (Level.VILLAGE, Level.TOWNSHIP)


def directory(*, root: Organisation, on: date) -> Directory:
    """Load everything below `root`, in a few statements; names of `on` come first."""
    found = Directory(root)
    found.places = {place.pk: place for place in _places(root)}
    found.called = _names(PlaceName.objects.filter(place__in=_places(root)), on)
    _put_above(found, root.place.prefix if root.place else "", on)
    _put_organisations(found)
    for place in found.places.values():
        _put_words(found, place)
    return found


def _places(root: Organisation) -> QuerySet[Place]:
    """The root's and all inside it; of a root that has none, those of who stands below it."""
    if root.place:
        return Place.objects.filter(prefix__startswith=root.place.prefix)
    below = Organisation.objects.below(root)
    return Place.objects.filter(pk__in=below.values("place_id"))


def _put_above(found: Directory, prefix: str, on: date) -> None:
    """What the places are called that the root lies in: 林畲乡 of a village's own import."""
    prefixes = [prefix[:end] for end in range(2, len(prefix))]
    above = Place.objects.filter(prefix__in=prefixes).values_list("pk", "level")
    levels = dict(above)
    called = _names(PlaceName.objects.filter(place__in=levels), on)
    found.called |= called
    found.above = frozenset(
        key for pk, names in called.items() for n in names for key in naming.variants(n, levels[pk])
    )


def _names(rows: Iterable[PlaceName], on: date) -> dict[int, list[str]]:
    """Place → its names, the one of `on` first."""
    called: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    for name in rows:
        called[name.place_id].append((not name.is_true_on(on), name.name))
    return {place: [name for _, name in sorted(names)] for place, names in called.items()}


def _put_organisations(found: Directory) -> None:
    # A grid or station in a village's place is nobody's unit by that place, and there are thousands.
    inside = Q(level__in=[Level.GRID, Level.STATION], place__isnull=False)
    below = Organisation.objects.below(found.root).exclude(inside).select_related("kind", "place")
    everyone = {organisation.pk: organisation for organisation in below.order_by("pk")}
    for organisation in everyone.values():
        if organisation.place_id and not organisation.kind.is_lateral:
            _prefer_living(found.at, organisation)
    for name in OrganisationName.objects.filter(organisation__any_of=[*everyone]):
        organisation = everyone[name.organisation_id]
        if organisation.kind.is_lateral:
            for word in (name.name, name.short_name):
                found.lateral.setdefault(naming.key(word), []).append(organisation)
        elif organisation.place_id is None:
            _put_unplaced(found, organisation, name)


def _put_unplaced(found: Directory, organisation: Organisation, name: OrganisationName) -> None:
    for word in {naming.key(name.name), naming.key(name.short_name)}:
        bodies = found.unplaced.setdefault(word, [])
        if organisation not in bodies:
            bodies.append(organisation)


def _prefer_living(at: dict[int, Organisation], organisation: Organisation) -> None:
    """One organisation of the tiers per place: the living one, else the last that was there."""
    level_fits = organisation.place and organisation.place.level == organisation.level
    if level_fits and (organisation.ends_on is None or organisation.place_id not in at):
        at[organisation.place_id or 0] = organisation


def _put_words(found: Directory, place: Place) -> None:
    """Every way to write a place, both by itself and inside its township."""
    upper = found.called.get(place.parent_id or 0, [])
    for name in found.called.get(place.pk, []):
        forms = naming.variants(name, place.level)
        for other in upper:
            forms |= naming.variants(name, place.level, within=(other,))
        for form in {*forms, f"={naming.key(name)}"}:
            for scope in (None, place.parent_id):
                key = (scope, place.level, form)
                found.words[key] = found.words.get(key, frozenset()) | {place.pk}

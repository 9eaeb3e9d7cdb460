"""The history told again, without a database: facts in a list, every answer by walking through it.

Written from RULES (R3–R6, R9, R12–R15), not from the code: states are replayed day by day, where
the code keeps dated rows. Slow and simple on purpose.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from types import SimpleNamespace

DAY = timedelta(days=1)
ENDS = date(2100, 1, 1)
# On which somebody known to the month of her birth grows older while these histories last.
BIRTHDAYS = (date(2017, 2, 1),)
TIERS = ["prefecture", "county", "township", "village", "grid", "station", "unit"]


@dataclass
class Fact:
    """Something that was so from a day on, or happened on it."""

    what: str
    on: date | None
    org: int
    act: int = 0
    seat: int | None = None
    person: int | None = None
    post: str = ""
    employment: str = "unknown"
    parent: int | None = None
    form: str = ""
    name: str = ""
    term: int | None = None
    kind: str = ""
    step: str = ""
    came_by: str = "elected"
    recruited: str = "unknown"
    kinds: tuple[str, ...] = ()
    because_of: int | None = None

    @property
    def day(self) -> date:
        return self.on or date.min


@dataclass
class World:
    """What was so at the end of one day."""

    parent: dict[int, int | None] = field(default_factory=dict)
    form: dict[int, str] = field(default_factory=dict)
    name: dict[int, str] = field(default_factory=dict)
    term: dict[int, Fact] = field(default_factory=dict)
    sitting: dict[int, dict[int, SimpleNamespace]] = field(default_factory=dict)
    had: dict[int, int] = field(default_factory=dict)
    before: list[tuple[int, int, date]] = field(default_factory=list)
    elected: dict[int, date] = field(default_factory=dict)

    def chain(self, org):
        """The organisation and all above it."""
        found = [org]
        while (above := self.parent.get(found[-1])) is not None:
            if above in found:
                raise AssertionError("below itself")
            found.append(above)
        return found

    def is_below(self, org, root):
        return root in self.chain(org)

    def apply(self, fact):
        getattr(self, f"_{fact.what}", lambda _: None)(fact)

    def _found(self, f):
        self.parent[f.org], self.form[f.org], self.name[f.org] = f.parent, f.form, f.name

    def _form(self, f):
        self.form[f.org] = f.form

    def _name(self, f):
        self.name[f.org] = f.name

    def _move(self, f):
        self.parent[f.org] = f.parent

    def _end(self, f):
        for of in (self.parent, self.form, self.name, self.term, self.sitting):
            of.pop(f.org, None)

    def _before(self, f):
        self.before.append((f.org, f.because_of, f.on))

    def _elect(self, f):
        self.term[f.org], self.sitting[f.org] = f, {}
        self.had[f.org], self.elected[f.org] = 0, f.on

    def _sit(self, f):
        self.had[f.org] += 1
        self.sitting[f.org][f.seat] = SimpleNamespace(
            seat=f.seat, person=f.person, post=f.post, employment=f.employment, since=f.on,
            kinds=f.kinds, recruited=f.recruited, came_by=f.came_by, post_since=f.on,
        )  # fmt: skip

    def _leave(self, f):
        self.sitting.get(f.org, {}).pop(f.seat, None)

    def _post(self, f):
        if seat := self.sitting.get(f.org, {}).get(f.seat):
            seat.post, seat.employment, seat.post_since = f.post, f.employment, f.on


class History:
    """All facts, and what nobody can change: levels, kinds, places, persons, the rule."""

    def __init__(self):
        self.facts: list[Fact] = []
        self.orgs: dict[int, SimpleNamespace] = {}  # level, kind, prefix, committee
        self.persons: dict[int, SimpleNamespace] = {}  # year, month, education
        self.places: list[SimpleNamespace] = []  # prefix, level
        self.pairs: list[tuple[int, int]] = []
        self.known_from: date | None = None
        self.top: int = 0
        self.window: tuple[date, date] | None = None
        self.rule: SimpleNamespace | None = None  # level, prefix, required
        self.changed()

    def copy(self):
        return [replace(fact) for fact in self.facts]

    def put_back(self, facts):
        self.facts = [replace(fact) for fact in facts]
        self.changed()

    def tell(self, *facts):
        self.facts.extend(facts)
        self.changed()

    def changed(self):
        """Forget what was derived: the facts in order, their days, the worlds between them."""
        self._order: list[Fact] = []
        self._days: list[date] = []
        self._worlds: dict[int, World] = {}

    def world(self, day):
        """The same from one day of change to the next: made once for all days between."""
        if not self._order:
            self._order = sorted(self.facts, key=lambda fact: fact.day)  # stable: as told
            self._days = [fact.day for fact in self._order]
        done = bisect_right(self._days, day)
        if done not in self._worlds:
            world = World()
            for fact in self._order[:done]:
                world.apply(fact)
            self._worlds[done] = world
        return self._worlds[done]

    def of(self, what, **where):
        found = [f for f in self.facts if f.what == what]
        return [f for f in found if all(getattr(f, k) == v for k, v in where.items())]

    def days_of_change(self):
        """Every day on which something changes; until the next one everything stays as it is."""
        return {f.on for f in self.facts if f.on}

    def days(self):
        """The days of change and the days before, with the edges of registers, window and ages."""
        edges = {self.known_from, *(self.window or ()), *BIRTHDAYS} - {None}
        return sorted({d - k * DAY for d in self.days_of_change() | edges for k in (0, 1)})

    # --- what may not be -------------------------------------------------------------------

    def end_of(self, org):
        return min((f.on for f in self.of("end", org=org)), default=ENDS)

    def start_of(self, org):
        return self.of("found", org=org)[0].day

    def term_end(self, term):
        later = [f.on for f in self.of("elect", org=term.org) if f.on > term.on]
        return min([*later, self.end_of(term.org)])

    def seat_end(self, sit):
        term = next(f for f in self.of("elect") if f.term == sit.term)
        gone = [f.on for f in self.of("leave", seat=sit.seat)]
        return min([*gone, self.term_end(term)])

    def is_sound(self):
        """No rule of R10 and R12 is broken on any day."""
        return not any(self._faults())

    def _faults(self):
        for f in self.facts:
            if f.what in ("found", "form", "name", "move", "elect", "sit", "post", "end"):
                yield not self.start_of(f.org) <= f.day or (
                    f.what != "end" and f.day >= self.end_of(f.org)
                )
        for f in self.of("end"):
            yield f.day <= self.start_of(f.org)
        terms = {f.term: f for f in self.of("elect")}
        for f in self.of("sit"):
            term = terms[f.term]
            yield not term.on <= f.on < self.term_end(term) or self.seat_end(f) <= f.on
        sits = {f.seat: f for f in self.of("sit")}
        for f in self.of("post"):
            yield not sits[f.seat].on <= f.on < self.seat_end(sits[f.seat])
        yield from self._faults_of_days()

    def _faults_of_days(self):
        for day in [date.min, *self.days_of_change()]:
            world = self.world(day)
            for org, parent in world.parent.items():
                yield parent is not None and parent not in world.parent
                yield _in_circle(world, org)
            for committee in world.sitting.values():
                yield sum(s.post == "chair" for s in committee.values()) > 1
                people = [s.person for s in committee.values()]
                yield len(people) != len(set(people))

    # --- figures ---------------------------------------------------------------------------

    def answer(self, name, where, root, first, last):
        """value (None: unknown or not printed), rows, unknown_in, undecided."""
        if name in QUOTIENTS:
            return self._quotient(name, where, root, first, last)
        rows = self.rows(name, where, first, last)
        rows = [r for r in rows if self.is_located(name, r, root, last)]
        unknown_in, nothing = self.unknown(name, where, root, first, last)
        return self._answer(name, rows, unknown_in, nothing)

    def _answer(self, name, rows, unknown_in, nothing):
        value = len({r.key for r in rows}) if name in DISTINCT else len(rows)
        keys = {r.key for r in rows}
        undecided = sum(a in keys and b in keys for a, b in self.pairs) if name in DISTINCT else 0
        return SimpleNamespace(
            value=None if nothing else value,
            count=value,
            rows=rows,
            unknown_in=unknown_in,
            undecided=undecided,
        )

    def part(self, name, where, unit, root, first, last, *, direct=False):
        """What `unit` makes of the root's answer: its days below the root only, or directly (R3)."""

        def counts(row):
            return self.is_part(row.org, unit, root, row.day if name in FLOWS else last, direct)

        rows = [row for row in self.rows(name, where, first, last) if counts(row)]
        unknown_in, nothing = 0, False
        if name in FLOWS or self.is_part(unit, unit, root, last, direct):
            unknown_in, nothing = self.unknown(name, where, unit, first, last, counts)
        return self._answer(name, rows, unknown_in, nothing)

    def is_part(self, org, unit, root, day, direct):
        """Whether the organisation was at or below the unit, and that below the root."""
        chain = self.world(day).chain(org)
        if unit not in chain or root not in chain:
            return False
        steps = chain.index(root) - chain.index(unit)
        return steps == 1 if direct else steps > 0

    def is_located(self, name, row, root, last):
        """R3: a stock by the tree of the last day, a flow by that of the row's own day."""
        if name in PLACES:
            prefix = self.orgs[root].prefix
            return bool(prefix) and row.prefix.startswith(prefix)
        return self.world(row.day if name in FLOWS else last).is_below(row.org, root)

    def rows(self, name, where, first, last):
        found = getattr(self, "_" + name.replace(".", "_"))(first, last)
        return [r for r in found if all(self._fits(r, k, v, last) for k, v in where.items())]

    def _fits(self, row, key, value, day):
        if key in ("level", "kind") and not hasattr(row, "prefix"):
            return getattr(self.orgs[row.org], key) == value
        if key == "member_kind":
            return value in row.seat.kinds
        if key == "age_band":
            return _band(self.persons[row.seat.person], day) == value
        if key == "education":
            return self.persons[row.seat.person].education == value
        if key in ("recruited", "came_by"):
            return getattr(row.seat, key) == value
        return getattr(row, key) == value

    def _live(self, day, *forms):
        world = self.world(day)
        return [
            SimpleNamespace(org=o, form=f, key=o, day=day)
            for o, f in world.form.items()
            if not forms or f in forms
        ]

    def _network_organisations(self, first, last):
        return self._live(last)

    def _network_federations(self, first, last):
        return self._live(last, "federation")

    def _network_councils_and_federations(self, first, last):
        return self._live(last, "council", "federation")

    def _network_stations(self, first, last):
        return self._live(last, "station")

    def _network_grids(self, first, last):
        return self._live(last, "grid")

    def _network_lateral(self, first, last):
        return [r for r in self._live(last) if self.orgs[r.org].level == "unit"]

    def _network_linked(self, first, last):
        return []  # these histories tell of no lateral tie and no venue: tests/network/test_venues.py

    _network_venues = _network_linked

    def _network_synchronous(self, first, last):
        begins, ends = self.window
        world = self.world(last)
        steps = {"committee_elected", "board_hung", "group_opened", "first_activity"}
        return [
            r
            for r in self._live(last, "federation")
            if world.is_below(r.org, self.top)
            and steps
            <= {
                f.step for f in self.of("step", org=r.org) if begins <= f.on < ends and f.on <= last
            }
        ]

    def _network_places(self, first, last):
        return [SimpleNamespace(prefix=p.prefix, level=p.level, key=p.prefix) for p in self.places]

    def _network_blank_spots(self, first, last):
        world = self.world(last)
        taken = {(self.orgs[o].prefix, self.orgs[o].level) for o in world.parent}
        return [r for r in self._network_places(first, last) if (r.prefix, r.level) not in taken]

    def _happened(self, what, first, last):
        return [f for f in self.of(what) if f.on and first <= f.on <= last]

    def _network_founded(self, first, last):
        found = self._happened("found", first, last)
        return [SimpleNamespace(org=f.org, day=f.on, key=id(f)) for f in found]

    def _network_conversions(self, first, last):
        found = self._happened("convert", first, last)
        return [SimpleNamespace(org=f.org, day=f.on, key=id(f)) for f in found]

    def _committees_changes(self, first, last):
        found = self._happened("change", first, last)
        return [SimpleNamespace(org=f.org, day=f.on, key=id(f), change=f.kind) for f in found]

    def _committees_committees(self, first, last):
        return [SimpleNamespace(org=o, key=o, day=last) for o in self.world(last).term]

    def _committees_complete(self, first, last):
        world, rule = self.world(last), self.rule
        found = []
        for org in world.term:
            of = self.orgs[org]
            filled = {k for s in world.sitting[org].values() for k in s.kinds}
            inside = of.level == rule.level and (of.prefix or "").startswith(rule.prefix)
            if inside and set(rule.required) <= filled:
                found.append(SimpleNamespace(org=org, key=org, day=last))
        return found

    def _committees_seats(self, first, last):
        return [
            SimpleNamespace(org=org, key=s.person, day=s.since, seat=s)
            for org, committee in self.world(last).sitting.items()
            for s in committee.values()
        ]

    _committees_persons = _committees_seats

    def _committees_posts(self, first, last):
        return [
            SimpleNamespace(
                org=r.org, key=r.key, day=r.day, post=r.seat.post, employment=r.seat.employment
            )
            for r in self._committees_seats(first, last)
            if r.seat.post
        ]

    def _begun_seats(self, first, last):
        """Seats begun in the period, each as it was on its first day, with what was before."""
        for f in self._happened("sit", first, last):
            seat = SimpleNamespace(
                person=f.person, kinds=f.kinds, recruited=f.recruited, came_by=f.came_by
            )
            known, before = self.previous(f.org, f.on)
            yield SimpleNamespace(
                org=f.org, day=f.on, key=f.person, seat=seat, known=known,
                new=f.person not in {s.person for s in before},
            )  # fmt: skip

    def _begun_posts(self, first, last):
        sits = {f.seat: f for f in self.of("sit")}
        begun = [f for f in self._happened("sit", first, last) if f.post]
        for f in begun + [f for f in self._happened("post", first, last) if f.post]:
            person = sits[f.seat].person
            known, before = self.previous(f.org, f.on)
            yield SimpleNamespace(
                org=f.org, day=f.on, key=person, post=f.post, employment=f.employment,
                known=known,
                new=not any(s.person == person and s.post == f.post for s in before),
            )  # fmt: skip

    def _committees_new_members(self, first, last):
        return [r for r in self._begun_seats(first, last) if r.known and r.new]

    def _committees_new_in_post(self, first, last):
        return [r for r in self._begun_posts(first, last) if r.known and r.new]

    def previous(self, org, day):
        """R13, R6: is it known who sat there the day before, and who did."""
        world = self.world(day - DAY)
        own = list(world.sitting.get(org, {}).values())
        known = org in world.term and world.had[org] > 0
        for successor, old, on in self.world(day).before:
            elections = [f for f in self.of("elect", org=org) if on <= f.on < day]
            if successor == org and not elections:
                # A predecessor that has ended: those who sat there on its last day.
                there = self.world(min(day, self.end_of(old)) - DAY)
                own += there.sitting.get(old, {}).values()
                known |= world.had.get(old, 0) > 0
        return known, own

    # --- what is not known -----------------------------------------------------------------

    def unknown(self, name, where, root, first, last, located=None):
        """In how many it is unknown, and whether in all; `located`: which rows are compared."""
        located = located or (lambda row: self.is_located(name, row, root, last))
        if name in ("committees.new_members", "committees.new_in_post"):
            begun = self._begun_seats if name.endswith("members") else self._begun_posts
            rows = [r for r in begun(first, last) if located(r)]
            rows = [r for r in rows if all(self._fits(r, k, v, last) for k, v in where.items())]
            lacking = {r.org for r in rows if not r.known}
            return len(lacking), bool(lacking) and all(not r.known for r in rows)
        if name in FLOWS or name in ("network.places", "network.linked"):
            return 0, False
        if name == "network.venues":
            return 1, True
        if name.startswith("network."):
            return self._network(last)
        return self._rosters(where, root, last)

    def _network(self, last):
        known = self.known_from is not None and self.known_from <= last
        return (0, False) if known else (1, True)

    def _rosters(self, where, root, last):
        world = self.world(last)
        asked = {k: v for k, v in where.items() if k in ("level", "kind")}
        due = [
            o
            for o in world.parent
            if self.orgs[o].committee
            and world.is_below(o, root)
            and all(getattr(self.orgs[o], k) == v for k, v in asked.items())
        ]
        if not due:  # nobody knows of a committee: because there is none, or because nobody knows
            return self._network(last)
        known = [o for o in due if any(f.on <= last for f in self.of("elect", org=o))]
        return len(due) - len(known), bool(due) and not known

    def _quotient(self, name, where, root, first, last):
        of_name, to_name, decimals, percent = QUOTIENTS[name]
        to_where = where
        if name == "committees.share_of_persons":
            to_where = {k: v for k, v in where.items() if k not in ("age_band", "education")}
        of = self.answer(of_name, self._known_filters(of_name, where), root, first, last)
        to = self.answer(to_name, self._known_filters(to_name, to_where), root, first, last)
        value = None
        if of.value is not None and to.value:
            marked = of.unknown_in or to.unknown_in
            if not (percent and marked and of.value > to.value):
                value = _half_up(Fraction(of.value, to.value) * (100 if percent else 1), decimals)
        return SimpleNamespace(value=value, unknown_in=max(of.unknown_in, to.unknown_in))

    @staticmethod
    def _known_filters(name, where):
        only = {"network.federations": ("level", "kind")}
        return {k: v for k, v in where.items() if k in only.get(name, where)}


QUOTIENTS = {
    "network.conversion_rate": ("network.federations", "network.councils_and_federations", 1, True),
    "network.synchronised": ("network.synchronous", "network.federations", 1, True),
    "committees.complete_rate": ("committees.complete", "committees.committees", 1, True),
    "committees.mean_seats": ("committees.seats", "network.federations", 1, False),
    "committees.mean_posts": ("committees.posts", "network.federations", 1, False),
    "committees.share_of_persons": ("committees.persons", "committees.persons", 1, True),
}
PLACES = {"network.places", "network.blank_spots"}
FLOWS = {
    "network.founded",
    "network.conversions",
    "committees.changes",
    "committees.new_members",
    "committees.new_in_post",
}
DISTINCT = {
    "committees.persons",
    "committees.new_members",
    "committees.new_in_post",
    "network.linked",
}


def _in_circle(world, org):
    seen, at = {org}, world.parent.get(org)
    while at is not None and at not in seen:
        seen.add(at)
        at = world.parent.get(at)
    return at is not None


def _band(person, day):
    age = day.year - person.year - ((person.month, 1) > (day.month, day.day))
    for limit, band in ((35, "under_35"), (45, "35_44"), (55, "45_54")):
        if age < limit:
            return band
    return "55_over"


def _half_up(value: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)

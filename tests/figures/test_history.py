"""Shows 5: whatever happens in whatever order, every figure equals the history told again."""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from niangjia.base import journal, undo
from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.committees import corrections as committee_corrections
from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat, SeatPost, Term
from niangjia.committees.roster import roster
from niangjia.committees.rules import lay_down_rule
from niangjia.figures.by_unit import by_child, by_unit
from niangjia.figures.catalogue import Reference, catalogue
from niangjia.figures.compute import value
from niangjia.figures.everyone import everyone
from niangjia.figures.models import Register, Window
from niangjia.figures.registers import declare_complete
from niangjia.figures.trace import recount, trace
from niangjia.network import corrections as network_corrections
from niangjia.network import operations as network
from niangjia.network.models import Organisation, Place, PlaceName
from niangjia.network.names import full_names
from niangjia.network.tree import tree
from niangjia.people.models import Pair, Person
from tests.figures.replay import DAY, DISTINCT, FLOWS, PLACES, QUOTIENTS, TIERS, Fact, History

FIRST = date(2017, 1, 1)
SPAN = 40
LAST = FIRST + timedelta(days=SPAN)
TODAY = date(2026, 11, 21)
KNOWN_FROM = date(2017, 1, 4)
WINDOW = (date(2017, 1, 5), date(2017, 2, 1))

DAYS = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
NUMBER = st.integers(0, 10**6)

KIND = {
    "township": ("township", "federation"),
    "village": ("village", "council"),
    "grid": ("grid", "grid"),
    "station": ("sisters_station", "station"),
    "unit": ("market", "association"),
}
POSTS = ("", "chair", "vice_chair", "standing")

FILTERS = {
    "network": ({}, {"level": "township"}, {"level": "village"}, {"kind": "market"}),
    "organisations": ({"form": "federation"}, {"form": "council", "level": "village"}),
    "seats": (
        {"recruited": "offices"},
        {"came_by": "coopted"},
        {"member_kind": "mediator", "level": "village"},
        {"age_band": "35_44"},
        {"education": "college", "level": "township"},
    ),
    "posts": ({"post": "chair"}, {"post": "vice_chair", "employment": "part_time"}),
    "changes": ({"change": "replace"}, {"change": "resign"}),
}


def filters_of(name: str) -> list[dict[str, str]]:
    """A few filters that the figure knows."""
    if name in PLACES:
        return [{}, {"level": "township"}]
    if name == "committees.share_of_persons":
        return [
            {"age_band": "35_44"},
            {"education": "college", "level": "township"},
            {"education": "college", "age_band": "35_44"},
        ]
    if name == "network.venues":
        return [{}, {"level": "township"}, {"kind": "womens_home"}]
    found = list(FILTERS["network"])
    if name == "network.organisations":
        found += FILTERS["organisations"]
    if name in ("committees.seats", "committees.persons", "committees.new_members"):
        found += FILTERS["seats"]
    if name in ("committees.posts", "committees.new_in_post", "committees.mean_posts"):
        found += FILTERS["posts"]
    if name == "committees.changes":
        found += FILTERS["changes"]
    return found


class Histories(RuleBasedStateMachine):
    """Acts at random days against both; everything is compared at the end of each run."""

    @initialize()
    def lay_out(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.told = History()
        self.acts = []  # (entry, facts before)
        self.broken = True
        self.number = 0
        self._places()
        self._network()
        self._people()
        self.broken = False
        self._first_committees()

    def teardown(self):
        if not hasattr(self, "transaction"):
            return
        try:
            if not self.broken:
                self.everything_is_the_same()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # --- the beginning ---------------------------------------------------------------------

    def _places(self):
        codes = {"prefecture": ["9901"], "county": ["990101", "990102"]}
        codes["township"] = ["990101100", "990101101", "990102100"]
        codes["village"] = [f"{t}20{n}" for t in codes["township"] for n in (1, 2)]
        self.places = {}
        for level, prefixes in codes.items():
            for prefix in prefixes:
                place = Place.objects.create(code=prefix.ljust(12, "0"), prefix=prefix, level=level)
                PlaceName.objects.create(place=place, name=f"{prefix}地", kind="county")
                self.places[prefix] = place
        self.told.places = [p for p in self.places.values() if p.level in ("township", "village")]

    def _network(self):
        top = self._found("prefecture", None, "9901", None)
        here, there = (self._found("county", top, c, None) for c in ("990101", "990102"))
        town = self._found("township", here, "990101100", None)
        self._found("township", there, "990102100", date(2017, 1, 3))
        self._found("village", town, "990101100201", None)
        self.told.top, self.told.known_from, self.told.window = top.pk, KNOWN_FROM, WINDOW
        with journal.act("台账", by=None) as entry:
            declare_complete(entry, Register.ORGANISATIONS, {top.pk: KNOWN_FROM})
            Window.objects.create(
                entry=entry, name="network.synchronised", label="专项行动", source="测试",
                organisation=top, starts_on=WINDOW[0], ends_on=WINDOW[1],
            )  # fmt: skip
        lay_down_rule(
            by=None, place=self.places["990101"], level="village", version=1, starts_on=None,
            source="测试", required=["mediator"],
        )  # fmt: skip
        self.told.rule = _Rule("village", "990101", ("mediator",))

    def _found(self, level, parent, prefix, on):
        kind, form = KIND.get(level, (level, "federation"))
        self.number += 1
        place = self.places[prefix] if prefix else None
        made = network.found(
            by=None, kind=kind, level=level, name=f"组织{self.number}",
            short_name=f"组{self.number}", form=form, parent=parent, place=place, on=on,
            today=TODAY, code=f"U{self.number:03}",
        )  # fmt: skip
        self._know(made, prefix)
        self.told.tell(
            Fact(
                "found",
                on,
                made.pk,
                parent=parent and parent.pk,
                form=form,
                name=made_name(self.number),
            )
        )
        return made

    def _know(self, made, prefix):
        committee = made.kind.has_committee
        self.told.orgs[made.pk] = _Org(made.level, made.kind_id, prefix, committee)

    def _people(self):
        births = ((1981, 12), (1982, 1), (1982, 2), (1990, 5), (1972, 1), (1960, 1), (1982, 2))
        with journal.act("人员", by=None) as entry:
            self.people = [
                Person.objects.create(
                    entry=entry, name=f"甲{n}", birth_year=y, birth_month=m,
                    education="college" if n % 2 else "senior",
                )
                for n, (y, m) in enumerate(births)
            ]  # fmt: skip
            one, other = self.people[0], self.people[1]
            Pair.objects.create(entry=entry, first=one, second=other, why="姓名相同")
        self.told.pairs = [(one.pk, other.pk)]
        for p in self.people:
            self.told.persons[p.pk] = _Person(p.birth_year, p.birth_month, p.education)

    def _first_committees(self):
        """Two terms of a township and one of a village, so that every rule finds something."""
        town, village = (o.pk for o in Organisation.objects.filter(code__in=("U004", "U006")))
        self._elect(town, FIRST, [(0, "chair", True, False), (1, "", False, True)])
        self._elect(
            town, FIRST + 20 * DAY, [(0, "chair", True, False), (2, "vice_chair", False, True)]
        )
        self._elect(village, FIRST + 10 * DAY, [(1, "chair", True, False), (3, "", False, False)])

    # --- doing something on both sides ---------------------------------------------------------

    def _try(self, act, facts, *, allowed=True, exact=True, change=None):
        """The act must succeed exactly if the told history stays sound with `facts`."""
        before = self.told.copy()
        if facts:
            self.told.tell(*facts)
        if change:
            change()
            self.told.changed()
        sound = allowed and self.told.is_sound()
        number = Entry.objects.count()
        self.broken = True
        try:
            with transaction.atomic():
                made = act()
        except Refused as refused:
            note(f"refused: {refused}")
            self.told.put_back(before)
            if exact and sound:  # nothing speaks against it
                raise
            self.broken = False
            return None
        assert sound, "done though it breaks a rule"
        self.broken = False
        entry = Entry.objects.order_by("pk")[number]
        for fact in facts:
            fact.act = entry.pk
        self.acts.append((entry, before))
        return made

    def _some(self, number, of=None):
        chosen = sorted(of if of is not None else self.told.orgs)
        assume(chosen)
        return chosen[number % len(chosen)]

    def _organisation(self, pk):
        return Organisation.objects.get(pk=pk)

    def _starts(self, what, org):
        return [f.day for f in self.told.facts if f.what in (*what, "found") and f.org == org]

    def _stretch(self, org, on):
        """Until when something put under another parent on `on` would stay there."""
        later = [f.on for f in self.told.of("move", org=org) if f.on > on]
        return min([*later, self.told.end_of(org)])

    def _stays_until(self, parent, end):
        return end <= self.told.end_of(parent)

    # --- the network ---------------------------------------------------------------------------

    @precondition(lambda self: len(self.told.orgs) < 13)
    @rule(parent=NUMBER, level=st.sampled_from(["township", "village", "village", "grid", "unit"]),
          on=DAYS, place=NUMBER)  # fmt: skip
    def found(self, parent, level, on, place):
        above = self._some(parent, [o for o, i in self.told.orgs.items() if fits(level, i.level)])
        prefix = self._free_place(level, place)
        self.number += 1
        number = self.number
        kind, form = KIND[level]

        def act():
            return network.found(
                by=None, kind=kind, level=level, name=f"组织{number}", short_name=f"组{number}",
                form=form, parent=self._organisation(above), on=on, today=TODAY,
                place=self.places[prefix] if prefix else None, code=f"U{number:03}",
            )  # fmt: skip

        allowed = self.told.end_of(above) == date(2100, 1, 1)
        if made := self._try(act, [], allowed=allowed):
            self._know(made, prefix)
            number_of_act = self.acts[-1][0].pk
            older = (
                self.told.start_of(above) > on
            )  # then it stands below from the other's first day
            fact = Fact("found", on, made.pk, number_of_act, form=form, name=made_name(number))
            fact.parent = None if older else above
            self.told.tell(fact)
            if older:
                begin = self.told.start_of(above)
                self.told.tell(Fact("move", begin, made.pk, number_of_act, parent=above))

    def _free_place(self, level, number):
        if level not in ("township", "village"):
            return ""
        taken = {i.prefix for i in self.told.orgs.values()}
        free = [x for x, p in self.places.items() if p.level == level and x not in taken]
        return free[number % len(free)] if free else ""

    @rule(org=NUMBER, on=DAYS, renamed=st.booleans(), to=st.sampled_from(["federation", "council"]))
    def convert(self, org, on, renamed, to):
        org = self._some(org)
        name = f"改{on}" if renamed else ""
        facts = [Fact("form", on, org, form=to), Fact("convert", on, org)]
        facts += [Fact("name", on, org, name=name)] if renamed else []
        world = self.told.world(on)
        allowed = org in world.parent and world.form[org] != to
        allowed = allowed and on not in self._starts(["form"], org)
        allowed = allowed and not (renamed and on in self._starts(["name"], org))
        self._try(
            lambda: network.convert(
                by=None, organisation=self._organisation(org), to=to, on=on, today=TODAY, name=name
            ),
            facts,
            allowed=allowed,
        )

    @rule(org=NUMBER, on=DAYS)
    def rename(self, org, on):
        org = self._some(org)
        name = f"名{on}"
        allowed = org in self.told.world(on).parent and on not in self._starts(["name"], org)
        self._try(
            lambda: network.rename(
                by=None, organisation=self._organisation(org), name=name, short_name=name, on=on,
                today=TODAY,
            ),
            [Fact("name", on, org, name=name)],
            allowed=allowed,
        )  # fmt: skip

    @rule(org=NUMBER, parent=NUMBER, on=DAYS)
    def move(self, org, parent, on):
        org = self._some(org)
        level = self.told.orgs[org].level
        parents = [o for o, i in self.told.orgs.items() if fits(level, i.level) and o != org]
        parent = self._some(parent, parents)
        world = self.told.world(on)
        allowed = world.parent.get(org) not in (None, parent)
        allowed = allowed and on not in self._starts(["move"], org)
        allowed = allowed and self._stays_until(parent, self._stretch(org, on))
        self._try(
            lambda: network.move(
                by=None, organisation=self._organisation(org), parent=self._organisation(parent),
                on=on, today=TODAY,
            ),
            [Fact("move", on, org, parent=parent)],
            allowed=allowed,
        )  # fmt: skip

    @precondition(lambda self: len(self.told.orgs) < 13)
    @rule(org=NUMBER, on=DAYS)
    def split(self, org, on):
        org = self._some(org)
        world = self.told.world(on)
        parent = world.parent.get(org)
        self.number += 1
        number = self.number
        allowed = parent is not None and self.told.end_of(parent) == date(2100, 1, 1)
        made = self._try(
            lambda: network.split(
                by=None, organisation=self._organisation(org), name=f"组织{number}",
                short_name=f"组{number}", place=None, on=on, today=TODAY, code=f"U{number:03}",
            ),
            [],
            allowed=allowed,
        )  # fmt: skip
        if made:
            self._know(made, "")
            act = self.acts[-1][0].pk
            form = world.form[org]
            self.told.tell(
                Fact("found", on, made.pk, act, parent=parent, form=form, name=made_name(number)),
                Fact("before", on, made.pk, act, because_of=org),
            )

    @rule(org=NUMBER, into=NUMBER, on=DAYS)
    def merge(self, org, into, on):
        org = self._some(org, [o for o, i in self.told.orgs.items() if i.level != "prefecture"])
        level = self.told.orgs[org].level
        into = self._some(into, [o for o, i in self.told.orgs.items() if i.level == level])
        world = self.told.world(on)
        children = [o for o, above in world.parent.items() if above == org]
        facts = [Fact("move", on, o, parent=into, because_of=org) for o in children]
        facts += [Fact("before", on, into, because_of=org), Fact("end", on, org)]
        allowed = org != into and into in world.parent and self._may_end(org, on)
        allowed = allowed and all(
            on not in self._starts(["move"], o) and self._stays_until(into, self._stretch(o, on))
            for o in children
        )
        self._try(
            lambda: committees.merge(
                by=None, organisations=[self._organisation(org)], into=self._organisation(into),
                on=on, today=TODAY,
            ),
            facts,
            allowed=allowed,
        )  # fmt: skip

    @rule(org=NUMBER, on=DAYS)
    def dissolve(self, org, on):
        org = self._some(org, [o for o, i in self.told.orgs.items() if i.level != "prefecture"])
        world = self.told.world(on)
        allowed = self._may_end(org, on) and org not in world.parent.values()
        self._try(
            lambda: committees.dissolve(
                by=None, organisation=self._organisation(org), on=on, today=TODAY
            ),
            [Fact("end", on, org)],
            allowed=allowed,
        )

    def _may_end(self, org, on):
        """It lives, nothing is recorded of later days, and nobody comes below it later."""
        lives = org in self.told.world(on).parent and self.told.end_of(org) == date(2100, 1, 1)
        later = [
            f
            for f in self.told.facts
            if f.day >= on
            and (
                (
                    f.org == org
                    and f.what in ("found", "form", "name", "move", "elect", "sit", "post")
                )
                or (f.parent == org and f.what in ("found", "move"))
            )
        ]
        return lives and not later

    @rule(org=NUMBER, on=DAYS, step=st.sampled_from(
        ["committee_elected", "board_hung", "group_opened", "first_activity"]))  # fmt: skip
    def step(self, org, on, step):
        org = self._some(org)
        self._try(
            lambda: network.record_step(
                by=None, organisation=self._organisation(org), kind=step, on=on, today=TODAY
            ),
            [Fact("step", on, org, step=step)],
        )

    @rule(org=NUMBER, on=DAYS)
    def all_steps(self, org, on):
        """Rare enough alone: the four steps on four days from `on`."""
        kinds = ["committee_elected", "board_hung", "group_opened", "first_activity"]
        for n, step in enumerate(kinds):
            self.step(org, on + n * DAY, step)

    # --- committees ----------------------------------------------------------------------------

    @rule(org=NUMBER, on=DAYS, members=st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(POSTS), st.booleans(), st.booleans()),
        max_size=4, unique_by=lambda m: m[0]))  # fmt: skip
    def elect(self, org, on, members):
        org = self._some(org)
        self._elect(org, on, members)

    @rule(org=NUMBER, on=DAYS, first=st.integers(0, 6), size=st.integers(2, 4))
    def elect_a_sound_committee(self, org, on, first, size):
        members = [
            ((first + n) % 7, POSTS[1 + n] if n < 3 else "", n == 0, n == 1) for n in range(size)
        ]
        self._elect(self._some(org), on, members)

    def _elect(self, org, on, members):
        self.number += 1
        term = -self.number  # until the database has numbered it
        facts = [Fact("elect", on, org, term=term)]
        drafts = []
        for number, post, mediates, inside in members:
            person = self.people[number]
            member = committees.Member(
                person, post, "part_time" if inside else "unknown",
                ("mediator",) if mediates else (), "", "offices" if inside else "unknown",
            )  # fmt: skip
            drafts.append(member)
            facts.append(self._sit(org, on, term, member))
        allowed = on not in [f.on for f in self.told.of("elect", org=org)]
        draft = committees.ElectionDraft(self._organisation(org), on, drafts)
        made = self._try(
            lambda: committees.elect(by=None, draft=draft, today=TODAY), facts, allowed=allowed
        )
        if made:
            for fact in facts:
                fact.term = made.pk
                if fact.what == "sit":
                    fact.seat = made.seats.get(person=fact.person).pk
            self.told.changed()

    def _sit(self, org, on, term, member, came_by="elected"):
        self.number += 1
        return Fact(
            "sit", on, org, seat=-self.number, person=member.person.pk, post=member.post,
            employment=member.employment if member.post else "", term=term, came_by=came_by,
            recruited=member.recruited, kinds=member.kinds,
        )  # fmt: skip

    @rule(term=NUMBER, person=st.integers(0, 6), post=st.sampled_from(POSTS), on=DAYS,
          mediates=st.booleans())  # fmt: skip
    def coopt(self, term, person, post, on, mediates):
        term = self._some(term, [f.term for f in self.told.of("elect")])
        fact = self.told.of("elect", term=term)[0]
        member = committees.Member(
            self.people[person], post, kinds=("mediator",) if mediates else ()
        )
        sit = self._sit(fact.org, on, term, member, "coopted")
        made = self._try(
            lambda: committees.coopt(
                by=None, term=Term.objects.get(pk=term), member=member, on=on, reason="增补"
            ),
            [sit, Fact("change", on, fact.org, kind="coopt", seat=sit.seat)],
        )
        self._numbered(sit, made)

    def _numbered(self, sit, made):
        if made:
            for fact in self.told.facts:
                if fact.seat == sit.seat and fact is not sit:
                    fact.seat = made.pk
            sit.seat = made.pk
            self.told.changed()

    def _seat(self, number):
        seat = self._some(number, [f.seat for f in self.told.of("sit")])
        return self.told.of("sit", seat=seat)[0]

    def _may_leave(self, sit, on):
        later = [f for f in self.told.of("post", seat=sit.seat) if f.on >= on]
        return sit.on < on < self.told.seat_end(sit) and not later

    @rule(seat=NUMBER, person=st.integers(0, 6), on=DAYS, keeps_post=st.booleans())
    def replace(self, seat, person, on, keeps_post):
        out = self._seat(seat)
        member = committees.Member(self.people[person], out.post if keeps_post else "")
        sit = self._sit(out.org, on, out.term, member, "replaced")
        facts = [
            Fact("leave", on, out.org, seat=out.seat),
            sit,
            Fact("change", on, out.org, kind="replace", seat=sit.seat),
        ]
        made = self._try(
            lambda: committees.replace(
                by=None, out=CommitteeSeat.objects.get(pk=out.seat), member=member, on=on,
                reason="替补",
            ),
            facts,
            allowed=self._may_leave(out, on),
        )  # fmt: skip
        self._numbered(sit, made)

    @rule(seat=NUMBER, on=DAYS, kind=st.sampled_from(["resign", "remove"]))
    def end_seat(self, seat, on, kind):
        sit = self._seat(seat)
        self._try(
            lambda: committees.end_seat(
                by=None,
                seat=CommitteeSeat.objects.get(pk=sit.seat),
                on=on,
                reason="调离",
                kind=kind,
            ),
            [
                Fact("leave", on, sit.org, seat=sit.seat),
                Fact("change", on, sit.org, kind=kind, because_of=sit.seat),
            ],
            allowed=self._may_leave(sit, on),
        )

    @rule(seat=NUMBER, on=DAYS, post=st.sampled_from(POSTS[1:]))
    def elect_extra(self, seat, on, post):
        sit = self._seat(seat)
        later = [f for f in self.told.of("post", seat=sit.seat) if f.on >= on]
        self._try(
            lambda: committees.elect_extra(
                by=None, seat=CommitteeSeat.objects.get(pk=sit.seat), post=post,
                employment="part_time", on=on, reason="增选",
            ),
            [
                Fact("post", on, sit.org, seat=sit.seat, post=post, employment="part_time"),
                Fact("change", on, sit.org, kind="elect_extra", seat=sit.seat),
            ],
            allowed=not later and not (sit.post and sit.on == on),
        )  # fmt: skip

    # --- corrections: what is refused is not always foreseen, what is done must be sound --------

    @rule(number=NUMBER, on=DAYS)
    def correct_event(self, number, on):
        main = [
            f for f in self.told.facts if f.what in ("found", "convert", "move", "end") and f.on
        ]
        fact = main[number % len(main)] if main else None
        assume(fact and not (fact.what == "move" and fact.because_of))
        kind = {"end": ("merge", "dissolve"), "found": ("found",)}.get(fact.what, (fact.what,))
        event = self._organisation(fact.org).events.filter(kind__in=kind, on=fact.on).first()
        assume(event)
        together = [fact] + [
            f
            for f in self.told.facts
            if f.act == fact.act and f.on == fact.on and f is not fact
            and fact.org in (f.org, f.because_of) and f.what not in ("elect", "sit")
        ]  # fmt: skip

        def change():
            for f in together:
                f.on = on

        self._try(
            lambda: committee_corrections.correct_event(
                by=None, event=event, on=on, reason="原件写的是这一天"
            ),
            [], exact=False, change=change,
        )  # fmt: skip

    @rule(number=NUMBER, parent=NUMBER)
    def correct_parent(self, number, parent):
        placed = [f for f in self.told.facts if f.what in ("found", "move") and f.parent]
        fact = placed[number % len(placed)]
        level = self.told.orgs[fact.org].level
        parents = [o for o, i in self.told.orgs.items() if fits(level, i.level) and o != fact.org]
        parent = self._some(parent, parents)
        placement = self._organisation(fact.org).placements.get(starts_on=fact.on)

        def change():
            fact.parent = parent

        self._try(
            lambda: network_corrections.correct_parent(
                by=None, placement=placement, parent=self._organisation(parent), reason="看错了",
                today=TODAY,
            ),
            [], exact=False, change=change,
        )  # fmt: skip

    @rule(seat=NUMBER, starts=DAYS, ends=st.none() | DAYS)
    def correct_seat_days(self, seat, starts, ends):
        sit = self._seat(seat)
        term_end = self.told.term_end(self.told.of("elect", term=sit.term)[0])
        assume(ends is None or starts < ends)
        if ends is None and term_end != date(2100, 1, 1):
            ends = term_end
        row = CommitteeSeat.objects.get(pk=sit.seat)
        before, gone = sit.on, self.told.of("leave", seat=sit.seat)
        out = self.told.seat_end(sit)

        def change():
            for f in self.told.facts:
                in_change = f.what == "change" and f.seat == sit.seat and f.kind != "elect_extra"
                if f.on == before and (in_change or (f.what == "post" and f.seat == sit.seat)):
                    f.on = starts
                left = f.what == "change" and f.because_of == sit.seat
                if left and ends and f.on == out:
                    f.on = ends
            sit.on = starts
            self.told.facts = [f for f in self.told.facts if f not in gone]
            if ends and ends != term_end:
                self.told.facts.append(Fact("leave", ends, sit.org, seat=sit.seat))

        self._try(
            lambda: committee_corrections.correct_seat_days(
                by=None, seat=row, starts_on=starts, ends_on=ends, reason="原件"
            ),
            [], exact=False, change=change,
        )  # fmt: skip

    @rule(term=NUMBER, on=DAYS)
    def correct_election_day(self, term, on):
        term = self._some(term, [f.term for f in self.told.of("elect")])
        fact = self.told.of("elect", term=term)[0]
        before = fact.on
        seats = {f.seat for f in self.told.of("sit", term=term)}

        def change():
            for f in self.told.facts:
                own = f.term == term or (f.seat in seats and f.what in ("post", "change"))
                if own and f.on == before:
                    f.on = on

        self._try(
            lambda: committee_corrections.correct_election_day(
                by=None, term=Term.objects.get(pk=term), held_on=on, reason="原件", today=TODAY
            ),
            [], exact=False, change=change,
        )  # fmt: skip

    @rule(number=NUMBER, post=st.sampled_from(POSTS[1:]))
    def correct_post(self, number, post):
        held = [f for f in self.told.facts if f.what in ("sit", "post") and f.post]
        assume(held)
        fact = held[number % len(held)]
        row = SeatPost.objects.get(seat=fact.seat, starts_on=fact.on)

        def change():
            fact.post, fact.employment = post, "seconded"

        self._try(
            lambda: committee_corrections.correct_post(
                by=None, held=row, post=post, employment="seconded", reason="写错了"
            ),
            [], change=change,
        )  # fmt: skip

    # --- undo ----------------------------------------------------------------------------------

    @precondition(lambda self: self.acts)
    @rule()
    def undo_the_last_act(self):
        entry, before = self.acts.pop()
        self.broken = True
        undo.undo(entry, by=None, reason="记错了")
        self._forget(before)
        self.broken = False

    def _forget(self, before):
        self.told.put_back(before)
        known = {f.org for f in self.told.of("found")}
        self.told.orgs = {o: i for o, i in self.told.orgs.items() if o in known}

    # --- comparing -----------------------------------------------------------------------------

    @rule(picks=st.lists(NUMBER, min_size=3, max_size=3), first=DAYS, last=DAYS)
    def some_figures_are_the_same(self, picks, first, last):
        names = list(catalogue())
        for pick in picks:
            name = names[pick % len(names)]
            self.figure_is_the_same(name, pick // 64, min(first, last), max(first, last))

    def everything_is_the_same(self):
        """Every figure of everyone on every such day; in a short run they take turns."""
        days = self.told.days() or [FIRST]
        names = [n for n in catalogue() if n not in QUOTIENTS and n not in PLACES]
        for n, day in enumerate(days):
            self.tree_is_the_same(day)
            for m, name in enumerate(names):
                if (n + m + self.number) % EVERY == 0:
                    where = filters_of(name)
                    which = n % len(where) if n % 3 else 0
                    self.all_values_are_the_same(name, where[which], day, day)
            if n % 3 == 0:
                every = list(catalogue())
                self.figure_is_the_same(every[(n + self.number) % len(every)], n, day, day)
        self.periods_are_the_same(days)
        for n, org in enumerate(self.told.orgs):
            self.roster_is_the_same(org, days[n % len(days)])
            self.roster_is_the_same(org, days[-1])
        self.paths_are_the_same()

    def periods_are_the_same(self, days):
        for name in FLOWS:
            for first, last in ((days[0], days[-1]), (days[len(days) // 3], days[-2])):
                if first <= last:
                    self.all_values_are_the_same(name, {}, first, last)
            self.figure_is_the_same(name, len(days), days[0], days[-1])

    def all_values_are_the_same(self, name, where, first, last):
        found = everyone(_reference(name, where), period=Period.including(first, last))
        rows = self.told.rows(name, where, first, last)
        expected = {}
        for row in rows:
            day = row.day if name in FLOWS else last
            for root in self.told.world(day).chain(row.org):
                expected.setdefault(root, []).append(row.key)
        counted = {o: len(set(k) if name in DISTINCT else k) for o, k in expected.items()}
        assert {o: n for o, n in found.items() if n} == counted, (name, where, first, last)
        live = {o for day in (first, last) for o in self.told.world(day).parent}
        assert live <= found.keys()

    def figure_is_the_same(self, name, pick, first, last):
        where = filters_of(name)[pick % len(filters_of(name))]
        root = self._organisation(self._some(pick))
        period = Period.including(first, last)
        expected = self.told.answer(name, where, root.pk, first, last)
        answer = value(_reference(name, where), organisation=root, period=period)
        told = (name, where, root.pk, f"{period}")
        assert answer.value == expected.value, told
        assert answer.unknown_in == expected.unknown_in, told
        if name not in QUOTIENTS:
            assert answer.undecided == expected.undecided, told
            self.trace_is_the_same(name, where, root, period, expected)
        if name not in PLACES:
            self.parts_are_the_same(name, where, root, period)

    def trace_is_the_same(self, name, where, root, period, expected):
        reference = _reference(name, where)
        rows = trace(reference, organisation=root, period=period, unmasked={root.pk})
        assert recount(catalogue()[name], rows) == expected.count
        assert len(rows) == len(expected.rows)
        assert all(
            row.masked == (row.organisation != root.pk) for row in rows if name not in PLACES
        )
        if name not in PLACES:
            dated = name in FLOWS
            found = sorted((r.organisation, r.day if dated else 0) for r in rows)
            assert found == sorted((r.org, r.day if dated else 0) for r in expected.rows)
        if name in DISTINCT:
            mine = sorted(r.key for r in expected.rows if r.org == root.pk)
            assert sorted(r.key for r in rows if not r.masked) == mine

    def parts_are_the_same(self, name, where, root, period):
        """By townships or villages, and by who stands directly below: each on its days there."""
        reference = _reference(name, where)
        level = ("township", "village")[period.days % 2]
        found = by_unit(reference, organisation=root, period=period, level=level)
        there = {o for o in self._there(root.pk, period) if self.told.orgs[o].level == level}
        self._parts_are_the_same(name, where, root.pk, period, found, there, direct=False)
        children = by_child(reference, organisation=root, period=period)
        there = self._there(root.pk, period, direct=True)
        self._parts_are_the_same(name, where, root.pk, period, children, there, direct=True)

    def _parts_are_the_same(self, name, where, root, period, found, there, *, direct):
        assert {unit.organisation for unit in found} == there
        for unit in found if name not in QUOTIENTS else ():
            pk, answer = unit.organisation, unit.answer
            told = (name, where, pk, root, f"{period}", direct)
            expected = self.told.part(
                name, where, pk, root, period.first, period.last, direct=direct
            )
            assert answer.value == expected.value, told
            assert answer.unknown_in == expected.unknown_in, told
            assert answer.undecided == expected.undecided, told

    def _there(self, root, period, *, direct=False):
        days = [period.first, *(d for d in self.told.days_of_change() if d in period)]
        return {
            o
            for day in days
            for o in self.told.world(day).parent
            if o != root and self.told.is_part(o, o, root, day, direct)
        }

    def tree_is_the_same(self, day):
        network_ = tree(on=day)
        world = self.told.world(day)
        edges = {
            int(network_.ids[i]): int(network_.ids[above]) if above >= 0 else None
            for i, above in enumerate(network_.parent)
        }
        assert edges == world.parent, day
        for i, end in enumerate(network_.end):
            inside = {int(o) for o in network_.ids[i:end]}
            assert inside == {o for o in world.parent if world.is_below(o, int(network_.ids[i]))}
        assert full_names(world.name, on=day) == world.name

    def roster_is_the_same(self, org, day):
        lines = roster(self._organisation(org), as_of=day)
        world = self.told.world(day)
        seats = world.sitting.get(org, {}).values()
        found = [(line.person, line.post, line.employment, line.since) for line in lines]
        expected = [(s.person, s.post, s.employment if s.post else "", s.since) for s in seats]
        assert sorted(found) == sorted(expected)
        ranks = [POSTS[1:].index(line.post) if line.post else 3 for line in lines]
        assert ranks == sorted(ranks)
        for line in lines:
            known, before = self.told.previous(org, line.since)
            was_there = line.person in {s.person for s in before}
            assert line.is_new == (not was_there if known else None)
            elsewhere = [o for o, c in world.sitting.items() if o != org
                         for s in c.values() if s.person == line.person]  # fmt: skip
            assert sorted(o.organisation for o in line.others) == sorted(elsewhere)

    def paths_are_the_same(self):
        world = self.told.world(TODAY)
        for pk, path in Organisation.objects.values_list("pk", "path"):
            if pk in world.parent:
                assert path == "".join(f"{o:08x}" for o in reversed(world.chain(pk)))


class _Org:
    def __init__(self, level, kind, prefix, committee):
        self.level, self.kind, self.prefix, self.committee = level, kind, prefix, committee


class _Person:
    def __init__(self, year, month, education):
        self.year, self.month, self.education = year, month, education


class _Rule:
    def __init__(self, level, prefix, required):
        self.level, self.prefix, self.required = level, prefix, required


def made_name(number):
    return f"组织{number}"


def fits(level, parent):
    return level == "unit" or TIERS.index(level) > TIERS.index(parent)


def _reference(name, where):
    return Reference(name, tuple(where.items()))


# How many histories, of how many acts, and whether every figure is asked on every day.
# HISTORY=long tells hundreds of them.
PROFILES = {"ci": (6, 20, 3), "long": (400, 40, 1)}
EXAMPLES, STEPS, EVERY = PROFILES[os.environ.get("HISTORY", "ci")]


@pytest.mark.django_db
@pytest.mark.timeout(3600)
def test_every_figure_equals_the_history_told_again():
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

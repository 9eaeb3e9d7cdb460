"""The committees of one township, before and after the election."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.demo.people import Crowd, Person
from niangjia.demo.places import Area, PlaceName
from niangjia.demo.plan import TownshipPlan
from niangjia.demo.scenario import Scenario
from niangjia.demo.seats import Clues, Committee, Post, Seat, Told
from niangjia.demo.trades import with_kinds, with_trade

STANDING_MEMBERS = 3
BORN_STAYING = (1958, 1988)  # grown up at the election before, not yet retired at this one
BORN_LEAVING = (1952, 1975)
BORN_NEW = (1962, 1993)
TOLD_PHONE = 0.6  # how many of the previous rosters' rows have a telephone


@dataclass(frozen=True)
class Place:
    """One place at the new committee's table, before we know who takes it."""

    post: Post
    before: Post | None  # what she was on the previous committee, if she stays
    part_time: bool | None = None


@dataclass(frozen=True)
class Member:
    """A place taken; `village` is where she sits as well."""

    place: Place
    person: Person
    village: PlaceName | None


@dataclass(frozen=True)
class Election:
    """What one township's election made of its committee."""

    previous: Committee
    current: Committee
    shared: dict[str, Person]  # village code → the woman who sits there as well


def elect(area: Area, plan: TownshipPlan, scenario: Scenario, crowd: Crowd) -> Election:
    """The committee before, the committee after, and who of it sits in a village."""
    members = _members(area, plan, crowd)
    current = Committee(area.township, plan.elected_on, scenario.township_term)
    previous = Committee(area.township, plan.previously_on, scenario.previous_term)
    previous.seats.extend(_previous_seats(area, plan, members, crowd))
    told = {seat.person.number: seat.clues for seat in previous.seats}
    seats = [_current_seat(member, told.get(member.person.number), crowd) for member in members]
    named = [with_trade(seat, area.township.name, crowd.chance) for seat in seats]
    current.seats.extend(with_kinds(named, scenario, crowd.chance))
    shared = {one.village.code: one.person for one in members if one.village}
    return Election(previous, current, shared)


def _table(plan: TownshipPlan) -> list[Place]:
    """All places of the new committee, chair first; stayers before newcomers."""
    head = [
        Place(Post.CHAIR, Post.CHAIR if plan.chair_stays else None, part_time=False),
        Place(Post.VICE_CHAIR, Post.VICE_CHAIR, part_time=False),
        *_part_time_places(plan),
    ]
    staying = plan.stay - sum(place.before is not None for place in head)
    plain = [Post.MEMBER] * staying + [None] * (plan.seats - len(head) - staying)
    posts = [Post.STANDING] * STANDING_MEMBERS + [Post.MEMBER] * len(plain)
    return head + [Place(post, before) for post, before in zip(posts, plain, strict=False)]


def _part_time_places(plan: TownshipPlan) -> list[Place]:
    befores = [Post.MEMBER] * plan.promoted + [None] * (plan.part_time - plan.promoted)
    return [Place(Post.VICE_CHAIR, before, part_time=True) for before in befores]


def _members(area: Area, plan: TownshipPlan, crowd: Crowd) -> list[Member]:
    """Everybody at the table; those who share a seat live in the village where they sit."""
    table = _table(plan)
    free = [i for i, place in enumerate(table) if place.part_time is not False]
    sharing = crowd.chance.sample(free, plan.shared)
    villages = crowd.chance.sample(area.villages, plan.shared)
    village_of = dict(zip(sharing, villages, strict=True))
    return [_member(place, area, village_of.get(i), crowd) for i, place in enumerate(table)]


def _member(place: Place, area: Area, village: PlaceName | None, crowd: Crowd) -> Member:
    born = BORN_STAYING if place.before else BORN_NEW
    return Member(place, crowd.draw(village or area.township, born=born), village)


def _previous_seats(
    area: Area, plan: TownshipPlan, members: list[Member], crowd: Crowd
) -> list[Seat]:
    stayers = [
        Seat(one.person, one.place.before, _staying_clues(one, crowd), _employed(one.place.before))
        for one in members
        if one.place.before
    ]
    chairs = [] if plan.chair_stays else [Post.CHAIR]
    posts = [*chairs, *[Post.STANDING] * 2, *[Post.MEMBER] * plan.leave][: plan.leave]
    leavers = [_leaver(post, area, crowd) for post in posts]
    return sorted(stayers + leavers, key=lambda seat: list(Post).index(seat.post))


def _leaver(post: Post, area: Area, crowd: Crowd) -> Seat:
    person = crowd.draw(area.township, born=BORN_LEAVING)
    phone = person.phone if crowd.chance.random() < TOLD_PHONE else None
    return Seat(person, post, Clues(phone), _employed(post))


def _staying_clues(member: Member, crowd: Crowd) -> Clues:
    """Enough to know her again (R15): her telephone, or the month of her birth.

    Who sits in a village as well must be known by the month there, so here too.
    """
    told = crowd.chance.random() < TOLD_PHONE
    by_month = member.village is not None or not told
    return Clues(member.person.phone if told else None, Told.MONTH if by_month else Told.ANY)


def _current_seat(member: Member, before: Clues | None, crowd: Crowd) -> Seat:
    """Her new seat; newcomers without a second seat may have told no telephone."""
    by_month = member.village is not None or (before is not None and before.birth is Told.MONTH)
    silent = before is None and member.village is None and crowd.chance.random() < 0.05
    clues = Clues(None if silent else member.person.phone, Told.MONTH if by_month else Told.ANY)
    place = member.place
    return Seat(member.person, place.post, clues, place.part_time)


def _employed(post: Post) -> bool | None:
    """Before the reform chairs and vice-chairs were full-time."""
    return False if post in (Post.CHAIR, Post.VICE_CHAIR) else None

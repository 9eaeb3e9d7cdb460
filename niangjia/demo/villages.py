"""The committee of one village, elected on the day the village's council became a federation."""

from __future__ import annotations

from niangjia.demo.people import Crowd, Person
from niangjia.demo.places import PlaceName
from niangjia.demo.plan import VillagePlan
from niangjia.demo.scenario import Scenario
from niangjia.demo.seats import Clues, Committee, Post, Seat, Told
from niangjia.demo.trades import with_kinds

BORN_LEADING = (1962, 1988)
BORN = (1953, 1994)
SHARED_IS_CHAIR = 0.85
TOLD_PHONE = 0.92


def elect(
    village: PlaceName, plan: VillagePlan, shared: Person | None, scenario: Scenario, crowd: Crowd
) -> Committee:
    """The village's first committee; `shared` sits in the township's as well."""
    posts = [Post.CHAIR, *[Post.VICE_CHAIR] * plan.vice_chairs]
    posts += [Post.MEMBER] * (plan.seats - len(posts))
    hers = 0 if crowd.chance.random() < SHARED_IS_CHAIR else 1
    seats = [
        _shared_seat(shared, post) if shared and i == hers else _seat(village, post, crowd)
        for i, post in enumerate(posts)
    ]
    committee = Committee(village, plan.converted_on, scenario.village_term)
    committee.seats.extend(with_kinds(seats, scenario, crowd.chance))
    return committee


def _seat(village: PlaceName, post: Post, crowd: Crowd) -> Seat:
    person = crowd.draw(village, born=BORN if post is Post.MEMBER else BORN_LEADING)
    phone = person.phone if crowd.chance.random() < TOLD_PHONE else None
    return Seat(person, post, Clues(phone), work=village.name)


def _shared_seat(person: Person, post: Post) -> Seat:
    """A second seat is told without telephone or identity number: the month must do (R15 c)."""
    clues = Clues(phone=None, birth=Told.MONTH, identity=False)
    return Seat(person, post, clues, work=person.home.name)

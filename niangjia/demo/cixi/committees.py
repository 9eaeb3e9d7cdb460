"""The committees of the towns: whom the offices sent, and who was found outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from niangjia.demo.cixi.scenario import CityScenario
from niangjia.demo.people import Crowd
from niangjia.demo.places import Area, PlaceName
from niangjia.demo.plan import workday
from niangjia.demo.seats import Clues, Committee, Post, Seat
from niangjia.demo.shares import even_shares
from niangjia.demo.trades import INSIDE, OUTSIDE, SECTORS

HEAD = (Post.CHAIR, Post.VICE_CHAIR, Post.VICE_CHAIR, Post.VICE_CHAIR)
STANDING = 3
FULL_TIME = 2  # of the head: the chair and the first vice-chair, both from an office
BORN = (1960, 1993)
TOLD_PHONE = 0.95


def committees(scenario: CityScenario, areas: Sequence[Area], crowd: Crowd) -> dict[str, Committee]:
    """Town code → its committee; those recruited outside add up to the scenario's."""
    totals, chance = scenario.totals, crowd.chance
    outside = even_shares(totals.recruited, len(areas), chance)
    size = totals.seats // len(areas)
    return {
        area.township.code: _committee(area.township, size, recruited, scenario, crowd)
        for area, recruited in zip(areas, outside, strict=True)
    }


def _committee(
    town: PlaceName, size: int, recruited: int, scenario: CityScenario, crowd: Crowd
) -> Committee:
    posts = [*HEAD, *[Post.STANDING] * STANDING]
    posts += [Post.MEMBER] * (size - len(posts))
    found = {*crowd.chance.sample(range(FULL_TIME, size), recruited)}
    committee = Committee(town, workday(scenario.elections, crowd.chance), scenario.term)
    committee.seats.extend(
        _with_work(_seat(town, post, n, crowd), n in found, crowd.chance)
        for n, post in enumerate(posts)
    )
    return committee


def _seat(town: PlaceName, post: Post, place: int, crowd: Crowd) -> Seat:
    person = crowd.draw(town, born=BORN)
    phone = person.phone if crowd.chance.random() < TOLD_PHONE else None
    part_time = place >= FULL_TIME if post in HEAD else None
    return Seat(person, post, Clues(phone), part_time)


def _with_work(seat: Seat, is_outside: bool, chance: Random) -> Seat:
    sector = chance.choice([*SECTORS][1:]) if is_outside else "机关"
    return replace(
        seat,
        sector=sector,
        source=OUTSIDE if is_outside else INSIDE,
        work=f"{seat.person.home.name}{SECTORS[sector]}",
    )

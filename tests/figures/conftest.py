"""清溪县 with committees, so that every figure has something to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from niangjia.base import journal
from niangjia.committees import operations as committees
from niangjia.committees.models import Term
from niangjia.committees.rules import lay_down_rule
from niangjia.figures.models import Register, Window
from niangjia.figures.registers import declare_complete
from niangjia.network import operations as network
from niangjia.network.venues import open_venue
from niangjia.people.models import Pair, Person
from tests.cast import TODAY, County

BEFORE, ELECTED = date(2012, 3, 1), date(2017, 3, 1)


@dataclass(frozen=True)
class Busy:
    """The county, its people, and the terms of 甲镇 and 丙村."""

    county: County
    people: list[Person]
    jia: Term
    bing: Term


def members(people, *posts):
    return [committees.Member(p, post) for p, post in zip(people, posts, strict=True)]


def elect(organisation, on, *found):
    draft = committees.ElectionDraft(organisation, on, found)
    return committees.elect(by=None, draft=draft, today=TODAY)


def some_people(number, name="甲"):
    with journal.act("人员", by=None) as entry:
        return [
            Person.objects.create(
                entry=entry, name=f"{name}{n}", birth_year=1960 + 5 * n, birth_month=6,
                education="college" if n % 2 else "senior", politics="party",
            )
            for n in range(number)
        ]  # fmt: skip


@pytest.fixture
def busy(county) -> Busy:
    """Two elections in 甲镇, one in 丙村, changes, a conversion, steps, a rule and a pair."""
    people = some_people(8)
    elect(county.jia, BEFORE, *members(people[:3], "chair", "vice_chair", ""))
    jia = elect(
        county.jia,
        ELECTED,
        committees.Member(people[0], "chair", "full_time", ("mediator", "arts"), "教育", "offices"),
        committees.Member(people[3], "vice_chair", "part_time", ("mediator",), "农业"),
        committees.Member(people[2], "standing"),
        committees.Member(people[4]),
    )
    bing = elect(county.bing, ELECTED, *members(people[3:6], "chair", "", ""))
    _change(county, jia, bing, people)
    return Busy(county, people, jia, bing)


def _change(county, jia, bing, people):
    committees.coopt(
        by=None, term=jia, member=committees.Member(people[6]), on=date(2017, 5, 1), reason="增补"
    )
    out = bing.seats.get(person=people[5])
    committees.replace(
        by=None, out=out, member=committees.Member(people[7]), on=date(2017, 6, 1), reason="替补"
    )
    network.convert(
        by=None, organisation=county.ding, to="federation", on=date(2017, 4, 1), today=TODAY
    )
    for n, step in enumerate(("committee_elected", "board_hung", "group_opened", "first_activity")):
        network.record_step(
            by=None, organisation=county.ding, kind=step, on=date(2017, 4, 1 + n), today=TODAY
        )
    lay_down_rule(
        by=None, place=county.federation.place, level="township", version=1, starts_on=None,
        source="测试", required=["mediator", "arts"],
    )  # fmt: skip
    with journal.act("其他", by=None) as entry:
        Pair.objects.create(entry=entry, first=people[0], second=people[4], why="试")
        Window.objects.create(
            entry=entry, name="network.synchronised", organisation=county.federation, label="试",
            source="试", starts_on=date(2017, 4, 1), ends_on=date(2017, 5, 1),
        )  # fmt: skip
        declare_complete(entry, Register.VENUES, {county.federation.pk: date(2017, 1, 1)})
    network.link(
        by=None, organisation=county.jia, with_organisation=county.bing, mode="covers", on=None
    )
    open_venue(by=None, owner=county.bing, kind="womens_home", name="家", on=None, today=TODAY)

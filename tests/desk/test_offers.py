"""A page never offers what it would refuse, and names no file to whom it is closed (R30)."""

import pytest
from django.urls import reverse

from niangjia.access.terms import Role
from niangjia.base import journal
from niangjia.people.models import Pair, Person
from tests.access import officers
from tests.desk.test_views_collections import BING, sent

OVERVIEW = reverse("desk:overview")
PAIRS = reverse("desk:pairs")
SEATS = reverse("desk:figure", args=["committees.seats"])


@pytest.fixture
def came_in(seated, users):
    """An import of the county, and two of it who might be one."""
    users["county_vice"] = officers.appointed("vice", seated.federation, Role.VICE_CHAIR)
    new = ["丙村妇联", "王一", "执委", "2024-04-01"]
    made = sent(users["county_officer"], seated.federation, *BING, new)
    first, second = (Person.objects.get(name=name) for name in ("孙一", "李一"))
    with journal.act("名册", by=None, belonging_to=made.entry) as entry:
        Pair.objects.create(entry=entry, first=first, second=second, why="同年同村")
    return made


def waiting(client):
    """The address of the pairs among what waits on the first page."""
    items = client.get(OVERVIEW).context["page"].side.items
    (item,) = [one for one in items if "同一个人" in one.title]
    return item.address


@pytest.mark.parametrize("name", ["county_officer", "county_clerk", "county_vice"])
def test_pairs_are_offered_to_whom_they_open(came_in, client_of, name):
    client = client_of(name)
    opens = client.get(PAIRS).status_code == 200

    assert bool(waiting(client)) is opens is (name == "county_officer")


@pytest.mark.parametrize("name", ["county_officer", "county_vice"])
def test_an_import_offers_its_pairs_to_whom_they_open(came_in, client_of, name):
    address = reverse("desk:import", args=[came_in.public_id])

    (notice,) = [
        one
        for one in client_of(name).get(address).context["page"].head.notices
        if "同一个人" in one.text
    ]

    assert bool(notice.links) is (name == "county_officer")


@pytest.mark.parametrize(
    ("name", "opens"),
    [("county_officer", True), ("county_clerk", False), ("village_member", False)],
)
def test_a_file_is_named_and_opened_to_whom_it_is_open(came_in, client_of, name, opens):
    answer = client_of(name).get(SEATS)

    address = reverse("desk:import", args=[came_in.public_id])
    assert (client_of(name).get(address).status_code == 200) is opens
    assert (address in answer.content.decode()) is opens
    assert (came_in.file_name in answer.content.decode()) is opens
    assert answer.context["page"].sources.rows

"""Every page × everybody: a name of 丙村's roster is read by whom duty connects to it (TRUST 3.3)."""

from datetime import date

import pytest
from django.urls import reverse

from niangjia.access.models import Reading
from niangjia.base import journal
from niangjia.committees import operations as committees
from niangjia.people.models import Person
from tests.addresses.test_who_may import CAST, LINES
from tests.addresses.things import of

MARKER = "甄标记"
READS = {"county_officer", "township_chair", "village_chair", "village_member"}
LOOKED_AT = [line for line in LINES if line.method == "get"]


@pytest.fixture
def roster(county, today):
    """丙村's committee: one chair, whose name is looked for."""
    with journal.act("台账", by=None) as entry:
        person = Person.objects.create(entry=entry, name=MARKER, birth_year=1980)
    draft = committees.ElectionDraft(
        organisation=county.bing,
        held_on=date(2024, 5, 10),
        members=[committees.Member(person=person, post="chair")],
    )
    return committees.elect(by=None, draft=draft, today=today)


def shown(client_of, name, address, asked):
    return MARKER.encode() in client_of(name).get(address, asked).getvalue()


@pytest.mark.parametrize("line", LOOKED_AT, ids=str)
def test_no_page_shows_the_name_to_anybody_else(line, county, users, client_of, roster):
    address = reverse(line.name, args=line.thing(county, users))

    others = [name for name in CAST if name not in READS]
    assert not [name for name in others if shown(client_of, name, address, line.asked(county))]


def test_those_who_may_do_read_it_and_the_reading_is_written_down(county, users, client_of, roster):
    address = reverse("desk:organisation", args=[county.bing.public_id])

    readers = {name for name in CAST if shown(client_of, name, address, {})}

    assert readers == READS
    assert set(Reading.objects.values_list("user__username", flat=True)) == READS


@pytest.mark.parametrize("root", ["federation", "bing"])
def test_the_rows_of_the_figure_show_it_to_the_same(root, county, users, client_of, roster):
    address = reverse("desk:figure", args=["committees.seats"])

    readers = {name for name in CAST if shown(client_of, name, address, of(root)(county))}

    assert readers == (READS if root == "bing" else {"county_officer"})


def test_the_clerk_sees_that_there_is_a_row_but_not_whose(county, users, client_of, roster):
    address = reverse("desk:figure", args=["committees.seats"])

    page = client_of("county_clerk").get(address, of("bing")(county)).content.decode()

    assert "is-masked" in page
    assert MARKER not in page

"""Who serves in several organisations works in one of them, the highest until she chooses."""

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.access.models import Post
from niangjia.access.scopes import scopes
from niangjia.access.terms import Role
from niangjia.base.models import Entry
from tests.access import officers
from tests.cast import TODAY

OWN = reverse("access:own")
OVERVIEW = reverse("desk:overview")


@pytest.fixture
def both(seated):
    """She serves in 丙村 (below 甲镇) and, as its chair, in 乙乡."""
    user = officers.appointed("both", seated.bing, Role.MEMBER)
    officers.given(user, seated.yi, Role.CHAIR)
    return user


@pytest.fixture
def client(both):
    found = Client()
    found.force_login(both)
    return found


def choose(client, organisation):
    return client.post(OWN, {"organisation": str(organisation.public_id)})


def where(client):
    return client.get(OVERVIEW).context["page"].head.title


def test_the_highest_comes_first_wherever_it_lies(both, seated):
    found = [scope.organisation for scope in scopes(both, on=TODAY)]

    assert found == [seated.yi.pk, seated.bing.pk]


def test_without_a_choice_she_works_in_the_highest(client):
    assert where(client) == "乙乡妇联工作台"


def test_what_she_chooses_is_where_she_works_on_every_page(client, seated):
    answer = choose(client, seated.bing)

    assert answer["Location"] == "/"
    assert where(client) == "丙村妇联工作台"
    shell = client.get(reverse("desk:organisations")).context["shell"]
    assert (shell.me.organisation, shell.me.post) == ("丙村妇联", str(Role.MEMBER.label))
    assert [one.text for one in shell.me.others] == ["乙乡妇联"]


def test_the_menu_offers_the_other_one(client, seated):
    page = client.get(OVERVIEW).content.decode()

    assert f'name="organisation" value="{seated.bing.public_id}"' in page
    assert "换到丙村妇联" in page


def test_with_one_post_there_is_nothing_to_choose(seated, client_of):
    assert client_of("township_chair").get(OVERVIEW).context["shell"].me.others == ()


def test_where_she_does_not_serve_is_no_choice(client, seated):
    assert choose(client, seated.jia).status_code == 404
    assert client.post(OWN, {"organisation": "甲"}).status_code == 404
    assert client.post(OWN).status_code == 404
    assert where(client) == "乙乡妇联工作台"


def test_a_choice_whose_post_has_ended_is_forgotten(client, both, seated):
    choose(client, seated.bing)
    Post.objects.filter(user=both, organisation=seated.bing).update(ends_on=officers.PARTED)

    assert where(client) == "乙乡妇联工作台"


def test_what_only_the_other_post_may_stays_open(client, seated):
    choose(client, seated.bing)

    assert client.get(reverse("desk:pairs")).status_code == 200


def test_choosing_is_no_act_of_the_journal(client, seated):
    many = Entry.objects.count()

    choose(client, seated.bing)

    assert Entry.objects.count() == many

"""The venues of an organisation on its page."""

from datetime import date

from django.urls import reverse

from niangjia.base.models import Entry
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.network.venues import open_venue
from tests.cast import TODAY


def facts(client, organisation):
    address = reverse("desk:organisation", args=[organisation.public_id])
    answer = client.get(address, {"as_of": str(TODAY)})
    assert answer.status_code == 200
    return {fact.label: fact.figure for fact in answer.context["page"].facts}


def test_its_own_venues_are_a_number_that_opens_them(seated, client_of):
    entry = Entry.objects.latest("pk")
    declare_complete(entry, Register.VENUES, {seated.federation.pk: date(2018, 1, 1)})
    for owner, name in ((seated.jia, "甲镇驿站"), (seated.bing, "丙村驿站"), (seated.bing, "家")):
        open_venue(by=None, owner=owner, kind="vanguard_station", name=name, on=None, today=TODAY)
    client = client_of("county_officer")
    bing = facts(client, seated.bing)["阵地"]

    assert bing.text == "2"
    assert facts(client, seated.jia)["阵地"].text == "1"
    opened = client.get(bing.address).content.decode()
    assert "丙村驿站" in opened
    assert "甲镇驿站" not in opened


def test_who_keeps_none_has_no_such_line(seated, client_of):
    assert "阵地" not in facts(client_of("county_officer"), seated.ding)

"""可能是同一人: decided side by side, counted at once, taken back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from niangjia.access.models import Post, Reading
from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.committees.operations import ElectionDraft, Member, elect
from niangjia.people.models import Pair, Person
from tests.cast import TODAY
from tests.desk import committees

PAIRS = reverse("desk:pairs")
PERSONS = reverse("desk:figure", args=["committees.persons"])


@pytest.fixture
def pair(seated):
    """孙一 of 甲镇 and 李一 of 丙村 might be one."""
    first, second = (Person.objects.get(name=name) for name in ("孙一", "李一"))
    with journal.act("导入", by=None) as entry:
        return Pair.objects.create(entry=entry, first=first, second=second, why="同年同村")


def decide(client, pair, how):
    return client.post(reverse(f"desk:pair_{how}", args=[pair.public_id]), follow=True)


def persons(client):
    cell = client.get(PERSONS).context["page"].tiles[0].figure
    return int(cell.text), cell.undecided


def test_the_two_stand_side_by_side(pair, client_of):
    (card,) = client_of("township_chair").get(PAIRS).context["page"].pairs

    assert (card.left[0].text, card.right[0].text) == ("孙一", "李一")
    assert card.differs == ("姓名",)
    assert card.left[-1].text == "甲镇妇联副主席，2024-03-01起"
    assert Reading.objects.get().persons == 2


def test_a_seat_out_of_her_reach_is_counted_and_not_named(pair, client_of, county):
    seat = Member(pair.first, "vice_chair")
    draft = ElectionDraft(county.wu, date(2025, 5, 1), [seat])
    elect(by=None, draft=draft, today=TODAY)

    seen = {
        name: client_of(name).get(PAIRS).context["page"].pairs[0].left[-1].text
        for name in ("township_chair", "county_officer")
    }

    assert seen["township_chair"] == "甲镇妇联副主席，2024-03-01起；另有1席"
    assert seen["county_officer"].endswith("；戊社区妇联副主席，2025-05-01起")


@pytest.mark.parametrize(
    ("places", "differs"),
    [(("jia", "bing"), ("姓名",)), (("bing", "wu"), ("姓名", "所在地"))],
)
def test_a_village_of_the_township_is_no_other_place(pair, client_of, county, places, differs):
    for person, place in zip((pair.first, pair.second), places, strict=True):
        Person.objects.filter(pk=person.pk).update(place=getattr(county, place).place)

    (card,) = client_of("county_officer").get(PAIRS).context["page"].pairs

    assert card.differs == differs


def test_what_was_decided_is_said_in_the_readers_language(pair, client_of):
    client = client_of("county_officer")
    decide(client, pair, "different")
    client.cookies["django_language"] = "en"

    with override("zh-hans"):
        (card,) = client.get(PAIRS).context["page"].decided

    assert card.why == "孙一: Different persons"


def test_the_journal_has_one_language_whoever_decides(pair, client_of):
    client = client_of("county_officer")
    client.cookies["django_language"] = "en"
    with override("zh-hans"):
        decide(client, pair, "different")

    assert Entry.objects.latest("pk").reason == "并排看过：同年同村"


def test_one_person_counts_once_as_soon_as_somebody_said_so(pair, client_of):
    client = client_of("county_officer")
    assert persons(client) == (committees.PERSONS, 1)

    decide(client, pair, "same")

    assert persons(client) == (committees.PERSONS - 1, 0)


def test_two_persons_stay_two_and_are_not_asked_about_again(pair, client_of):
    client = client_of("county_officer")

    page = decide(client, pair, "different").context["page"]

    assert page.pairs == ()
    assert persons(client) == (committees.PERSONS, 0)


@pytest.mark.parametrize("how", ["same", "different"])
def test_a_decision_is_taken_back(pair, client_of, how):
    client = client_of("county_officer")
    (card,) = decide(client, pair, how).context["page"].decided

    page = client.post(card.undo_address, follow=True).context["page"]

    assert len(page.pairs) == 1
    assert page.decided == ()
    assert persons(client) == (committees.PERSONS, 1)


def test_a_pair_is_decided_once(pair, client_of):
    client = client_of("county_officer")
    decide(client, pair, "different")

    assert decide(client, pair, "same").status_code == 404


def test_who_sees_only_one_of_them_is_not_asked(pair, client_of):
    client = client_of("village_chair")

    assert client.get(PAIRS).context["page"].pairs == ()
    assert decide(client, pair, "same").status_code == 404


def test_who_may_not_join_persons_is_told_whose_post_may(pair, client_of):
    client = client_of("village_member")

    assert client.get(PAIRS).status_code == 403
    assert decide(client, pair, "same").status_code == 403


def test_somebody_elses_decision_is_not_hers_to_take_back(pair, client_of):
    (card,) = decide(client_of("county_officer"), pair, "different").context["page"].decided

    assert client_of("township_chair").post(card.undo_address).status_code == 404


def test_a_decision_is_not_made_by_looking(pair, client_of):
    address = reverse("desk:pair_same", args=[pair.public_id])

    assert client_of("county_officer").get(address).status_code == 405


@pytest.mark.parametrize("how", ["same", "different"])
def test_a_decision_is_out_of_sight_when_one_of_the_two_is_out_of_reach(
    pair, client_of, users, county, how
):
    client = client_of("county_officer")
    (card,) = decide(client, pair, how).context["page"].decided
    Post.objects.filter(user=users["county_officer"]).update(organisation=county.bing)

    assert client.get(PAIRS).context["page"].decided == ()
    assert client.post(card.undo_address).status_code == 404


@pytest.mark.parametrize("how", ["same", "different"])
def test_a_decision_stays_in_sight_where_both_are_within_reach(pair, client_of, users, county, how):
    client = client_of("county_officer")
    decide(client, pair, how)
    Post.objects.filter(user=users["county_officer"]).update(organisation=county.jia)

    (card,) = client.get(PAIRS).context["page"].decided
    assert client.post(card.undo_address, follow=True).context["page"].decided == ()


@pytest.mark.parametrize(("how", "named"), [("same", 1), ("different", 2)])
def test_persons_of_decisions_are_counted_in_the_log(pair, client_of, how, named):
    client = client_of("county_officer")
    decide(client, pair, how)
    Reading.objects.all().delete()

    client.get(PAIRS)

    assert Reading.objects.get().persons == named


def test_a_person_of_several_pairs_is_counted_once_in_the_log(pair, client_of):
    third = Person.objects.get(name="孙二")
    with journal.act("导入", by=None) as entry:
        Pair.objects.create(entry=entry, first=pair.first, second=third, why="同年同村")

    client_of("county_officer").get(PAIRS)

    assert Reading.objects.get().persons == 3

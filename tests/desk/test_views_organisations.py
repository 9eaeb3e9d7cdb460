"""组织与名册: the list, and one organisation with the names that are hers to read."""

import pytest
from django.urls import reverse

from niangjia.access.models import Reading
from niangjia.committees.operations import appoint
from niangjia.committees.rules import lay_down_rule
from niangjia.network import operations
from niangjia.people.models import Person
from tests.cast import TODAY
from tests.desk import committees

LIST = reverse("desk:organisations")


def listed(client, **asked):
    answer = client.get(LIST, {"as_of": str(TODAY), **asked})
    assert answer.status_code == 200
    return [choice.text for choice in answer.context["page"].choices]


def page_of(client, organisation, **asked):
    address = reverse("desk:organisation", args=[organisation.public_id])
    answer = client.get(address, {"as_of": str(TODAY), **asked})
    assert answer.status_code == 200
    return answer.context["page"]


def names(page):
    return [row.cells[1].text for row in page.roster.table.rows]


def test_the_list_begins_with_her_own_and_the_tier_below(seated, client_of):
    assert listed(client_of("county_officer")) == ["清溪县妇联", "甲镇妇联", "乙乡妇联"]
    assert listed(client_of("township_chair")) == ["甲镇妇联", "丙村妇联", "丁村妇代会"]


@pytest.mark.parametrize("query", ["丙村", "丙", "990001100201", "丙村民委员会"])
def test_a_search_finds_by_name_and_by_code(seated, client_of, query):
    assert listed(client_of("county_officer"), q=query) == ["丙村妇联"]


@pytest.mark.parametrize("query", ["戊社区", "没有", "\0", "'; --", "9" * 80])
def test_a_search_finds_nothing_that_is_not_hers(seated, client_of, query):
    found = listed(client_of("township_chair"), q=query)

    assert found in ([], ["甲镇妇联", "丙村妇联", "丁村妇代会"])


def test_a_township_shows_facts_roster_and_what_lies_below(seated, client_of):
    page = page_of(client_of("county_officer"), seated.jia)

    assert names(page) == ["钱一", "孙一", "孙二"]
    assert page.facts[0].figure.text == "3"
    assert page.facts[3].phrases[0].figure.text == "2"
    assert [row.cells[0].text for row in page.children.rows] == ["丙村妇联", "丁村妇代会"]
    assert [row.cells[4].text for row in page.children.rows] == ["孙二", "—"]


def test_the_numbers_of_its_facts_are_those_of_their_pages(seated, client_of):
    client = client_of("county_officer")
    page = page_of(client, seated.jia)

    found = [fact.figure for fact in page.facts if fact.figure]
    found += [phrase.figure for fact in page.facts for phrase in (*fact.phrases, *fact.note)]
    for figure in filter(None, found):
        assert client.get(figure.address).context["page"].tiles[0].figure.text == figure.text


def test_the_roster_is_the_one_of_the_day(seated, client_of):
    page = page_of(client_of("county_officer"), seated.jia, as_of="2024-02-29")

    assert names(page) == ["钱一", "钱二"]
    assert page.facts[0].figure.text == "2"


def test_a_switch_leads_to_the_term_before(seated, client_of):
    page = page_of(client_of("county_officer"), seated.jia)

    assert page.roster.days[0].text == "上一届 2024-02-29"
    assert "as_of=2024-02-29" in page.roster.days[0].address


def test_seats_elsewhere_are_named_within_her_reach_and_counted_beyond(seated, client_of):
    def elsewhere(name, organisation):
        rows = page_of(client_of(name), organisation).roster.table.rows
        (cell,) = [row.cells[8] for row in rows if row.cells[1].text == "孙二"]
        return cell

    assert elsewhere("county_officer", seated.bing).text == "甲镇妇联执委"
    assert "organisations" in elsewhere("county_officer", seated.bing).address
    assert (
        elsewhere("village_chair", seated.bing).text,
        elsewhere("village_chair", seated.bing).address,
    ) == ("另有1席", "")
    assert elsewhere("township_chair", seated.jia).text == "丙村妇联主席"


@pytest.mark.parametrize(
    ("seats", "found"),
    [("heads", ["钱一", "孙一"]), ("new", ["孙一", "孙二"]), ("also", ["孙二"]), ("nonsense", 3)],
)
def test_filters_narrow_the_list_and_never_the_number(seated, client_of, seats, found):
    page = page_of(client_of("county_officer"), seated.jia, seats=seats)

    assert names(page) == found or len(names(page)) == found
    assert page.facts[0].figure.text == "3"


def test_looking_at_names_is_written_down(seated, client_of):
    page_of(client_of("village_member"), seated.bing)

    reading = Reading.objects.get()
    assert (reading.user.username, reading.persons) == ("village_member", 2)


def test_a_clerk_sees_numbers_and_whom_to_ask_but_no_name(seated, client_of):
    page = page_of(client_of("county_clerk"), seated.jia)

    assert page.facts[0].figure.text == "3"
    assert names(page) == []
    assert "甲镇妇联主席" in page.roster.table.empty
    assert [row.cells[4].text for row in page.children.rows] == ["—", "—"]
    assert not Reading.objects.exists()


def test_a_neighbour_does_not_exist(seated, client_of):
    address = reverse("desk:organisation", args=[seated.jia.public_id])

    assert client_of("other_chair").get(address).status_code == 404


def test_a_station_has_a_page_without_committee(seated, client_of):
    page = page_of(client_of("village_chair"), seated.station)

    assert page.composition is None
    assert [fact.label for fact in page.facts] == ["负责人", "成立"]


def test_a_kind_that_is_filled_is_never_said_to_have_nobody(seated, client_of):
    lay_down_rule(
        by=None, place=seated.federation.place, level="township", version=1, starts_on=None,
        source="测试", required=["mediator", "arts"],
    )  # fmt: skip
    address = reverse("desk:organisation", args=[seated.jia.public_id])

    pages = {name: client_of(name).get(address) for name in ("county_clerk", "county_officer")}

    assert all(page.content.decode().count("还没有人") == 1 for page in pages.values())
    assert pages["county_clerk"].context["page"].composition.required[0].names == ""
    assert pages["county_officer"].context["page"].composition.required[0].names == "孙二"


def test_the_name_of_a_stations_head_is_written_down_too(seated, client_of):
    head = Person.objects.get(name="李一")
    appoint(
        by=None, person=head, organisation=seated.station, kind="station_head", on=committees.WU
    )

    page = page_of(client_of("village_chair"), seated.station)

    assert page.facts[0].text == "李一"
    assert Reading.objects.get().persons == 1


def test_one_that_moved_away_keeps_its_numbers_for_the_old_superior_and_hides_its_names(
    seated, client_of
):
    operations.move(
        by=None, organisation=seated.bing, parent=seated.yi, on=committees.WU, today=TODAY
    )
    client = client_of("township_chair")

    page = page_of(client, seated.bing, as_of="2024-04-30")

    assert page.facts[0].figure.text == "2"
    assert names(page) == []
    address = reverse("desk:organisation", args=[seated.bing.public_id])
    assert client.get(address, {"as_of": str(TODAY)}).status_code == 404


def test_a_day_before_it_was_there_is_a_page_too(seated, client_of):
    page = page_of(client_of("county_officer"), seated.jia, as_of="1950-01-01")

    assert names(page) == []


@pytest.mark.parametrize("as_of", ["2017-13-01", "去年"])
def test_a_day_that_makes_no_sense_is_answered_by_a_sentence(seated, client_of, as_of):
    address = reverse("desk:organisation", args=[seated.jia.public_id])

    answer = client_of("county_officer").get(address, {"as_of": as_of})

    assert answer.status_code == 400
    assert "看不懂日期" in answer.content.decode()

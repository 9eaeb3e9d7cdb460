"""工作台: everybody's own numbers, each with its page, in a fixed number of statements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.committees import operations
from niangjia.network.tree import tree
from tests import cast
from tests.desk import committees

OVERVIEW = reverse("desk:overview")


def page_of(client, **asked):
    day = {} if "to" in asked else {"as_of": str(cast.TODAY)}
    answer = client.get(OVERVIEW, {**day, **asked})
    assert answer.status_code == 200
    return answer.context["page"]


def numbers_of(page):
    """Every number of the page, as (address, text)."""
    cells = [node.figure for node in page.chain] + [tile.figure for tile in page.tiles]
    cells += [phrase.figure for tile in page.tiles for phrase in tile.scope]
    cells += [cell for row in page.units.rows for cell in row.cells if cell.is_figure]
    cells += [cell for cell in page.units.total if cell.is_figure]
    return {(cell.address, cell.text) for cell in cells}


def test_the_county_sees_its_net_from_tier_to_tier(seated, client_of):
    page = page_of(client_of("county_officer"))

    assert [node.figure.text for node in page.chain] == ["1", "2", "2", "1", "5"]
    assert page.tiles[0].figure.text == str(committees.SEATS)
    assert [row.cells[0].text for row in page.units.rows] == ["甲镇妇联", "乙乡妇联"]


def test_every_number_of_the_page_is_the_number_of_its_own_page(seated, client_of):
    client = client_of("county_officer")

    for address, text in numbers_of(page_of(client)):
        assert client.get(address).context["page"].tiles[0].figure.text == text


def test_the_rows_make_the_sum_whatever_stands_below(seated, client_of):
    market = cast.below(seated.federation, "unit", "market", "花卉市场妇联")
    _elected(market, "郑一", "郑二")
    _elected(seated.federation, "冯一")

    units = page_of(client_of("county_officer")).units
    names = [row.cells[0].text for row in units.rows]
    seats = [column.label for column in units.columns].index("席位合计")
    assert names == ["本级", "甲镇妇联", "乙乡妇联", "花卉市场妇联"]
    assert [row.cells[seats].text for row in units.rows] == ["1", "5", "1", "2"]
    assert units.total[seats].text == "9"


def _elected(organisation, *names):
    members = [operations.Member(person) for person in committees.people(*names)]
    draft = operations.ElectionDraft(organisation, committees.NEW, members)
    operations.elect(by=None, draft=draft, today=cast.TODAY)


def test_who_is_gone_is_listed_only_for_days_on_which_it_was_there(seated, client_of):
    day = date(2026, 6, 1)
    operations.dissolve(by=None, organisation=seated.wu, on=day, today=cast.TODAY)
    operations.dissolve(by=None, organisation=seated.yi, on=day, today=cast.TODAY)
    client = client_of("county_officer")

    def listed(**asked):
        rows = page_of(client, **asked).units.rows
        return [(row.cells[0].text, *(chip.text for chip in row.cells[0].chips)) for row in rows]

    assert listed() == [("甲镇妇联",)]
    months = {"from": "2026-05-01", "to": "2026-07-31"}
    assert listed(**months) == [("甲镇妇联",), ("乙乡妇联", "至2026-05-31")]


def test_a_township_sees_its_villages_and_a_village_itself(seated, client_of):
    township, village = page_of(client_of("township_chair")), page_of(client_of("village_chair"))

    assert [row.cells[0].text for row in township.units.rows] == ["本级", "丙村妇联", "丁村妇代会"]
    assert township.chain[0].label == "乡镇（街道）妇联"
    assert [row.cells[0].text for row in village.units.rows] == ["第一网格"]
    assert village.tiles[0].figure.text == "2"


def test_what_is_missing_is_named(seated, client_of):
    found, spots, steps = page_of(client_of("county_officer")).gaps

    assert "乙乡妇联" in {item.title for item in found.items}
    assert spots.count.text == "0"
    assert {item.title for item in steps.items} == {"丙村妇联", "戊社区妇联"}
    assert steps.items[0].chip.text == "缺4步"


def test_the_period_stays_in_the_address(seated, client_of):
    answer = client_of("county_officer").get(OVERVIEW, {"from": "2024-01-01", "to": "2024-06-30"})

    menu = [item.address for group in answer.context["shell"].menu[:3] for item in group.items]
    assert all("from=2024-01-01&to=2024-06-30" in address for address in menu)


def test_a_superior_opens_the_overview_of_a_unit_below(seated, client_of):
    page = page_of(client_of("county_officer"), organisation=str(seated.jia.public_id))

    assert page.head.title == "甲镇妇联工作台"


def test_a_neighbours_overview_does_not_exist(seated, client_of):
    answer = client_of("other_chair").get(OVERVIEW, {"organisation": seated.jia.public_id})

    assert answer.status_code == 404


@pytest.mark.parametrize("asked", [{"as_of": "today"}, {"organisation": "1"}, {"from": "x"}])
def test_an_address_that_makes_no_sense_is_answered_by_a_sentence(seated, client_of, asked):
    assert client_of("county_officer").get(OVERVIEW, asked).status_code == 400


def villages(county, many):
    """Found villages 101 and following below 甲镇."""
    for number in many:
        code = f"990001100{number}"
        place = cast.lay_out_one(code, f"新{number}村", "village", "990001100000")
        cast.federation(county.jia, place, "village")


def statements(client, address):
    tree(on=cast.TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, {"as_of": str(cast.TODAY)}).status_code == 200
    return len(asked)


PAGES = (
    lambda county: OVERVIEW,
    lambda county: reverse("desk:organisation", args=[county.jia.public_id]),
    lambda county: reverse("desk:organisations"),
    lambda county: reverse("desk:figure", args=["committees.persons"]),
    lambda county: reverse("desk:figure", args=["committees.mean_seats"]),
)


def test_no_page_asks_more_of_a_hundred_organisations_than_of_ten(seated, client_of):
    client = client_of("township_chair")
    villages(seated, range(300, 310))
    client.get(OVERVIEW)
    few = [statements(client, page(seated)) for page in PAGES]

    villages(seated, range(310, 400))
    client.get(OVERVIEW)
    many = [statements(client, page(seated)) for page in PAGES]

    assert many == few

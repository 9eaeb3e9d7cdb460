"""The figure page: the number, its rows, who may read them, and addresses typed by hand."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.access.models import Reading
from niangjia.base.periods import Period
from niangjia.committees.models import CommitteeSeat
from niangjia.committees.operations import end_seat
from niangjia.figures.catalogue import catalogue, parse
from niangjia.figures.compute import value
from niangjia.network import operations as network
from niangjia.people.models import Person
from tests.cast import TODAY, below
from tests.desk import committees

SEATS = reverse("desk:figure", args=["committees.seats"])
PERSONS = reverse("desk:figure", args=["committees.persons"])


def page_of(client, address, **asked):
    """The page object behind an answered address."""
    answer = client.get(address, None if "?" in address else {"as_of": str(TODAY), **asked})
    assert answer.status_code == 200
    return answer.context["page"]


def cells(part):
    return [[cell.text for cell in row.cells] for row in part.table.rows]


def test_the_number_is_the_figures_and_its_rows_make_it(seated, client_of):
    page = page_of(client_of("county_officer"), SEATS)

    answer = value(
        parse("committees.seats"), organisation=seated.federation, period=Period.day(TODAY)
    )
    assert page.tiles[0].figure.text == str(answer.value) == str(committees.SEATS)
    assert page.equation.rows == str(committees.SEATS)
    assert page.equation.is_equal
    assert len(page.parts[0].table.rows) == committees.SEATS


def test_persons_stand_beside_seats(seated, client_of):
    page = page_of(client_of("county_officer"), SEATS)

    assert page.tiles[1].figure.text == str(committees.PERSONS)
    assert "committees.persons" in page.tiles[1].figure.address


def test_who_sits_twice_is_said_to_be_one(seated, client_of):
    (part,) = page_of(client_of("county_officer"), PERSONS).parts

    twice = [row for row in part.table.rows if row.cells[0].text == "孙二"]
    assert [row.cells[-2].chips[0].text for row in twice] == ["2行 · 算一人"] * 2


def test_organisations_that_are_counted_once_are_no_people(seated, client_of):
    body = below(seated.federation, "unit", "market", "花卉市场妇联")
    for n, mode in enumerate(("trade", "covers")):
        network.link(
            by=None, organisation=body, with_organisation=seated.bing, mode=mode,
            on=date(2024, 1 + n, 1),
        )  # fmt: skip

    page = page_of(client_of("county_officer"), reverse("desk:figure", args=["network.linked"]))
    assert (page.equation.rows, page.equation.rows_label) == ("1", "个（2行）")
    (part,) = page.parts
    assert {chip.text for row in part.table.rows for chip in row.cells[-2].chips} == {
        "2行 · 算一个"
    }
    assert not [term.text for term in page.terms if "人" in term.text]


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_figure_has_a_page_whose_rows_make_the_number(seated, client_of, name):
    page = page_of(client_of("county_officer"), reverse("desk:figure", args=[name]))

    assert page.equation.is_equal
    assert all(part.equation.is_equal for part in page.parts)


def test_a_quotient_opens_both_its_parts(seated, client_of):
    page = page_of(
        client_of("county_officer"), reverse("desk:figure", args=["committees.mean_seats"])
    )

    assert [part.key for part in page.parts] == ["of", "to"]
    assert page.division == "6 ÷ 5 = 至少1.2，四舍五入一次。"


def test_every_number_leads_to_a_page_that_shows_it(seated, client_of):
    client = client_of("county_officer")
    units = page_of(client, SEATS).units

    for row in (*units.rows, units):
        number = (row.total if row is units else row.cells)[-1]
        assert page_of(client, number.address).tiles[0].figure.text == number.text


def test_the_address_of_a_number_says_its_day(seated, client_of):
    number = page_of(client_of("county_officer"), SEATS, as_of="2023-01-01").tiles[0].figure

    asked = parse_qs(urlsplit(number.address).query)
    assert asked == {"organisation": [str(seated.federation.public_id)], "as_of": ["2023-01-01"]}
    assert number.text == "2"


def test_a_flow_is_counted_over_the_period_of_the_address(seated, client_of):
    changed = reverse("desk:figure", args=["committees.new_members"])
    days = {"from": "2024-03-01", "to": "2024-03-31"}
    page = page_of(client_of("county_officer"), changed, level="township", **days)

    assert page.tiles[0].figure.text == "2"
    assert "from=2024-03-01&to=2024-03-31" in page.tiles[0].figure.address


def test_it_is_split_by_the_values_of_a_breakdown(seated, client_of):
    page = page_of(client_of("county_officer"), SEATS, by="level")

    said = {row.cells[0].text: row.cells[1].text for row in page.units.rows}
    assert (said["乡镇（街道）"], said["村（社区）"]) == ("3", "3")


def test_a_value_with_a_comma_opens_its_number(seated, client_of):
    CommitteeSeat.objects.filter(sector="花卉").update(sector="花卉, 苗木(种植)")
    client = client_of("county_officer")
    (row,) = page_of(client, SEATS, by="sector").units.rows

    for address in (row.cells[0].address, row.cells[1].address):
        assert page_of(client, address).tiles[0].figure.text == row.cells[1].text == "1"


@pytest.mark.parametrize(
    ("by", "asks"),
    [
        ("sector", 'SELECT DISTINCT "committees_committeeseat"."sector"'),
        ("member_kind", 'SELECT "committees_memberkind"."code"'),
        ("kind", 'SELECT "network_organisationkind"."code"'),
    ],
)
def test_the_values_of_a_breakdown_are_asked_once(seated, client_of, by, asks):
    client = client_of("county_officer")
    with CaptureQueriesContext(connection) as asked:
        page_of(client, SEATS, by=by)

    assert sum(one["sql"].startswith(asks) for one in asked) == 1


def test_more_rows_come_as_their_section_alone(seated, client_of):
    client = client_of("county_officer")
    answer = client.get(SEATS, {"shown_rows": "2"}, headers={"HX-Target": "rows"})

    html = answer.content.decode()
    assert html.count("<section") == 1
    assert "<html" not in html
    assert "已显示2行，共6行。" in html
    assert re.search(r'hx-get="[^"]*shown_rows=52#rows"', html)


def test_names_are_shown_to_whose_organisation_it_is_and_the_reading_is_kept(seated, client_of):
    (part,) = page_of(client_of("township_chair"), SEATS).parts

    assert {row[0] for row in cells(part)} == {"钱一", "孙一", "孙二", "李一"}
    reading = Reading.objects.get()
    assert (reading.organisation, reading.persons) == (seated.jia, 4)


def test_the_log_counts_whom_either_part_of_a_quotient_names(seated, client_of):
    Person.objects.filter(name="周一").update(politics="party")
    address = reverse("desk:figure", args=["committees.share_of_persons"])

    page = page_of(client_of("county_officer"), address, politics="party", shown_of=9, shown_to=1)

    named = {row.cells[0].text for part in page.parts for row in part.table.rows}
    assert len(named) == 2
    assert Reading.objects.get().persons == 2


def test_who_may_not_read_rosters_sees_the_same_number_masked(seated, client_of):
    (part,) = page_of(client_of("county_clerk"), SEATS).parts

    assert part.figure.text == str(committees.SEATS)
    assert part.masked == len(part.table.rows) == committees.SEATS
    assert all(row.is_masked and row.cells[0].text == "不归你看" for row in part.table.rows)
    assert not Reading.objects.exists()


@pytest.fixture
def removed(seated):
    """李一 of 丙村 was removed, for a reason that is nobody else's business."""
    seat = CommitteeSeat.objects.get(person__name="李一")
    end_seat(by=None, seat=seat, on=date(2026, 5, 1), reason="李一受到处分", kind="remove")
    return reverse("desk:figure", args=["committees.changes"])


def test_the_reason_of_a_change_is_read_where_names_are(removed, client_of):
    (part,) = page_of(client_of("county_officer"), removed).parts

    assert "李一受到处分" in [cell for row in cells(part) for cell in row]
    assert Reading.objects.get().persons == 1


def test_who_may_not_read_rosters_reads_no_reasons(removed, client_of):
    answer = client_of("county_clerk").get(removed)

    assert answer.context["page"].tiles[0].figure.text == "1"
    assert "李一" not in answer.content.decode()
    assert not Reading.objects.exists()


def test_a_figure_of_a_neighbour_does_not_exist(seated, client_of):
    answer = client_of("other_chair").get(SEATS, {"organisation": seated.jia.public_id})

    assert answer.status_code == 404


def test_a_figure_that_nobody_declared_does_not_exist(seated, client_of):
    address = reverse("desk:figure", args=["committees.nothing"])

    assert client_of("county_officer").get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "2017-02-30"}, "看不懂日期“2017-02-30”"),
        ({"as_of": "0001-01-01"}, "看不懂日期"),
        ({"as_of": "9999-12-31"}, "请换一天"),
        ({"to": "7月31日"}, "看不懂日期"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "请把两个日期对调"),
        ({"level": "nowhere"}, "没有“nowhere”这个值"),
        ({"colour": "red"}, "没有条件“colour”"),
        ({"by": "colour"}, "不能按“colour”分开看"),
        ({"shown_rows": "-1"}, "要写成数字"),
        ({"shown_rows": "²"}, "要写成数字"),
        ({"organisation": "清流县"}, "看不懂"),
        ({"organisation": "\0"}, "看不懂"),
        ({"level": "\0"}, "没有"),
    ],
)
def test_an_address_that_makes_no_sense_is_answered_by_a_sentence(seated, client_of, asked, said):
    answer = client_of("county_officer").get(SEATS, asked)

    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_past_is_said_to_be_past(seated, client_of):
    answer = client_of("county_officer").get(SEATS, {"as_of": "2023-01-01"})

    assert "正在看" in answer.content.decode()
    assert answer.context["shell"].as_of.day == date(2023, 1, 1)


def test_the_catalogue_lists_every_figure_and_fills_in_numbers_if_asked(seated, client_of):
    groups = page_of(client_of("village_chair"), reverse("desk:figures"), values="yes").groups

    lines = {line.name: line for group in groups for line in group.lines}
    assert {*lines} == {*catalogue()}
    assert lines["committees.seats"].figure.text == "2"


def test_signed_out_nobody_sees_a_figure(client, db):
    assert client.get(SEATS).status_code == 302


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_page_tells_no_codes_of_rules_and_indicators(seated, client_of, name):
    page = page_of(client_of("county_officer"), reverse("desk:figure", args=[name]))

    assert page.source
    assert not re.search(r"[A-Z]|\d-|DOMAIN", page.source)

"""材料报告: the paper beside its numbers, each opening its rows; the Word file."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.access.models import Reading
from niangjia.base.periods import Period
from niangjia.committees import operations as committees
from niangjia.network import operations as network
from niangjia.reports import operations
from tests.cast import TODAY
from tests.desk.committees import people

PERIOD = Period.including(date(2024, 1, 1), date(2024, 6, 30))
TEXT = """# 小结

现有执委{{ figure('committees.seats') }}名，平均每个村{{ figure('committees.mean_seats(level=village)') }}名，
新增执委{{ figure('committees.new_members(level=township)') }}名。
"""


@pytest.fixture
def report(seated):
    return operations.draft(
        by=None,
        template="小结",
        organisation=seated.federation,
        period=PERIOD,
        today=TODAY,
        text=TEXT,
    )


def address(report, name="report"):
    return reverse(f"desk:{name}", args=[report.public_id])


def page_of(client, report, **asked):
    answer = client.get(address(report), asked)
    assert answer.status_code == 200
    return answer.context["page"]


def test_the_numbers_stand_beside_the_paper(report, client_of):
    page = page_of(client_of("county_officer"), report)

    assert [line.figure.text for line in page.numbers] == ["6", "1.5", "2"]
    assert page.numbers_chip.text == "3个有来处"
    assert "现有执委" in page.paper


def test_every_number_of_the_paper_leads_to_the_page_that_shows_it(report, client_of):
    client = client_of("county_officer")
    page = page_of(client, report)

    links = re.findall(r'class="nj-n" id="[^"]+" href="([^"]+)"', page.paper)
    assert len(links) == 3
    for link, line in zip(links, page.numbers, strict=True):
        shown = client.get(link.replace("&amp;", "&")).context["page"].tiles[0].figure
        assert shown.text == line.figure.text


def test_a_chosen_number_lists_its_rows(report, client_of):
    page = page_of(client_of("county_officer"), report, number="1")

    (part,) = page.chosen
    assert part.figure.text == "6"
    assert len(part.table.rows) == 6
    assert [line.is_on for line in page.numbers] == [True, False, False]


def test_a_chosen_quotient_lists_both_its_parts(report, client_of):
    page = page_of(client_of("county_officer"), report, number="2")

    assert [part.key for part in page.chosen] == ["of", "to"]


@pytest.mark.parametrize("number", ["9", "0", ""])
def test_a_number_that_is_not_there_lists_nothing(report, client_of, number):
    assert page_of(client_of("county_officer"), report, number=number).chosen == ()


def test_a_number_that_is_no_number_is_answered_by_a_sentence(report, client_of):
    assert client_of("county_officer").get(address(report), {"number": "x"}).status_code == 400


def test_a_number_typed_by_hand_is_shown_as_having_no_record(seated, client_of):
    typed = operations.draft(
        by=None,
        template="小结",
        organisation=seated.federation,
        period=PERIOD,
        today=TODAY,
        text="# 小结\n\n悬挂横幅260余条。\n",
    )
    page = page_of(client_of("county_officer"), typed)

    assert [(line.text, line.has_record) for line in page.numbers] == [("260余条", False)]
    assert "没有记录" in page.head.notices[0].text


def test_a_report_is_checked_and_signed_on_its_page(report, client_of):
    client = client_of("county_officer")
    (check,) = [one for one in page_of(client, report).head.actions if one.method == "post"]
    client.post(check.address)
    (sign,) = [one for one in page_of(client, report).head.actions if one.method == "post"]

    page = client.post(sign.address, follow=True).context["page"]

    assert [step.state for step in page.versions] == ["done", "done", "done"]
    assert [line.figure.text for line in page.numbers] == ["6", "1.5", "2"]
    assert page.differences == ()


def test_what_changed_since_it_was_signed_stands_beside_it(report, seated, client_of):
    client = client_of("county_officer")
    for step in ("report_check", "report_sign"):
        client.post(address(report, step))
    seat = seated.wu.seats.get()
    committees.end_seat(by=None, seat=seat, on=date(2024, 6, 1), reason="调离")

    page = page_of(client, report, number="1")

    assert page.numbers[0].figure.text == "6"
    assert (page.differences[0].before, page.differences[0].after.text) == ("6", "5")


def test_a_report_is_not_signed_before_it_is_checked(report, client_of):
    answer = client_of("county_officer").post(address(report, "report_sign"))

    assert answer.status_code == 400
    assert "这一步没有办成" in answer.content.decode()


def test_the_word_file_is_the_same_document(report, client_of):
    answer = client_of("county_officer").get(address(report, "report_word"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    words = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    assert "现有执委" in words


def test_the_list_shows_the_reports_of_ones_own(report, client_of):
    lists = reverse("desk:reports")

    assert len(client_of("county_officer").get(lists).context["page"].reports.rows) == 1
    assert client_of("township_chair").get(lists).context["page"].reports.rows == ()


@pytest.mark.parametrize("name", ["report", "report_word"])
def test_a_report_of_the_county_does_not_exist_for_a_township(report, client_of, name):
    assert client_of("township_chair").get(address(report, name)).status_code == 404


def test_who_may_not_read_reports_is_told_whose_post_may(client_of):
    assert client_of("village_member").get(reverse("desk:reports")).status_code == 403


def rows_alone(client, report, **asked):
    """More rows of a number, as htmx asks for them."""
    return client.get(address(report), asked, headers={"HX-Target": "rows"})


def statements(client, report, **asked):
    with CaptureQueriesContext(connection) as found:
        client.get(address(report), asked, headers={"HX-Target": "rows"})
    return [one["sql"] for one in found]


def test_more_rows_of_a_number_come_without_the_paper(report, client_of, seated):
    client = client_of("county_officer")
    (part,) = page_of(client, report, number=1, shown_rows=2).chosen
    assert part.table.more.address.endswith("?number=1&shown_rows=52#rows")
    asked = dict(parse_qsl(urlsplit(part.table.more.part_address).query))
    assert (asked["part"], asked["unit"]) == ("committees.seats", str(seated.federation.public_id))

    html = rows_alone(client, report, **asked).content.decode()

    assert html.count("<section") == 1
    assert "已显示6行，共6行。" in html
    assert len(Reading.objects.values_list("persons", flat=True)) == 2
    whole, alone = statements(client, report, number=1), statements(client, report, **asked)
    assert len(alone) < 30 < len(whole) < 50
    assert not any("outsidenumber" in sql or "committees_term" in sql for sql in alone)


def test_of_a_quotient_the_part_asked_for_comes_alone(report, client_of, seated):
    client = client_of("county_officer")
    of, to = page_of(client, report, number=2, shown_of=1, shown_to=1).chosen
    asked = dict(parse_qsl(urlsplit(of.table.more.part_address).query))

    answer = client.get(address(report), asked, headers={"HX-Target": "of"})

    assert 'id="of"' in answer.content.decode()
    assert "已显示3行，共3行。" in answer.content.decode()
    assert to.table.more.part_address


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"part": "committees.nothing"}, 400),
        ({"part": "committees.mean_seats"}, 400),
        ({"part": "committees.seats", "unit": "甲"}, 400),
        ({"part": "committees.seats", "unit": "01a200b2-a9a4-7588-91ef-15b33e5c4835"}, 404),
    ],
)
def test_a_part_typed_by_hand_is_a_sentence(report, client_of, seated, asked, status):
    asked = {"unit": str(seated.federation.public_id)} | asked

    assert rows_alone(client_of("county_officer"), report, **asked).status_code == status


OF_UNITS = """# 各村

{% for unit in units(level="village") %}{{ unit.name }}执委变动{{ figure('committees.changes', organisation=unit.code) }}次。{% endfor %}
"""


def coopted(organisation, name, on):
    (person,) = people(name)
    term = organisation.terms.get()
    committees.coopt(by=None, term=term, member=committees.Member(person), on=on, reason="增补")


@pytest.fixture
def moved(seated):
    """丙村 stood under 甲镇 till 14 April 2024, with one change before and one after."""
    coopted(seated.bing, "王一", date(2024, 4, 10))
    coopted(seated.bing, "王二", date(2024, 5, 10))
    network.move(
        by=None, organisation=seated.bing, parent=seated.yi, on=date(2024, 4, 15), today=TODAY
    )
    return operations.draft(
        by=None, template="各村", organisation=seated.jia, period=PERIOD, today=TODAY, text=OF_UNITS
    )


def test_of_a_unit_that_went_the_paper_counts_days_that_no_list_beside_it_shows(moved, client_of):
    client = client_of("county_officer")

    went, stayed = page_of(client, moved, number=1).numbers

    assert (went.figure.text, went.address) == ("1", "")
    assert stayed.address.endswith("?number=2#chosen")
    assert page_of(client, moved, number=1).chosen == ()
    assert page_of(client, moved, number=2).chosen


def test_rows_of_days_under_another_superior_are_not_shown_beside_a_report(
    moved, client_of, seated
):
    asked = {"part": "committees.changes", "unit": str(seated.bing.public_id)}

    assert rows_alone(client_of("county_officer"), moved, **asked).status_code == 404


def test_what_changed_of_a_unit_that_went_leads_to_no_other_number(moved, client_of, seated):
    client = client_of("county_officer")
    for step in ("report_check", "report_sign"):
        client.post(address(moved, step))
    coopted(seated.bing, "王三", date(2024, 4, 12))

    (changed,) = page_of(client, moved).differences

    assert (changed.before, changed.after.text, changed.after.address) == ("1", "2", "#numbers")


def test_the_rows_beside_a_report_are_those_of_units_below_it(seated, client_of):
    of_jia = operations.draft(
        by=None, template="小结", organisation=seated.jia, period=PERIOD, today=TODAY, text=TEXT
    )
    asked = {"part": "committees.seats", "unit": str(seated.wu.public_id)}

    assert rows_alone(client_of("county_officer"), of_jia, **asked).status_code == 404

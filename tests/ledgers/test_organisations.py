"""What an organisations ledger says of organisations that exist already (R5)."""

from datetime import date

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base.models import Entry
from niangjia.figures.models import Register, RegisterStart
from niangjia.ledgers.importing import import_file
from niangjia.network.models import OrganisationEvent, Placement

pytestmark = pytest.mark.django_db
HEADER = ("乡镇", "村", "组织类别", "成立日期", "改建日期", "挂牌日期")


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows of cells for 清溪县."""

    def import_rows(*rows, kind="organisations", header=HEADER, **more):
        path = tmp_path / "台账.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("台账")
            for number, cells in enumerate((header, *rows)):
                sheet.write_row(number, 0, cells)
        root = county.federation
        return import_file(by=None, path=path, kind=kind, root=root, today=today, **more)

    return import_rows


def village(name="丁村", kind="", founded="", converted="", hung=""):
    return "甲镇", name, kind, founded, converted, hung


def counts(outcome):
    return outcome.created, outcome.changed, outcome.unchanged, len(outcome.rejected)


def remarks(outcome):
    return [(warned.row, warned.remark.key, warned.remark.detail) for warned in outcome.warnings]


def life(organisation):
    forms = organisation.forms.order_by("starts_on").values_list("form", "starts_on", "ends_on")
    return sorted(forms, key=lambda row: row[1] or date.min)


def test_an_unknown_founding_day_is_taken_over_as_a_correction(take, county):
    outcome = take(village(founded="1998-03-08"))

    county.ding.refresh_from_db()
    assert counts(outcome) == (0, 1, 0, 0)
    assert county.ding.starts_on == date(1998, 3, 8)
    assert Entry.objects.filter(act="更正", reason__contains="台账.xlsx").exists()
    assert counts(take(village(founded="1998-03-08"))) == (0, 0, 1, 0)


def test_a_founding_year_is_kept_as_exactly_as_it_is_written(take, county):
    take(village(founded="1998年"))
    told = OrganisationEvent.objects.get(organisation=county.ding, kind="found")

    assert (told.on, told.precision) == (date(1998, 1, 1), "year")
    assert counts(take(village(founded="1998-03-08"))) == (0, 1, 0, 0)
    assert counts(take(village(founded="1998年"))) == (0, 0, 1, 0)
    told.refresh_from_db()
    assert (told.on, told.precision) == (date(1998, 3, 8), "day")


def test_another_founding_day_is_a_warning_and_changes_nothing(take, county):
    take(village(founded="1998-03-08"))

    outcome = take(village(founded="2001-05-01"))

    assert counts(outcome) == (0, 0, 1, 0)
    assert remarks(outcome) == [(2, "founding-differs", ("1998-03-08",))]
    county.ding.refresh_from_db()
    assert county.ding.starts_on == date(1998, 3, 8)


def test_who_stands_below_a_township_of_now_known_age_stands_there_from_its_first_day(take, county):
    outcome = take(("甲镇", "", "妇联", "1990-01-01", "", ""))

    assert counts(outcome) == (0, 1, 0, 0)
    below = Placement.objects.filter(parent=county.jia)
    assert {placement.starts_on for placement in below} == {date(1990, 1, 1)}


def test_another_kind_is_a_warning(take, county):
    outcome = take(village(kind="妇联"))

    assert counts(outcome) == (0, 0, 1, 0)
    assert remarks(outcome) == [(2, "form-differs", ("妇女代表会",))]


def test_the_same_kind_says_nothing_new(take, county):
    assert remarks(take(village(kind="妇代会"), village("丙村", kind="妇联"))) == []


def test_a_conversion_of_what_a_roster_founded_makes_it_a_council_until_that_day(take, county):
    outcome = take(village("丙村", kind="妇联", converted="2017-05-23"))

    assert counts(outcome) == (0, 1, 0, 0)
    day = date(2017, 5, 23)
    assert life(county.bing) == [("council", None, day), ("federation", day, None)]
    names = county.bing.names.order_by("ends_on").values_list("short_name", "starts_on")
    assert list(names) == [("丙村妇代会", None), ("丙村妇联", day)]
    assert counts(take(village("丙村", converted="2017-05-23"))) == (0, 0, 1, 0)


def test_founding_and_conversion_of_one_row_are_both_taken_over(take, county):
    outcome = take(village("丙村", founded="1985年", converted="2017-05-23"))

    assert counts(outcome) == (0, 1, 0, 0)
    assert [form for form, *_ in life(county.bing)] == ["council", "federation"]
    county.bing.refresh_from_db()
    assert county.bing.starts_on == date(1985, 1, 1)


def test_a_conversion_against_a_known_history_is_one_rejected_row(take, county):
    take(village("丙村", founded="2001-05-01"))

    outcome = take(village("丙村", converted="2017-05-23"))

    assert counts(outcome) == (0, 0, 0, 1)


def test_a_day_known_exactly_is_not_made_less_exact(take, county):
    take(village(hung="2017-05-24"))

    assert counts(take(village(hung="2017年5月"))) == (0, 0, 1, 0)
    assert OrganisationEvent.objects.get(kind="board_hung").on == date(2017, 5, 24)


def new_village(county):
    from tests.cast import lay_out_one

    return lay_out_one("990001100203", "己村", "village", county.jia.code)


def test_two_rows_of_one_new_village_found_it_once(take, county):
    new_village(county)
    rows = [village("己村", kind="妇联"), village("己村", hung="2017-05-24")]

    assert counts(take(*rows)) == (1, 1, 0, 0)
    assert counts(take(*rows)) == (0, 0, 2, 0)


def test_a_township_that_could_not_be_founded_is_nobodys_superior(take, county):
    from tests.cast import lay_out_one

    lay_out_one("990001300000", "丙乡", "township", county.federation.code)
    lay_out_one("990001300201", "庚村", "village", "990001300000")
    day = "2017-05-23"

    outcome = take(
        ("丙乡", "", "", day, day, ""), ("丙乡", "庚村", "妇联", "", "", ""), village(hung=day)
    )

    assert counts(outcome) == (1, 1, 0, 1)
    made = Placement.objects.get(organisation__place__code="990001300201")
    assert made.parent == county.federation
    starts = RegisterStart.objects.filter(register=Register.ORGANISATIONS)
    assert {start.organisation_id for start in starts} == {county.federation.pk, county.jia.pk}


def test_rows_that_tell_nothing_new_are_asked_about_together(take):
    rows = [village(name, hung="2017-05-24") for name in ("", "丙村", "丁村")]
    take(*rows)

    assert counts(take(*rows)) == (0, 0, 3, 0)
    assert statements(take, rows[0]) == statements(take, *rows)


def statements(take, *rows):
    with CaptureQueriesContext(connection) as asked:
        take(*rows)
    return len(asked)

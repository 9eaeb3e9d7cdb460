"""A ledger imported again, after things have happened to what it brought in."""

from datetime import date

import pytest
import xlsxwriter

from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat, SeatPost
from niangjia.figures.models import RegisterStart
from niangjia.ledgers.importing import import_file

pytestmark = pytest.mark.django_db
ROSTER = ("乡镇", "村", "姓名", "职务", "选举日期", "任职止")
UNITS = ("乡镇", "村", "组织类别")
ELECTED, PROMOTED = date(2017, 6, 8), date(2018, 3, 1)


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows of cells for 清溪县."""

    def import_rows(header, *rows, kind="committee-roster"):
        path = tmp_path / "台账.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, cells in enumerate((header, *rows)):
                sheet.write_row(number, 0, cells)
        return import_file(by=None, path=path, kind=kind, root=county.federation, today=today)

    return import_rows


@pytest.fixture
def promoted(take):
    """甲秀 of 丙村 came in as a standing member and was made vice-chair later."""
    take(ROSTER, _row("甲秀", "常委"))
    seat = CommitteeSeat.objects.get()
    committees.elect_extra(
        by=None, seat=seat, post="vice_chair", employment="part_time", on=PROMOTED, reason="增选"
    )
    return seat


def _row(name, post, last_day=""):
    return "甲镇", "丙村", name, post, str(ELECTED), last_day


def _posts(seat):
    return list(seat.posts.order_by("starts_on").values_list("post", "starts_on", "ends_on"))


def test_the_roster_of_before_takes_no_promotion_back(take, promoted):
    outcome = take(ROSTER, _row("甲秀", "常委"))

    assert (outcome.changed, outcome.unchanged) == (0, 1)
    assert _posts(promoted) == [
        ("standing", ELECTED, PROMOTED),
        ("vice_chair", PROMOTED, None),
    ]


def test_a_last_day_ends_the_last_post_and_not_the_one_before(take, promoted):
    take(ROSTER, _row("甲秀", "副主席", "2019-05-01"))

    assert _posts(promoted) == [
        ("standing", ELECTED, PROMOTED),
        ("vice_chair", PROMOTED, date(2019, 5, 2)),
    ]


def test_a_ledger_of_which_no_row_could_be_taken_declares_no_register_complete(take):
    RegisterStart.objects.all().delete()

    outcome = take(UNITS, ("没有镇", "没有村", "妇联"), kind="organisations")

    assert len(outcome.waiting) == 1
    assert not RegisterStart.objects.exists()


def test_a_second_seat_at_one_time_is_one_rejected_row_and_the_others_go_in(take):
    header = ("乡镇", "村", "姓名", "出生年月", "职务", "选举日期", "任职起", "任职止")
    here = ("甲镇", "丙村")
    outcome = take(
        header,
        (*here, "甲秀", "1970-03", "主席", str(ELECTED), "", ""),
        (*here, "甲秀", "1970-03", "执委", str(ELECTED), "2017-08-01", ""),
        (*here, "乙兰", "1971-04", "执委", str(ELECTED), "", ""),
    )

    assert (outcome.records, [row.row for row in outcome.rejected]) == (2, [3])


def test_a_last_day_after_the_next_election_is_one_rejected_row(take):
    take(ROSTER, _row("甲秀", "主席"))
    take(ROSTER, ("甲镇", "丙村", "乙兰", "主席", "2022-06-08", ""))

    outcome = take(ROSTER, _row("甲秀", "主席", "2023-01-01"), _row("丁梅", "执委"))

    assert (outcome.records, [row.row for row in outcome.rejected]) == (1, [2])


TENURE = (*ROSTER[:5], "任职起", "任职止")


@pytest.mark.parametrize("new", ["乙兰", "丁香"])
def test_a_new_chair_beside_the_old_one_is_refused_and_the_rest_goes_in(take, new):
    take(ROSTER, _row("甲秀", "主席"), _row("乙兰", "委员"))

    outcome = take(ROSTER, _row(new, "主席"), _row("丙梅", "委员"))

    assert [rejected.row for rejected in outcome.rejected] == [2]
    assert "甲秀" in outcome.as_json()["rejected"][0]["reason"]
    assert outcome.created == 1
    assert _chairs() == {("甲秀", None)}


def test_a_new_chair_goes_in_with_the_last_day_of_the_old_one(take):
    take(ROSTER, _row("甲秀", "主席"))

    outcome = take(
        TENURE,
        ("甲镇", "丙村", "甲秀", "主席", str(ELECTED), "", "2019-05-01"),
        ("甲镇", "丙村", "丁香", "主席", str(ELECTED), "2019-05-02", ""),
    )

    assert outcome.rejected == []
    assert _chairs() == {("甲秀", date(2019, 5, 2)), ("丁香", None)}


def _chairs():
    posts = SeatPost.objects.filter(post="chair").select_related("seat__person")
    return {(post.seat.person.name, post.ends_on) for post in posts}

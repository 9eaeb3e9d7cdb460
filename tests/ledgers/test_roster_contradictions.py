"""A row of a roster that contradicts another one, or what is kept, is refused alone (R31, R32)."""

from datetime import date

import pytest

from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat, SeatPost, Term
from niangjia.ledgers.importing import import_file
from niangjia.network.corrections import correct_event
from tests.ledgers.make import identity
from tests.ledgers.sheets import write

pytestmark = pytest.mark.django_db
HEADER = ("乡镇", "村", "姓名", "职务", "选举日期", "任职起", "任职止", "身份证号", "出生年月")
ELECTED, NEXT = date(2017, 6, 8), date(2022, 6, 8)


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows for 清溪县; every row has one fate."""

    def import_rows(*rows):
        path = write(tmp_path / "名册.xlsx", HEADER, *rows)
        root = county.federation
        done = import_file(by=None, path=path, kind="committee-roster", root=root, today=today)
        assert done.records + len(done.rejected) + len(done.waiting) == len(rows)
        return done

    return import_rows


def row(name, post="执委", begins="", last="", elected=ELECTED, number="", born=""):
    return "甲镇", "丙村", name, post, str(elected), begins, last, number, born


def refused(outcome):
    return [(one.row, one.first.key) for one in outcome.rejected]


def said(outcome):
    return outcome.as_json()["rejected"][0]["reason"]


def seats(name):
    rows = CommitteeSeat.objects.filter(person__name=name).order_by("starts_on")
    return list(rows.values_list("starts_on", "ends_on"))


def posts(name):
    rows = SeatPost.objects.filter(seat__person__name=name).order_by("starts_on")
    return list(rows.values_list("post", "starts_on", "ends_on"))


@pytest.mark.parametrize("old_first", [True, False])
def test_a_second_chair_whose_beginning_is_not_said_is_refused_alone(take, old_first):
    old, new = row("甲秀", "主席", last="2019-04-30"), row("乙兰", "主席")
    rows = [old, new] if old_first else [new, old]

    outcome = take(*rows, row("丙梅"))

    assert refused(outcome) == [(3 if old_first else 2, "chair-begins-later")]
    assert "甲秀" in said(outcome)
    assert "2019-04-30" in said(outcome)
    assert outcome.created == 2


def test_whoever_is_kept_as_chair_until_a_day_need_not_be_written_again(take):
    take(row("甲秀", "主席", last="2019-04-30"))

    outcome = take(row("乙兰", "主席"), row("丙梅"))

    assert refused(outcome) == [(2, "chair-begins-later")]
    assert "写上她的任职开始日期" in said(outcome)
    assert take(row("乙兰", "主席", begins="2019-05-01")).rejected == []


def test_a_later_last_day_that_reaches_into_the_next_chair_is_refused_alone(take):
    rows = [row("甲秀", "主席", last="2019-04-30"), row("乙兰", "主席", begins="2019-05-01")]
    take(*rows)

    outcome = take(row("甲秀", "主席", last="2019-08-01"), row("丙梅"))

    assert refused(outcome) == [(2, "chairs-overlap")]
    assert take(*rows).unchanged == 2


def test_a_member_who_becomes_chair_is_one_from_the_day_that_is_written(take):
    take(row("甲秀", "主席", last="2019-04-30"), row("乙兰", "执委"), row("丙梅", "副主席"))
    day = date(2019, 5, 1)

    outcome = take(row("乙兰", "主席", begins=str(day)))

    assert (outcome.changed, outcome.rejected) == (1, [])
    assert seats("乙兰") == [(ELECTED, None)]
    assert posts("乙兰") == [("chair", day, None)]
    assert take(row("丙梅", "常委", begins=str(day))).changed == 1
    assert posts("丙梅") == [("vice_chair", ELECTED, day), ("standing", day, None)]
    assert take(row("丙梅", "常委", begins=str(day))).unchanged == 1


def test_a_corrected_birth_of_one_identity_number_is_the_same_seat(take):
    number = identity("19630512", "002")
    take(row("甲秀", number=number, born="1963-05"))

    outcome = take(row("甲秀", number=number, born="1963-06"), row("丙梅"))

    assert (outcome.created, outcome.unchanged, outcome.rejected) == (1, 1, [])
    assert len(seats("甲秀")) == 1


@pytest.mark.parametrize("begins", ["", "2017-06-08"])
def test_two_stints_of_one_woman_written_newest_first_stay_what_they_are(take, begins):
    first = row("甲秀", begins=begins, last="2018-12-31", born="1963-05")
    second = row("甲秀", begins="2019-03-01", born="1963-05")
    take(first, second)
    kept = seats("甲秀")

    outcome = take(second, first)

    assert (outcome.unchanged, outcome.rejected) == (2, [])
    assert seats("甲秀") == kept == [(ELECTED, date(2019, 1, 1)), (date(2019, 3, 1), None)]


def test_one_who_came_back_has_a_second_seat(take):
    take(row("甲秀", last="2018-12-31", born="1963-05"))

    assert take(row("甲秀", begins="2019-03-01", born="1963-05")).created == 1
    assert len(seats("甲秀")) == 2


def test_one_whose_end_and_return_come_in_one_file_has_two_seats(take):
    take(row("甲秀", born="1963-05"))

    outcome = take(
        row("甲秀", last="2018-12-31", born="1963-05"),
        row("甲秀", begins="2019-03-01", born="1963-05"),
    )

    assert (outcome.created, outcome.changed, outcome.rejected) == (1, 1, [])
    assert seats("甲秀") == [(ELECTED, date(2019, 1, 1)), (date(2019, 3, 1), None)]


def test_a_beginning_after_the_next_election_is_refused_alone(take):
    take(row("甲秀"))
    take(row("甲秀", elected=NEXT))

    outcome = take(row("乙兰", begins="2022-07-01"), row("丙梅"))

    assert refused(outcome) == [(2, "begins-after-term")]
    assert "2022-06-08" in said(outcome)
    assert outcome.created == 1


def test_who_left_in_the_month_of_the_next_election_left_with_it(take):
    rows = [row("甲秀", last="2022年6月"), row("乙兰", elected=NEXT)]

    assert take(*rows).rejected == []
    assert seats("甲秀") == [(ELECTED, NEXT)]
    assert take(*rows).unchanged == 2


def test_an_election_before_somebody_came_into_the_term_it_ends_is_refused_alone(take):
    take(row("甲秀"), row("乙兰", begins="2022-07-01"))
    other = ("甲镇", "丁村", "丙梅", "执委", str(NEXT), "", "", "", "")

    outcome = take(row("甲秀", elected=NEXT), row("丁香", elected=NEXT), other)

    assert refused(outcome) == [(2, "began-later"), (3, "began-later")]
    assert "乙兰" in said(outcome)
    assert outcome.created == 1
    assert Term.objects.count() == 2


def test_an_election_before_a_promotion_in_the_term_it_ends_is_refused_alone(take):
    take(row("甲秀"))
    committees.elect_extra(
        by=None,
        seat=CommitteeSeat.objects.get(),
        post="vice_chair",
        employment="part_time",
        on=date(2022, 7, 1),
        reason="增选",
    )

    assert refused(take(row("甲秀", elected=NEXT))) == [(2, "began-later")]
    outcome = take(row("甲秀", last="2022-06-30"), row("丙梅"))
    assert refused(outcome) == [(2, "leaves-before-post")]


def test_an_election_before_the_organisation_was_there_is_refused_alone(take, county):
    event = county.bing.events.get(kind="found")
    correct_event(by=None, event=event, on=date(2018, 1, 1), reason="按文件")

    outcome = take(row("甲秀"), row("乙兰", elected=NEXT))

    assert refused(outcome) == [(2, "elected-before-founding")]
    assert "2018-01-01" in said(outcome)

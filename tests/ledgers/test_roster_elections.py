"""Which election a row of a roster belongs to, where its day is not said or said less exactly (R4)."""

from datetime import date

import pytest

from niangjia.committees.models import CommitteeSeat, Election, Term
from niangjia.ledgers.answering import Answer, Way, answer_row
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import ImportRow
from tests.ledgers.sheets import write

pytestmark = pytest.mark.django_db
HEADER = ("乡镇", "村", "姓名", "职务", "选举日期", "任职起", "任职止")
ELECTED, LATER = date(2017, 6, 8), date(2019, 5, 1)
FOUR = "甲秀 乙兰 丙梅 丁香".split()


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows for 清溪县."""

    def import_rows(*rows):
        path = write(tmp_path / "名册.xlsx", HEADER, *rows)
        root = county.federation
        return import_file(by=None, path=path, kind="committee-roster", root=root, today=today)

    return import_rows


def row(name, post="执委", elected="", begins="", last=""):
    return "甲镇", "丙村", name, post, str(elected), str(begins), str(last)


def terms():
    return {
        (term.starts_on, term.ends_on): sorted(seat.person.name for seat in term.seats.all())
        for term in Term.objects.all()
    }


def counts(outcome):
    return outcome.created, outcome.changed, outcome.unchanged


def test_a_chair_who_came_later_ends_nobodys_seat(take):
    members = [row(name, begins=ELECTED) for name in FOUR]

    outcome = take(row("戊芳", "主席", begins=LATER), *members)

    assert outcome.waiting == []
    assert terms() == {(ELECTED, None): sorted([*FOUR, "戊芳"])}
    assert CommitteeSeat.objects.get(person__name="戊芳").starts_on == LATER


def test_an_old_and_a_new_chair_are_of_one_election(take):
    outcome = take(
        row("甲秀", "主席", begins=ELECTED, last="2019-04-30"),
        row("戊芳", "主席", begins=LATER),
        row("乙兰"),
    )

    assert (outcome.waiting, outcome.rejected) == ([], [])
    assert terms() == {(ELECTED, None): ["乙兰", "戊芳", "甲秀"]}


@pytest.mark.parametrize(
    "rows",
    [
        [row("乙兰", begins=LATER)],
        [row("乙兰", begins=LATER), row("丙梅", begins="2019-06-01")],
        [
            row("甲秀", "主席", begins="2015-03-01"),
            row("乙兰", begins=ELECTED),
            row("丙梅", begins=ELECTED),
        ],
    ],
    ids=["one-alone", "each-another-day", "a-chair-before-the-others"],
)
def test_a_day_that_may_be_no_election_is_asked_about(take, rows):
    outcome = take(*rows)

    assert {one.asked.key for one in outcome.waiting} == {"election-day-missing"}
    assert len(outcome.waiting) == len(rows)
    assert terms() == {}


def test_a_new_chair_alone_is_no_election_in_a_term_that_runs(take):
    take(row("甲秀", elected=ELECTED), row("乙兰", elected=ELECTED))

    outcome = take(row("戊芳", "主席", begins=LATER))

    assert [one.asked.key for one in outcome.waiting] == ["election-day-missing"]
    assert terms() == {(ELECTED, None): ["乙兰", "甲秀"]}


def test_a_whole_committee_with_its_chair_is_the_next_election(take):
    take(row("甲秀", elected=ELECTED), row("乙兰", elected=ELECTED))

    take(row("丙梅", "主席", begins="2022-06-10"), row("乙兰", begins="2022-06-10"))

    assert terms() == {
        (ELECTED, date(2022, 6, 10)): ["乙兰", "甲秀"],
        (date(2022, 6, 10), None): ["丙梅", "乙兰"],
    }


def test_who_sits_since_before_the_election_is_asked_about_and_makes_none(take):
    outcome = take(row("甲秀", elected=ELECTED), row("乙兰", begins="2015-03-01"))

    assert [(one.row, one.asked.key) for one in outcome.waiting] == [(3, "election-day-missing")]
    assert terms() == {(ELECTED, None): ["甲秀"]}


def test_who_left_before_the_election_is_of_the_term_before(take):
    take(row("甲秀", elected="2012-06-08"))

    outcome = take(
        row("甲秀", elected=ELECTED), row("乙兰", begins="2015-03-01", last="2016-12-31")
    )

    assert outcome.waiting == []
    assert terms() == {(date(2012, 6, 8), ELECTED): ["乙兰", "甲秀"], (ELECTED, None): ["甲秀"]}


def test_a_month_in_one_row_and_the_day_in_another_are_one_election(take):
    rows = [row("甲秀", elected="2017年6月"), row("乙兰", elected=ELECTED)]

    outcome = take(*rows)

    assert terms() == {(ELECTED, None): ["乙兰", "甲秀"]}
    assert outcome.warnings == []
    assert counts(take(*rows)) == (0, 0, 2)


@pytest.mark.parametrize("written", ["2017年6月", "2017年"])
def test_a_month_or_a_year_tells_the_election_that_is_known_in_it(take, written):
    take(row("甲秀", elected=ELECTED))

    outcome = take(row("甲秀", elected=written), row("乙兰", elected=written))

    assert counts(outcome) == (1, 0, 1)
    assert terms() == {(ELECTED, None): ["乙兰", "甲秀"]}


def test_a_year_with_two_elections_is_asked_about(take):
    take(row("甲秀", elected="2017-01-20"))
    take(row("甲秀", elected="2017-12-20"))

    outcome = take(row("甲秀", elected="2017年"))

    assert [one.asked.key for one in outcome.waiting] == ["election-day-missing"]


@pytest.fixture
def differing(take):
    """The roster told the month; the next one tells the day, and one row nothing."""
    take(row("甲秀", elected="2017年6月"))
    return take(row("甲秀", elected=ELECTED), row("乙兰"))


def test_a_day_where_only_the_month_was_told_is_no_second_election(differing):
    assert {one.asked.key for one in differing.waiting} == {"election-day-differs"}
    assert "2017-06-01" in differing.waiting[0].question
    assert "2017-06-08" in differing.waiting[0].question
    assert terms() == {(date(2017, 6, 1), None): ["甲秀"]}


@pytest.mark.parametrize("day", [date(2017, 6, 1), ELECTED])
def test_the_day_that_is_answered_is_that_of_the_one_election(differing, day, today):
    answer_row(
        by=None,
        row=ImportRow.objects.filter(fate="waiting").first(),
        answer=Answer(Way.DAY, str(day)),
        for_all=True,
        today=today,
    )

    assert terms() == {(day, None): ["乙兰", "甲秀"]}
    assert Election.objects.get().held_on == day
    assert not ImportRow.objects.filter(fate="waiting").exists()

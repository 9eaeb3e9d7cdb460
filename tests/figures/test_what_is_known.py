"""R6, R22: unknown is not zero, and a partial register makes a number a lower bound."""

from datetime import date

import pytest

from niangjia.base import journal
from niangjia.base.counts import Mark
from niangjia.base.periods import Period
from niangjia.figures.by_unit import by_unit
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import Completeness
from niangjia.network import operations
from tests.cast import TODAY
from tests.figures.conftest import BEFORE, ELECTED, elect, members, some_people

YEAR = Period.including(date(2017, 1, 1), date(2017, 12, 31))
pytestmark = pytest.mark.django_db


def ask(text, organisation, period=YEAR):
    return value(parse(text), organisation=organisation, period=period)


def partial(organisation, figure="committees.seats", where="", starts_on=None, ends_on=None):
    with journal.act("不完整", by=None) as entry:
        Completeness.objects.create(
            entry=entry, figure=figure, where=where, organisation=organisation, source="试",
            starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip


class TestUnknownIsNotZero:
    def test_before_the_organisations_register_begins(self, county):
        before = Period.day(date(2011, 12, 31))

        assert ask("network.federations", county.federation, before).value is None
        assert (
            ask("network.federations", county.federation, Period.day(date(2012, 1, 1))).value == 5
        )

    def test_one_that_has_ended_is_known_to_be_gone(self, county):
        operations.dissolve(by=None, organisation=county.ding, on=ELECTED, today=TODAY)

        assert ask("network.organisations", county.ding).value == 0

    def test_rosters_that_are_missing_are_counted(self, busy):
        answer = ask("committees.seats", busy.county.federation)

        assert (answer.value, answer.unknown_in) == (8, 4)

    def test_only_the_level_asked_for_is_due(self, busy):
        assert ask("committees.seats(level=township)", busy.county.federation).unknown_in == 1
        assert ask("committees.seats(kind=village)", busy.county.federation).unknown_in == 2

    def test_before_the_first_election_nothing_is_known(self, busy):
        day = Period.day(date(2012, 2, 29))

        assert ask("committees.seats", busy.county.jia, day).value is None
        assert ask("committees.seats", busy.county.jia, Period.day(BEFORE)).value == 3

    def test_without_a_term_before_nobody_is_new(self, busy):
        answer = ask("committees.new_members", busy.county.bing, Period.day(ELECTED))

        assert (answer.value, answer.unknown_in) == (None, 1)

    def test_a_sum_leaves_the_unknown_out_and_says_so(self, busy):
        answer = ask("committees.new_members", busy.county.federation, Period.day(ELECTED))

        assert (answer.value, answer.unknown_in) == (2, 1)

    def test_a_committee_that_everybody_left_is_known(self, county):
        from niangjia.committees import operations as committees

        people = some_people(2)
        term = elect(county.jia, BEFORE, *members(people[:1], ""))
        committees.end_seat(
            by=None, seat=term.seats.get(), on=date(2016, 1, 1), reason="调离", kind="resign"
        )
        elect(county.jia, ELECTED, *members(people, "", ""))

        assert ask("committees.new_members", county.jia).value == 2


class TestMarks:
    def test_a_partial_register_makes_a_lower_bound(self, busy):
        partial(busy.county.bing)

        assert ask("committees.seats", busy.county.bing).mark is Mark.AT_LEAST

    def test_above_it_and_below_it_the_number_is_one_too(self, busy):
        partial(busy.county.jia)

        assert ask("committees.seats", busy.county.federation).mark is Mark.AT_LEAST
        assert ask("committees.seats", busy.county.bing).mark is Mark.AT_LEAST
        assert ask("committees.seats", busy.county.yi).mark is Mark.EXACT

    def test_another_figure_filter_or_time_is_not_touched(self, busy):
        partial(busy.county.jia, where="level=village")
        partial(busy.county.jia, starts_on=date(2017, 1, 1), ends_on=date(2017, 6, 1))

        assert ask("committees.posts", busy.county.jia).mark is Mark.EXACT
        assert ask("committees.seats(level=township)", busy.county.jia).mark is Mark.EXACT

    def test_a_partial_filter_touches_the_whole(self, busy):
        partial(busy.county.jia, where="level=village")

        assert ask("committees.seats", busy.county.jia).mark is Mark.AT_LEAST

    def test_a_stock_looks_at_its_day_a_flow_at_all_of_them(self, busy):
        spring = {"starts_on": date(2017, 3, 1), "ends_on": date(2017, 4, 1)}
        partial(busy.county.jia, **spring)
        partial(busy.county.jia, "committees.changes", **spring)

        assert ask("committees.seats", busy.county.jia).mark is Mark.EXACT
        assert ask("committees.changes", busy.county.jia).mark is Mark.AT_LEAST

    def test_a_breakdown_marks_the_unit_concerned(self, busy):
        partial(busy.county.bing)

        found = by_unit(
            parse("committees.seats"), organisation=busy.county.federation, period=YEAR,
            level="township",
        )  # fmt: skip
        assert [unit.answer.mark for unit in found] == [Mark.AT_LEAST, Mark.EXACT]

    def test_a_quotient_takes_the_mark_of_its_parts(self, busy):
        partial(busy.county.jia)

        assert ask("committees.mean_seats", busy.county.jia).mark is Mark.AT_LEAST

"""R4, R5, R12, R13: elections, changes, corrections, and who is new."""

from datetime import date

import pytest

from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.committees import corrections
from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeChange, CommitteeSeat, SeatPost
from niangjia.committees.roster import roster
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.trace import trace
from niangjia.network import operations as network
from tests.cast import TODAY, below
from tests.figures.conftest import elect, members, some_people

FIRST, SECOND, LATER = date(2012, 3, 1), date(2017, 3, 1), date(2018, 3, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(county):
    return some_people(8)


@pytest.fixture
def two_terms(county, people):
    """甲0 甲1 甲2 in 2012; 甲0 stays chair, 甲2 is promoted, 甲3 and 甲4 come in 2017."""
    elect(county.jia, FIRST, *members(people[:3], "chair", "vice_chair", ""))
    posts = ("chair", "vice_chair", "vice_chair", "")
    return elect(county.jia, SECOND, *members([people[0], *people[2:5]], *posts))


def names(text, organisation, first, last=None):
    period = Period.including(first, last or first)
    return sorted(
        r.cells["姓名"] for r in trace(parse(text), organisation=organisation, period=period)
    )


def number(text, organisation, day):
    return value(parse(text), organisation=organisation, period=Period.day(day)).value


def seated(organisation, day):
    return sorted(line.name for line in roster(organisation, as_of=day))


class TestTerms:
    def test_the_next_election_ends_the_term_with_all_its_seats(self, county, two_terms):
        assert seated(county.jia, date(2017, 2, 28)) == ["甲0", "甲1", "甲2"]
        assert seated(county.jia, SECOND) == ["甲0", "甲2", "甲3", "甲4"]

    def test_a_promised_end_ends_nothing(self, county, people):
        draft = committees.ElectionDraft(
            county.wu, FIRST, members(people[:1], "chair"), planned_end=SECOND
        )
        committees.elect(by=None, draft=draft, today=TODAY)

        assert seated(county.wu, date(2026, 1, 1)) == ["甲0"]

    def test_an_election_entered_late_ends_where_the_next_began(self, county, two_terms, people):
        between = elect(county.jia, date(2014, 3, 1), *members(people[5:7], "chair", ""))

        assert between.ends_on == SECOND
        assert seated(county.jia, date(2014, 2, 28)) == ["甲0", "甲1", "甲2"]
        assert seated(county.jia, date(2014, 3, 1)) == ["甲5", "甲6"]
        assert len(seated(county.jia, SECOND)) == 4

    def test_who_left_before_the_election_does_not_come_back_by_it(self, county, people):
        term = elect(county.jia, FIRST, *members(people[:2], "chair", ""))
        seat = term.seats.get(person=people[1])
        committees.end_seat(by=None, seat=seat, on=date(2015, 1, 1), reason="调离")
        elect(county.jia, SECOND, *members(people[:1], "chair"))

        seat.refresh_from_db()
        assert seat.ends_on == date(2015, 1, 1)

    def test_one_person_may_sit_in_two_committees(self, county, two_terms, people):
        elect(county.bing, SECOND, *members(people[:1], "chair"))

        assert number("committees.seats", county.jia, SECOND) == 5
        assert number("committees.persons", county.jia, SECOND) == 4


class TestWhoIsNew:
    def test_who_sat_there_in_the_term_before_is_not(self, county, two_terms):
        assert names("committees.new_members", county.jia, SECOND) == ["甲3", "甲4"]

    def test_a_promoted_member_is_new_in_the_post_only(self, county, two_terms):
        assert names("committees.new_in_post(post=vice_chair)", county.jia, SECOND) == [
            "甲2",
            "甲3",
        ]

    def test_who_keeps_the_post_is_not_new_in_it(self, county, two_terms):
        assert names("committees.new_in_post(post=chair)", county.jia, SECOND) == []

    def test_who_sat_there_long_ago_is_new_again(self, county, two_terms, people):
        committees.coopt(
            by=None, term=two_terms, member=committees.Member(people[1]), on=LATER, reason="增补"
        )

        assert names("committees.new_members", county.jia, LATER) == ["甲1"]

    def test_a_promotion_inside_the_term_counts_on_its_day(self, county, two_terms, people):
        committees.elect_extra(
            by=None, seat=two_terms.seats.get(person=people[4]), post="vice_chair",
            employment="part_time", on=LATER, reason="增选",
        )  # fmt: skip

        assert names("committees.new_in_post", county.jia, LATER) == ["甲4"]
        assert names("committees.new_members", county.jia, LATER) == []

    def test_it_compares_whatever_the_form_was(self, county, people):
        elect(county.ding, FIRST, *members(people[:2], "chair", ""))
        network.convert(by=None, organisation=county.ding, to="federation", on=SECOND, today=TODAY)
        elect(county.ding, SECOND, *members(people[1:3], "chair", ""))

        assert names("committees.new_members", county.ding, SECOND) == ["甲2"]

    def test_after_a_merge_both_committees_were_before(self, county, people):
        elect(county.bing, FIRST, *members(people[:2], "chair", ""))
        elect(county.ding, FIRST, *members(people[2:4], "chair", ""))
        committees.merge(
            by=None, organisations=[county.ding], into=county.bing, on=date(2016, 1, 1), today=TODAY
        )
        elect(county.bing, SECOND, *members([people[0], people[2], people[4]], "chair", "", ""))

        assert names("committees.new_members", county.bing, SECOND) == ["甲4"]
        assert names("committees.new_in_post", county.bing, SECOND) == []

    def test_the_second_election_after_it_compares_with_the_first(self, county, people):
        elect(county.ding, FIRST, *members(people[:1], "chair"))
        committees.merge(
            by=None, organisations=[county.ding], into=county.bing, on=date(2016, 1, 1), today=TODAY
        )
        elect(county.bing, SECOND, *members(people[1:2], "chair"))
        elect(county.bing, LATER, *members(people[:2], "chair", ""))

        assert names("committees.new_members", county.bing, LATER) == ["甲0"]

    def test_one_divided_off_compares_with_the_one_it_came_from(self, county, people):
        elect(county.bing, FIRST, *members(people[:2], "chair", ""))
        new = network.split(
            by=None, organisation=county.bing, name="新村妇联", short_name="新村", place=None,
            on=date(2016, 1, 1), today=TODAY,
        )  # fmt: skip
        elect(new, SECOND, *members(people[1:3], "chair", ""))

        assert names("committees.new_members", new, SECOND) == ["甲2"]


class TestChanges:
    def test_a_replacement_is_one_change_and_two_seats(self, county, two_terms, people):
        out = two_terms.seats.get(person=people[4])
        committees.replace(
            by=None, out=out, member=committees.Member(people[5]), on=LATER, reason="替补"
        )

        assert seated(county.jia, date(2018, 2, 28)) == ["甲0", "甲2", "甲3", "甲4"]
        assert seated(county.jia, LATER) == ["甲0", "甲2", "甲3", "甲5"]
        assert number("committees.changes(change=replace)", county.jia, LATER) == 1

    def test_the_removed_keeps_her_last_day(self, county, two_terms, people):
        seat = two_terms.seats.get(person=people[0])
        committees.end_seat(by=None, seat=seat, on=LATER, reason="免职", kind="remove")

        assert "甲0" in seated(county.jia, date(2018, 2, 28))
        assert number("committees.posts(post=chair)", county.jia, LATER) == 0

    @pytest.mark.parametrize("day", [SECOND, date(2016, 1, 1)])
    def test_leaving_before_she_came_is_refused(self, two_terms, people, day):
        seat = two_terms.seats.get(person=people[4])

        with pytest.raises(Refused, match="。"):
            committees.end_seat(by=None, seat=seat, on=day, reason="调离")

    def test_a_change_needs_a_reason(self, two_terms, people):
        with pytest.raises(Refused, match="理由"):
            committees.coopt(
                by=None, term=two_terms, member=committees.Member(people[6]), on=LATER, reason=" "
            )

    def test_a_head_of_a_station_holds_no_seat(self, county, people):
        committees.appoint(
            by=None, person=people[0], organisation=county.station, kind="station_head", on=FIRST
        )
        committees.appoint(
            by=None, person=people[1], organisation=county.station, kind="station_head", on=SECOND
        )

        assert not CommitteeSeat.objects.exists()
        assert county.station.appointments.on(FIRST).get().person == people[0]
        assert county.station.appointments.on(SECOND).get().person == people[1]


class TestCorrections:
    def test_an_election_was_on_another_day(self, county, two_terms):
        corrections.correct_election_day(
            by=None, term=two_terms, held_on=LATER, reason="原件", today=TODAY
        )

        assert seated(county.jia, date(2018, 2, 28)) == ["甲0", "甲1", "甲2"]
        assert seated(county.jia, LATER) == ["甲0", "甲2", "甲3", "甲4"]
        assert names("committees.new_members", county.jia, LATER) == ["甲3", "甲4"]

    def test_then_the_roster_is_known_from_that_day(self, county, people):
        term = elect(county.jia, SECOND, *members(people[:1], "chair"))
        corrections.correct_election_day(
            by=None, term=term, held_on=LATER, reason="原件", today=TODAY
        )

        assert number("committees.seats", county.jia, SECOND) is None

    def test_a_seat_began_and_ended_on_other_days(self, county, two_terms, people):
        seat = two_terms.seats.get(person=people[3])
        corrections.correct_seat_days(
            by=None, seat=seat, starts_on=date(2017, 4, 1), ends_on=LATER, reason="原件"
        )

        assert "甲3" not in seated(county.jia, SECOND)
        assert "甲3" in seated(county.jia, date(2017, 4, 1))
        assert "甲3" not in seated(county.jia, LATER)
        assert seat.posts.get().starts_on == date(2017, 4, 1)

    def test_the_change_that_brought_her_in_goes_along(self, county, two_terms, people):
        seat = committees.coopt(
            by=None, term=two_terms, member=committees.Member(people[6]), on=LATER, reason="增补"
        )
        corrections.correct_seat_days(
            by=None, seat=seat, starts_on=date(2017, 9, 1), ends_on=None, reason="原件"
        )

        assert CommitteeChange.objects.get().on == date(2017, 9, 1)

    def test_a_seat_outside_its_term_is_refused(self, two_terms, people):
        with pytest.raises(Refused, match="届"):
            corrections.correct_seat_days(
                by=None, seat=two_terms.seats.get(person=people[4]), starts_on=FIRST, ends_on=None,
                reason="原件",
            )  # fmt: skip

    def test_a_post_was_another_one(self, county, two_terms, people):
        held = SeatPost.objects.get(seat__term=two_terms, seat__person=people[3])
        corrections.correct_post(
            by=None, held=held, post="standing", employment="full_time", reason="原件"
        )

        assert number("committees.posts(post=vice_chair)", county.jia, SECOND) == 1
        assert number("committees.posts(post=standing)", county.jia, SECOND) == 1

    def test_a_second_chair_is_refused(self, two_terms, people):
        held = SeatPost.objects.get(seat__term=two_terms, seat__person=people[3])

        with pytest.raises(Refused, match="主席"):
            corrections.correct_post(by=None, held=held, post="chair", employment="", reason="原件")

    def test_a_correction_needs_a_reason(self, two_terms):
        with pytest.raises(Refused, match="理由"):
            corrections.correct_election_day(
                by=None, term=two_terms, held_on=LATER, reason="", today=TODAY
            )


class TestHeads:
    """The head of a station or grid is an appointment; it ends with what she heads (R4)."""

    def appointed(self, station, person, on=FIRST):
        return committees.appoint(
            by=None, person=person, organisation=station, kind="station_head", on=on
        )

    def in_office(self, station, day):
        return [held.person.name for held in station.appointments.on(day)]

    @pytest.mark.parametrize("ended", ["dissolved", "merged"])
    def test_who_heads_a_station_is_out_of_office_with_its_end(self, county, people, ended):
        other = below(county.grid, "station", "sisters_station", "桥头姐妹驿站")
        self.appointed(county.station, people[0])
        if ended == "dissolved":
            committees.dissolve(by=None, organisation=county.station, on=SECOND, today=TODAY)
        else:
            committees.merge(
                by=None, organisations=[county.station], into=other, on=SECOND, today=TODAY
            )

        assert self.in_office(county.station, date(2017, 2, 28)) == ["甲0"]
        assert self.in_office(county.station, SECOND) == []
        assert self.in_office(other, SECOND) == []

    def test_a_corrected_day_of_the_end_is_her_last_too(self, county, people):
        self.appointed(county.station, people[0])
        committees.dissolve(by=None, organisation=county.station, on=SECOND, today=TODAY)
        event = county.station.events.get(kind="dissolve")
        corrections.correct_event(by=None, event=event, on=LATER, reason="原件")

        assert self.in_office(county.station, SECOND) == ["甲0"]
        assert self.in_office(county.station, LATER) == []

    def test_who_was_appointed_after_the_end_is_named(self, county, people):
        self.appointed(county.station, people[0], LATER)

        with pytest.raises(Refused, match="甲0"):
            committees.dissolve(by=None, organisation=county.station, on=SECOND, today=TODAY)
        assert self.in_office(county.station, TODAY) == ["甲0"]

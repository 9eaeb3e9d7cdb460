"""R10, R12: what may not be is refused whoever writes it, and by two who write at the same time."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat, SeatPost, Term
from niangjia.network import operations as network
from niangjia.network.models import Organisation, Placement
from niangjia.people.models import Person

DAY, LATER, END = date(2017, 3, 1), date(2018, 3, 1), date(2019, 3, 1)


def run(statement, *values):
    """Raw SQL, then the deferred rules at once, as a commit would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sentence(statement, *values):
    """What a person reads when an act does the same."""
    with pytest.raises(Refused) as refused, journal.act("试", by=None):
        run(statement, *values)
    text = str(refused.value)
    assert text.endswith("。")
    assert "constraint" not in text
    return text


@pytest.fixture
def people(db):
    with journal.act("人员", by=None) as entry:
        return [Person.objects.create(entry=entry, name=f"甲{n}") for n in range(4)]


@pytest.fixture
def term(county, people, today):
    members = [committees.Member(people[0], "chair"), committees.Member(people[1])]
    draft = committees.ElectionDraft(county.jia, DAY, members)
    return committees.elect(by=None, draft=draft, today=today)


INSERT_PLACEMENT = (
    "INSERT INTO network_placement (public_id, entry_id, organisation_id, parent_id, starts_on)"
    " SELECT gen_random_uuid(), entry_id, %s, %s, %s FROM network_organisation WHERE id = %s"
)


class TestRawSqlIsRefused:
    def test_two_parents_at_once(self, county):
        values = (county.bing.pk, county.yi.pk, DAY, county.bing.pk)

        with pytest.raises(IntegrityError):
            run(INSERT_PLACEMENT, *values)
        assert "上级" in sentence(INSERT_PLACEMENT, *values)

    def test_below_itself(self, county):
        statement = (
            "UPDATE network_placement SET parent_id = organisation_id WHERE organisation_id = %s"
        )

        assert "自己" in sentence(statement, county.bing.pk)

    def test_below_its_own_child(self, county):
        statement = "UPDATE network_placement SET parent_id = %s WHERE organisation_id = %s"

        assert "下级" in sentence(statement, county.station.pk, county.bing.pk)

    def test_a_child_longer_than_its_parent(self, county):
        statement = "UPDATE network_organisation SET ends_on = %s WHERE id = %s"

        assert "下级" in sentence(statement, END, county.jia.pk)

    def test_a_placement_outside_a_life(self, county):
        run(
            "UPDATE network_placement SET ends_on = %s WHERE organisation_id = %s",
            DAY,
            county.wu.pk,
        )
        run("UPDATE network_organisation SET ends_on = %s WHERE id = %s", DAY, county.wu.pk)
        statement = "UPDATE network_placement SET ends_on = %s WHERE organisation_id = %s"

        assert "成立" in sentence(statement, LATER, county.wu.pk)

    def test_a_code_twice(self, county):
        statement = "UPDATE network_organisation SET code = %s WHERE id = %s"

        assert "代码" in sentence(statement, county.jia.code, county.yi.pk)

    def test_an_end_before_the_beginning(self, county):
        statement = "UPDATE network_organisation SET starts_on = %s, ends_on = %s WHERE id = %s"

        assert "早于" in sentence(statement, LATER, DAY, county.station.pk)

    def test_a_seat_before_its_term(self, term):
        statement = "UPDATE committees_committeeseat SET starts_on = %s WHERE term_id = %s"

        assert "届" in sentence(statement, date(2016, 1, 1), term.pk)

    def test_a_term_shorter_than_its_seats(self, term):
        assert "届" in sentence(
            "UPDATE committees_term SET ends_on = %s WHERE id = %s", LATER, term.pk
        )

    def test_a_term_outside_the_life_of_its_organisation(self, term, county):
        statement = "UPDATE network_organisation SET starts_on = %s WHERE id = %s"
        run("DELETE FROM network_placement")

        assert "届" in sentence(statement, LATER, county.jia.pk)

    def test_a_seat_in_another_organisation_than_its_term(self, term, county):
        statement = "UPDATE committees_committeeseat SET organisation_id = %s WHERE term_id = %s"

        assert sentence(statement, county.yi.pk, term.pk)

    def test_a_post_in_another_organisation_than_its_seat(self, term, county):
        statement = "UPDATE committees_seatpost SET organisation_id = %s WHERE seat_id = ANY(%s)"

        assert "职务" in sentence(statement, county.yi.pk, [s.pk for s in term.seats.all()])

    def test_a_post_longer_than_its_seat(self, term):
        seat = term.seats.get(posts__post="chair")
        statement = "UPDATE committees_committeeseat SET ends_on = %s WHERE id = %s"

        assert "职务" in sentence(statement, LATER, seat.pk)

    def test_two_chairs(self, term):
        other = term.seats.get(posts=None)
        statement = (
            "INSERT INTO committees_seatpost (public_id, entry_id, seat_id, organisation_id, post,"
            " employment, came_by, starts_on) SELECT gen_random_uuid(), entry_id, id,"
            " organisation_id, 'chair', 'unknown', 'elected', %s FROM committees_committeeseat"
            " WHERE id = %s"
        )

        assert "主席" in sentence(statement, DAY, other.pk)

    def test_two_seats_of_one_person(self, term, people):
        statement = "UPDATE committees_committeeseat SET person_id = %s WHERE term_id = %s"

        assert "席位" in sentence(statement, people[3].pk, term.pk)

    def test_two_terms_at_once(self, term):
        statement = (
            "INSERT INTO committees_term (public_id, entry_id, organisation_id, starts_on)"
            " SELECT gen_random_uuid(), entry_id, organisation_id, %s FROM committees_term"
        )

        assert "选举日期" in sentence(statement, LATER)


class TestOperationsAreRefused:
    """The same in the words of the operations, and nothing is left behind."""

    def refused(self, act, **arguments):
        with pytest.raises(Refused) as refused:
            act(by=None, **arguments)
        return str(refused.value)

    def test_a_move_below_its_own_child(self, county, today):
        assert "上级" in self.refused(
            network.move, organisation=county.jia, parent=county.bing, on=DAY, today=today
        )
        assert Placement.objects.get(organisation=county.jia).parent == county.federation

    def test_two_chairs_in_one_election(self, county, people, today):
        members = [committees.Member(p, "chair") for p in people[:2]]
        draft = committees.ElectionDraft(county.jia, DAY, members)

        assert "主席" in self.refused(committees.elect, draft=draft, today=today)
        assert not Term.objects.exists()

    def test_a_seat_outside_its_term(self, county, people, today):
        member = committees.Member(people[0], starts_on=date(2016, 1, 1))
        draft = committees.ElectionDraft(county.jia, DAY, [member])

        assert "届" in self.refused(committees.elect, draft=draft, today=today)

    def test_a_township_with_villages_is_not_dissolved(self, county, today):
        assert "下级" in self.refused(
            committees.dissolve, organisation=county.jia, on=DAY, today=today
        )
        county.jia.refresh_from_db()
        assert county.jia.ends_on is None

    def test_a_merge_into_one_that_has_ended(self, county, today):
        committees.dissolve(by=None, organisation=county.ding, on=DAY, today=today)
        county.ding.refresh_from_db()

        assert "不存在" in self.refused(
            committees.merge, organisations=[county.wu], into=county.ding, on=LATER, today=today
        )

    def test_days_that_have_not_come(self, county, today):
        tomorrow = date(2026, 11, 22)
        common = {"on": tomorrow, "today": today}

        assert "还没有到" in self.refused(
            network.convert, organisation=county.ding, to="federation", **common
        )
        assert "还没有到" in self.refused(
            network.merge, organisations=[county.ding], into=county.bing, **common
        )
        assert "还没有到" in self.refused(
            committees.elect,
            draft=committees.ElectionDraft(county.jia, tomorrow, []),
            today=today,
        )


class Other(threading.Thread):
    """Another person at another connection: does `first`, says so, waits, then commits."""

    def __init__(self, act):
        super().__init__()
        self.act, self.error = act, None
        self.did, self.may_go_on = threading.Event(), threading.Event()

    def run(self):
        try:
            with transaction.atomic():
                self.act()
                self.did.set()
                self.may_go_on.wait(20)
        except (DatabaseError, Refused) as error:
            self.error = error
        finally:
            self.did.set()
            connections.close_all()


def both(first, second):
    """Two transactions open at the same time; the errors of both, None for the one that stays."""
    one, other = Other(first), Other(second)
    for person in (one, other):
        person.start()
        person.did.wait(3)  # it may itself be waiting for a lock of the first
    for person in (one, other):
        person.may_go_on.set()
    for person in (one, other):
        person.join(30)
    return one.error, other.error


@pytest.mark.django_db(transaction=True)
class TestTwoAtTheSameTime:
    @pytest.fixture(autouse=True)
    def _stories(self, request, transactional_db, today):
        from tests import cast

        self.county = cast.found_county()
        with journal.act("人员", by=None) as entry:
            self.people = [Person.objects.create(entry=entry, name=f"甲{n}") for n in range(4)]

    def one_is_refused(self, first, second):
        errors = both(first, second)
        assert sum(error is None for error in errors) == 1, errors

    def test_two_parents(self):
        county = self.county

        def move(to):
            row = Placement.objects.get(organisation=county.bing)
            Placement.objects.create(
                entry=row.entry, organisation=county.bing, parent=to, starts_on=DAY
            )
            row.ends_on = DAY
            row.save()

        self.one_is_refused(lambda: move(county.yi), lambda: move(county.federation))

    def test_a_circle_closed_by_two_together(self):
        one, other = (self._lateral(n) for n in (1, 2))

        def put(child, parent):
            Placement.objects.filter(organisation=child).update(parent=parent)

        self.one_is_refused(lambda: put(one, other), lambda: put(other, one))

    def _lateral(self, n):
        return network.found(
            by=None, kind="market", level="unit", name=f"市场{n}", short_name=f"市场{n}",
            form="association", parent=self.county.federation, place=None, on=None,
            today=date(2026, 11, 21),
        )  # fmt: skip

    def test_a_term_ended_under_a_new_seat(self):
        term = self._term()
        entry = term.entry

        def sit():
            CommitteeSeat.objects.create(
                entry=entry, term=term, organisation=self.county.jia, person=self.people[2],
                starts_on=END,
            )  # fmt: skip

        def end():
            SeatPost.objects.update(ends_on=LATER)
            CommitteeSeat.objects.filter(starts_on=DAY).update(ends_on=LATER)
            Term.objects.update(ends_on=LATER)

        self.one_is_refused(sit, end)
        for seat in CommitteeSeat.objects.select_related("term"):
            assert seat.term.is_true_on(seat.starts_on)

    def test_two_chairs(self):
        term = self._term()

        def chair(person):
            seat = CommitteeSeat.objects.create(
                entry=term.entry, term=term, organisation=self.county.jia, person=person,
                starts_on=LATER,
            )  # fmt: skip
            SeatPost.objects.create(
                entry=term.entry, seat=seat, organisation=self.county.jia, post="chair",
                starts_on=LATER,
            )  # fmt: skip

        self.one_is_refused(lambda: chair(self.people[1]), lambda: chair(self.people[2]))

    def test_a_child_put_below_one_that_ends(self):
        county = self.county

        def end():
            Placement.objects.filter(organisation=county.ding).update(ends_on=LATER)
            Organisation.objects.filter(pk=county.ding.pk).update(ends_on=LATER)

        def put():
            Placement.objects.filter(organisation=county.grid).update(parent=county.ding)

        self.one_is_refused(end, put)

    def test_a_code_twice(self):
        county = self.county

        def call(organisation):
            Organisation.objects.filter(pk=organisation.pk).update(code="990001999999")

        self.one_is_refused(lambda: call(county.grid), lambda: call(county.station))

    def _term(self):
        draft = committees.ElectionDraft(self.county.jia, DAY, [committees.Member(self.people[0])])
        return committees.elect(by=None, draft=draft, today=date(2026, 11, 21))

"""What happens to organisations: changes, corrections, and taking either back (R5, R8, R9, R34)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import translation

from niangjia.base import undo
from niangjia.base.history import tracked_models
from niangjia.base.models import Entry, Recorded
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.committees import corrections as committee_corrections
from niangjia.committees import operations as committees
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.network import corrections, operations
from niangjia.network.models import Organisation, OrganisationEvent
from niangjia.network.names import short_names
from niangjia.network.terms import LinkMode
from niangjia.network.tree import superiors, tree
from niangjia.network.venues import open_venue
from tests.cast import TODAY

DAY, NEXT, LATER = date(2017, 5, 23), date(2017, 5, 24), date(2018, 5, 23)
pytestmark = pytest.mark.django_db


def number(text, organisation, day, first=None):
    period = Period.including(first or day, day)
    return value(parse(text), organisation=organisation, period=period).value


def convert(county, on=DAY, **more):
    operations.convert(
        by=None, organisation=county.ding, to="federation", on=on, today=TODAY, **more
    )


class TestConversion:
    """Three figures of one act."""

    def test_the_event_counts_on_its_day_and_the_stock_from_it(self, county):
        convert(county)
        top = county.federation

        assert number("network.conversions", top, DAY) == 1
        assert number("network.conversions", top, NEXT) == 0
        assert number("network.federations(level=village)", top, date(2017, 5, 22)) == 2
        assert number("network.federations(level=village)", top, DAY) == 3
        assert number("network.conversion_rate(level=village)", top, date(2017, 5, 22)) == Decimal(
            "66.7"
        )
        assert number("network.conversion_rate(level=village)", top, DAY) == 100

    def test_it_brings_the_new_name(self, county):
        convert(county, name="丁村妇女联合会", short_name="丁村妇联")

        number_ = county.ding.pk
        assert short_names([number_], on=date(2017, 5, 22)) == {number_: "丁村妇代会"}
        assert short_names([number_], on=DAY) == {number_: "丁村妇联"}

    def test_a_second_time_it_is_refused(self, county):
        convert(county)

        with pytest.raises(Refused, match="不用再改"):
            convert(county, on=LATER)

    def test_who_reads_english_is_refused_in_english(self, county):
        convert(county)

        with translation.override("en"), pytest.raises(Refused) as refused:
            convert(county, on=LATER)
        assert str(refused.value).isascii()
        assert str(LATER) in str(refused.value)

    def test_before_its_founding_it_is_refused(self, county):
        new = operations.found(
            by=None, kind="village", level="village", name="新村", short_name="新村", form="council",
            parent=county.jia, place=None, on=LATER, today=TODAY,
        )  # fmt: skip

        with pytest.raises(Refused, match="成立"):
            operations.convert(by=None, organisation=new, to="federation", on=DAY, today=TODAY)


class TestTheTree:
    def test_it_is_what_it_was_on_every_day(self, county):
        operations.move(by=None, organisation=county.bing, parent=county.yi, on=DAY, today=TODAY)

        assert superiors(organisation=county.station.pk, on=date(2017, 5, 22)) == [
            county.grid.pk, county.bing.pk, county.jia.pk, county.federation.pk,
        ]  # fmt: skip
        assert superiors(organisation=county.bing.pk, on=DAY)[0] == county.yi.pk
        assert tree(on=DAY).index.keys() == {o.pk for o in vars(county).values()}

    def test_paths_are_those_of_today(self, county):
        operations.move(by=None, organisation=county.bing, parent=county.yi, on=DAY, today=TODAY)
        county.yi.refresh_from_db()

        below = set(Organisation.objects.all().below(county.yi))
        assert below == {county.yi, county.wu, county.bing, county.grid, county.station}

    def test_a_tree_seen_in_an_act_that_failed_is_forgotten(self, county):
        """The version of the network never names two states."""
        from django.db import transaction

        def half_done():
            operations.move(
                by=None, organisation=county.bing, parent=county.yi, on=DAY, today=TODAY
            )
            tree(on=DAY)
            raise Refused("不做了。")

        with pytest.raises(Refused), transaction.atomic():
            half_done()
        operations.move(by=None, organisation=county.ding, parent=county.yi, on=DAY, today=TODAY)

        assert superiors(organisation=county.bing.pk, on=DAY)[0] == county.jia.pk
        assert superiors(organisation=county.ding.pk, on=DAY)[0] == county.yi.pk


class TestCorrections:
    def event(self, organisation, kind):
        return OrganisationEvent.objects.get(organisation=organisation, kind=kind)

    def test_a_conversion_was_on_another_day(self, county):
        convert(county, name="丁村妇女联合会", short_name="丁村妇联")
        corrections.correct_event(
            by=None, event=self.event(county.ding, "convert"), on=LATER, reason="批复写的是2018年"
        )

        assert number("network.federations(level=village)", county.federation, DAY) == 2
        assert number("network.conversions", county.federation, LATER) == 1
        assert short_names([county.ding.pk], on=DAY) == {county.ding.pk: "丁村妇代会"}

    def test_a_name_was_never_written_so_on_its_days_only(self, county):
        convert(county, name="丁村妇女联台会", short_name="丁村妇台")
        wrong = county.ding.names.get(starts_on=DAY)
        corrections.correct_name(
            by=None, name=wrong, full="丁村妇女联合会", short_name="丁村妇联", reason="错别字"
        )

        of = county.ding.pk
        assert short_names([of], on=DAY) == {of: "丁村妇联"}
        assert short_names([of], on=date(2017, 5, 22)) == {of: "丁村妇代会"}

    def test_a_founding_of_unknown_day_gets_one(self, county):
        corrections.correct_event(
            by=None, event=self.event(county.station, "found"), on=DAY, reason="找到了批文"
        )

        assert number("network.stations", county.federation, date(2017, 5, 22)) == 0
        assert number("network.stations", county.federation, DAY) == 1
        assert number("network.founded", county.federation, DAY) == 1

    def test_a_merge_was_on_another_day_with_children_and_committee(self, county):
        from tests.figures.conftest import elect, members, some_people

        elect(county.bing, date(2017, 1, 1), *members(some_people(2), "chair", ""))
        committees.merge(
            by=None, organisations=[county.bing], into=county.ding, on=LATER, today=TODAY
        )
        committee_corrections.correct_event(
            by=None, event=self.event(county.bing, "merge"), on=DAY, reason="原件"
        )

        assert number("committees.seats", county.bing, DAY) == 0
        assert number("network.stations", county.bing, date(2017, 5, 22)) == 1
        assert number("network.stations", county.ding, DAY) == 1

    def test_a_merge_was_on_another_day_and_a_venue_counts_once_on_each(self, county):
        self.venues_of_two(county)
        operations.merge(
            by=None, organisations=[county.bing], into=county.ding, on=LATER, today=TODAY
        )
        for on in (DAY, date(2019, 5, 23)):
            event = self.event(county.bing, "merge")
            corrections.correct_event(by=None, event=event, on=on, reason="原件")

            for day in (on - timedelta(days=1), on, date(2018, 5, 22), LATER, TODAY):
                before = day < on
                assert number("network.venues", county.bing, day) == (2 if before else 0)
                assert number("network.venues", county.ding, day) == (1 if before else 3)
                assert number("network.venues", county.federation, day) == 3

    def venues_of_two(self, county):
        """丙村 keeps a women's home and a station, 丁村 a home of the same name."""
        entry = Entry.objects.latest("pk")
        declare_complete(entry, Register.VENUES, {county.federation.pk: date(2017, 1, 1)})
        for owner, kind in (
            (county.bing, "womens_home"),
            (county.bing, "vanguard_station"),
            (county.ding, "womens_home"),
        ):
            open_venue(by=None, owner=owner, kind=kind, name="家", on=None, today=TODAY)

    def test_it_needs_a_reason(self, county):
        convert(county)

        with pytest.raises(Refused, match="理由"):
            corrections.correct_event(
                by=None, event=self.event(county.ding, "convert"), on=LATER, reason=""
            )

    def test_a_level_that_does_not_fit_is_refused(self, county):
        with pytest.raises(Refused, match="上级"):
            corrections.correct_parent(
                by=None, placement=county.jia.placements.get(), parent=county.bing, reason="试",
                today=TODAY,
            )  # fmt: skip


def acts(county, people):
    """One act of every kind; some need an earlier one, which is not taken back."""
    o, c = operations, committees
    at = {"by": None, "on": DAY, "today": TODAY}
    draft = c.ElectionDraft(county.jia, LATER, [c.Member(people[2], "chair", kinds=("arts",))])
    term = county.jia.terms.get()
    seat = term.seats.get(person=people[1])
    jia = {"organisation": county.jia}
    return {
        "found": lambda: o.found(
            kind="village", level="village", name="新", short_name="新", form="council",
            parent=county.jia, place=None, **at,
        ),
        "convert": lambda: o.convert(organisation=county.ding, to="federation", name="新", **at),
        "rename": lambda: o.rename(organisation=county.ding, name="新", short_name="新", **at),
        "move": lambda: o.move(organisation=county.bing, parent=county.yi, **at),
        "split": lambda: o.split(
            organisation=county.bing, name="新", short_name="新", place=None, **at
        ),
        "merge": lambda: c.merge(
            by=None, organisations=[county.jia], into=county.yi, on=LATER, today=TODAY
        ),
        "dissolve": lambda: c.dissolve(organisation=county.wu, **at),
        "step": lambda: o.record_step(organisation=county.wu, kind="board_hung", **at),
        "link": lambda: o.link(
            by=None, with_organisation=county.yi, mode=LinkMode.TRADE, on=DAY, **jia
        ),
        "elect": lambda: c.elect(by=None, draft=draft, today=TODAY),
        "coopt": lambda: c.coopt(
            by=None, term=term, member=c.Member(people[3]), on=LATER, reason="增补"
        ),
        "replace": lambda: c.replace(
            by=None, out=seat, member=c.Member(people[3]), on=LATER, reason="替补"
        ),
        "end_seat": lambda: c.end_seat(by=None, seat=seat, on=LATER, reason="调离"),
        "elect_extra": lambda: c.elect_extra(
            by=None, seat=seat, post="vice_chair", employment="part_time", on=LATER, reason="增选"
        ),
        "appoint": lambda: c.appoint(
            by=None, person=people[0], organisation=county.station, kind="station_head", on=DAY
        ),
        "correct_election_day": lambda: committee_corrections.correct_election_day(
            by=None, term=term, held_on=NEXT, reason="原件", today=TODAY
        ),
        "correct_seat_days": lambda: committee_corrections.correct_seat_days(
            by=None, seat=seat, starts_on=NEXT, ends_on=LATER, reason="原件"
        ),
        "correct_post": lambda: committee_corrections.correct_post(
            by=None, held=term.seats.get(person=people[0]).posts.get(), post="", employment="",
            reason="原件",
        ),
        "correct_parent": lambda: corrections.correct_parent(
            by=None, placement=county.wu.placements.get(), parent=county.jia, reason="原件",
            today=TODAY,
        ),
        "correct_founding": lambda: corrections.correct_event(
            by=None, event=OrganisationEvent.objects.get(organisation=county.station), on=DAY,
            reason="原件",
        ),
    }  # fmt: skip


def dump():
    """All current tables but the journal and the images of before (R34)."""
    images = {event for _, event in tracked_models()}
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if issubclass(model, Recorded) and model not in images and model is not Entry
    }


def test_every_act_can_be_taken_back_and_leaves_no_trace(county):
    from tests.figures.conftest import elect, members, some_people

    people = some_people(4)
    elect(county.jia, DAY, *members(people[:2], "chair", ""))
    for name in acts(county, people):
        before, last = dump(), Entry.objects.latest("pk").pk
        acts(county, people)[name]()
        assert dump() != before, name

        undo.undo(Entry.objects.filter(pk__gt=last).earliest("pk"), by=None, reason="记错了")

        assert dump() == before, name
        for organisation in vars(county).values():
            organisation.refresh_from_db()


def test_what_somebody_changed_since_is_not_taken_back(county):
    convert(county)
    entry = Entry.objects.latest("pk")
    operations.convert(by=None, organisation=county.ding, to="council", on=LATER, today=TODAY)

    with pytest.raises(undo.RowsChangedSince) as refused:
        undo.undo(entry, by=None, reason="记错了")
    assert [row.model.__name__ for row in refused.value.rows] == ["OrganisationForm"]


def test_acts_are_taken_back_one_after_the_other(county):
    before = dump()
    convert(county)
    first = Entry.objects.latest("pk")
    operations.convert(by=None, organisation=county.ding, to="council", on=LATER, today=TODAY)
    second = Entry.objects.latest("pk")

    undo.undo(second, by=None, reason="记错了")
    undo.undo(first, by=None, reason="也记错了")

    assert dump() == before


def test_taken_back_twice_is_refused(county):
    convert(county)
    entry = Entry.objects.latest("pk")
    undo.undo(entry, by=None, reason="记错了")

    with pytest.raises(Refused, match="撤回过"):
        undo.undo(entry, by=None, reason="记错了")


def test_a_row_that_others_use_since_is_not_taken_back(county):
    from tests.figures.conftest import elect, members, some_people

    elect(county.jia, DAY, *members(some_people(1), "chair"))
    entry = Entry.objects.latest("pk")
    committees.coopt(
        by=None, term=county.jia.terms.get(), member=committees.Member(some_people(1)[0]),
        on=LATER, reason="增补",
    )  # fmt: skip

    with pytest.raises(Refused, match="先处理那些记录"):
        undo.undo(entry, by=None, reason="记错了")

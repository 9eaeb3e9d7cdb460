"""Venues: opened, closed, handed over, corrected, and what becomes of them with their owner."""

from datetime import date

import pytest

from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.base.undo import undo
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import Register
from niangjia.figures.registers import declare_complete
from niangjia.figures.trace import trace
from niangjia.network import venues
from niangjia.network.models import Venue, VenueKind
from niangjia.network.operations import dissolve, merge
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
OPENED, LATER = date(2018, 3, 1), date(2019, 6, 1)


def opened(owner, name="先锋驿站", kind="vanguard_station", on=OPENED, **more):
    return venues.open_venue(by=None, owner=owner, kind=kind, name=name, on=on, today=TODAY, **more)


def counted(organisation, day, ref="network.venues"):
    return value(parse(ref), organisation=organisation, period=Period.day(day)).value


@pytest.fixture
def known(county):
    """The county, whose venue ledger is complete from 2018 on."""
    declare_complete(
        Entry.objects.latest("pk"), Register.VENUES, {county.federation.pk: date(2018, 1, 1)}
    )
    return county


def test_a_venue_counts_at_its_owner_and_above_from_its_first_day(known):
    opened(known.bing)

    assert counted(known.federation, date(2018, 2, 28)) == 0
    assert counted(known.federation, OPENED) == counted(known.bing, OPENED) == 1
    assert counted(known.wu, OPENED) == 0
    assert counted(known.federation, OPENED, "network.venues(kind=vanguard_station)") == 1
    assert counted(known.federation, OPENED, "network.venues(kind=womens_home)") == 0


def test_before_a_venue_ledger_nothing_is_known(county):
    assert counted(county.federation, OPENED) is None


def test_the_trace_names_the_venue(known):
    opened(known.bing)

    rows = trace(parse("network.venues"), organisation=known.federation, period=Period.day(OPENED))
    assert [(row.name, row.cells["阵地"], row.cells["种类"]) for row in rows] == [
        ("丙村妇联", "先锋驿站", "先锋驿站")
    ]


def test_a_closed_venue_was_there_until_the_day_before(known):
    venue = opened(known.bing)
    venues.close_venue(by=None, venue=venue, on=LATER, today=TODAY)

    assert counted(known.bing, date(2019, 5, 31)) == 1
    assert counted(known.bing, LATER) == 0
    undo(Entry.objects.latest("pk"), by=None, reason="没有停用")
    assert counted(known.bing, LATER) == 1


def test_who_takes_it_over_has_it_from_that_day_and_not_before(known):
    new = venues.hand_over_venue(
        by=None, venue=opened(known.bing), to=known.jia, on=LATER, today=TODAY
    )

    assert new.place == known.bing.place
    assert counted(known.bing, date(2019, 5, 31)) == 1
    assert counted(known.bing, LATER) == 0
    assert counted(known.jia, LATER) == counted(known.jia, date(2019, 5, 31)) == 1


def test_a_correction_needs_a_reason_and_changes_the_past(known):
    venue = opened(known.bing)
    with pytest.raises(Refused, match="理由"):
        venues.correct_venue(by=None, venue=venue, kind="womens_home", reason=" ")

    venues.correct_venue(by=None, venue=venue, kind="womens_home", reason="看错了一行")
    assert counted(known.bing, OPENED, "network.venues(kind=womens_home)") == 1


def test_with_its_owner_a_venue_ends(known):
    opened(known.station, place=known.bing.place)
    dissolve(by=None, organisation=known.station, on=LATER, today=TODAY)

    assert Venue.objects.get().ends_on == LATER


def test_one_that_is_told_of_after_the_end_ended_with_its_owner_too(known):
    handed = opened(known.wu)
    dissolve(by=None, organisation=known.ding, on=LATER, today=TODAY)
    opened(known.ding)
    venues.hand_over_venue(by=None, venue=handed, to=known.ding, on=date(2019, 1, 1), today=TODAY)

    assert counted(known.ding, date(2019, 5, 31)) == 2
    assert {venue.ends_on for venue in known.ding.venues.all()} == {LATER}


def test_one_that_would_have_been_closed_later_ends_with_its_owner(known):
    venue = opened(known.station, place=known.bing.place)
    venues.close_venue(by=None, venue=venue, on=date(2020, 1, 1), today=TODAY)
    dissolve(by=None, organisation=known.station, on=LATER, today=TODAY)

    assert Venue.objects.get().ends_on == LATER


def test_with_a_merge_it_goes_to_the_successor(known):
    opened(known.ding)
    merge(by=None, organisations=[known.ding], into=known.bing, on=LATER, today=TODAY)

    assert counted(known.bing, LATER) == 1
    assert counted(known.bing, date(2019, 5, 31)) == 0
    assert counted(known.jia, date(2019, 5, 31)) == counted(known.jia, LATER) == 1


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"kind": "palace"}, "没有“palace”这种阵地。可用的种类：.*womens_home 妇女之家"),
        ({"on": date(2027, 1, 1)}, "还没有到"),
        ({"name": "老站"}, "已经登记过了"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(known, told, says):
    opened(known.bing, name="老站")

    with pytest.raises(Refused, match=says):
        opened(known.bing, **told)


def test_a_venue_without_a_place_is_refused(known):
    with pytest.raises(Refused, match="在哪个地方"):
        opened(known.station)


def test_an_office_adds_its_own_kind_and_ends_it(known):
    kind = venues.add_venue_kind(
        by=None, code="reading_room", name="书吧", name_en="Reading room", source="本县", on=OPENED
    )
    venue = opened(known.bing, "河边书吧", "reading_room")
    venues.end_venue_kind(by=None, kind=kind, on=LATER)

    assert counted(known.bing, TODAY, "network.venues(kind=书吧)") == 1
    with pytest.raises(Refused, match="不用"):
        opened(known.wu, "街口书吧", "reading_room", on=LATER)
    with pytest.raises(Refused, match="已经有"):
        venues.add_venue_kind(
            by=None, code="reading_room", name="书吧", name_en="", source="", on=None
        )
    assert VenueKind.objects.on(OPENED).filter(pk=venue.kind_id).exists()

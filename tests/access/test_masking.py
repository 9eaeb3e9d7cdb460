"""Whose names a traced row shows (R19)."""

from datetime import date

import pytest

from niangjia.access.permissions import NotVisible, require_figure, unmasked
from niangjia.access.terms import Role
from niangjia.network import operations
from niangjia.network.models import Organisation, Place
from tests import cast
from tests.access import officers

MOVED = date(2026, 3, 1)
BEFORE = date(2026, 2, 28)


@pytest.fixture
def moved(county, today):
    """丙村 and what is below it stand under 乙乡 from 1 March 2026."""
    operations.move(by=None, organisation=county.bing, parent=county.yi, on=MOVED, today=today)
    county.bing.refresh_from_db()
    return county


def full(user, organisation, as_of, today):
    return unmasked(user, organisation=organisation, as_of=as_of, today=today)


def numbers(*organisations):
    return {organisation.pk for organisation in organisations}


def test_a_county_officer_reads_rosters_because_they_are_public_office(county, users, today):
    everyone = set(Organisation.objects.values_list("pk", flat=True))

    assert full(users["county_officer"], county.federation, today, today) == everyone


def test_above_the_county_the_rows_are_masked(county, today):
    place = Place.objects.create(code="990000000000", prefix="9900", level="prefecture")
    place.names.create(name="清江市", kind="prefecture")
    city = cast.federation(None, place, "prefecture")
    operations.refresh_paths(city, today=today)
    with_rights = officers.appointed("city_officer", city, Role.OFFICER)

    assert full(with_rights, city, today, today) == set()


def test_a_clerk_sees_every_row_masked(county, users, today):
    assert full(users["county_clerk"], county.federation, today, today) == set()


def test_the_operator_sees_every_row_masked(county, today):
    assert full(None, county.federation, today, today) == set()


def test_rows_that_moved_away_stay_masked_though_the_number_is_hers(moved, users, today):
    seen = full(users["township_chair"], moved.jia, BEFORE, today)

    assert seen == numbers(moved.jia, moved.ding)


def test_a_post_that_did_not_stand_above_on_that_day_reads_no_names(moved, users, today):
    assert full(users["other_chair"], moved.bing, BEFORE, today) == set()
    assert moved.bing.pk in full(users["other_chair"], moved.bing, MOVED, today)


def test_her_own_past_opens_its_parts(moved, users, today):
    chair = users["township_chair"]

    require_figure(chair, moved.bing, as_of=BEFORE, today=today)
    with pytest.raises(NotVisible):
        require_figure(chair, moved.bing, as_of=MOVED, today=today)


def test_whoever_has_it_below_her_today_sees_its_past_numbers(moved, users, today):
    require_figure(users["other_chair"], moved.bing, as_of=BEFORE, today=today)


def test_the_operator_sees_every_figure(moved, today):
    require_figure(None, moved.bing, as_of=BEFORE, today=today)


def test_of_two_posts_only_the_one_that_reads_names_unmasks(county, today):
    user = officers.appointed("both", county.federation, Role.CLERK)
    officers.given(user, county.bing, Role.MEMBER)

    assert full(user, county.bing, today, today) == numbers(
        county.bing, county.grid, county.station
    )
    assert full(user, county.federation, today, today) == set()


def test_before_its_founding_the_last_way_up_decides(county, users, today):
    young = cast.below(county.ding, "grid", "grid", "第二网格")
    Organisation.objects.filter(pk=young.pk).update(starts_on=today)
    young.placements.update(starts_on=today)

    assert young.pk in full(users["township_chair"], young, date(2015, 1, 1), today)

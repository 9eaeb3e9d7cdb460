"""Who may what where, straight from the rules (R4, R11, R30)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from niangjia.access.permissions import NotVisible, find, may, require, visible_to, within
from niangjia.access.scopes import acting, scopes
from niangjia.access.terms import GRANTS, Can, Role
from niangjia.network import operations
from niangjia.network.models import Organisation, OrganisationName
from tests.access import officers

NOBODY = "00000000-0000-7000-8000-000000000000"


def reach(user, can, today):
    return set(Organisation.objects.filter(within(user, can, organisation="", on=today)))


def test_a_post_reaches_its_organisation_and_all_below(county, users, today):
    chair = users["township_chair"]

    below = {county.jia, county.bing, county.ding, county.grid, county.station}
    assert reach(chair, Can.ROSTER_READ, today) == below
    assert set(visible_to(chair, on=today)) == below


def test_one_thing_and_many_things_follow_the_same_rule(county, users, today):
    for user in [*users.values(), None]:
        for can in Can:
            listed = reach(user, can, today)
            assert listed == {o for o in Organisation.objects.all() if may(user, can, o, on=today)}


def test_rows_of_other_tables_are_filtered_by_their_organisation(county, users, today):
    hers = within(users["other_chair"], Can.FIGURE_READ, organisation="organisation", on=today)

    names = OrganisationName.objects.filter(hers).values_list("organisation_id", flat=True)
    assert set(names) == {county.yi.pk, county.wu.pk}


def test_the_role_decides_what_may_be_done(county, users, today):
    clerk = users["county_clerk"]

    assert may(clerk, Can.REPORT_WRITE, county.wu, on=today)
    assert not may(clerk, Can.ROSTER_READ, county.wu, on=today)
    assert not may(users["village_member"], Can.REPORT_READ, county.bing, on=today)


def test_the_neighbouring_township_is_refused_like_a_thing_that_does_not_exist(
    county, users, today
):
    chair = users["township_chair"]

    with pytest.raises(NotVisible) as hidden:
        find(chair, Can.FIGURE_READ, county.yi.public_id, on=today)
    with pytest.raises(NotVisible) as missing:
        find(chair, Can.FIGURE_READ, NOBODY, on=today)
    assert str(hidden.value) == str(missing.value)
    assert issubclass(NotVisible, Http404)


def test_the_superior_is_not_below(county, users, today):
    with pytest.raises(NotVisible):
        require(users["village_chair"], Can.FIGURE_READ, county.jia, on=today)


def test_at_home_the_refusal_says_whose_post_may(county, users, today):
    with pytest.raises(PermissionDenied, match="丙村妇联主席"):
        require(users["village_member"], Can.COMMITTEE_CHANGE, county.bing, on=today)
    with pytest.raises(PermissionDenied, match="清溪县妇联干部"):
        require(users["county_clerk"], Can.REPORT_SIGN, county.federation, on=today)


def test_the_nearest_post_is_named_and_one_above_if_there_is_none_at_home(county, users, today):
    users["village_chair"].posts.update(ends_on=today)

    with pytest.raises(PermissionDenied, match="甲镇妇联主席"):
        require(users["village_member"], Can.COMMITTEE_CHANGE, county.bing, on=today)


def test_where_nobody_holds_such_a_post_the_refusal_says_so(county, today):
    member = officers.appointed("alone", county.wu, Role.MEMBER)

    with pytest.raises(PermissionDenied, match="没有人"):
        require(member, Can.COMMITTEE_CHANGE, county.wu, on=today)


def test_a_post_holds_from_its_first_day_until_its_last(county):
    first, last = date(2024, 3, 1), date(2024, 9, 30)
    user = officers.appointed("brief", county.jia, Role.CHAIR, first, last + timedelta(days=1))

    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [may(user, Can.FIGURE_READ, county.jia, on=day) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_a_post_in_a_dissolved_organisation_opens_nothing(county, today):
    user = officers.appointed("station_head", county.station, Role.CHAIR)
    gone = date(2026, 5, 1)

    operations.dissolve(by=None, organisation=county.station, on=gone, today=today)

    assert scopes(user, on=gone - timedelta(days=1))
    assert not scopes(user, on=today)
    assert not reach(user, Can.FIGURE_READ, today)


def test_who_is_switched_off_holds_nothing(county, users, today):
    users["county_officer"].is_active = False

    assert scopes(users["county_officer"], on=today) == ()


def test_being_a_superuser_of_the_framework_opens_nothing(county, today):
    root = officers.appointed("root", county.wu, Role.MEMBER)
    root.is_superuser = root.is_staff = True

    assert not may(root, Can.FIGURE_READ, county.federation, on=today)


def test_a_moved_village_leaves_one_chair_and_comes_to_the_other(county, users, today):
    operations.move(by=None, organisation=county.bing, parent=county.yi, on=today, today=today)

    gone = {county.bing, county.grid, county.station}
    assert not gone & set(visible_to(users["township_chair"], on=today))
    assert gone <= set(visible_to(users["other_chair"], on=today))
    assert gone <= set(visible_to(users["village_chair"], on=today))


def test_ended_organisations_stay_visible_to_those_above(county, users, today):
    operations.dissolve(by=None, organisation=county.station, on=today, today=today)

    assert county.station in visible_to(users["township_chair"], on=today)


def test_two_posts_add_up_and_each_keeps_its_own_measure(county, today):
    user = officers.appointed("both", county.jia, Role.CLERK)
    officers.given(user, county.bing, Role.CHAIR)

    assert may(user, Can.FIGURE_READ, county.ding, on=today)
    assert may(user, Can.COMMITTEE_CHANGE, county.grid, on=today)
    assert not may(user, Can.COMMITTEE_CHANGE, county.ding, on=today)
    assert acting(user, on=today).acting_post == "甲镇妇联统计员、丙村妇联主席"


def test_the_operator_may_everything(county, today):
    assert may(None, Can.REPORT_SIGN, county.federation, on=today)
    assert find(None, Can.FIGURE_READ, county.wu.public_id, on=today) == county.wu
    assert reach(None, Can.FIGURE_READ, today) == set(Organisation.objects.all())


def test_an_organisation_without_a_path_is_nobodys(county, users, today):
    Organisation.objects.filter(pk=county.federation.pk).update(path="")

    assert reach(users["county_officer"], Can.FIGURE_READ, today) == set()


def test_a_request_asks_the_database_once_for_all_its_questions(
    county, users, today, django_assert_num_queries
):
    user = acting(users["township_chair"], on=today)

    with django_assert_num_queries(0):
        assert all(may(user, can, county.bing, on=today) for can in Can)


def test_what_was_read_for_one_day_does_not_answer_for_another(county, users):
    user = acting(users["former_chair"], on=date(2026, 6, 1))

    assert scopes(user, on=date(2026, 6, 1))
    assert not scopes(user, on=date(2026, 7, 1))


def test_every_role_has_its_line_in_the_table_and_grants_only_what_exists():
    assert set(GRANTS) == set(Role)
    assert all(granted <= frozenset(Can) for granted in GRANTS.values())

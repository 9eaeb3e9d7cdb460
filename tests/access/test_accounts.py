"""Accounts are made from posts: opened, handed a slip, given another post, ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import PermissionDenied

from niangjia.access import codes, operations
from niangjia.access.demo import demo_accounts
from niangjia.access.models import Post, Reading, User
from niangjia.access.permissions import NotVisible, may
from niangjia.access.scopes import acting
from niangjia.access.terms import GRANTS, Can, Role
from niangjia.base import journal
from niangjia.base.history import images_before
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.base.undo import undo
from niangjia.network import operations as network
from tests.access import officers

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)  # ten in the morning in Shanghai
TODAY = date(2026, 11, 21)


def opened(by, organisation, role=Role.CHAIR, username="new", on=TODAY):
    return operations.open_account(
        by=by,
        name="林小满",
        username=username,
        organisation=organisation,
        role=role,
        on=on,
        now=NOW,
    )


def test_a_chair_opens_an_account_for_a_village_of_hers(county, users):
    user, code = opened(users["township_chair"], county.ding)

    assert may(user, Can.COMMITTEE_CHANGE, county.ding, on=TODAY)
    assert not may(user, Can.COMMITTEE_CHANGE, county.bing, on=TODAY)
    assert user.must_set_password
    assert user.code_expires_at == NOW + timedelta(days=14)
    assert len(code) == 12


def test_the_code_is_kept_like_a_password_only(county):
    user, code = opened(None, county.ding)

    assert check_password(code, user.password)
    assert code not in user.password
    assert not Entry.objects.filter(summary__contains=code).exists()


def test_no_two_codes_are_alike(county):
    user, first = opened(None, county.ding)
    codes_of_a_day = {first, *(codes.hand_out(user, now=NOW) for _ in range(5))}

    assert len(codes_of_a_day) == 6


def test_the_opening_is_in_the_journal_with_the_post_of_who_did_it(county, users):
    by = acting(users["township_chair"], on=TODAY)

    user, _ = opened(by, county.ding)

    act, inner = Entry.objects.order_by("-pk")[1], user.posts.get().entry
    assert (act.act, act.by, act.post) == ("开通账号", by, "甲镇妇联主席")
    assert act.organisation_id == county.ding.pk
    assert inner.batch == act.public_id


def test_the_neighbour_opens_nothing(county, users):
    with pytest.raises(NotVisible):
        opened(users["other_chair"], county.ding)


def test_a_member_opens_nothing_at_home(county, users):
    with pytest.raises(PermissionDenied, match="丙村妇联主席"):
        opened(users["village_member"], county.bing)
    assert not User.objects.filter(username="new").exists()


def test_nobody_grants_more_than_she_holds(county, users, monkeypatch):
    less = frozenset({Can.ACCOUNT_OPEN, Can.FIGURE_READ})
    monkeypatch.setitem(GRANTS, Role.CLERK, less)

    with pytest.raises(Refused, match="执委"):
        opened(users["county_clerk"], county.bing, Role.MEMBER)
    opened(users["county_clerk"], county.bing, Role.CLERK)


@pytest.mark.parametrize("username", ["a", "a b", "王<b>", "x" * 31, "  "])
def test_an_unfit_username_is_refused_with_what_is_fit(county, username):
    with pytest.raises(Refused, match="2到30个字"):
        opened(None, county.ding, username=username)


def test_a_taken_username_is_refused_whatever_its_case(county, users):
    with pytest.raises(Refused, match="已经有人用了"):
        opened(None, county.ding, username="Village_Chair")


def test_usernames_may_be_chinese_and_full_width_is_made_plain(county):
    assert opened(None, county.ding, username="丁村主席１")[0].username == "丁村主席1"


def test_a_dissolved_organisation_gets_no_new_post(county):
    network.dissolve(by=None, organisation=county.station, on=date(2026, 5, 1), today=TODAY)

    with pytest.raises(Refused, match="不存在"):
        opened(None, county.station)


def test_one_person_holds_two_posts_but_not_twice_the_same(county, users):
    both = users["village_chair"]
    more = {"by": None, "user": both, "on": TODAY, "today": TODAY}

    operations.give_post(organisation=county.jia, role=Role.MEMBER, **more)

    assert both.posts.count() == 2
    with pytest.raises(Refused, match="只能有一种职权"):
        operations.give_post(organisation=county.bing, role=Role.MEMBER, **more)


def test_a_new_slip_makes_the_old_one_and_the_password_worthless(county, users):
    user, first = opened(None, county.ding)
    operations.set_own_password(user, "春风又绿江南岸一二三")

    second = operations.renew_code(by=users["township_chair"], user=user, now=NOW)

    assert user.check_password(second)
    assert not user.check_password(first)
    assert not user.check_password("春风又绿江南岸一二三")
    assert user.must_set_password


def test_a_slip_for_who_also_serves_higher_is_printed_higher(county, users):
    officers.given(users["village_chair"], county.jia, Role.MEMBER)

    with pytest.raises(NotVisible):
        operations.renew_code(by=officers.appointed("v", county.bing, Role.CHAIR), user=users["village_chair"], now=NOW)  # fmt: skip
    operations.renew_code(by=users["township_chair"], user=users["village_chair"], now=NOW)


def test_a_slip_for_who_serves_higher_from_tomorrow_is_printed_higher(county, users):
    """Whoever prints it could sign in with it, and hold the county's rights tomorrow."""
    tomorrow = TODAY + timedelta(days=1)
    officers.given(users["village_chair"], county.federation, Role.OFFICER, starts_on=tomorrow)
    more = {"user": users["village_chair"], "now": NOW}

    with pytest.raises(NotVisible):
        operations.renew_code(by=users["township_chair"], **more)
    operations.renew_code(by=users["county_officer"], **more)


def test_a_slip_for_who_served_higher_until_yesterday_is_printed_here(county, users):
    ended = {"starts_on": date(2020, 1, 1), "ends_on": TODAY}
    officers.given(users["village_chair"], county.federation, Role.OFFICER, **ended)

    operations.renew_code(by=users["township_chair"], user=users["village_chair"], now=NOW)


def test_what_an_account_was_before_is_kept_without_its_password(county, users):
    """R27: the acts on accounts leave before-images like all others."""
    chair = users["village_chair"]
    operations.renew_code(by=users["township_chair"], user=chair, now=NOW)
    User.objects.filter(pk=chair.pk).update(last_login=NOW, password="!other")

    (image,) = images_before(User).objects.filter(pgh_obj_id=chair.pk).values()

    act = Entry.objects.get(act="打登录条")
    assert image["pgh_context_id"] == act.public_id
    assert (image["must_set_password"], image["code_expires_at"]) == (False, None)
    assert not {"password", "last_login"} & image.keys()
    with pytest.raises(Refused, match="账号的改动不能撤回"):
        undo(act, by=None, reason="试")
    assert User.objects.get(pk=chair.pk).must_set_password


def test_who_serves_nowhere_gets_no_slip(county, users):
    with pytest.raises(Refused, match="没有在任的职务"):
        operations.renew_code(by=None, user=users["former_chair"], now=NOW)


def ended(post, on, by=None):
    operations.end_post(by=by, post=post, on=on, today=TODAY, reason="换届")


def test_an_ended_post_opens_nothing_from_that_day(county, users):
    user = users["village_chair"]

    ended(user.posts.get(), TODAY, by=users["township_chair"])

    assert may(user, Can.FIGURE_READ, county.bing, on=TODAY - timedelta(days=1))
    assert not may(user, Can.FIGURE_READ, county.bing, on=TODAY)
    assert Entry.objects.latest("pk").reason == "换届"


def test_today_may_be_the_last_day_but_no_later_one_is_promised(county, users):
    post = users["village_chair"].posts.get()

    with pytest.raises(Refused, match="还没有到"):
        ended(post, TODAY + timedelta(days=2))
    ended(post, TODAY + timedelta(days=1))
    assert may(users["village_chair"], Can.FIGURE_READ, county.bing, on=TODAY)


def test_an_ended_post_is_not_ended_again(users):
    with pytest.raises(Refused, match="已经在"):
        ended(users["former_chair"].posts.get(), TODAY)


def test_a_post_of_today_that_ends_at_once_is_withdrawn(county):
    user, _ = opened(None, county.ding)

    ended(user.posts.get(), TODAY)

    assert not Post.objects.filter(user=user).exists()


def test_a_subordinate_ends_no_superiors_post(users):
    with pytest.raises(NotVisible):
        ended(users["township_chair"].posts.get(), TODAY, by=users["village_chair"])


def test_the_reading_of_names_is_written_down(county, users):
    operations.log_reading(
        users["county_officer"], organisation=county.bing, what="执委名册", persons=7
    )
    operations.log_reading(None, organisation=county.bing, what="执委名册", persons=1)
    operations.log_reading(None, organisation=county.bing, what="空名册", persons=0)

    lines = Reading.objects.order_by("pk").values_list("user__username", "what", "persons")
    assert list(lines) == [("county_officer", "执委名册", 7), (None, "执委名册", 1)]


def test_the_demo_has_three_accounts_and_a_second_start_keeps_own_passwords(county):
    first = demo_accounts(county.federation, county.jia, county.bing, on=TODAY)
    settled = User.objects.get(username="village")
    operations.set_own_password(settled, "春风又绿江南岸一二三")

    second = demo_accounts(county.federation, county.jia, county.bing, on=TODAY)

    assert [label for _, _, label in first] == ["清溪县妇联干部", "甲镇妇联主席", "丙村妇联主席"]
    assert all(User.objects.get(username=name).check_password(code) for name, code, _ in second[:2])
    assert second[2][:2] == ("village", "")
    assert Post.objects.count() == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("483920715526", "483920715526"),
        ("4839 2071 5526", "483920715526"),
        ("4839-2071-5526 ", "483920715526"),
        ("４８３９　２０７１　５５２６", "483920715526"),
        ("4839 2071 552", "4839 2071 552"),
        ("春天 2071 5526", "春天 2071 5526"),
    ],
)
def test_gaps_of_the_slip_may_be_typed_or_not(typed, meant):
    assert codes.as_typed(typed) == meant
    assert codes.grouped("483920715526") == "4839 2071 5526"


def test_the_database_itself_refuses_a_second_account_of_one_name(county, users):
    with pytest.raises(Refused, match="已经有人用了"), journal.act("开通账号", by=None):
        User.objects.create(username="VILLAGE_CHAIR")

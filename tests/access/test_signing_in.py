"""Signing in over the web: the slip, the own password, the end of a post (TRUST 3.5, 5.2)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from niangjia.access import operations
from niangjia.access.models import Reading, User
from niangjia.access.terms import Role
from tests.access import officers

OWN = "春风又绿江南岸一二三"


@pytest.fixture(autouse=True)
def _quick_and_unlimited(settings):
    """No memory of other tests' attempts; hashes that are quick to make."""
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def newcomer(county):
    """Her account at 丁村, and the code of her slip."""
    return operations.open_account(
        by=None,
        name="林小满",
        username="newcomer",
        organisation=county.ding,
        role=Role.CHAIR,
        on=timezone.localdate(),
        now=timezone.now(),
    )


def sign_in(client, username, password):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def set_password(client, password=OWN):
    fields = {"new_password1": password, "new_password2": password}
    return client.post(reverse("access:first_password"), fields)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_first_sign_in_leads_to_an_own_password_and_nowhere_else(client, newcomer):
    _, code = newcomer

    sign_in(client, "newcomer", code)

    for address in ("/", reverse("access:accounts"), reverse("access:password")):
        assert client.get(address).headers["location"] == reverse("access:first_password")
    assert client.get(reverse("access:first_password")).status_code == 200


def test_after_that_the_code_signs_nobody_in_and_the_own_password_does(client, newcomer):
    _, code = newcomer
    sign_in(client, "newcomer", code)

    assert set_password(client).headers["location"] == "/"
    assert client.get(reverse("access:accounts")).status_code == 200

    client.logout()
    sign_in(client, "newcomer", code)
    assert not is_signed_in(client)
    sign_in(client, "newcomer", OWN)
    assert is_signed_in(client)


def test_the_role_of_the_web_server_suffices_for_all_of_it(client, newcomer, users, as_web_role):
    sign_in(client, "newcomer", newcomer[1])
    set_password(client)
    post = users["village_member"].posts.get()

    client.force_login(users["township_chair"])
    assert client.get(reverse("access:accounts")).status_code == 200
    assert client.post(reverse("access:slip", args=[post.public_id])).status_code == 200
    ending = {"last_day": timezone.localdate(), "reason": "辞职"}
    assert client.post(reverse("access:end_post", args=[post.public_id]), ending).status_code == 302


def test_the_code_may_be_typed_with_the_gaps_of_the_slip(client, newcomer):
    _, code = newcomer

    sign_in(client, "newcomer", f"{code[:4]} {code[4:8]} {code[8:]}")

    assert is_signed_in(client)


def test_an_expired_code_signs_nobody_in(client, newcomer):
    user, code = newcomer
    User.objects.filter(pk=user.pk).update(code_expires_at=timezone.now() - timedelta(seconds=1))

    page = sign_in(client, "newcomer", code)

    assert not is_signed_in(client)
    (sentence,) = page.context["form"].non_field_errors()
    assert "已经过期" in sentence


def test_a_wrong_password_is_told_nothing_of_slips(client, newcomer):
    User.objects.filter(username="newcomer").update(code_expires_at=timezone.now())

    page = sign_in(client, "newcomer", "not it at all")

    assert page.context["form"].non_field_errors() == ["账号或密码不对，请再看一遍。"]


@pytest.mark.parametrize("weak", ["1234567890", "短密码", "newcomer12"])
def test_a_weak_own_password_is_refused(client, newcomer, weak):
    sign_in(client, "newcomer", newcomer[1])

    assert set_password(client, weak).status_code == 200
    assert User.objects.get(username="newcomer").must_set_password


def test_a_new_slip_ends_the_session_opened_with_the_old_one(client, newcomer):
    user, code = newcomer
    sign_in(client, "newcomer", code)

    operations.renew_code(by=None, user=user, now=timezone.now())

    assert client.get("/").headers["location"].startswith(reverse("account_login"))


def test_all_failures_are_answered_alike(client, newcomer):
    user, code = newcomer
    wrong = sign_in(client, "newcomer", "not it at all")
    unknown = sign_in(client, "nobody", "not it at all")
    User.objects.filter(pk=user.pk).update(is_active=False)
    switched_off = sign_in(client, "newcomer", code)

    said = [page.context["form"].non_field_errors() for page in (wrong, unknown, switched_off)]
    assert said[0] == said[1] == said[2]
    assert "账号或密码不对" in said[0][0]


def test_trying_on_and_on_is_stopped_even_for_the_right_code(client, newcomer):
    for _ in range(5):
        sign_in(client, "newcomer", "not it at all")

    page = sign_in(client, "newcomer", newcomer[1])

    assert not is_signed_in(client)
    assert "太多了" in page.context["form"].non_field_errors()[0]


def test_the_session_of_an_ended_post_ends_with_its_next_request(client, users):
    chair = users["village_chair"]
    client.force_login(chair)
    assert client.get(reverse("access:accounts")).status_code == 200

    operations.end_post(
        by=users["township_chair"],
        post=chair.posts.get(),
        on=timezone.localdate(),
        today=timezone.localdate(),
    )

    answer = client.get(reverse("access:accounts"))
    assert answer.status_code == 403
    assert "没有在任的职务" in answer.content.decode()
    assert not is_signed_in(client)
    assert client.get(reverse("access:accounts")).status_code == 302


def test_another_post_of_hers_goes_on(client, users, county):
    chair = users["village_chair"]
    officers.given(chair, county.ding, Role.MEMBER)
    client.force_login(chair)

    chair.posts.filter(organisation=county.bing).update(ends_on=timezone.localdate())

    assert client.get(reverse("access:password")).status_code == 200
    assert client.get(reverse("access:accounts")).status_code == 403


def test_switching_an_account_off_ends_its_session(client, users):
    client.force_login(users["village_chair"])

    User.objects.filter(username="village_chair").update(is_active=False)

    assert client.get(reverse("access:password")).status_code == 302


def test_signing_out_needs_a_post_request(client, users):
    client.force_login(users["village_chair"])

    assert client.get(reverse("account_logout")).status_code == 405
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_change_password",
        "account_request_login_code",
        "account_inactive",
    ],
)
def test_nothing_else_of_the_library_is_reachable(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_an_own_password_is_changed_with_the_one_before(client, newcomer):
    sign_in(client, "newcomer", newcomer[1])
    set_password(client)
    fields = {"new_password1": "两岸猿声啼不住轻舟", "new_password2": "两岸猿声啼不住轻舟"}
    fields = {name: value + "已过" for name, value in fields.items()}

    client.post(reverse("access:password"), fields | {"old_password": "wrong"})
    assert User.objects.get(username="newcomer").check_password(OWN)
    client.post(reverse("access:password"), fields | {"old_password": OWN})
    assert not User.objects.get(username="newcomer").check_password(OWN)
    assert is_signed_in(client)


# --- the accounts of those below -----------------------------------------------------------------


def form(organisation, **other):
    fields = {
        "organisation": organisation.public_id,
        "role": "chair",
        "name": "林小满",
        "username": "newcomer",
        "starts_on": timezone.localdate().isoformat(),
    }
    return fields | other


def test_opening_an_account_shows_the_slip_whose_code_signs_in(client, users, county):
    client.force_login(users["township_chair"])

    page = client.post(reverse("access:open_account"), form(county.ding))

    assert "林小满" in page.content.decode()
    assert "丁村妇代会主席" in page.content.decode()
    client.logout()
    sign_in(client, "newcomer", page.context["code"])
    assert is_signed_in(client)


def test_a_slip_that_is_refused_says_why_above_the_list(client, users):
    """Her post ended while the list stood open."""
    client.force_login(users["township_chair"])
    member = users["village_member"]
    member.posts.update(ends_on=timezone.localdate())

    page = client.post(reverse("access:slip", args=[member.posts.get().public_id]))

    assert page.status_code == 400
    assert "没有在任的职务，不能打登录条" in page.content.decode()
    assert "village_member" in page.content.decode()


def test_the_slip_is_not_kept_by_browsers(client, users, county):
    client.force_login(users["township_chair"])

    page = client.post(reverse("access:open_account"), form(county.ding))

    assert page.headers["Cache-Control"] == "no-store"


def test_an_organisation_of_others_is_no_choice(client, users, county):
    client.force_login(users["township_chair"])

    page = client.post(reverse("access:open_account"), form(county.wu))

    assert page.context["form"].errors["organisation"]
    assert not User.objects.filter(username="newcomer").exists()


def test_a_refusal_stands_above_the_form(client, users, county):
    client.force_login(users["township_chair"])

    page = client.post(reverse("access:open_account"), form(county.ding, username="village_chair"))

    assert "已经有人用了" in page.content.decode()


def test_the_list_shows_who_serves_below_and_is_written_down(client, users):
    client.force_login(users["township_chair"])

    page = client.get(reverse("access:accounts")).content.decode()

    assert "village_member" in page
    assert "former_chair" in page
    assert "other_chair" not in page
    assert Reading.objects.get().what == "账号名单"
    assert Reading.objects.get().persons == 4


def test_the_list_asks_as_much_for_many_as_for_few(
    client, users, county, django_assert_max_num_queries
):
    client.force_login(users["county_officer"])
    for number in range(12):
        officers.appointed(f"member_{number}", county.wu, Role.MEMBER)

    with django_assert_max_num_queries(12):
        client.get(reverse("access:accounts"))


def test_a_post_is_ended_with_its_last_day(client, users):
    client.force_login(users["township_chair"])
    post = users["village_member"].posts.get()
    yesterday = timezone.localdate() - timedelta(days=1)

    client.post(reverse("access:end_post", args=[post.public_id]), {"last_day": yesterday, "reason": "辞职"})  # fmt: skip

    post.refresh_from_db()
    assert post.ends_on == timezone.localdate()


def test_a_promised_end_is_refused_on_the_page(client, users):
    client.force_login(users["township_chair"])
    post = users["village_member"].posts.get()
    late = timezone.localdate() + timedelta(days=30)

    page = client.post(
        reverse("access:end_post", args=[post.public_id]), {"last_day": late, "reason": "任满"}
    )

    assert "还没有到" in page.content.decode()

"""`niangjia account …`."""

import json

import pytest
from click.testing import CliRunner

from niangjia.access.models import User
from niangjia.site.cli import main
from tests import cast
from tests.access import officers


@pytest.fixture
def run(county):
    """Return a function from the words behind `niangjia account` to the result."""
    surroundings = {"LC_ALL": "C.UTF-8"}
    return lambda *words: CliRunner().invoke(main, ["account", *words], env=surroundings)


def opening(*more, organisation="丁村妇代会", username="newcomer"):
    post = ["--organisation", organisation, "--role", "chair", "--username", username]
    return ["open", "林小满", *post, *more]


def test_an_account_is_opened_by_the_name_of_its_organisation(run, county):
    result = run(*opening("--json", "--from", "2024-03-01"))

    slip = json.loads(result.stdout)
    post = User.objects.get(username="newcomer").posts.get()
    assert post.organisation == county.ding
    assert post.starts_on.isoformat() == "2024-03-01"
    assert post.user.check_password(slip["code"])


@pytest.mark.parametrize("organisation", ["990001100202", "990001", "甲镇丁村"])
def test_the_slip_is_printed_in_words(run, organisation):
    assert "一次性口令" in run(*opening(organisation=organisation)).output


def test_of_two_organisations_of_one_name_the_choices_are_listed(run, county):
    place = cast.lay_out_one("990001200202", "丁村", "village", "990001200000")
    cast.council(county.yi, place)

    result = run(*opening())

    assert result.exit_code == 2
    assert "990001100202" in result.output
    assert "990001200202" in result.output


def test_what_is_not_there_is_said_in_one_sentence(run):
    assert "没有找到组织“庚村妇联”" in run(*opening(organisation="庚村妇联")).output
    assert "没有“nobody”这个账号" in run(*opening("--as-user", "nobody")).output
    assert "没有“nobody”这个账号" in run("slip", "nobody").output


def test_acting_as_a_user_is_held_to_her_rights(run, users):
    assert "没有找到，或不归你看" in run(*opening("--as-user", "other_chair")).output
    assert "没有在任的职务" in run(*opening("--as-user", "former_chair")).output
    assert run(*opening("--as-user", "township_chair")).exit_code == 0


def test_a_post_is_ended_with_its_last_day(run, users):
    where = ["--organisation", "丙村妇联", "--reason", "换届", "--last-day", "2026-06-30"]

    assert run("end", "village_chair", *where).exit_code == 0

    assert users["village_chair"].posts.get().ends_on.isoformat() == "2026-07-01"
    assert "没有在任的职务" in run("end", "village_chair", *where).output


def test_a_new_slip_is_printed_for_who_lost_hers(run, county):
    officers.appointed("lost", county.wu, "chair")

    slip = json.loads(run("slip", "lost", "--json").stdout)

    assert User.objects.get(username="lost").check_password(slip["code"])

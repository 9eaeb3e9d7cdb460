"""The command line: what it answers, and how it refuses."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.utils import translation

from niangjia.access import operations
from niangjia.access.models import Reading, User
from niangjia.base import journal
from niangjia.committees.operations import ElectionDraft, Member, elect
from niangjia.figures.catalogue import catalogue
from niangjia.network import divisions
from niangjia.people.models import Person
from niangjia.site.cli import COMMANDS, main
from tests import cast

pytestmark = pytest.mark.django_db
built = pytest.mark.skipif(not divisions.DEFAULT.exists(), reason="table of places not built")
JULY = ("--from", "2017-05-15", "--to", "2017-07-31")
END_OF_JULY = ("--as-of", "2017-07-31")
ANSWER = {
    *("figure", "label", "organisation", "period", "value", "unit", "mark"),
    *("rows", "parts", "undecided", "unknown_in"),
}


@pytest.fixture(autouse=True)
def _chinese_again():
    yield
    translation.activate("zh-hans")


def ask(*words, language="C.UTF-8"):
    return CliRunner().invoke(main, words, env={"LC_ALL": language})


def asked(*words):
    result = ask(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*words):
    result = ask(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.strip()


@pytest.fixture
def seated(county, today):
    """Three seats in 甲镇, two in 丙村; 甲某三 sits in both."""
    with journal.act("录入", by=None) as entry:
        one, two, three, four = (
            Person.objects.create(entry=entry, name=f"甲某{n}") for n in "一二三四"
        )
    for organisation, chair, members in (
        (county.jia, one, [two, three]),
        (county.bing, four, [three]),
    ):
        seats = [Member(chair, "chair"), *map(Member, members)]
        elect(by=None, draft=ElectionDraft(organisation, date(2017, 6, 8), seats), today=today)
    return county


# --- a figure -------------------------------------------------------------------------------------


def test_a_figure_has_exactly_the_promised_keys(seated):
    answer = asked("figure", "committees.seats", *END_OF_JULY)

    assert set(answer) == ANSWER
    assert (answer["value"], answer["rows"]) == (5, 5)
    assert (answer["unit"], answer["mark"]) == ("SEAT", "exact")
    assert answer["organisation"] == {"code": "990001000000", "name": "清溪县妇女联合会"}
    assert answer["period"] == {"from": "2017-07-31", "to": "2017-07-31"}


@pytest.mark.parametrize(
    "words",
    [
        ("committees.seats(level=township)",),
        ("committees.seats", "--where", "level=township"),
        ("committees.seats", "level=township"),
    ],
)
def test_filters_stand_in_brackets_or_beside(seated, words):
    assert asked("figure", *words, *END_OF_JULY)["value"] == 3


def test_the_organisation_is_a_code_or_a_name(seated):
    for text in ("990001100", "甲镇", "甲镇妇女联合会"):
        answer = asked("figure", "committees.persons", "--organisation", text, *END_OF_JULY)
        assert answer["value"] == 4


def test_a_ratio_has_two_parts_and_no_rows(seated):
    answer = asked("figure", "committees.mean_seats(level=township)", *JULY)

    assert answer["rows"] is None
    assert (answer["parts"]["of"]["value"], answer["parts"]["to"]["value"]) == (3, 2)
    assert (answer["value"], answer["mark"]) == (1.5, "at_least")


def test_before_the_register_begins_the_value_is_null(seated):
    assert asked("figure", "network.organisations", "--as-of", "2011-12-31")["value"] is None
    assert "未记" in ask("figure", "network.organisations", "--as-of", "2011-12-31").stdout


def test_a_figure_is_split_by_units_levels_and_values(seated):
    by_unit = asked("figure", "committees.seats", "--by", "unit", *END_OF_JULY)["by"]
    by_village = asked("figure", "committees.seats", "--by", "village", *END_OF_JULY)["by"]
    by_level = asked("figure", "committees.seats", "--by", "level", *END_OF_JULY)["by"]

    assert {part["name"]: part["value"] for part in by_unit} == {"甲镇妇联": 5, "乙乡妇联": None}
    assert {part["key"]: part["value"] for part in by_village}["990001100201"] == 2
    assert {part["key"]: part["value"] for part in by_level}["township"] == 3


def test_the_lines_can_be_read_aloud(seated):
    lines = ask("figure", "committees.seats", *END_OF_JULY).stdout.splitlines()

    assert lines[:2] == ["清溪县妇联　截至2017-07-31", "执委席位　5席"]


def test_the_english_catalogue_is_chosen_by_the_surroundings(seated):
    assert "Executive" in ask("figures", language="en_GB.UTF-8").stdout
    assert "Executive" in ask("--language", "en", "figures").stdout


# --- its rows -------------------------------------------------------------------------------------


def test_the_trace_lists_exactly_the_rows(seated):
    rows = asked("trace", "committees.seats", *END_OF_JULY)

    assert len(rows) == 5
    assert {row["organisation"]["name"] for row in rows} == {"甲镇妇联", "丙村妇联"}
    assert {row["day"] for row in rows} == {"2017-06-08"}
    assert {row["source"] for row in rows} == {"选举 2017-06-08"}
    assert len({row["address"] for row in rows}) == 5
    assert all(row["address"].startswith("/figures/committees.seats/?") for row in rows)


def test_the_operator_sees_no_names(seated):
    assert all(row["masked"] and not row["cells"] for row in asked("trace", "committees.seats"))
    assert "甲某" not in ask("trace", "committees.seats").stdout


@pytest.fixture
def officer(county, today):
    user = User.objects.create(username="officer", name="方一帆", must_set_password=False)
    operations.give_post(
        by=None, user=user, organisation=county.federation, role="officer", on=today, today=today
    )
    return user


def test_an_account_sees_the_names_it_may_and_leaves_a_trace(seated, officer):
    rows = asked("trace", "committees.seats", *END_OF_JULY, "--as", "officer")

    assert {row["cells"]["姓名"] for row in rows} == {"甲某一", "甲某二", "甲某三", "甲某四"}
    assert {row["cells"]["产生方式"] for row in rows} == {"选举"}
    reading = Reading.objects.get()
    assert (reading.user, reading.organisation, reading.persons) == (officer, seated.federation, 5)


def test_an_account_elsewhere_finds_nothing(seated, today):
    user = User.objects.create(username="yi", name="郑二宁", must_set_password=False)
    operations.give_post(
        by=None, user=user, organisation=seated.yi, role="chair", on=today, today=today
    )

    told = refused("trace", "committees.seats", *END_OF_JULY, "--as", "yi")

    assert "没有找到" in told
    assert not Reading.objects.exists()


def test_a_ratio_opens_both_parts(seated):
    parts = asked("trace", "committees.mean_seats(level=township)", *END_OF_JULY)

    assert (len(parts["of"]), len(parts["to"])) == (3, 2)


def test_every_figure_can_be_asked_and_traced(seated):
    for name, figure in catalogue().items():
        answer = asked("figure", name, *JULY)
        rows = asked("trace", name, *JULY)
        if answer["parts"]:
            assert len(rows["of"]) == (answer["parts"]["of"]["rows"] or 0), name
        elif answer["value"] is not None:
            assert len(rows) == answer["rows"], name
        assert answer["unit"] == figure.unit.value


def test_the_catalogue_names_every_figure(db):
    assert [one["figure"] for one in asked("figures")] == list(catalogue())


# --- a network ------------------------------------------------------------------------------------


@built
def test_a_county_is_laid_out_once(db):
    first, second = asked("init", "350423"), asked("init", "350423")

    assert (first["code"], first["name"]) == ("350423000000", "清流县妇女联合会")
    assert first["changed"]
    assert not second["changed"]


@built
def test_the_register_is_complete_from_the_day_said(db):
    asked("init", "350423", "--since", "2017-05-01")

    values = [
        asked("figure", "network.organisations", "--as-of", day)["value"]
        for day in ("2017-04-30", "2017-05-01")
    ]
    assert values == [None, 1]


@built
def test_an_unknown_county_is_refused_with_its_neighbours(db):
    assert "350430 建宁县" in refused("init", "350499")


def test_an_organisation_is_founded_from_its_place(county):
    made = asked("found", "--kind", "village", "--place", "990001200001", "--code", "9")

    assert made["name"] == "戊社区妇女联合会"


def test_a_founding_reaches_the_figures_from_its_day_on(county):
    asked(
        *("found", "--kind", "enterprise", "--name", "清溪纺织厂妇女联合会"),
        *("--parent", "甲镇", "--on", "2018-03-08"),
    )

    values = [
        asked("figure", "network.lateral", "--organisation", "甲镇", "--as-of", day)["value"]
        for day in ("2018-03-07", "2018-03-08")
    ]
    assert values == [0, 1]


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("figure", "nothing.known"), "没有叫“nothing.known”的指标"),
        (("figure", "committees.seats", "--organisation", "己村"), "没有找到组织“己村”"),
        (("figure", "committees.seats", "--from", "2017-08-01", "--to", "2017-07-01"), "对调"),
        (("figure", "committees.seats", "--from", "2017-08-01"), "一起写"),
        (("figure", "committees.seats", "--as-of", "昨天"), "“昨天”读不成日期，请写成 2017-07-31"),
        (("figure", "committees.new_members", "--as-of", "2017-07-31"), "--from 和 --to"),
        (("figure", "committees.seats", "--by", "colour"), "不能按“colour”分列"),
        (("figure", "committees.seats", "--as", "nobody"), "没有“nobody”这个账号"),
        (("found", "--kind", "club", "--name", "某某"), "没有“club”这种组织"),
        (("found", "--kind", "village", "--place", "990009"), "没有区划代码“990009”"),
        (("found", "--kind", "enterprise", "--name", "某某", "--on", "2999-01-01"), "还没有到"),
    ],
)
def test_a_refusal_is_one_sentence(county, words, sentence):
    told = refused(*words)

    assert sentence in told
    assert "\n" not in told


def test_a_refusal_is_an_object_where_json_is_wanted(county):
    result = ask("figure", "nothing.known", "--json")

    assert (result.exit_code, result.stderr) == (2, "")
    assert set(json.loads(result.stdout)) == {"error"}


def test_two_of_one_name_are_listed_with_their_codes(county):
    place = cast.lay_out_one("990001200002", "丙村", "village", "990001200000")
    cast.federation(county.yi, place, "village")

    told = refused("figure", "committees.seats", "--organisation", "丙村")

    assert "990001100201" in told
    assert "990001200002" in told


PARTS = {"receipts": ("list", "open", "show", "withdraw")}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_answers_in_json_and_explains_itself(name):
    whole = ask(name, "--help")
    parts = PARTS.get(name, ())
    explained = [ask(name, part, "--help").stdout for part in parts] or [whole.stdout]

    assert whole.exit_code == 0
    # What an account's slip says is to be printed for one pair of eyes, and read by no program.
    assert name == "account" or all("--json" in text for text in explained)

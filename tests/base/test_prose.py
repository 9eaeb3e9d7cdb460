"""The numbers of a running text, before somebody signs it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.counts import Count, Mark
from niangjia.base.prose import Found, numbers_in, without_record
from niangjia.base.units import Unit

EXACT, AT_LEAST, BELOW, ABOUT = Mark


def stated(text):
    return [found.text for found in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("选举产生执委56名，其中主席8名、副主席17名（含兼职）", ["56名", "8名", "17名"]),
        ("平均每个乡镇24.1名，占99.2%", ["24.1名", "99.2%"]),
        ("累计开展宣讲120余场次，受益4000余人次", ["120余场次", "4000余人次"]),
        ("争取资金1.5万元，节约经费3万元，预约20人", ["1.5万元", "3万元", "20人"]),
        ("近100名老人；附近3个村；最近5场", ["近100名", "3个", "5场"]),
        (
            "二十余场、十几场、数十名、三五个人、上千名妇女",
            ["二十余场", "十几场", "数十名", "三五个", "上千名"],
        ),
        ("目前13个乡镇、此前2个", ["13个", "2个"]),
        ("举办培训一期，评选一户", ["一期", "一户"]),
        ("15亩、35岁以下、3个多月、3～5人", ["15亩", "35岁以下", "3个多月", "3～5人"]),
        ("13，119个；4,000 人", ["13", "119个", "4,000 人"]),
        ("百分之九十五以上，三分之二", ["百分之九十五以上", "三分之二"]),
        ("1. 新建7个\n2. 表彰9户", ["7个", "9户"]),
        ("现有119个村", ["119个"]),
        ("代表6名，至少2次", ["6名", "至少2次"]),
    ],
)
def test_the_numbers_are_listed(text, numbers):
    assert stated(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "2017年5月15日召开推进会，5月23日观摩，7月底完成",
        "二〇一七年七月三十一日，六月八日",
        "2017-05-15、2017.5.15、2017/5，2017-2020年，2017年度",
        "清妇\u30142024\u30155号、国办函\u30142026\u301512号、第3号",
        "第十二届执委会第5次会议，第八次村委会换届，第2名，前三名",
        "一是统一流程，二是建队伍；一、（一）",
        "（1）组织\n（2）活动",
        "三八妇女节、3·8、六一、二十大、十三大、5+N、5+2、1+3+N、5+12",
        "三统一、四同步、两个全面、“三个明确”、四确保一力争、五好家庭",
        "一个平台、一户一档、一把手、千家万户、百户和谐示范家庭、十分重视、万众一心",
        "拨打12338，热线：12345，电话010-12345678，手机10012345678",
        "上午9:00，8时30分，9点半，90后，A4，附件1，5号楼",
        "近三年、最近3个月、今后5年",
        "统一个体工商户口径",
    ],
)
def test_what_counts_nothing_is_left_out(text):
    assert stated(text) == []


def test_a_found_number_says_where_it_stands_and_what_it_means():
    (found,) = numbers_in("受益群众４０００余人次。")
    assert found == Found(
        start=4,
        end=11,
        text="４０００余人次",
        count=Count(4000, Unit.ATTENDANCE, AT_LEAST),
        word="人次",
    )


def test_words_that_name_no_number_are_listed_without_one():
    assert [found.count for found in numbers_in("慰问数十名老人、三五户")] == [None, None]


@given(
    st.text(alphabet="0123456789,.-+一二三十百千万亿两几余多近约上元人次名个年月日第“”（）%％ \n")
)
def test_every_number_lies_where_it_says(text):
    found = numbers_in(text)
    assert all(text[number.start : number.end] == number.text for number in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("56名", Count(56, Unit.SEAT)),
        ("56人", Count(56, Unit.PERSON)),
        ("24.1名", Count(24, Unit.PER_ORGANISATION)),
        ("4000余人次", Count(4000, Unit.ATTENDANCE, AT_LEAST)),
        ("4000余人次", Count(4013, Unit.ATTENDANCE)),
        ("11万余元", Count(118_000, Unit.YUAN)),
        ("近百名", Count(96, Unit.PERSON)),
        ("约3000户", Count(2950, Unit.HOUSEHOLD)),
    ],
)
def test_words_may_stand_for_a_count(words, count):
    (found,) = numbers_in(words)
    expected = words != "24.1名"
    assert found.may_say(count) is expected


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("56名", Count(57, Unit.SEAT)),
        ("56场", Count(56, Unit.SEAT)),
        ("4000人次", Count(4000, Unit.ATTENDANCE, AT_LEAST)),
        ("4000余人次", Count(5000, Unit.ATTENDANCE)),
        ("近百名", Count(100, Unit.PERSON)),
        ("近百名", Count(60, Unit.PERSON)),
        ("数十名", Count(30, Unit.PERSON)),
        ("15亩", Count(15, Unit.PERSON)),
    ],
)
def test_words_may_not_stand_for_another_count(words, count):
    (found,) = numbers_in(words)
    assert not found.may_say(count)


def test_numbers_without_a_record_are_named():
    text = "建成村级妇联119个，执委56名，平均7.0名，举办活动33场。"
    records = [
        Count(119, Unit.ORGANISATION),
        Count(56, Unit.SEAT),
        Count(7, Unit.PER_ORGANISATION),
    ]
    assert [found.text for found in without_record(text, records)] == ["33场"]

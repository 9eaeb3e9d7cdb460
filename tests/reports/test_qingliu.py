"""The shipped progress report, with the answers of the golden scenario."""

import re
from datetime import date

import pytest

from niangjia.base.units import Unit
from niangjia.reports.dialect import write_document
from niangjia.reports.shipped import shipped_templates
from niangjia.reports.text import text_of
from niangjia.reports.tokens import read_template
from niangjia.reports.unrecorded import hand_typed_numbers
from tests.reports.answers import BESIDE, PRINTED, answer, scope

TEMPLATE = shipped_templates()["qingliu_2017"]
CONSTANTS = {
    "campaign.observation_on": date(2017, 5, 23),
    "campaign.observation_place": "石下村",
}


def written(constants=None, **changes):
    return text_of(write_document(TEMPLATE.text, scope(constants, **changes)))


def test_it_names_itself_and_its_genre():
    assert (TEMPLATE.name, TEMPLATE.genre) == ("会改联和区域化建设进展报告", "简报")


def test_it_prints_every_figure_of_the_scenario_and_no_other():
    document = write_document(TEMPLATE.text, scope())

    printed = {number.ref for number in document.numbers}
    assert printed == {*PRINTED, *BESIDE, "period.elapsed"}
    assert set(read_template(TEMPLATE.text).references) == {*PRINTED, *BESIDE}


def test_no_printed_value_stands_in_the_template():
    literals = set(re.findall(r"\d+(?:\.\d+)?", TEMPLATE.text))

    assert literals == {"5"}  # of “5+N”
    assert hand_typed_numbers(write_document(TEMPLATE.text, scope(CONSTANTS))) == ()


def test_the_numbers_stand_in_their_sentences():
    text = written()

    for sentence in (
        "历时77天，至7月31日，目标任务全面完成，",
        "村（社区）会改联完成率100%，四同步完成率100%。",
        "选举产生执委313名，其中主席13名、副主席（含兼职）33名，",
        "平均每个乡镇执委24.1名、副主席2.5名。",
        "新增执委191名，新增兼职副主席20名，",
        "全县119个村（社区）妇代会改建为妇联，选举产生执委1601名，",
        "其中主席119名、副主席209名，平均每个村（社区）执委13.5名、副主席1.8名。",
        "去重后全县执委共1840人。",
    ):
        assert sentence in text


def test_an_unknown_number_reads_as_a_sentence():
    assert "上一届村级名册没有登记，新增执委人数未记。" in written()


def test_a_known_number_takes_the_place_of_the_unknown_one():
    ref = "committees.new_members(level=village)"

    text = written(**{ref: answer(ref, Unit.PERSON, "900")})
    assert "与上一届相比，新增执委900名。" in text
    assert "未记" not in text


def test_one_village_less_and_the_work_is_not_done():
    ref = "network.conversion_rate(level=village)"

    text = written(**{ref: answer(ref, Unit.PERCENT, "99.2", 118, 119)})
    assert "各项任务正在推进，村（社区）会改联完成率99.2%" in text
    assert "全面完成" not in text


@pytest.mark.parametrize(("constants", "says"), [(CONSTANTS, True), (None, False)])
def test_the_observation_meeting_is_told_if_its_day_and_place_are_recorded(constants, says):
    assert ("5月23日，在石下村召开观摩会" in written(constants)) is says


def test_it_is_laid_out_as_such_papers_are():
    lines = written(CONSTANTS).splitlines()

    assert [line.strip() for line in lines[:2]] == [
        "清流县妇联关于村级妇代会改建妇联",
        "和乡镇妇联组织区域化建设进展情况的报告",
    ]
    headings = [line.strip("　") for line in lines if re.match("　　[一二三四]、", line)]
    assert headings == [
        "一、面向全域，建强乡镇妇联",
        "二、应改尽改，建全村级妇联",
        "三、统一标准，把工作做到姐妹身边",
        "四、下一步打算",
    ]
    assert [line.strip("　") for line in lines[-2:]] == ["清流县妇女联合会", "2017年7月31日"]

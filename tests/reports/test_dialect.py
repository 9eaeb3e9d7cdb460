from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.counts import Mark
from niangjia.base.units import Unit
from niangjia.reports.asking import Named
from niangjia.reports.dialect import write_document
from niangjia.reports.text import words
from niangjia.reports.tokens import TemplateFault
from niangjia.reports.tree import (
    Addressee,
    Heading,
    Paragraph,
    Points,
    Signature,
    Table,
    Title,
    Words,
    runs_of,
)
from tests.reports.answers import answer, scope


def blocks_of(template):
    return write_document(template, scope()).blocks


def test_headings_are_counted_and_typed_numbers_dropped():
    blocks = blocks_of("# 题\n## 一、甲\n### 乙\n### （二）丙\n#### 丁\n## 戊\n### 己")
    headings = [block for block in blocks if isinstance(block, Heading)]

    assert [h.number + words(h.runs) for h in headings] == [
        "一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己",
    ]  # fmt: skip


def test_every_kind_of_block_is_read():
    template = (
        "# 上行\n# 下行\n\n@ 县委：\n\n正文一行\n接着的一行。\n\n1. 甲\n2. 乙\n\n- 丙\n\n"
        "| 乡镇 | 数 |\n| --- | ---: |\n| 龙津镇 | 多 |\n\n>> 清流县妇联\n>> 2017年7月31日\n"
    )

    kinds = [type(block) for block in blocks_of(template)]
    assert kinds == [Title, Addressee, Paragraph, Points, Points, Table, Signature]


def test_lines_of_a_paragraph_join_without_a_gap_in_chinese_and_with_one_in_english():
    (_, chinese, english) = blocks_of("# 题\n甲\n乙\n\nnew\nwords")

    assert (words(chinese.runs), words(english.runs)) == ("甲乙", "new words")


def test_columns_with_a_colon_stand_right_and_short_rows_are_filled():
    table = blocks_of("# 题\n| 甲 | 乙 |\n| --- | ---: |\n| 一 |")[1]

    assert table.is_number == (False, True)
    assert len(table.rows[0]) == 2


def test_strong_words_keep_their_numbers():
    paragraph = blocks_of('# 题\n**共{{ figure("committees.persons") }}**人')[1]

    assert [(run.text, run.is_strong) for run in paragraph.runs] == [
        ("共", True), ("1840", True), ("人", False),
    ]  # fmt: skip


def test_a_figure_printed_twice_keeps_its_index_and_counts_its_occurrences():
    ref = "committees.persons"
    document = write_document(
        f'# 题\n{{{{ elapsed_days }}}}{{{{ figure("{ref}") }}}}，{{{{ figure("{ref}") }}}}', scope()
    )

    assert [(n.index, n.occurrence) for n in document.numbers] == [(1, 1), (2, 1), (2, 2)]
    assert [n.index for n in document.figures] == [1, 2]


def test_a_document_without_a_title_is_refused():
    with pytest.raises(TemplateFault, match="没有标题"):
        write_document("只有正文", scope())


@pytest.mark.parametrize(
    ("unit", "value", "others", "text"),
    [
        (Unit.PER_ORGANISATION, "24.0", {}, "24.0"),
        (Unit.PERCENT, "99.2", {}, "99.2%"),
        (Unit.PERCENT, "100", {}, "100%"),
        (Unit.ATTENDANCE, "4000", {"mark": Mark.AT_LEAST}, "4000余"),
        (Unit.PERSON, None, {}, "未记"),
        (Unit.PERSON, "3", {"suppressed": True}, "不公布"),
        (Unit.PERCENT, None, {"refused": "分母为 0，没有比率可算。"}, "不计算"),
    ],
)
def test_numbers_are_written_for_documents(unit, value, others, text):
    said = answer("committees.persons", unit, value, **others)
    document = write_document(
        '# 题\n{{ figure("committees.persons") }}', scope(**{"committees.persons": said})
    )

    assert document.numbers[0].text == text


@given(st.text(max_size=30))
def test_a_name_is_never_read_as_the_dialect(name):
    here = replace(scope(), organisation=Named(name, "1"))
    blocks = write_document("# 题\n{{ organisation.name }}", here).blocks

    assert [type(block) for block in blocks] == [Title, Paragraph]
    said = " ".join(name.split())
    assert list(runs_of(blocks[1])) == [(Words(said, is_given=True),)]

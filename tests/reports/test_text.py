from hypothesis import given
from hypothesis import strategies as st

from niangjia.reports.dialect import write_document
from niangjia.reports.html import html_of
from niangjia.reports.text import LINE, margins, text_of, width
from niangjia.reports.unrecorded import mark_unrecorded
from tests.reports.answers import scope

TEMPLATE = """\
# 关于姐妹驿站的请示

@ 县委：

现将**有关**情况报告如下。

1. 甲，{{ elapsed_days }}天
2. 乙

- 丙

| 乡镇 | 天 |
| --- | ---: |
| 龙津镇 | {{ elapsed_days }} |

#### 丁

>> 清流县妇女联合会
>> {{ period.last|day }}
"""


def test_plain_text_is_laid_out_like_the_paper():
    assert text_of(write_document(TEMPLATE, scope())) == (
        "　　　　　　　　　关于姐妹驿站的请示\n\n"
        "县委：\n"
        "　　现将有关情况报告如下。\n"
        "　　1. 甲，77天\n"
        "　　2. 乙\n"
        "　　——丙\n"
        "乡镇\t天\n"
        "龙津镇\t77\n"
        "　　1.丁\n"
        "\n"
        "　　　　　　　　　　　　　　　　　清流县妇女联合会\n"
        "　　　　　　　　　　　　　　　　　　2017年7月31日\n"
    )


def test_the_page_has_the_same_parts():
    page = html_of(mark_unrecorded(write_document(TEMPLATE, scope())))

    for part in (
        '<p class="to">县委：</p>',
        "<strong>有关</strong>",
        "<ol><li>甲，<a ",
        "<ul><li>丙</li></ul>",
        "<h5>1.丁</h5>",
        '<p class="sign">清流县妇女联合会<br>2017年7月31日</p>',
        'id="n1-2"',
    ):
        assert part in page


@given(st.lists(st.floats(1, 24), min_size=1, max_size=3), st.floats(5, 8))
def test_names_stand_centred_above_a_day_four_characters_from_the_edge(names, day):
    *above, last = margins([*names, day])

    assert last == 4
    for name, right in zip(names, above, strict=True):
        assert right >= 2
        assert right == 2 or abs(right + name / 2 - 4 - day / 2) < 1e-9


@given(st.text("妇联，一1a", max_size=LINE))
def test_a_text_is_as_wide_as_its_signs(text):
    assert width(text) == sum(0.5 if sign in "1a" else 1 for sign in text)

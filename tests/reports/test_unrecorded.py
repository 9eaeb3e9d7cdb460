from hypothesis import given
from hypothesis import strategies as st

from niangjia.reports.dialect import write_document
from niangjia.reports.tree import Document, Paragraph, Unrecorded, Words, runs_of
from niangjia.reports.unrecorded import hand_typed_numbers, mark_unrecorded
from tests.reports.answers import scope


def typed_in(template, constants=None):
    return [
        (number.text, number.clause)
        for number in hand_typed_numbers(write_document(f"# 题\n{template}", scope(constants)))
    ]


def test_a_hand_typed_number_is_listed_with_its_clause():
    assert typed_in("各乡镇悬挂横幅260余条，同步建群。") == [("260余条", "各乡镇悬挂横幅260余条")]


def test_figures_days_names_and_constants_have_their_records():
    template = (
        '{{ figure("committees.persons") }}人，{{ period.first|day }}，{{ constant("每村") }}'
    )

    assert typed_in(template, {"每村": "补助10000元"}) == []


def test_dates_ordinals_and_slogans_are_no_numbers():
    assert typed_in("2017年5月15日第3次会议，部署“两个全面”，采用“5+N”形式，**一是**抓紧。") == []


def test_a_value_taken_out_of_its_figure_has_lost_its_rows():
    assert [text for text, _ in typed_in('共{{ figure("committees.persons").value }}人')] == [
        "1840人"
    ]


def test_a_number_chosen_by_a_condition_was_typed_all_the_same():
    assert typed_in('共{{ "42人" if elapsed_days.known else "" }}') == [("42人", "共42人")]


def test_headings_points_and_tables_are_read_too():
    template = "## 建成12个\n\n1. 走访30户\n\n| 培训9场 |\n| --- |\n| 8人次 |\n"

    assert [text for text, _ in typed_in(template)] == ["12个", "30户", "9场", "8人次"]


@given(st.lists(st.sampled_from(["走访30户", "，", "二百人", "姐妹", "2017年", "5月"]), max_size=6))
def test_marking_changes_no_word(pieces):
    runs = tuple(Words(piece, is_strong=n % 2 == 0) for n, piece in enumerate(pieces))
    marked = mark_unrecorded(Document((Paragraph(runs),)))

    (line,) = runs_of(marked.blocks[0])
    assert "".join(run.text for run in line) == "".join(pieces)
    assert mark_unrecorded(marked) == marked
    found = "".join(run.text for run in line if isinstance(run, Unrecorded))
    assert found == "".join(number.text for number in hand_typed_numbers(marked))

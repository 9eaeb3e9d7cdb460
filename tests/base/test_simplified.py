"""Traditional and simplified spellings of one name are one when compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.simplified import SIMPLIFIED, TRADITIONAL, simplified, spellings


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("陳麗華", "陈丽华"),
        ("鍾鳳嬌", "钟凤娇"),
        ("陈丽华", "陈丽华"),
        ("張乾", "张乾"),  # 乾 is a sign of its own in simplified names
        ("於秀雲", "於秀云"),
        ("Anna Lee", "Anna Lee"),
        ("", ""),
    ],
)
def test_a_name_is_folded(written, folded):
    assert simplified(written) == folded


@given(st.text(alphabet=st.sampled_from("".join(map(chr, SIMPLIFIED)) + "王秀英·A"), max_size=5))
def test_folding_twice_changes_nothing_and_every_spelling_folds_alike(name):
    folded = simplified(name)

    assert simplified(folded) == folded
    assert {simplified(spelling) for spelling in spellings(name)} == {folded}
    assert {name, folded} <= spellings(name)


def test_a_sign_that_is_both_may_stay_in_a_traditional_name():
    assert {"范麗華", "範麗華"} <= spellings("范丽华")
    assert "丽" not in TRADITIONAL["丽"]


def test_the_spellings_are_bounded():
    assert len(spellings("余干发" * 3)) <= 18

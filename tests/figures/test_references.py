"""References as people write them."""

import pytest

from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import Reference, parse


def test_a_value_may_be_written_as_its_code_or_its_word():
    seats = Reference("committees.posts", (("post", "chair"), ("level", "township")))

    assert parse("committees.posts(post=chair, level=township)") == seats
    assert parse(" committees.posts ( post=主席,level=乡镇（街道） ) ") == seats
    assert parse(str(seats)) == seats


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("committees.seats(level=township", "读不懂"),
        ("committees.chairs", "没有叫“committees.chairs”的指标"),
        ("committees.seats(colour=red)", "可用的条件：level"),
        ("committees.seats(level=region)", "可用的值：province"),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_can(text, says):
    with pytest.raises(Refused, match=says.replace("(", r"\(")):
        parse(text)

"""References as people write them."""

from itertools import permutations

import pytest

from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import Reference, parse, parts


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


def test_a_share_of_two_keys_is_of_everybody_whichever_is_written_first():
    keys = ["age_band=35_44", "education=college", "level=village"]
    wholes = {
        str(parts(parse(f"committees.share_of_persons({', '.join(order)})"))[1])
        for order in permutations(keys)
    }

    assert wholes == {"committees.persons(level=village)"}

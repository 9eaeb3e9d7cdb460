"""A question of one page is asked once, and never of another page."""

import pytest

from niangjia.base.one_state import asked_once, one_state


class Rows:
    """Rows that change behind everybody's back."""

    def __init__(self):
        self.many = 0

    @property
    def counted(self):
        """How often somebody asked."""
        self.many += 1
        return self.many


@pytest.fixture
def count():
    rows = Rows()

    @asked_once
    def question(unit, *, on=""):
        return f"{unit}{on}{rows.counted}"

    return question


def test_inside_it_is_asked_once(count):
    with one_state():
        assert [count("甲"), count("甲"), count("甲", on="今天")] == ["甲1", "甲1", "甲今天2"]


def test_another_thing_is_another_question(count):
    with one_state():
        assert [count("甲"), count("乙")] == ["甲1", "乙2"]


def test_outside_it_is_asked_every_time(count):
    assert [count("甲"), count("甲")] == ["甲1", "甲2"]


def test_the_next_page_knows_nothing_of_the_one_before(count):
    with one_state():
        count("甲")
    with one_state():
        assert count("甲") == "甲2"


def break_off(count):
    with one_state():
        count("甲")
        raise ValueError("broken")


def test_a_page_that_breaks_leaves_nothing_behind(count):
    with pytest.raises(ValueError, match="broken"):
        break_off(count)

    assert count("甲") == "甲2"


def test_a_state_inside_another_is_the_same(count):
    with one_state():
        count("甲")
        with one_state():
            assert count("甲") == "甲1"
        assert count("甲") == "甲1"


def test_what_failed_is_asked_again():
    answers = iter([ValueError("away"), "甲"])

    @asked_once
    def question():
        answer = next(answers)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    with one_state():
        with pytest.raises(ValueError, match="away"):
            question()
        assert question() == "甲"

"""Which rows are one person by machine, and which are only a pair to look at (R15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base.dates import PreciseDate
from niangjia.people.matching import AT_ONE_PHONE, SEVERAL_AT_ONE_PHONE, Trace, match

TOWN, VILLAGE, OTHER = "990001100", "990001100201", "990001200001"


def trace(name="余金妹", born=None, place="", phone=None, identity=None):
    return Trace(
        name,
        PreciseDate.of(*born) if born else None,
        place,
        phone.encode() if phone else None,
        identity.encode() if identity else None,
    )


def persons(*traces):
    """The groups of indexes that are one person, after matching."""
    found: dict[int, set[int]] = {}
    for number, one in enumerate(traces):
        found.setdefault(id(one.first), set()).add(number)
    return {frozenset(group) for group in found.values()}


def pairs(*traces):
    """Pairs of persons that somebody must look at."""
    return sum(len(one.pairs) for one in traces)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"identity": "x"}, {"identity": "x", "born": (1970,)}),  # a
        ({"identity": "x", "born": (1970,)}, {"identity": "x", "born": (1971,)}),  # a
        ({"phone": "1"}, {"phone": "1", "born": (1970, 5)}),  # b
        ({"phone": "1", "born": (1970,)}, {"phone": "1", "born": (1970, 5)}),  # b
        ({"born": (1970, 5), "place": TOWN}, {"born": (1970, 5, 2), "place": VILLAGE}),  # c
        ({"born": (1970, 5), "place": VILLAGE, "phone": "1"}, {"born": (1970, 5), "place": TOWN}),
    ],
)
def test_they_are_one(first, second):
    one, two = trace(**first), trace(**second)

    match([one, two], [])

    assert two.same_as is one
    assert pairs(one, two) == 0


@pytest.mark.parametrize(
    ("first", "second", "looked_at"),
    [
        ({"identity": "x", "phone": "1"}, {"identity": "y", "phone": "1"}, 0),
        (
            {"identity": "x", "phone": "1", "born": (1970,)},
            {"identity": "y", "phone": "1", "born": (1971,)},
            0,
        ),
        ({"phone": "1", "born": (1970,)}, {"phone": "1", "born": (1971,)}, 1),
        ({"phone": "1", "born": (1970,)}, {"phone": "2", "born": (1971,)}, 0),
        ({"born": (1970,), "place": TOWN}, {"born": (1970,), "place": VILLAGE}, 1),
        ({"born": (1970, 5), "place": VILLAGE}, {"born": (1970, 5), "place": OTHER}, 1),
        ({"born": (1970, 5)}, {"born": (1970, 5)}, 1),
        ({"place": VILLAGE}, {"place": VILLAGE}, 1),
        ({"place": VILLAGE}, {"place": OTHER}, 0),
        ({"born": (1970, 5), "place": TOWN}, {"born": (1970, 6), "place": TOWN}, 0),
    ],
)
def test_they_are_two(first, second, looked_at):
    one, two = trace(**first), trace(**second)

    match([one, two], [])

    assert (one.same_as, two.same_as) == (None, None)
    assert pairs(one, two) == looked_at


def test_a_birth_that_contradicts_at_one_phone_is_a_question_that_says_so():
    one, two = trace(phone="1", born=(1970, 5)), trace(phone="1", born=(1970, 6))

    match([one, two], [])

    assert (one.same_as, two.same_as) == (None, None)
    assert [why for row in (one, two) for _, why in row.pairs] == [AT_ONE_PHONE]


def test_several_who_fit_at_one_phone_are_not_said_to_contradict():
    row = trace(phone="1")
    one, two = trace(phone="1", born=(1970,)), trace(phone="1", born=(1971,))

    match([row, one, two], [])

    found = {
        frozenset((position(asked, row, one, two), position(other, row, one, two))): why
        for asked in (row, one, two)
        for other, why in asked.pairs
    }
    assert found == {
        frozenset((0, 1)): SEVERAL_AT_ONE_PHONE,
        frozenset((0, 2)): SEVERAL_AT_ONE_PHONE,
        frozenset((1, 2)): AT_ONE_PHONE,
    }


def position(one, *traces):
    return [id(other) for other in traces].index(id(one))


def test_another_name_is_another_person_whatever_else_is_equal():
    one, two = trace(phone="1", identity="x"), trace("余银妹", phone="1", identity="x")

    match([one, two], [])

    assert (two.same_as, pairs(one, two)) == (None, 0)


def test_two_candidates_are_none():
    born = {"born": (1970, 5)}
    one, two = trace(place=VILLAGE, phone="1", **born), trace(place=VILLAGE, phone="2", **born)
    row = trace(place=TOWN, **born)

    match([one, two, row], [])

    assert row.same_as is None
    assert pairs(one, two, row) >= 2


def test_a_row_may_tell_that_two_others_are_one():
    first, second = trace(identity="x"), trace(phone="1")
    bridge = trace(identity="x", phone="1")

    match([first, second, bridge], [])

    assert persons(first, second, bridge) == {frozenset({0, 1, 2})}


def test_a_row_that_fits_two_who_differ_joins_neither():
    row = trace(phone="1")
    one, two = trace(phone="1", identity="x"), trace(phone="1", identity="y")

    match([row, one, two], [])

    assert len(persons(row, one, two)) == 3
    assert pairs(row, one, two) == 2


def test_persons_already_kept_are_never_joined():
    kept = [trace(phone="1", born=(1970, 5), place=VILLAGE) for _ in range(2)]
    for number, one in enumerate(kept):
        one.person = number

    match([trace(phone="1")], kept)

    assert [one.same_as for one in kept] == [None, None]


def test_a_person_already_kept_is_found():
    kept = trace(phone="1")
    kept.person = 7
    row = trace(phone="1")

    match([row], [kept])

    assert row.first.person == 7


TRACES = st.builds(
    trace,
    st.just("余金妹"),
    st.sampled_from([None, (1970,), (1970, 5), (1970, 6), (1970, 5, 2)]),
    st.sampled_from(["", TOWN, VILLAGE, OTHER]),
    st.sampled_from([None, None, "1", "2"]),
    st.sampled_from([None, None, None, "x", "y"]),
)


def copy(one):
    return Trace(one.name, one.born, one.prefix, one.phone, one.identity)


@given(
    st.lists(TRACES, min_size=2, max_size=5).flatmap(
        lambda traces: st.tuples(st.just(traces), st.permutations(range(len(traces))))
    )
)
def test_the_order_of_rows_does_not_change_who_is_one_person(drawn):
    traces, order = drawn
    there = [copy(one) for one in traces]
    shuffled = [copy(one) for one in traces]

    match(there, [])
    match([shuffled[number] for number in order], [])

    assert persons(*there) == persons(*shuffled)

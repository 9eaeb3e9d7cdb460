"""What a composition rule says about a committee."""

from hypothesis import given
from hypothesis import strategies as st

from niangjia.committees.quota import Rule, Seat, faults
from niangjia.committees.terms import Finding

KINDS = st.sampled_from(["mediator", "arts", "startup"])
SEATS = st.lists(
    st.builds(
        Seat,
        st.sampled_from(["", "chair", "vice_chair", "standing"]),
        st.frozensets(KINDS, max_size=2),
    ),
    max_size=9,
)
RULES = st.builds(
    Rule,
    st.lists(KINDS, unique=True).map(tuple),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
    st.booleans(),
    st.integers(0, 3),
)
FULL = Rule(("mediator", "arts"), 3, 5, True, 1)
SOUND = [Seat("chair", {"mediator"}), Seat("vice_chair", {"arts"}), Seat()]


def found(rule, seats):
    return [(fault.finding, fault.which) for fault in faults(rule, seats)]


def test_a_sound_committee_has_no_faults():
    assert faults(FULL, SOUND) == []


def test_a_missing_kind_is_named():
    assert found(FULL, [Seat("chair"), *SOUND[1:]]) == [("kind_missing", "mediator")]


def test_one_seat_may_stand_for_two_kinds():
    assert found(FULL, [Seat("chair", {"mediator", "arts"}), Seat("vice_chair"), Seat()]) == []


def test_too_small_says_how_many_there_are_and_should_be():
    fault = faults(FULL, SOUND[:2])[0]

    assert (fault.finding, fault.has, fault.asked) == ("too_small", 2, 3)


def test_too_large_even_without_chair_and_vice_chairs():
    assert found(Rule(most=3, odd=True, least_vice_chairs=1), [Seat()] * 4) == [
        ("too_large", ""),
        ("even", ""),
        ("no_chair", ""),
        ("few_vice_chairs", ""),
    ]


@given(RULES, SEATS)
def test_every_fault_is_a_finding_with_a_label(rule, seats):
    for fault in faults(rule, seats):
        assert Finding(fault.finding).label


@given(RULES, SEATS, st.builds(Seat, st.just(""), st.frozensets(KINDS)))
def test_another_member_never_makes_a_kind_missing(rule, seats, more):
    before = {f.which for f in faults(rule, seats)}

    assert {f.which for f in faults(rule, [*seats, more]) if f.which} <= before

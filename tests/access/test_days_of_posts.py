"""No right without a post of that day, whatever posts somebody ever had (TRUST 5.2)."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.access.permissions import may, visible_to
from niangjia.access.terms import GRANTS, Can, Role
from tests.access import officers

PLACES = ("federation", "jia", "yi", "bing", "ding", "wu", "grid", "station")
ABOVE = {"jia": "federation", "yi": "federation", "bing": "jia", "ding": "jia", "wu": "yi", "grid": "bing", "station": "grid"}  # fmt: skip
FIRST = date(2020, 1, 1)

days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
terms = st.tuples(days, st.none() | st.integers(1, 20)).map(
    lambda term: (term[0], term[1] and term[0] + timedelta(days=term[1]))
)
posts = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(list(Role)), terms),
    max_size=4,
    unique_by=lambda post: post[0],
)


def at_or_below(place, top):
    while place != top and place in ABOVE:
        place = ABOVE[place]
    return place == top


def naive(held, can, place, day):
    return any(
        can in GRANTS[role] and at_or_below(place, top) and start <= day and (not end or day < end)
        for top, role, (start, end) in held
    )


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(held=posts, can=st.sampled_from(list(Can)), day=days)
def test_rights_of_a_day_are_those_of_the_posts_of_that_day(county, held, can, day):
    with transaction.atomic():
        user = officers.User.objects.create(username="somebody", password="!")
        for place, role, (start, end) in held:
            officers.given(user, getattr(county, place), role, start, end)

        allowed = {p for p in PLACES if may(user, can, getattr(county, p), on=day)}
        visible = set(visible_to(user, on=day))
        transaction.set_rollback(True)

    assert allowed == {place for place in PLACES if naive(held, can, place, day)}
    assert visible == {getattr(county, p) for p in PLACES if naive(held, Can.FIGURE_READ, p, day)}

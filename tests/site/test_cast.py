"""The database and the cast that all tests rely on."""

import pytest
from django.db import connection

from niangjia.base.periods import Period
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.network.models import Organisation
from tests import cast


def test_the_county_stands(county, today):
    answer = value(
        parse("network.organisations"), organisation=county.federation, period=Period.day(today)
    )

    assert answer.value == 8


@pytest.mark.django_db(transaction=True)
def test_a_test_may_commit():
    cast.found_county()

    assert Organisation.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_test_before_is_left():
    assert not Organisation.objects.exists()


def test_the_rest_may_act_as_the_web_role(as_web_role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("niangjia_web",)

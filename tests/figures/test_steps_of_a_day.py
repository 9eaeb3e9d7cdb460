"""As of a day, a founding step that comes later has not been done (R1, R8)."""

from datetime import date

import pytest

from niangjia.base import journal
from niangjia.base.periods import Period
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import Window
from niangjia.network import operations as network
from niangjia.network.terms import STEPS
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def synchronous(county):
    """Ask how many were synchronous on a day; 丙村 does a step a day from the 1st of April."""
    with journal.act("时间窗", by=None) as entry:
        Window.objects.create(
            entry=entry, name="network.synchronised", organisation=county.federation, label="试",
            source="试", starts_on=date(2017, 4, 1), ends_on=date(2017, 5, 1),
        )  # fmt: skip
    for day, step in enumerate(STEPS, 1):
        on = date(2017, 4, day)
        network.record_step(by=None, organisation=county.bing, kind=step, on=on, today=TODAY)
    return lambda day: (
        value(
            parse("network.synchronous"), organisation=county.federation, period=Period.day(day)
        ).value
    )


def test_the_day_of_the_last_step_is_the_first_one(synchronous):
    last = date(2017, 4, len(STEPS))

    assert synchronous(last.replace(day=last.day - 1)) == 0
    assert synchronous(last) == 1
    assert synchronous(TODAY) == 1

"""How many statements a question takes does not depend on how many rows there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base.periods import Period
from niangjia.committees import operations as committees
from niangjia.committees.findings import findings
from niangjia.committees.roster import roster
from niangjia.figures.by_unit import by_unit
from niangjia.figures.catalogue import Reference, catalogue, counted
from niangjia.figures.compute import value
from niangjia.figures.everyone import everyone
from niangjia.figures.kinds import Ratio, Share
from niangjia.figures.trace import trace
from niangjia.network import operations as network
from niangjia.network.models import Organisation
from tests.cast import TODAY
from tests.figures.conftest import elect, members, some_people

YEAR = Period.including(date(2017, 1, 1), date(2017, 12, 31))
pytestmark = pytest.mark.django_db


def statements(question):
    question()  # what is kept between questions is kept now
    with CaptureQueriesContext(connection) as captured:
        question()
    return len(captured)


def more(busy):
    """Six villages more, with committees, conversions, moves and changes inside the year."""
    county, people = busy.county, some_people(12, "乙")
    for n in range(6):
        village = network.found(
            by=None, kind="village", level="village", name=f"新{n}村", short_name=f"新{n}村",
            form="council", parent=county.jia, place=None, on=date(2016, 1, 1), today=TODAY,
        )  # fmt: skip
        elect(village, date(2017, 2, 1), *members(people[: 4 + n], "chair", *[""] * (3 + n)))
        network.convert(
            by=None, organisation=village, to="federation", on=date(2017, 3, 1 + n), today=TODAY
        )
        if n % 2:
            network.move(
                by=None, organisation=village, parent=county.yi, on=date(2017, 5, n), today=TODAY
            )
    for person in people:
        committees.coopt(
            by=None, term=busy.jia, member=committees.Member(person), on=date(2017, 7, 1),
            reason="增补",
        )  # fmt: skip


def questions(busy):
    top = busy.county.federation
    for name, figure in catalogue().items():
        where = (("age_band", "35_44"),) if name.endswith("share_of_persons") else ()
        of = {"organisation": top, "period": YEAR}
        asked = Reference(name, where)
        yield f"value {name}", lambda r=asked, of=of: value(r, **of)
        yield f"by_unit {name}", lambda r=asked, of=of: by_unit(r, level="village", **of)
        if not isinstance(figure, Ratio | Share):
            yield f"trace {name}", lambda r=asked, of=of: trace(r, **of)
            if not counted(name).at.prefix:
                yield f"everyone {name}", lambda r=asked: everyone(r, period=YEAR)
    everybody = [*Organisation.objects.values_list("pk", flat=True)]
    yield "roster", lambda: roster(busy.county.jia, as_of=YEAR.last)
    yield "findings", lambda: findings(everybody, as_of=YEAR.last)


def test_statements_do_not_grow_with_rows(busy):
    before = {name: statements(question) for name, question in questions(busy)}

    more(busy)

    after = {name: statements(question) for name, question in questions(busy)}
    assert after == before

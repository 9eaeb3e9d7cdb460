"""Many organisations founded at once are what they would be one by one."""

from datetime import date

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.base.undo import undo
from niangjia.network import operations
from niangjia.network.founding import Founding, found_many
from niangjia.network.models import Organisation
from niangjia.network.places import add_place, end_place
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
ON = date(2018, 1, 9)


def founding(parent, name, on=ON, level="grid"):
    return Founding(
        kind=level,
        level=level,
        name=name,
        short_name=name,
        form=level,
        parent=parent,
        place=parent.place,
        on=on,
    )


def told(organisation):
    """Everything about it but its numbers."""
    related = (organisation.names, organisation.forms, organisation.placements, organisation.events)
    leave = ["id", "organisation", "entry"]
    rows = [model_to_dict(row, exclude=leave) for rows in related for row in rows.all()]
    return [
        organisation.level,
        organisation.kind_id,
        organisation.starts_on,
        organisation.place_id,
        organisation.path[:-8],
        *rows,
    ]


@pytest.mark.parametrize("on", [None, ON])
def test_each_is_what_founding_it_alone_would_make(county, on):
    [many] = found_many(by=None, foundings=[founding(county.bing, "第二网格", on)], today=TODAY)
    alone = operations.found(
        by=None,
        kind="grid",
        level="grid",
        name="第二网格",
        short_name="第二网格",
        form="grid",
        parent=county.bing,
        place=county.bing.place,
        on=on,
        today=TODAY,
    )

    assert told(many) == told(alone)
    assert many.path.startswith(county.bing.path)


def test_their_number_costs_no_statement_more(county):
    def statements(number):
        grids = [founding(county.wu, f"第{n}网格") for n in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found_many(by=None, foundings=grids, today=TODAY)
        return len(asked)

    assert statements(2) == statements(40)


def test_none_is_founded_when_one_is_refused(county):
    before = Organisation.objects.count()
    wrong = founding(county.grid, "网格里的村", level="village")

    with pytest.raises(Refused, match="换一个上级"):
        found_many(by=None, foundings=[founding(county.wu, "第一网格"), wrong], today=TODAY)
    with pytest.raises(Refused, match="还没有到"):
        found_many(by=None, foundings=[founding(county.wu, "明年", date(2027, 1, 1))], today=TODAY)
    assert Organisation.objects.count() == before


def test_they_are_one_act_that_can_be_undone(county):
    before = Organisation.objects.count()
    found_many(by=None, foundings=[founding(county.wu, f"第{n}网格") for n in "一二"], today=TODAY)

    undo(Entry.objects.latest("pk"), by=None, reason="导错了")
    assert Organisation.objects.count() == before


def test_a_place_that_was_abolished_is_there_until_that_day(county):
    place = add_place(
        by=None,
        code="990001100299",
        name="示例村",
        level="village",
        kind="village",
        parent=county.jia.place,
    )
    end_place(by=None, place=place, on=date(2019, 1, 1))

    assert place.names.on(date(2018, 12, 31)).get().name == "示例村"
    assert not place.is_true_on(date(2019, 1, 1))
    with pytest.raises(Refused, match="已经在"):
        end_place(by=None, place=place, on=date(2020, 1, 1))


@pytest.mark.parametrize("code", ["990001100201", "990002100299", "9900011002"])
def test_a_code_that_is_taken_or_lies_elsewhere_is_refused(county, code):
    with pytest.raises(Refused, match="请核对代码"):
        add_place(
            by=None, code=code, name="示例村", level="village", kind="village",
            parent=county.jia.place,
        )  # fmt: skip

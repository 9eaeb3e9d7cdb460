"""A text longer than its column is cut and told; no file is lost over it (R32)."""

import pytest

from niangjia.base.refusals import Refused
from niangjia.committees.models import CommitteeSeat, Term
from niangjia.ledgers.answering import Answer, Way, answer_row
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import ImportRow
from niangjia.network.models import OrganisationEvent, Venue
from tests.ledgers.sheets import write

pytestmark = pytest.mark.django_db
LONG = "长" * 300


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows below a header for 清溪县."""

    def import_rows(kind, header, *rows):
        path = write(tmp_path / "台账.xlsx", header, *rows)
        return import_file(by=None, path=path, kind=kind, root=county.federation, today=today)

    return import_rows


def told(outcome):
    return [(one.row, one.remark.key, one.remark.column) for one in outcome.warnings]


def test_long_notes_of_a_member_are_cut_and_she_goes_in(take):
    header = ("乡镇", "村", "姓名", "职务", "选举日期", "工作单位", "领域", "届次")
    row = ("甲镇", "丙村", "甲秀", "执委", "2017-06-08", LONG, LONG, "第999999届")

    outcome = take("committee-roster", header, row)

    seat = CommitteeSeat.objects.select_related("person").get()
    assert (len(seat.sector), len(seat.person.workplace)) == (40, 120)
    assert told(outcome) == [(2, "text-shortened", "领域"), (2, "text-shortened", "所在单位")]
    assert "长" * 20 in outcome.as_json()["warnings"][0]["what"]
    assert Term.objects.get().number is None
    again = take("committee-roster", header, row)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)


def test_a_name_that_no_person_has_is_one_refused_row(take):
    header = ("乡镇", "村", "姓名", "职务", "选举日期")
    rows = [("甲镇", "丙村", name, "执委", "2017-06-08") for name in (LONG, "甲秀")]

    outcome = take("committee-roster", header, *rows)

    assert [(one.row, one.first.key) for one in outcome.rejected] == [(2, "name-impossible")]
    assert outcome.created == 1


def test_long_papers_and_venues_are_cut_and_the_row_goes_in(take):
    header = ("乡镇", "村", "挂牌日期", "文号", "阵地名称", "阵地种类")
    row = ("甲镇", "丙村", "2017-06-08", LONG, LONG, "先锋驿站")

    outcome = take("organisations", header, row)

    assert outcome.rejected == []
    assert len(OrganisationEvent.objects.get(kind="board_hung").document) == 120
    assert len(Venue.objects.get().name) == 80
    assert [key for _, key, _ in told(outcome)] == ["text-shortened", "text-shortened"]
    assert take("organisations", header, row).unchanged == 1


def test_a_body_with_an_endless_name_is_one_refused_row(take):
    header = ("乡镇", "村", "组织类别", "组织名称")
    rows = [("甲镇", "丙村", "妇联网格", name) for name in (LONG, "第二网格")]

    outcome = take("organisations", header, *rows)

    assert [(one.row, one.first.key) for one in outcome.rejected] == [(2, "unit-too-long")]
    assert outcome.created == 1


def test_nothing_with_an_endless_name_is_set_up_by_an_answer(take, today):
    header = ("乡镇", "村", "姓名", "职务", "选举日期")
    take("committee-roster", header, ("甲镇", LONG + "村", "甲秀", "执委", "2017-06-08"))

    with pytest.raises(Refused, match="太长"):
        answer_row(
            by=None,
            row=ImportRow.objects.get(fate="waiting"),
            answer=Answer(Way.FOUND),
            for_all=True,
            today=today,
        )

"""An import taken back: every table is as before, but for what somebody did since (R34)."""

from datetime import date

import pytest

from niangjia.base.refusals import Refused
from niangjia.base.staying import Later
from niangjia.base.undo import RowsChangedSince
from niangjia.committees import corrections
from niangjia.committees import operations as committees
from niangjia.committees.models import CommitteeSeat, Term
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.taking_back import stands_against, take_back
from niangjia.network.models import Organisation
from niangjia.people.models import Person
from tests.ledgers.sheets import ROSTER, UNITS, dump, member, write

pytestmark = pytest.mark.django_db
BEFORE = "2012-06-08"
LATER = date(2018, 3, 1)


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows of cells for 清溪县; the import."""

    def import_rows(header, *rows, kind="committee-roster", **more):
        path = write(tmp_path / "台账.xlsx", header, *rows)
        root = county.federation
        return import_file(by=None, path=path, kind=kind, root=root, today=today, **more).made

    return import_rows


def back(made, later=Later.REFUSE):
    return take_back(by=None, made=made, reason="发错了文件", later=later)


COMMITTEE = (
    member("罗秀英", "主席", born="1975-03", phone="10010010010"),
    member("巫兰", "副主席"),
    member("邓月娥"),
)


def test_a_first_roster_leaves_no_trace(take):
    before = dump()
    made = take(ROSTER, *COMMITTEE)
    assert dump() != before

    back(made)

    assert dump() == before


def test_a_roster_that_ended_a_term_and_taught_about_persons_leaves_no_trace(take):
    take(ROSTER, member("罗秀英", "主席", on=BEFORE), member("邓月娥", on=BEFORE))
    before = dump()

    made = take(ROSTER, *COMMITTEE)
    assert Term.objects.filter(ends_on=None).get().starts_on == date(2017, 6, 8)
    back(made)

    assert dump() == before


def test_a_repeated_roster_with_changes_leaves_no_trace(take):
    take(ROSTER, *COMMITTEE)
    before = dump()

    made = take(ROSTER, member("巫兰", "常委", born="1980-05"), member("新人"))
    back(made)

    assert dump() == before


def test_founded_and_converted_organisations_leave_no_trace(take, county):
    from tests.cast import lay_out_one

    lay_out_one("990001100203", "己村", "village", "990001100000")
    before = dump()

    made = take(
        UNITS,
        ("甲镇", "己村", "妇联", "1990", "2017-05-23", "2017-05-24"),
        ("甲镇", "丁村", "妇联", "", "2017-05-23", ""),
        ("甲镇", "丙村", "", "1988-08", "2016-01-02", ""),
        kind="organisations",
    )
    assert Organisation.objects.filter(place__code="990001100203").exists()
    back(made)

    assert dump() == before


def test_what_somebody_corrected_since_is_listed_and_nothing_is_taken_back(take):
    made = take(ROSTER, *COMMITTEE)
    _correct("巫兰")
    before = dump()

    with pytest.raises(RowsChangedSince):
        back(made)

    assert dump() == before
    assert {row.model for row in stands_against(made)} >= {CommitteeSeat}
    assert {row.entry.act for row in stands_against(made)} == {"更正"}


def test_she_keeps_what_was_changed_since_and_the_rest_goes(take):
    made = take(ROSTER, *COMMITTEE)
    _correct("巫兰")

    back(made, Later.KEEP)

    seat = CommitteeSeat.objects.get()
    assert (seat.person.name, seat.starts_on) == ("巫兰", LATER)
    assert [post.post for post in seat.posts.all()] == ["vice_chair"]
    assert list(Person.objects.values_list("name", flat=True)) == ["巫兰"]


def test_the_term_before_stays_ended_where_a_seat_of_the_new_one_is_kept(take):
    take(ROSTER, member("罗秀英", "主席", on=BEFORE))
    made = take(ROSTER, *COMMITTEE)
    _correct("巫兰")

    back(made, Later.KEEP)

    assert sorted(Term.objects.values_list("starts_on", "ends_on")) == [
        (date(2012, 6, 8), date(2017, 6, 8)),
        (date(2017, 6, 8), None),
    ]


def test_she_takes_back_also_what_was_changed_since(take):
    before = dump()
    made = take(ROSTER, *COMMITTEE)
    _correct("巫兰")

    back(made, Later.OVERWRITE)

    assert dump() == before


def test_what_later_records_use_stays_whatever_she_decides(take, county):
    made = take(ROSTER, *COMMITTEE)
    person = Person.objects.get(name="邓月娥")
    committees.appoint(
        by=None,
        person=person,
        organisation=county.station,
        kind="station_head",
        on=LATER,
    )
    with pytest.raises(Refused, match="先处理那些记录"):
        back(made)

    back(made, Later.OVERWRITE)

    assert list(Person.objects.all()) == [person]
    assert not CommitteeSeat.objects.exists()


def test_an_organisation_that_later_records_use_stays_with_its_name_and_place(take):
    from tests.cast import lay_out_one

    lay_out_one("990001100203", "己村", "village", "990001100000")
    made = take(UNITS, ("甲镇", "己村", "妇联", "1990", "", ""), kind="organisations")
    take(ROSTER, member("罗秀英", "主席", village="己村"))

    back(made, Later.KEEP)

    stays = Organisation.objects.get(place__code="990001100203")
    assert stays.names.exists()
    assert stays.placements.exists()
    assert stays.forms.exists()
    assert stays.terms.exists()


def test_an_import_is_taken_back_once(take):
    made = take(ROSTER, *COMMITTEE)
    back(made)

    with pytest.raises(Refused, match="撤回过"):
        back(made)
    with pytest.raises(Refused, match="撤回过"):
        stands_against(made)


def _correct(name):
    seat = CommitteeSeat.objects.get(person__name=name)
    corrections.correct_seat_days(by=None, seat=seat, starts_on=LATER, ends_on=None, reason="原件")

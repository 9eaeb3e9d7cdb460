"""Waiting rows are answered: one or all equal ones at once, and they go in with the import's batch."""

import json
from datetime import date

import pytest
from django.db.models import Sum

from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.base.sealing import seal
from niangjia.committees.models import CommitteeSeat, Term
from niangjia.ledgers.answering import Answer, Way, answer_row
from niangjia.ledgers.giving_back_marks import marks_of
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.kept import PURPOSE, opened
from niangjia.ledgers.models import Fate, Import, ImportRow, KeptRow
from niangjia.ledgers.taking_back import take_back
from niangjia.network.models import Organisation
from niangjia.people.models import Person
from tests.ledgers.make import identity
from tests.ledgers.sheets import ROSTER, UNITS, dump, member, write
from tests.ledgers.test_importing import whole_database

pytestmark = pytest.mark.django_db
SEAT = identity("19790211", "002")


@pytest.fixture
def take(tmp_path, county, today):
    """Import rows of cells for 清溪县; the import."""

    def import_rows(header, *rows, kind="committee-roster", **more):
        path = write(tmp_path / "台账.xlsx", header, *rows)
        root = county.federation
        return import_file(by=None, path=path, kind=kind, root=root, today=today, **more).made

    return import_rows


@pytest.fixture
def reply(today):
    """Answer the first row that waits."""

    def answered(way, value="", *, row=None, for_all=True):
        row = row or ImportRow.objects.filter(fate=Fate.WAITING).order_by("pk").first()
        return answer_row(
            by=None, row=row, answer=Answer(Way(way), value), for_all=for_all, today=today
        )

    return answered


def fates():
    rows = ImportRow.objects.filter(is_warning=False, row__gt=1).order_by("row")
    return list(rows.values_list("row", "fate"))


def seats(village):
    return sorted(
        CommitteeSeat.objects.filter(organisation=village).values_list("person__name", flat=True)
    )


WRONG = (
    member("罗秀英", "主席", village="丙庄村", phone="10010010010", identity=SEAT),
    member("巫兰", village="丙庄村"),
    member("邓月娥"),
    member("江莲", village="戊村", town="乙乡"),
)


def test_near_names_are_offered(take):
    take(ROSTER, *WRONG)

    rows = ImportRow.objects.filter(fate=Fate.WAITING).order_by("row")
    assert [row.choices.split("\n")[0] for row in rows] == [
        "990001100201 甲镇丙村",
        "990001100201 甲镇丙村",
        "990001200001 乙乡戊社区",
    ]


def test_one_answer_is_good_for_all_rows_that_ask_the_same(take, reply, county):
    made = take(ROSTER, *WRONG)
    assert seats(county.bing) == ["邓月娥"]

    entry = reply("place", "990001100201")

    assert seats(county.bing) == ["巫兰", "罗秀英", "邓月娥"]
    assert fates() == [(2, "record"), (3, "record"), (5, "waiting")]
    made.refresh_from_db()
    assert (made.records, made.created) == (3, 3)
    assert entry.batch == made.entry.public_id


def test_one_row_may_be_answered_alone(take, reply, county):
    take(ROSTER, *WRONG)

    reply("place", "990001100202", for_all=False)

    assert seats(county.ding) == ["罗秀英"]
    assert fates() == [(2, "record"), (3, "waiting"), (5, "waiting")]


def test_what_a_waiting_row_told_is_sealed_until_it_is_answered(take, reply):
    take(ROSTER, *WRONG)
    database = whole_database()
    assert KeptRow.objects.count() == 3
    assert SEAT not in database
    assert "10010010010" not in database
    assert "罗秀英" not in database

    reply("place", "990001100201")

    person = Person.objects.get(name="罗秀英")
    assert person.phone_index
    assert person.identity_index
    assert KeptRow.objects.count() == 1


def test_a_row_that_an_older_version_kept_opens():
    kept = {
        "sheet": "名册",
        "row": 2,
        "unit": {"village": "丙村"},
        "name": "罗秀英",
        "post": "chair",
    }
    told = seal(json.dumps(kept | {"raw": {"name": "罗秀英"}}), purpose=PURPOSE)

    row = opened(told, "committee-roster")

    assert (row.name, row.unit.village) == ("罗秀英", "丙村")


def test_an_answered_identity_is_the_same_person_as_anywhere(take, reply):
    take(ROSTER, member("罗秀英", village="丁村", identity=SEAT))
    take(ROSTER, *WRONG)

    reply("place", "990001100201")

    assert Person.objects.filter(name="罗秀英").count() == 1


def test_a_row_left_out_is_forgotten_and_the_rows_still_add_up(take, reply):
    made = take(ROSTER, *WRONG)

    reply("leave")

    assert fates() == [(2, "skipped"), (3, "skipped"), (5, "waiting")]
    assert KeptRow.objects.count() == 1
    assert made.records == Import.objects.get().records == 1


def test_a_place_without_organisation_asks_the_next_thing(take, reply, county):
    from tests.cast import lay_out_one

    lay_out_one("990001100203", "己村", "village", "990001100000")
    take(ROSTER, member("罗秀英", "主席", village="己庄村"))

    reply("place", "990001100203")
    row = ImportRow.objects.get(fate=Fate.WAITING)
    assert (row.key, row.raw) == ("unit-unfounded", "己村")
    reply("found")

    made = Organisation.objects.get(place__code="990001100203")
    assert seats(made) == ["罗秀英"]
    assert fates() == [(2, "record")]


def test_a_village_that_no_table_has_is_set_up_and_known_from_then_on(take, reply, county):
    rows = (member("罗秀英", "主席", village="新设村"), member("巫兰", village="新设村"))
    take(ROSTER, *rows)

    reply("found")

    made = Organisation.objects.get(names__short_name="新设村妇联")
    assert made.place is None
    assert made.placements.get().parent == county.jia
    assert seats(made) == ["巫兰", "罗秀英"]
    again = take(ROSTER, *rows)
    assert (again.unchanged, again.created) == (2, 0)


def test_an_organisation_that_stands_nowhere_is_not_set_up(take, reply):
    take(ROSTER, member("罗秀英", village="无名村", town=""))

    with pytest.raises(Refused, match="归哪个乡镇"):
        reply("found")
    assert fates() == [(2, "waiting")]


def test_the_election_day_is_given_once_for_the_committee(take, reply, county):
    rows = [member("罗秀英", "主席", on=""), member("巫兰", on="")]
    take(ROSTER, *rows, member("江莲", village="丁村", on=""))

    reply("day", "2017-06-08")

    assert Term.objects.get().starts_on == date(2017, 6, 8)
    assert seats(county.bing) == ["巫兰", "罗秀英"]
    assert fates() == [(2, "record"), (3, "record"), (4, "waiting")]


@pytest.mark.parametrize("written", ["2099-01-01", "六月", ""])
def test_a_day_that_cannot_be_is_refused_with_a_sentence(take, reply, written):
    take(ROSTER, member("罗秀英", on=""))

    with pytest.raises(Refused):
        reply("day", written)
    assert fates() == [(2, "waiting")]


def test_a_place_outside_is_refused(take, reply):
    take(ROSTER, *WRONG)

    with pytest.raises(Refused, match="不在这次导入的范围"):
        reply("place", "110101001001")


def test_an_answer_that_does_not_fit_the_question_is_refused(take, reply):
    take(ROSTER, *WRONG)

    with pytest.raises(Refused, match="不能这样回答"):
        reply("day", "2017-06-08")


def test_an_answered_row_that_contradicts_is_rejected_with_its_reason(take, reply):
    take(ROSTER, member("甲某", "主席", village="丙庄村"), member("乙某", "主席", village="丙庄村"))

    reply("place", "990001100201")

    row = ImportRow.objects.get(fate=Fate.REJECTED)
    assert (row.row, row.key) == (3, "second-chair")
    assert (row.about, row.choices) == ("", "")
    assert "；" not in marks_of([row])["名册"].rows["3"][1]


def test_a_waiting_organisation_goes_in_with_its_days(take, reply, county):
    made = take(UNITS, ("甲镇", "丁庄村", "", "1988-08", "2017-05-23", ""), kind="organisations")
    assert made.records == 0

    reply("place", "990001100202")

    county.ding.refresh_from_db()
    assert county.ding.starts_on == date(1988, 8, 1)
    assert county.ding.events.get(kind="convert").on == date(2017, 5, 23)


def test_undo_takes_the_answered_rows_back_too(take, reply):
    before = dump()
    made = take(ROSTER, *WRONG)
    reply("place", "990001100201")

    take_back(by=None, made=made, reason="发错了文件")

    assert dump() == before
    assert not KeptRow.objects.exists()
    with pytest.raises(Refused, match="已经撤回"):
        reply("place", "990001100201")


def test_an_answered_row_is_not_answered_again(take, reply):
    take(ROSTER, *WRONG)
    row = ImportRow.objects.get(row=2)
    reply("place", "990001100201", row=row)

    with pytest.raises(Refused, match="已经有人回答"):
        reply("place", "990001100202", row=row)


def test_each_answer_is_an_act_in_the_journal(take, reply):
    take(ROSTER, *WRONG)
    reply("place", "990001100201")

    assert Entry.objects.filter(act="回答导入", summary__contains="台账.xlsx").count() == 1
    assert Import.objects.aggregate(n=Sum("records"))["n"] == CommitteeSeat.objects.count()

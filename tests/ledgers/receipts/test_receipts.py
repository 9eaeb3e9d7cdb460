"""Who was asked, who has answered, and what is known from it; an undone import takes it all back."""

from __future__ import annotations

import json
from datetime import date

import pytest
import xlsxwriter
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.base.counts import Mark
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.base.staying import Later
from niangjia.figures.catalogue import parse
from niangjia.figures.compute import value
from niangjia.figures.models import Completeness, RegisterStart
from niangjia.ledgers import receipts
from niangjia.ledgers.answering import Answer, Way, answer_row
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import ImportRow
from niangjia.ledgers.receipt_models import Collection, Coverage
from niangjia.ledgers.taking_back import stands_against, take_back
from niangjia.network.models import Organisation
from niangjia.site.cli import main
from tests import cast
from tests.ledgers.sheets import dump

pytestmark = pytest.mark.django_db
ROSTER = "committee-roster"
AS_OF, DUE = date(2026, 11, 1), date(2026, 11, 30)
HEADER = ("组织名称", "姓名", "职务", "选举日期")
ELECTED = "2024-03-01"


@pytest.fixture
def ask(county, today):
    """Return a function that lets 清溪县妇联 ask its villages."""

    def opened(**more):
        said = {"organisation": county.federation, "kind": ROSTER, "level": "village"}
        said |= {"as_of": AS_OF, "due_on": DUE, "today": today} | more
        return receipts.open_collection(by=None, **said)

    return opened


@pytest.fixture
def send(tmp_path, county, today):
    """Return a function that takes a roster of these rows in, which speaks of a day."""

    def sent(*rows, as_of="2026-11-10", name="名册.xlsx", header=HEADER, kind=ROSTER, on=today):
        with xlsxwriter.Workbook(tmp_path / name) as book:
            sheet = book.add_worksheet()
            sheet.write(0, 0, f"截至：{as_of}" if as_of else "")
            for number, row in enumerate((header, *rows), 2):
                sheet.write_row(number, 0, row)
        path = tmp_path / name
        return import_file(by=None, path=path, kind=kind, root=county.federation, today=on)

    return sent


BING = (("丙村妇联", "罗秀英", "主席", ELECTED), ("丙村妇联", "巫兰", "执委", ELECTED))
DING = (("丁村妇代会", "邓月娥", "主席", ELECTED),)


def states(collection, on=cast.TODAY):
    found = receipts.receipts(collection, today=on)
    return {one.name: one.state.value for one in found}


def seats(organisation):
    asked = {"organisation": organisation, "period": Period.day(cast.TODAY)}
    found = value(parse("committees.seats"), **asked)
    return found.value, found.mark


def test_units_stand_in_the_order_of_their_codes_whatever_they_answered(ask, send):
    collection = ask()
    send(*DING)

    found = receipts.receipts(collection, today=cast.TODAY)

    codes = [one.unit.code for one in found]
    assert codes == sorted(codes)
    assert [one.state.value for one in found] == ["due", "received", "due"]
    counted = receipts.counts(one.state for one in found)
    assert counted == {"received": 1, "gaps": 0, "due": 2, "late": 0}


def test_who_has_not_answered_when_the_day_has_passed_is_late_from_the_next_day_on(ask):
    collection = ask()

    assert {*states(collection, DUE).values()} == {"due"}
    assert {*states(collection, date(2026, 12, 1)).values()} == {"late"}


@pytest.mark.parametrize(("as_of", "state"), [("2026-10-31", "due"), ("2026-11-01", "received")])
def test_a_file_that_speaks_of_an_earlier_day_is_no_answer(ask, send, as_of, state):
    collection = ask()

    send(*BING, as_of=as_of)

    assert states(collection)["丙村妇联"] == state


def test_a_file_that_names_no_day_speaks_of_the_day_on_which_it_came(ask, send):
    send(*BING, as_of="", on=date(2026, 10, 31))
    collection = ask()
    assert states(collection)["丙村妇联"] == "due"

    send(*BING, as_of="")

    assert states(collection)["丙村妇联"] == "received"


def test_what_came_before_it_was_asked_counts_too(ask, send):
    send(*BING, *DING)

    collection = ask()

    assert states(collection) == {
        "丙村妇联": "received",
        "丁村妇代会": "received",
        "戊社区妇联": "due",
    }


def test_an_import_that_is_taken_back_takes_its_receipts_back(ask, send):
    collection = ask()
    outcome = send(*BING, ("丙村妇联", "江莲", "书记", ELECTED))
    assert states(collection)["丙村妇联"] == "gaps"
    assert Completeness.objects.exists()

    take_back(by=None, made=outcome.made, reason="放错了")

    assert {*states(collection).values()} == {"due"}
    assert not Coverage.objects.exists()
    assert not Completeness.objects.exists()
    assert not RegisterStart.objects.filter(register="committees").exists()


def test_a_row_that_was_not_taken_in_makes_the_unit_and_all_above_count_at_least(ask, send, county):
    ask()
    send(*BING, ("丙村妇联", "江莲", "书记", ELECTED), *DING)

    assert seats(county.bing) == (2, Mark.AT_LEAST)
    assert seats(county.federation) == (3, Mark.AT_LEAST)
    assert seats(county.wu)[1] == Mark.EXACT


@pytest.mark.parametrize("fault", [("江莲", "书记"), ("", "执委")])
def test_a_row_that_was_not_taken_in_is_a_gap_of_its_own_unit_only(ask, send, county, fault):
    ask()
    send(*BING, ("丁村妇代会", *fault, ELECTED), ("戊社区妇联", "江莲", "主席", ELECTED), *DING)

    assert seats(county.bing) == (2, Mark.EXACT)
    assert seats(county.wu) == (1, Mark.EXACT)
    assert seats(county.ding) == (1, Mark.AT_LEAST)


def test_a_file_of_which_no_row_was_taken_in_has_come_all_the_same(ask, send, county):
    collection = ask()
    send(("丙村妇联", "罗秀英", "书记", ELECTED), *DING)

    assert states(collection)["丙村妇联"] == "gaps"
    assert seats(county.bing)[0] is None, "unknown is never 0"


def test_rows_are_exact_again_once_a_whole_file_has_come(ask, send, county):
    collection = ask()
    send(*BING, ("丙村妇联", "江莲", "书记", ELECTED))

    send(*BING, ("丙村妇联", "江莲", "执委", ELECTED), name="第二次.xlsx")

    assert seats(county.bing) == (3, Mark.EXACT)
    assert states(collection)["丙村妇联"] == "received"


def test_a_gap_closes_when_its_row_is_answered(ask, send, county, today):
    collection = ask()
    outcome = send(*BING, ("丙村妇女之家", "江莲", "执委", ELECTED))
    assert states(collection)["丙村妇联"] == "gaps"
    assert seats(county.bing) == (2, Mark.AT_LEAST)

    row = ImportRow.objects.get(batch=outcome.made, fate="waiting")
    answer = Answer(Way.PLACE, county.bing.code)
    answer_row(by=None, row=row, answer=answer, for_all=False, today=today)

    assert states(collection)["丙村妇联"] == "received"
    assert seats(county.bing) == (3, Mark.EXACT)
    assert Coverage.objects.get().records == 3


def test_a_gap_closes_when_its_row_is_left_out(ask, send, county, today):
    collection = ask()
    outcome = send(*BING, ("丙村妇女之家", "江莲", "执委", ELECTED))

    row = ImportRow.objects.get(batch=outcome.made, fate="waiting")
    answer_row(by=None, row=row, answer=Answer(Way.LEAVE), for_all=False, today=today)

    assert states(collection)["丙村妇联"] == "received"
    assert seats(county.bing) == (2, Mark.EXACT)


SHORT = ("丙村妇女之家", "江莲", "执委", ELECTED)


def test_the_last_row_of_an_older_file_closes_no_gap_of_a_newer_one(ask, send, county, today):
    collection = ask()
    older = send(*BING, SHORT)
    send(*BING, ("丙村妇女之家", "吴丽", "执委", ELECTED), name="第二次.xlsx")

    row = ImportRow.objects.get(batch=older.made, fate="waiting")
    answer_row(by=None, row=row, answer=Answer(Way.LEAVE), for_all=False, today=today)

    assert states(collection)["丙村妇联"] == "gaps"
    assert seats(county.bing) == (2, Mark.AT_LEAST)


def test_a_file_whose_gap_a_later_one_closed_is_taken_back_without_asking(ask, send, county):
    collection = ask()
    first = send(*BING, SHORT)
    send(*BING, *DING, name="第二次.xlsx")

    assert stands_against(first.made) == []
    take_back(by=None, made=first.made, reason="放错了", later=Later.OVERWRITE)

    assert states(collection)["丙村妇联"] == "received"
    assert not Completeness.objects.exists()
    assert RegisterStart.objects.filter(register="committees", organisation=county.bing).exists()


def test_the_gap_is_back_when_the_file_that_closed_it_is_taken_back(ask, send, county):
    collection = ask()
    send(*BING, SHORT)
    before = dump()
    second = send(*BING, name="第二次.xlsx")
    assert seats(county.bing) == (2, Mark.EXACT)

    take_back(by=None, made=second.made, reason="放错了")

    assert dump() == before
    assert states(collection)["丙村妇联"] == "gaps"
    assert seats(county.bing) == (2, Mark.AT_LEAST)


def test_both_files_taken_back_in_either_order_leave_nothing(ask, send):
    before = dump()
    collection = ask()
    first = send(*BING, SHORT)
    second = send(("丁村妇代会", "邓月娥", "主席", ELECTED), *BING, name="第二次.xlsx")

    take_back(by=None, made=first.made, reason="放错了", later=Later.OVERWRITE)
    take_back(by=None, made=second.made, reason="也放错了")

    assert {*states(collection).values()} == {"due"}
    assert {table: rows for table, rows in dump().items() if rows != before[table]} == {}


def test_of_a_unit_that_nobody_asked_nothing_is_declared(send, county):
    send(*BING, ("丙村妇联", "江莲", "书记", ELECTED))

    assert not Completeness.objects.exists()
    assert seats(county.bing) == (2, Mark.EXACT)


def test_who_did_not_answer_is_unknown_and_not_zero(ask, send, county):
    ask()
    send(*BING)

    assert seats(county.wu)[0] is None


def test_a_ledger_of_organisations_answers_for_the_township_above(ask, send):
    collection = ask(kind="organisations", level="township")

    send(("甲镇", "丙村"), header=("乡镇", "村"), kind="organisations")

    assert states(collection) == {"甲镇妇联": "received", "乙乡妇联": "due"}


def test_a_dry_run_answers_nothing(ask, county, today, tmp_path):
    collection = ask()
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADER, *BING)):
            sheet.write_row(number, 0, row)
    asked = {"root": county.federation, "today": today, "dry_run": True}

    import_file(by=None, path=tmp_path / "a.xlsx", kind=ROSTER, **asked)

    assert {*states(collection).values()} == {"due"}


def test_a_part_of_the_units_can_be_looked_at(ask, county):
    below = Organisation.objects.below(county.jia)

    found = receipts.receipts(ask(), today=cast.TODAY, among=below)

    assert [one.name for one in found] == ["丙村妇联", "丁村妇代会"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": "secrets"}, "这种台账"),
        ({"level": "prefecture"}, "没有可要的表"),
        ({"due_on": date(2026, 10, 1)}, "请换一个还没到的日期"),
        ({"due_on": date(2026, 11, 20)}, "请换一个还没到的日期"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(ask, more, says):
    with pytest.raises(Refused, match=says):
        ask(**more)


def test_the_same_is_not_asked_twice(ask):
    ask()

    with pytest.raises(Refused, match="已经要过了"):
        ask(due_on=date(2026, 12, 31))


def test_a_request_taken_off_leaves_what_came_in(ask, send):
    collection = ask()
    send(*BING)

    receipts.withdraw(by=None, collection=collection, reason="要重复了")

    assert not Collection.objects.exists()
    assert Coverage.objects.exists()


def test_a_request_is_not_taken_off_without_a_reason(ask):
    with pytest.raises(Refused, match="为什么"):
        receipts.withdraw(by=None, collection=ask(), reason=" ")


def test_a_list_takes_the_same_statements_for_any_number_of_units(ask, send, county):
    collection = ask()
    with CaptureQueriesContext(
        connection,
    ) as few:
        receipts.receipts(collection, today=cast.TODAY)
    send(*BING, *DING)

    with CaptureQueriesContext(connection) as many:
        receipts.receipts(collection, today=cast.TODAY)

    assert len(many) == len(few) <= 4


def test_gaps_of_many_units_take_the_same_statements_as_that_of_one(ask, send):
    ask()
    one, two = ("丙村妇联", "江莲", "书记", ELECTED), ("丁村妇代会", "江莲", "书记", ELECTED)
    wu = ("戊社区妇联", "江莲", "主席", ELECTED)
    send(*BING, one, *DING, wu, name="甲.xlsx")

    with CaptureQueriesContext(connection) as of_one:
        send(*BING, one, *DING, wu, name="乙.xlsx")
    with CaptureQueriesContext(connection) as of_two:
        send(*BING, one, *DING, wu, two, name="丙.xlsx")

    assert len(of_two) == len(of_one)
    assert Completeness.objects.values("organisation").distinct().count() == 2


def command(*words):
    answer = CliRunner().invoke(main, ["receipts", *words], env={"LC_ALL": "C.UTF-8"})
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_the_command_opens_shows_and_takes_off(send, county):
    asked = ("--for", county.federation.code, "--as-of", "2026-11-01", "--due", "2099-12-31")
    number = json.loads(command("open", ROSTER, *asked, "--json"))["number"]
    send(*BING)

    shown = json.loads(command("show", number, "--json"))
    assert next((one["name"], one["state"]) for one in shown["units"]) == ("丙村妇联", "received")
    assert "丁村妇代会　还没收到" in command("show", number)
    assert json.loads(command("list", "--json"))[0]["asked"] == 3

    command("withdraw", number, "--reason", "试一试")
    assert json.loads(command("list", "--json")) == []

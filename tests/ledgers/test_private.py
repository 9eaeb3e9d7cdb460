"""Identity and telephone numbers are in no sentence about a row, wherever in the sheet they stand (R16)."""

from __future__ import annotations

import json

import pytest
import xlsxwriter

from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import Fate, ImportRow
from niangjia.ledgers.reading.fates import Remark
from niangjia.ledgers.reading.private import masked
from niangjia.ledgers.reading.wording import sentence
from niangjia.ledgers.uploads import look_at, receive
from tests.ledgers.make import identity
from tests.ledgers.sheets import ROSTER, member
from tests.ledgers.test_importing import whole_database

HERS = identity("19790211", "002")
NUMBERS = (HERS, "10010010010", "10010010020", "100.0000.000", "100 1001 003", HERS[:17])
ROWS = (
    (f"身份证号：{HERS} 手机：10010010010",),
    ("联系人10010010010：某某",),
    ROSTER,
    member("罗秀英", "主席", born=HERS),
    member("巫兰", phone="100.0000.000"),
    member(HERS),
    member("邓月娥10010010010"),
    member("江莲", village="10010010020"),
    member("吴丽", village="10010010030"),
    member("吴娟", on="100 1001 003"),
    member("邓芳", post=HERS[:17]),
)


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名册")
        for number, cells in enumerate(ROWS):
            sheet.write_row(number, 0, cells)
    return path


@pytest.mark.django_db
def test_no_number_is_kept_in_plain_or_printed(ledger, county, today):
    asked = {"by": None, "kind": "committee-roster", "root": county.federation, "today": today}
    tried = import_file(path=ledger, dry_run=True, **asked)
    import_file(path=ledger, **asked)

    printed = json.dumps(tried.as_json(), ensure_ascii=False)
    database = whole_database()
    assert [number for number in NUMBERS if number in printed or number in database] == []
    assert "身份证号：990****" in printed


@pytest.mark.django_db
def test_no_number_is_kept_of_a_file_that_was_only_looked_at(ledger, county, today):
    files = [("名册.xlsx", ledger.read_bytes())]
    upload = receive(by=None, organisation=county.federation, kind="committee-roster", files=files)

    look_at(upload=upload, by=None, today=today)

    database = whole_database()
    assert [number for number in NUMBERS if number in database] == []


@pytest.mark.django_db
def test_two_units_written_as_numbers_are_two_questions(ledger, county, today):
    asked = {"by": None, "kind": "committee-roster", "root": county.federation, "today": today}
    import_file(path=ledger, **asked)

    waiting = ImportRow.objects.filter(fate=Fate.WAITING, column="村（社区）").order_by("row")
    assert [row.raw for row in waiting] == ["100****20", "100****30"]
    assert waiting[0].about != waiting[1].about


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("100.0000.000", "100****00"),
        ("(100)0000-0078", "(100****78"),
        ("100 0000 0078/10000000021", "100****78/100****21"),
        ("身份证99010119790211002X号", "身份证990****2X号"),
        ("８６１００１００１０９９９", "８６１****９９"),
        ("1234567", "123****67"),
        ("123456", "123456"),
        ("2017-02-30", "2017-02-30"),
        ("20170230", "20170230"),
        ("2017.13.1", "2017.13.1"),
        ("2017-02-30 00:00:00", "2017-02-30 00:00:00"),
        ("2017.5-2022.5", "2017.5-2022.5"),
        ("350423100201", "350423100201"),
        ("3504231002011", "350****11"),
    ],
)
def test_days_and_codes_of_places_are_nobodys(written, kept):
    assert masked(written) == kept
    assert kept in sentence(Remark("date-unreadable", "日期", written))

"""A woman whose name is written 陳麗華 in one file and 陈丽华 in the next is one woman."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from niangjia.ledgers.importing import import_file
from niangjia.people.models import Person

pytestmark = pytest.mark.django_db
HEADER = ("乡镇", "村", "姓名", "职务", "出生年月", "手机号", "选举日期")
SIMPLE = ("甲镇", "丙村", "陈丽华", "主席", "1975-03", "10056700001", "2017-06-08")
TRADITIONAL = ("甲鎮", "丙村", "陳麗華", "主席", "1975-03", "10056700001", "2017-06-08")


@pytest.fixture
def take(tmp_path, county, today):
    def import_row(row):
        book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, row)
        book.close()
        return import_file(
            by=None,
            path=tmp_path / "a.xlsx",
            kind="committee-roster",
            root=county.federation,
            today=max(today, date(2017, 7, 31)),
            create_missing=True,
        )

    return import_row


@pytest.mark.parametrize(("first", "second"), [(SIMPLE, TRADITIONAL), (TRADITIONAL, SIMPLE)])
def test_the_second_file_changes_nothing(take, first, second):
    take(first)
    outcome = take(second)

    assert (outcome.created, outcome.unchanged, outcome.waiting) == (0, 1, [])
    assert [person.name for person in Person.objects.all()] == [first[2]]  # as it was written

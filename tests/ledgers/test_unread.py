"""What of her sheet was not taken in reaches her: in the answer of the command and on the page."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import ImportRow

pytestmark = pytest.mark.django_db
ROWS = [
    ["填报单位：甲镇妇联　乡镇长：某某"],
    ["村", "姓名", "职务", "血型", "选举日期"],
    ["丙村", "陈丽华", "主席", "A", "2017-06-08"],
    ["丙村", "陈丽英", "执委", "", "2017-06-08"],
]


def test_it_is_in_the_answer_and_kept_for_the_page_and_changes_no_fate(tmp_path, county, today):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("名册")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)

    outcome = import_file(
        by=None,
        path=tmp_path / "a.xlsx",
        kind="committee-roster",
        root=county.federation,
        today=max(today, date(2017, 7, 31)),
        create_missing=True,
    )

    answer = outcome.as_json()
    assert (answer["records"], answer["rejected"], answer["waiting"]) == (2, [], [])
    assert answer["unread"] == [
        {
            "sheet": "名册",
            "row": 1,
            "letter": "A",
            "heading": "乡镇长",
            "filled": 1,
            "value": "某某",
        },
        {"sheet": "名册", "row": 2, "letter": "D", "heading": "血型", "filled": 1, "value": ""},
    ]
    said = [warning["what"] for warning in answer["warnings"]]
    assert sum("没有读入" in sentence for sentence in said) == 2
    assert ImportRow.objects.filter(is_warning=True, column__in=("血型", "乡镇长")).count() == 2

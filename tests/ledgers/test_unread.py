"""What of her sheet was not taken in reaches her: in the answer of the command and on the page."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter
from django.utils import translation

from niangjia.desk.building.fates import says
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.keeping import remarks_of
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


def test_a_refused_row_tells_all_that_stands_against_it(tmp_path, county, today):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, ROWS[1])
        sheet.write_row(1, 0, ["丙村", "", "书记", "", "2017-02-30"])
    asked = {"by": None, "kind": "committee-roster", "root": county.federation, "today": today}

    import_file(path=tmp_path / "a.xlsx", **asked)

    row = ImportRow.objects.get(fate="rejected")
    assert [remark.key for remark in remarks_of(row)] == [
        "name-missing",
        "post-unknown",
        "date-impossible",
    ]
    assert all(word in row.says for word in ("没有姓名", "认不出职务“书记”", "没有“2017-02-30”"))
    with translation.override("en"):
        assert "书记" in says(row)
        assert "2017-02-30" in says(row)
        assert ". " in says(row)

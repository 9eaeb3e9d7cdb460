"""`niangjia import` and `niangjia report`: a ledger in, a report out."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from niangjia.committees.models import CommitteeSeat
from niangjia.site.cli import main

pytestmark = pytest.mark.django_db
HEAD = ["姓名", "性别", "出生年月", "职务", "选举日期"]
ROWS = [
    ["甲某一", "女", "1975.03", "主席", "2017-06-08"],
    ["甲某二", "女", "1980.11", "执委", "2017-06-08"],
    ["", "女", "1990.01", "执委", "2017-06-08"],
]
MORE_ROWS = ("--from", "2017-05-15", "--to", "2017-07-31")


def ask(*words):
    return CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8"})


def asked(*words):
    result = ask(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def roster(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "甲镇"
    book.active.append(["甲镇妇联执委花名册"])
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "甲镇.xlsx")
    return str(tmp_path / "甲镇.xlsx")


def test_every_row_has_its_fate(county, roster):
    outcome = asked("import", roster, "--as", "committee-roster", "--organisation", "甲镇")

    assert (outcome["records"], outcome["created"]) == (2, 2)
    assert [(one["sheet"], one["row"]) for one in outcome["rejected"]] == [("甲镇", 5)]
    assert {one["row"] for one in outcome["skipped"]} == {1, 2}
    assert CommitteeSeat.objects.filter(organisation=county.jia).count() == 2


def test_a_dry_run_says_the_same_and_keeps_nothing(county, roster):
    words = ("import", roster, "--as", "committee-roster", "--organisation", "甲镇")

    tried = asked(*words, "--dry-run")

    assert tried["records"] == 2
    assert not CommitteeSeat.objects.exists()
    assert asked(*words)["created"] == tried["created"]


def test_the_lines_say_what_to_do(county, roster):
    told = ask("import", roster, "--as", "committee-roster", "--organisation", "甲镇").stdout

    assert "甲镇.xlsx：2行" in told
    assert "“甲镇”第5行" in told


def test_what_is_no_ledger_is_refused(county, tmp_path):
    (tmp_path / "甲镇.xlsx").write_text("no spreadsheet")

    result = ask("import", str(tmp_path / "甲镇.xlsx"), "--as", "committee-roster")

    assert result.exit_code == 2
    assert "甲镇.xlsx" in result.stderr


def test_the_rows_name_their_file(county, roster):
    asked("import", roster, "--as", "committee-roster", "--organisation", "甲镇")

    rows = asked("trace", "committees.seats", "--as-of", "2017-07-31")

    assert {row["source"] for row in rows} == {"导入 甲镇.xlsx"}


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_a_report_is_written(county, tmp_path, suffix):
    out = tmp_path / f"报告{suffix}"

    told = asked("report", "qingliu_2017", *MORE_ROWS, "--out", str(out))

    assert told["file"] == str(out)
    assert out.stat().st_size > 0
    assert told["numbers"]


def test_a_report_can_be_read_on_the_screen(county):
    assert "关于村级妇代会改建妇联" in ask("report", "qingliu_2017", *MORE_ROWS).stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("report", "nothing"), "没有叫“nothing”的模板"),
        (("report", "qingliu_2017", *MORE_ROWS, "--out", "a.pdf"), ".docx、.html 或 .txt"),
        (("demo", "nothing"), "没有“nothing”这个情景"),
        (("import", "none.xlsx", "--as", "organisations"), "none.xlsx"),
    ],
)
def test_a_refusal_is_one_sentence(county, words, sentence):
    result = ask(*words)

    assert result.exit_code == 2
    assert sentence in result.stderr

"""导入: files go in by the page, every row has one fate, questions are answered, all can go back."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.base import jobs
from niangjia.base.models import Job
from niangjia.committees import corrections
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers import tasks
from niangjia.ledgers.models import Fate, Import, ImportRow
from niangjia.ledgers.upload_models import ColumnWord, Upload
from tests.ledgers.sheets import ROSTER, member

IMPORTS = reverse("desk:imports")
TITLE = ("清溪县妇联执委花名册",)
ROWS = (
    member("罗秀英", "主席", born="1975-03"),
    member("巫兰", born="春天"),
    member("江莲", village="丙庄村"),
    member("邓月娥", village="丙庄村"),
    member("", village="丁村"),
)


def book(*rows, header=ROSTER, title=TITLE):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet("名册")
        for number, cells in enumerate((title, header, *rows)):
            sheet.write_row(number, 0, cells)
    return content.getvalue()


def posted(client, *files, kind="committee-roster"):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(IMPORTS, {"kind": kind, "file": sent})


@pytest.fixture
def officer(client_of):
    return client_of("county_officer")


@pytest.fixture
def looked(county, officer):
    """A messy ledger, sent and looked at: its page."""
    answer = posted(officer, ("名册.xlsx", book(*ROWS)))
    assert answer.status_code == 302, answer.content.decode()
    return officer.get(answer.url)


@pytest.fixture
def taken(looked, officer):
    """The same, taken in: the page of its result."""
    answer = officer.post(looked.context["page"].take_address)
    assert answer.status_code == 302, answer.content.decode()
    return officer.get(answer.url)


def test_before_anything_is_in_the_page_says_what_will_happen(looked):
    page = looked.context["page"]

    assert [tile.figure.text for tile in page.tiles] == ["2", "2", "1", "2", "1"]
    assert page.take_text == "2行入库"
    assert page.fates.waiting[0].many == 2
    assert not page.fates.waiting[0].answer_address
    assert not Import.objects.exists()


def test_every_row_has_one_fate(taken):
    page, made = taken.context["page"], Import.objects.get()

    fates = [int(tile.figure.text) for tile in page.tiles[:4]]
    assert page.accounting.startswith(f"{sum(fates)}行 = 入库{made.records}")
    assert fates == [2, 2, 1, 2]


def test_skipped_rows_are_folded_by_reason(taken):
    folded = taken.context["page"].fates.skipped

    assert [(one.why, one.many) for one in folded] == [("标题", 1), ("表头", 1)]
    assert folded[1].places == ("“名册”表第2行",)


def test_an_english_page_is_english(taken, officer):
    address = reverse("desk:import", args=[Import.objects.get().public_id])
    officer.cookies["django_language"] = "en"

    page = officer.get(address).context["page"]

    said = [row.cells[3].text for row in page.fates.warnings.rows]
    assert "not understood" in said[0], said
    assert "network" in page.fates.waiting[0].question


def test_one_answer_takes_all_rows_in_that_ask_the_same(taken, officer, county):
    row = taken.context["page"].fates.waiting[0]
    assert row.choices[0] == ("990001100201", "甲镇丙村")
    assert row.names == "江莲、邓月娥"

    answer = officer.post(
        row.answer_address,
        {"row": row.key, "way": "place", "chosen": row.choices[0][0], "for_all": "1"},
    )

    page = officer.get(answer.url).context["page"]
    assert CommitteeSeat.objects.filter(organisation=county.bing).count() == 4
    assert page.fates.waiting == ()
    assert [line.cells[1].text for line in page.answered.rows] == ["就是990001100201"] * 2


def test_an_answer_may_be_typed(taken, officer, county):
    row = taken.context["page"].fates.waiting[0]
    said = {"row": row.key, "way": "place", "typed": "丁村", "chosen": "990001100201"}

    officer.post(row.answer_address, said)

    assert CommitteeSeat.objects.filter(organisation=county.ding).count() == 1
    assert ImportRow.objects.filter(fate=Fate.WAITING).count() == 1


@pytest.mark.parametrize(
    "said", [{"row": "1x", "way": "place"}, {"way": "leave"}, {"row": "0", "way": "leave"}]
)
def test_an_answer_to_nothing_is_refused_with_a_sentence(taken, officer, said):
    address = taken.context["page"].fates.waiting[0].answer_address

    answer = officer.post(address, said)

    assert answer.status_code == 400
    assert "再点一次" in answer.content.decode()


def test_an_import_is_taken_back_with_a_reason(taken, officer):
    action = taken.context["page"].head.actions[-1]
    page = officer.get(action.address).context["page"]
    assert page.since is None

    assert officer.post(action.address, {"later": "refuse"}).status_code == 400
    answer = officer.post(action.address, {"reason": "发错了文件", "later": "refuse"})

    page = officer.get(answer.url).context["page"]
    assert not CommitteeSeat.objects.exists()
    assert "发错了文件" in page.head.notices[0].text
    assert not any(action.address.endswith("/undo/") for action in page.head.actions)
    assert not page.fates.waiting[0].answer_address
    (row,) = officer.get(IMPORTS).context["page"].imports.rows
    assert row.cells[4].chips[0].text == "已撤回"


def test_what_somebody_did_since_is_listed_and_she_decides(taken, officer):
    seat = CommitteeSeat.objects.get(person__name="巫兰")
    corrections.correct_seat_days(
        by=None, seat=seat, starts_on=date(2018, 1, 1), ends_on=None, reason="原件"
    )
    address = taken.context["page"].head.actions[-1].address

    page = officer.get(address).context["page"]
    assert "更正" in page.since.rows[0].cells[2].text
    refused = officer.post(address, {"reason": "发错了文件"})
    assert refused.status_code == 400
    officer.post(address, {"reason": "发错了文件", "later": "keep"})

    assert list(CommitteeSeat.objects.all()) == [seat]


def test_the_list_tells_what_is_still_open(taken, officer):
    page = officer.get(IMPORTS).context["page"]

    (row,) = page.imports.rows
    assert row.cells[0].text == "名册.xlsx"
    assert row.cells[4].chips[0].text.startswith("等")
    assert page.not_in is None


def test_what_was_sent_and_is_not_in_is_found_again_or_put_aside(looked, officer):
    page = officer.get(IMPORTS).context["page"]
    assert [item.title for item in page.not_in.items] == ["名册.xlsx"]

    officer.post(looked.context["page"].aside_address)

    assert not Upload.objects.exists()


def test_a_column_is_told_on_the_page_and_the_files_are_read_again(officer, county):
    header = (*ROSTER[:4], "生辰", *ROSTER[5:])
    answer = posted(officer, ("名册.xlsx", book(*ROWS, header=header)))
    form = officer.get(answer.url).context["page"].columns
    number = next(one.number for one in form.columns if one.heading == "生辰")
    assert not form.columns[number].is_sure

    said = {f"heading-{one.number}": one.heading for one in form.columns}
    said |= {f"was-{one.number}": one.means for one in form.columns}
    said |= {f"means-{one.number}": one.means for one in form.columns}
    officer.post(form.address, said | {f"means-{number}": "born"})

    assert list(ColumnWord.objects.values_list("heading", "means")) == [("生辰", "born")]
    form = officer.get(answer.url).context["page"].columns
    assert (form.columns[number].means, form.columns[number].is_sure) == ("born", True)


def test_several_files_are_one_list_and_a_refused_one_stops_none(officer, county):
    files = [(f"{name}.xlsx", book(member("江莲", village=name))) for name in ("丙村", "丁村")]
    address = posted(officer, *files, ("坏的.xlsx", b"%PDF-1.7")).url
    page = officer.get(address).context["page"]
    assert page.head.title == "3个文件"
    assert "坏的.xlsx" in page.files.rows[2].cells[4].text

    assert officer.get(address + "?file=1").context["page"].of_file == "丁村.xlsx"
    officer.post(page.take_address)

    page = officer.get(address).context["page"]
    assert [row.cells[4].chips[0].text for row in page.files.rows[:2]] == ["已入库"] * 2
    assert Import.objects.count() == 2
    assert not page.take_address


def test_large_files_are_a_job_whose_progress_is_shown(officer, county, monkeypatch):
    monkeypatch.setattr(tasks, "SMALL", 0)
    address = posted(officer, ("名册.xlsx", book(*ROWS))).url
    page = officer.get(address).context["page"]
    assert page.progress.sentence
    assert (
        officer.post(reverse("desk:upload_take", args=[Upload.objects.get().public_id])).status_code
        == 400
    )

    jobs.do_here(Job.objects.get())
    page = officer.get(address).context["page"]
    assert page.progress is None
    officer.post(page.take_address)
    jobs.do_here(Job.objects.latest("pk"))

    assert Import.objects.get().entry.by.username
    assert Import.objects.get().records == 2


def test_work_that_is_cancelled_leaves_nothing(officer, county, monkeypatch):
    monkeypatch.setattr(tasks, "SMALL", 0)
    page = officer.get(posted(officer, ("名册.xlsx", book(*ROWS))).url).context["page"]

    officer.post(page.progress.cancel_address)

    assert jobs.progress(Job.objects.get()).state == jobs.CANCELLED
    assert not Upload.objects.get().files.exists()


def test_a_unit_sees_what_was_taken_in_for_it_from_above(taken, client_of):
    page = client_of("village_chair").get(IMPORTS).context["page"]

    assert page.imports.rows == ()
    (row,) = page.on_behalf.rows
    assert [cell.text for cell in row.cells[:2]] == ["丙村妇联", "清溪县妇联"]
    assert row.cells[4].text == "2"


def test_a_neighbour_sees_nothing_of_it(taken, client_of):
    address = reverse("desk:import", args=[Import.objects.get().public_id])

    page = client_of("other_chair").get(IMPORTS).context["page"]
    assert client_of("township_chair").get(address).status_code == 404
    assert (page.imports.rows, page.on_behalf) == ((), None)


def test_who_may_not_import_is_told_whose_post_may(client_of):
    answer = client_of("village_member").get(IMPORTS)

    assert answer.status_code == 403
    assert "丙村妇联主席" in answer.content.decode()


def test_a_file_that_cannot_be_read_is_answered_by_a_sentence(officer, county):
    answer = posted(officer, ("../../名册.xlsx", b"%PDF-1.7"))

    page = officer.get(answer.url).context["page"]
    assert "PDF" in page.head.notices[0].text
    assert not page.take_address


@pytest.mark.parametrize("kind", ["committee-roster", "secret"])
def test_no_file_or_no_such_ledger_is_answered_in_the_form(officer, county, kind):
    files = [] if kind == "committee-roster" else [("名册.xlsx", b"x")]

    answer = posted(officer, *files, kind=kind)

    assert answer.status_code == 400
    assert "没有收到文件" in answer.context["page"].form.error

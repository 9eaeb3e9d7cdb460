"""要表登记 and her own file: asked, handed out, answered, given back, each to whom it concerns."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.access.models import Reading
from niangjia.ledgers.receipt_models import Collection, KeptFile
from niangjia.ledgers.uploads import look_at, receive, take_in
from tests.cast import TODAY

COLLECTIONS = reverse("desk:collections")
ASKED = {
    "kind": "committee-roster",
    "level": "village",
    "as_of": "2026-11-01",
    "due_on": "2099-12-01",
}
HEADER = ["组织名称", "姓名", "职务", "选举日期"]


@pytest.fixture
def asked(seated, client_of):
    """The county officer asks the villages; the page of it."""
    answer = client_of("county_officer").post(COLLECTIONS, ASKED)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def sheet_of(*rows):
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sent(user, organisation, *rows):
    """What the pages of an import do: the file comes in and is taken in."""
    files = [("名册.xlsx", sheet_of(*rows))]
    upload = receive(by=user, organisation=organisation, kind="committee-roster", files=files)
    look_at(upload=upload, by=user, today=TODAY)
    return take_in(upload=upload, by=user, today=TODAY)[0]


BING = (["丙村妇联", "孙二", "主席", "2024-04-01"], ["丙村妇联", "李一", "执委", "2024-04-01"])


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context["page"]


def test_counts_open_the_rows_they_count(asked, client_of, users, county):
    client = client_of("county_officer")
    sent(users["county_officer"], county.federation, *BING)

    page = page_of(client, asked)
    counted = {tile.label: tile.figure for tile in page.tiles}

    assert {label: figure.text for label, figure in counted.items()} == {
        "应交": "3",
        "已收到": "1",
        "收到，还有缺": "0",
        "还没收到": "2",
    }
    for figure in counted.values():
        listed = page_of(client, figure.address.partition("#")[0])
        assert len(listed.units.rows) == int(figure.text)


def test_units_stand_by_place_code_and_lead_to_their_files(asked, client_of, users, county):
    made = sent(users["county_officer"], county.federation, *BING)

    page = page_of(client_of("county_officer"), asked)

    assert [row.cells[0].text for row in page.units.rows] == [
        "丙村妇联",
        "丁村妇代会",
        "戊社区妇联",
    ]
    assert page.units.rows[0].cells[2].address == reverse("desk:import", args=[made.public_id])
    assert [row.cells[1].chips[0].text for row in page.units.rows] == [
        "已收到",
        "还没收到",
        "还没收到",
    ]


def test_everybody_sees_her_own_units_of_it(asked, client_of):
    seen = {
        name: [row.cells[0].text for row in page_of(client_of(name), asked).units.rows]
        for name in ("township_chair", "other_chair", "village_chair")
    }

    assert seen == {
        "township_chair": ["丙村妇联", "丁村妇代会"],
        "other_chair": ["戊社区妇联"],
        "village_chair": ["丙村妇联"],
    }


def test_a_file_that_a_superior_put_in_is_named_and_not_opened_to_the_unit(
    asked, client_of, users, county
):
    sent(users["county_officer"], county.federation, *BING)

    row = page_of(client_of("village_chair"), asked).units.rows[0]

    assert (row.cells[2].text, row.cells[2].address) == ("名册.xlsx", "")


def test_the_unit_finds_on_its_first_page_what_is_asked_of_it(asked, client_of, users, county):
    def waiting():
        items = page_of(client_of("village_chair"), reverse("desk:overview")).side.items
        return [item.title for item in items if "花名册" in item.title]

    assert waiting() == ["执委花名册（截至2026-11-01）"]

    sent(users["village_chair"], county.bing, *BING)

    assert waiting() == []


def test_a_village_that_has_nobody_below_is_offered_no_form(asked, client_of):
    page = page_of(client_of("village_chair"), COLLECTIONS)

    assert page.form is None
    assert [row.cells[0].text for row in page.collections.rows] == ["执委花名册（截至2026-11-01）"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"due_on": "2026-10-01"}, "请换一个还没到的日期"),
        ({"due_on": "很快"}, "看不懂日期"),
        ({"kind": "secrets"}, "没有“secrets”这种台账"),
        ({}, "已经要过了"),
    ],
)
def test_what_cannot_be_asked_is_said_in_the_form(asked, client_of, more, says):
    answer = client_of("county_officer").post(COLLECTIONS, ASKED | more)

    assert answer.status_code == 400
    assert says in answer.context["page"].form.error


def test_an_unknown_state_is_answered_by_a_sentence(asked, client_of):
    answer = client_of("county_officer").get(asked, {"state": "best"})

    assert answer.status_code == 400
    assert "best" in answer.content.decode()


def test_all_files_to_fill_in_come_as_one_zip_and_the_reading_is_written_down(asked, client_of):
    answer = client_of("township_chair").get(f"{asked}files/")

    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as package:
        assert package.namelist() == ["甲镇_丙村_执委花名册.xlsx", "甲镇_丁村_执委花名册.xlsx"]
    assert Reading.objects.get().persons == 2


def test_one_unit_gets_its_own_file_as_it_stands(asked, client_of, county):
    answer = client_of("village_chair").get(f"{asked}files/{county.bing.public_id}/")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    names = [cell.value for cell in sheet["B"]]
    assert {"孙二", "李一"} < {*names}
    assert "2024-04-01" in [cell.value for cell in sheet[3]]


def test_a_request_is_taken_off_with_a_reason(asked, client_of):
    client = client_of("county_officer")

    assert client.post(f"{asked}withdraw/", {"reason": ""}).status_code == 400
    assert client.post(f"{asked}withdraw/", {"reason": "要错了"}).status_code == 302
    assert not Collection.objects.exists()


def test_a_page_takes_the_same_statements_however_many_have_answered(
    asked, client_of, users, county
):
    client = client_of("county_officer")
    sent(users["county_officer"], county.federation, *BING)
    with CaptureQueriesContext(connection) as few:
        client.get(asked)
    sent(
        users["county_officer"],
        county.federation,
        *BING,
        ["丁村妇代会", "邓一", "主席", "2024-04-01"],
    )

    with CaptureQueriesContext(connection) as many:
        client.get(asked)

    assert len(many) == len(few)


def test_the_list_and_the_first_page_take_the_same_statements_however_much_was_asked(
    asked, client_of, users, county
):
    sent(
        users["county_officer"], county.federation, *BING, ["丁村妇代会", "", "主席", "2024-04-01"]
    )
    pages = (COLLECTIONS, reverse("desk:overview"))

    def statements():
        found = []
        for address in pages:
            with CaptureQueriesContext(connection) as captured:
                page_of(client_of("village_chair"), address)
            found.append(len(captured))
        return found

    statements()
    few = statements()
    for day in ("2026-11-02", "2026-11-03", "2026-11-20"):
        client_of("county_officer").post(COLLECTIONS, ASKED | {"as_of": day})

    assert Collection.objects.count() == 4
    assert statements() == few


def test_the_list_says_of_every_request_what_its_page_says(asked, client_of, users, county):
    sent(users["county_officer"], county.federation, *BING, ["丙村妇联", "", "执委", "2024-04-01"])
    sent(users["county_officer"], county.federation, ["丁村妇代会", "邓一", "主席", "2024-04-01"])
    client = client_of("county_officer")
    client.post(COLLECTIONS, ASKED | {"as_of": "2026-11-22", "due_on": "2099-12-02"})

    rows = page_of(client, COLLECTIONS).collections.rows

    told = [[cell.text for cell in row.cells[3:]] for row in rows]
    assert told == [["3", "0", "3"], ["3", "2", "1"]]
    for row, (asked_of, received, waited) in zip(rows, told, strict=True):
        tiles = page_of(client, row.cells[0].address).tiles
        assert [tiles[n].figure.text for n in (0, 1, 3)] == [asked_of, received, waited]


@pytest.fixture
def hers(seated, users, county):
    """A file that the township chair put in, with a row that was not taken."""
    return sent(
        users["township_chair"], county.jia, *BING, ["丙村妇联", "江莲", "书记", "2024-04-01"]
    )


def test_who_sent_a_file_gets_it_back_with_what_became_of_every_row(hers, client_of):
    client = client_of("township_chair")
    head = page_of(client, reverse("desk:import", args=[hers.public_id])).head
    (back,) = [action for action in head.actions if action.icon == "download"]

    answer = client.get(back.address)

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet["E"]][:3] == ["处理结果", "已入库", "已入库"]
    assert sheet["E4"].value.startswith("没有收：")
    assert "2026-12-05" in "".join(notice.text for notice in head.notices)
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_else_gets_it(hers, client_of):
    client = client_of("county_officer")
    head = page_of(client, reverse("desk:import", args=[hers.public_id])).head

    assert not [action for action in head.actions if action.icon == "download"]
    assert client.get(reverse("desk:give_back", args=[hers.public_id])).status_code == 404
    assert client.post(reverse("desk:forget_file", args=[hers.public_id])).status_code == 404
    assert KeptFile.objects.exists()


def test_she_has_it_deleted_at_once(hers, client_of):
    client = client_of("township_chair")
    address = reverse("desk:forget_file", args=[hers.public_id])

    assert client.post(address).status_code == 302
    assert not KeptFile.objects.exists()
    assert client.get(reverse("desk:give_back", args=[hers.public_id])).status_code == 400

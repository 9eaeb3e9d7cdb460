"""导入: a file goes in by the page, and every row has one fate."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.ledgers.models import Import

IMPORTS = reverse("desk:imports")
FILES = Path(__file__).parents[1] / "ledgers" / "files"


def posted(client, content, name="名册.xlsx", kind="committee-roster"):
    return client.post(IMPORTS, {"kind": kind, "file": SimpleUploadedFile(name, content)})


@pytest.fixture
def taken(county, client_of):
    """A ledger of another county, put in by the county officer: its page."""
    client = client_of("county_officer")
    answer = posted(client, (FILES / "names.xlsx").read_bytes())
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def test_every_row_has_one_fate(taken):
    page, made = taken.context["page"], Import.objects.get()

    fates = [int(tile.figure.text) for tile in page.fates[:4]]
    assert page.accounting.startswith(f"{sum(fates)}行 = 入库{made.records}")
    assert len(page.waiting) == fates[1] > 0


def test_the_list_tells_what_is_still_open(taken, client_of):
    page = client_of("county_officer").get(IMPORTS).context["page"]

    (row,) = page.imports.rows
    assert row.cells[0].text == "名册.xlsx"
    assert row.cells[4].chips[0].text.startswith("等")


def test_a_neighbour_sees_nothing_of_it(taken, client_of):
    address = reverse("desk:import", args=[Import.objects.get().public_id])

    assert client_of("township_chair").get(address).status_code == 404
    assert client_of("township_chair").get(IMPORTS).context["page"].imports.rows == ()


def test_who_may_not_import_is_told_whose_post_may(client_of):
    answer = client_of("village_member").get(IMPORTS)

    assert answer.status_code == 403
    assert "丙村妇联主席" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("名册.xlsx", b"no workbook", "committee-roster"),
        ("名册.xlsx", b"no workbook", "secret"),
        ("../../名册.txt", b"abc", "organisations"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_the_form(client_of, name, content, kind):
    answer = posted(client_of("county_officer"), content, name, kind)

    assert answer.status_code == 400
    assert answer.context["page"].form.error
    assert not Import.objects.exists()


def test_no_file_is_answered_in_the_form(client_of):
    answer = client_of("county_officer").post(IMPORTS, {"kind": "organisations"})

    assert "没有收到文件" in answer.content.decode()

"""A county office's first week in a real browser: from blank rosters to figures it can stand by.

An empty installation. The officer takes in her list of organisations, asks 32 villages for their rosters,
gets 30 files back in every shape, answers what rows ask, has two corrected, sees who is missing and
undoes one file; the figures follow at every step.
"""

import io
import json
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import timezone

from niangjia.base.postgres import stop
from niangjia.network import divisions
from tests.browser import village_offices
from tests.browser.chromium import Tab
from tests.browser.demo_site import PASSWORD
from tests.site.running import free_port, niangjia

pytestmark = pytest.mark.browser

COUNTY = "350423"
TOWNSHIPS = ("350423100", "350423106", "350423204")
VILLAGES = 32


@dataclass(frozen=True)
class Office:
    """A newly set up installation, served."""

    url: str
    code: str


@pytest.fixture
def office(fresh_cluster) -> Iterator[Office]:
    """`niangjia init`, one account with its slip, `niangjia serve`: an office's first hour."""
    home = Path(tempfile.mkdtemp(prefix="niangjia-week-"))
    fresh_cluster(home)
    try:
        told(home, "init", COUNTY, "--since", "2012-01-01")
        account = ("邓三禾", "--username", "officer", "--organisation", COUNTY, "--role", "officer")
        slip = told(home, "account", "open", *account)
        served = niangjia(home, "serve", "--port", str(free_port()), "--json")
        try:
            assert served.stdout
            yield Office(json.loads(served.stdout.readline())["url"].rstrip("/"), slip["code"])
        finally:
            served.send_signal(signal.SIGTERM)
            served.communicate()
    finally:
        stop(home)
        shutil.rmtree(home)


def told(home, *words):
    """What a command answers in JSON."""
    command = niangjia(home, *words, "--json")
    answer, _ = command.communicate()
    assert command.returncode == 0, answer
    return json.loads(answer)


@pytest.fixture
def tab(chromium, office):
    tab = Tab(chromium, office, accept_downloads=True)
    tab.resize(1440)
    yield tab
    tab.close()
    assert tab.complaints == []


def test_the_first_week(tab, tmp_path):
    sign_in_for_the_first_time(tab)
    take_in(tab, "组织台账.xlsx", organisations(), kind="organisations")
    assert number(figure(tab, "network.federations", "village")) == VILLAGES
    assert figure(tab, "committees.seats", "village").startswith("未记")

    collection = ask_for_rosters(tab)
    returned = village_offices.fill(blanks(tab, collection, tmp_path))
    assert len(returned.answers) == VILLAGES - village_offices.ABSENT

    upload = take_in(tab, "各村花名册.zip", returned.as_zip())
    seats = sum(answer.records for answer in returned.answers)
    assert number(figure(tab, "committees.seats", "village")) == seats

    answer_the_waiting(tab, upload, returned)
    seats += sum(answer.waiting for answer in returned.answers)
    assert number(figure(tab, "committees.seats", "village")) == seats
    assert states(tab, collection) == {"received": 30, "gaps": 2, "waited": 2}

    for answer in returned.answers:
        if answer.refused:
            correct(tab, upload, answer, tmp_path)
    seats += sum(answer.refused for answer in returned.answers)
    assert number(figure(tab, "committees.seats", "village")) == seats
    assert number(figure(tab, "committees.persons", "village")) == seats - 1
    assert states(tab, collection) == {"received": 30, "gaps": 0, "waited": 2}
    assert missing(tab, collection) == returned.absent

    first = returned.of("tidy")[-1]
    undo(tab, upload, first.name)
    seats -= len(first.members)
    assert number(figure(tab, "committees.seats", "village")) == seats
    assert missing(tab, collection) == sorted([first.village, *returned.absent])


# --- what she does --------------------------------------------------------------------------------


def sign_in_for_the_first_time(tab):
    tab.open("/")
    tab.sign_in("officer", tab.site.code)
    for name in ("new_password1", "new_password2"):
        tab.page.locator(f"#id_{name}").fill(PASSWORD)
    tab.page.locator("button.btn-primary").click()
    tab.page.wait_for_url(lambda url: "password" not in url)


def take_in(tab, name, content, kind="committee-roster"):
    """Put a file in, look at what will happen, take it in; the address where that is told."""
    page = tab.open("/imports/")
    page.locator("#nj-kind").select_option(kind)
    sent = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("#nj-file").set_input_files(sent)
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url("**/uploads/**")
    page.locator("form[action$='/take/'] button").click()
    page.get_by_text("已入库").or_(page.locator("#records thead")).first.wait_for()
    return page.url


def ask_for_rosters(tab):
    page = tab.open("/collections/")
    page.locator("#nj-kind").select_option("committee-roster")
    page.locator("#nj-level").select_option("village")
    page.locator("#nj-due-on").fill(str(timezone.localdate() + timedelta(days=20)))
    page.locator(".nj-card form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/collections/[0-9a-f-]{36}/"))
    assert counted(page, "应交") == VILLAGES
    return page.url


def blanks(tab, collection, folder):
    page = tab.open(collection)
    with page.expect_download() as download:
        page.get_by_role("link", name="拿待填的表").click()
    path = folder / "待填.zip"
    download.value.save_as(path)
    return path


def answer_the_waiting(tab, upload, returned):
    for answer in returned.of("under_another_name"):
        open_file(tab, upload, answer.name)
        row = tab.page.locator("#waiting tbody tr").first
        row.locator("input[name=typed]").first.fill(answer.village)
        row.get_by_role("button", name="就用这个").click()
        tab.page.wait_for_selector("#answered")
    for answer in returned.of("without_the_day"):
        open_file(tab, upload, answer.name)
        row = tab.page.locator("#waiting tbody tr").first
        row.locator("input[type=date]").fill(village_offices.ELECTED)
        row.get_by_role("button", name="就是这天").click()
        tab.page.wait_for_selector("#answered")


def correct(tab, upload, answer, folder):
    """Her own file back, the refused cell mended where it is marked, and in again."""
    open_file(tab, upload, answer.name)
    with tab.page.expect_download() as download:
        tab.page.get_by_role("link", name="拿回原表").click()
    path = folder / answer.name
    download.value.save_as(path)
    take_in(tab, answer.name, village_offices.mended(path, answer))


def undo(tab, upload, name):
    open_file(tab, upload, name)
    tab.page.get_by_role("link", name="撤回这次导入").click()
    tab.page.locator("#nj-reason").fill("村里说还要改")
    tab.page.locator("button[name=later][value=refuse]").click()
    tab.page.get_by_text("村里说还要改").wait_for()


# --- what she sees --------------------------------------------------------------------------------


def open_file(tab, upload, name):
    page = tab.open(upload)
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url("**/imports/**")


def figure(tab, name, level):
    page = tab.open(f"/figures/{name}/?level={level}")
    return page.locator(".nj-big").first.inner_text()


def number(text):
    """The printed number; a 余 behind it says that rows are known to be missing."""
    found = re.search(r"[\d,]+", text)
    assert found, text
    return int(found[0].replace(",", ""))


def counted(page, label):
    tile = page.locator(".nj-tile").filter(has_text=label).first
    return number(tile.locator(".nj-big").inner_text())


def states(tab, collection):
    page = tab.open(collection)
    labels = {"received": "已收到", "gaps": "收到，还有缺", "waited": "还没收到"}
    return {key: counted(page, label) for key, label in labels.items()}


def missing(tab, collection):
    page = tab.open(f"{collection}?state=waited")
    return sorted(
        page.locator("#units tbody tr th, #units tbody tr td:first-child").all_inner_texts()
    )


# --- what she has ---------------------------------------------------------------------------------


def organisations():
    """Her list of the townships' villages, as an office keeps it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet("组织")
        for number, row in enumerate(organisation_rows()):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def organisation_rows():
    yield ("村级妇联组织台账", "", "", "")
    yield ("乡镇（街道）", "村（社区）", "组织类别", "成立日期")
    places = list(divisions.county(COUNTY))
    names = {place.code: place.name for place in places}
    for code in TOWNSHIPS:
        yield (names[f"{code}000"], "", "妇联", "2012年3月")
        for place in places:
            if place.level == "village" and place.code.startswith(code):
                yield (names[f"{code}000"], place.name, "妇联", "2016.5")

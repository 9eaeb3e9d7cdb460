"""Several files in one go: each is looked at, taken in and taken back by itself."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from niangjia.base.refusals import Refused
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import Fate, Import
from niangjia.ledgers.taking_back import take_back
from niangjia.ledgers.told import tell_columns, told_columns
from niangjia.ledgers.upload_models import ColumnSeen, ColumnWord, PreviewRow, SentFile, Upload
from niangjia.ledgers.uploads import look_at, put_aside, receive, take_in
from niangjia.network.models import Organisation
from niangjia.site import tasks
from tests.ledgers.make import identity
from tests.ledgers.sheets import ROSTER, dump, member, write
from tests.ledgers.test_importing import whole_database

pytestmark = pytest.mark.django_db
BING = (member("罗秀英", "主席"), member("巫兰"))
DING = (member("江莲", "主席", village="丁村"), member("邓月娥", village="无名村"))


@pytest.fixture
def send(tmp_path, county, today):
    """Send files for 清溪县 and look at them; the upload."""

    def sent(*files, **more):
        upload = receive(
            by=None, organisation=county.federation, kind="committee-roster", files=files, **more
        )
        look_at(upload=upload, by=None, today=today)
        return upload

    return sent


@pytest.fixture
def book(tmp_path):
    """A ledger with these rows: its name and bytes."""

    def made(name, *rows, header=ROSTER):
        return name, write(tmp_path / name, header, *rows).read_bytes()

    return made


def zipped(*files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(name, data)
    return "各村名册.zip", content.getvalue()


def counts(upload):
    return list(upload.files.order_by("pk").values_list("name", "records", "created"))


def test_a_look_tells_what_will_happen_and_changes_nothing(send, book, today):
    before = dump()

    upload = send(book("丙村.xlsx", *BING), book("丁村.xlsx", *DING))

    assert dump() == before
    assert counts(upload) == [("丙村.xlsx", 2, 2), ("丁村.xlsx", 1, 1)]
    waiting = PreviewRow.objects.get(fate=Fate.WAITING)
    assert (waiting.file.name, waiting.row, waiting.raw) == ("丁村.xlsx", 3, "无名村")
    assert not Import.objects.exists()
    made = take_in(upload=upload, by=None, today=today)
    assert [(one.records, one.created) for one in made] == [(2, 2), (1, 1)]


def test_each_file_is_an_import_that_is_taken_back_by_itself(send, book, today):
    upload = send(book("丙村.xlsx", *BING), book("丁村.xlsx", *DING))
    take_in(upload=upload, by=None, today=today)

    take_back(by=None, made=Import.objects.get(file_name="丙村.xlsx"), reason="发错了")

    names = CommitteeSeat.objects.values_list("person__name", flat=True)
    assert list(names) == ["江莲"]


def test_who_asks_a_second_time_changes_nothing(send, book, today):
    upload = send(book("丙村.xlsx", *BING))
    take_in(upload=upload, by=None, today=today)
    before = whole_database()

    assert take_in(upload=upload, by=None, today=today) == []

    assert whole_database() == before
    assert upload.files.get().batch == Import.objects.get()


def test_a_late_correction_of_columns_does_not_forget_what_is_in(send, book, today):
    upload = send(book("丙村.xlsx", *BING))
    take_in(upload=upload, by=None, today=today)

    with pytest.raises(Refused, match="已经入库"):
        look_at(upload=upload, by=None, today=today)

    assert upload.files.get().batch == Import.objects.get()


def test_what_was_put_aside_in_another_window_is_not_taken_in(send, book, today):
    upload = send(book("丙村.xlsx", *BING))
    put_aside(upload=Upload.objects.get(pk=upload.pk))

    assert take_in(upload=upload, by=None, today=today) == []
    with pytest.raises(Refused, match="丢开"):
        look_at(upload=upload, by=None, today=today)


@pytest.mark.django_db(transaction=True)
def test_of_two_hands_at_once_one_takes_the_files_in(send, book, today):
    upload = send(book("丙村.xlsx", *BING))
    together = Barrier(2)

    def take(_):
        together.wait(timeout=60)
        try:
            return take_in(upload=Upload.objects.get(pk=upload.pk), by=None, today=today)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = sorted(map(len, pool.map(take, range(2))))

    assert made == [0, 1]
    assert (upload.files.get().error, upload.files.get().batch) == ("", Import.objects.get())


def test_a_refused_file_is_a_sentence_and_stops_no_other(send, book, today):
    upload = send(("坏的.xlsx", b"%PDF-1.7 no workbook"), book("丙村.xlsx", *BING))

    bad, good = upload.files.order_by("pk")
    assert "坏的.xlsx" in bad.error
    assert (good.error, good.records) == ("", 2)
    assert len(take_in(upload=upload, by=None, today=today)) == 1


def test_a_zip_is_the_files_in_it(send, book, today):
    package = zipped(
        book("丙村.xlsx", *BING), book("丁村.xlsx", *DING), ("说明.xlsx", b"%PDF-1.7 no workbook")
    )

    upload = send(package)

    assert [file.name.split("/")[-1] for file in upload.files.filter(error="")] == [
        "丙村.xlsx",
        "丁村.xlsx",
    ]
    take_in(upload=upload, by=None, today=today)
    assert len(set(Import.objects.values_list("sha256", flat=True))) == 2


def test_what_was_sent_is_sealed_and_forgotten_when_it_is_in(send, book, today):
    number = identity("19790211", "002")
    upload = send(book("丙村.xlsx", member("罗秀英", "主席", identity=number, phone="10010010010")))
    assert SentFile.objects.count() == 1
    assert number not in whole_database()

    take_in(upload=upload, by=None, today=today)

    assert not SentFile.objects.exists()
    assert not PreviewRow.objects.exists()


def test_what_is_put_aside_is_forgotten(send, book):
    upload = send(book("丙村.xlsx", *BING))

    put_aside(upload=upload)

    assert not Upload.objects.exists()
    assert not SentFile.objects.exists()


@pytest.mark.parametrize(("days", "left"), [(14, 1), (15, 0)])
def test_what_nobody_comes_back_for_is_forgotten_at_night(send, book, days, left):
    upload = send(book("丙村.xlsx", *BING), book("丁村.xlsx", *DING))
    Upload.objects.filter(pk=upload.pk).update(at=timezone.now() - timedelta(days=days))

    tasks.forget_files_that_were_kept()

    assert Upload.objects.count() == left
    assert SentFile.objects.exists() == PreviewRow.objects.exists() == bool(left)


def test_what_is_in_stays_in_the_list(send, book, today):
    upload = send(book("丙村.xlsx", *BING))
    take_in(upload=upload, by=None, today=today)
    Upload.objects.filter(pk=upload.pk).update(at=timezone.now() - timedelta(days=99))

    tasks.forget_files_that_were_kept()

    assert upload.files.get().batch == Import.objects.get()


def test_what_is_in_is_not_put_aside(send, book, today):
    upload = send(book("丙村.xlsx", *BING))
    take_in(upload=upload, by=None, today=today)

    with pytest.raises(Refused, match="撤回"):
        put_aside(upload=upload)


def test_what_one_look_founds_another_does_not_know(send, book, today, county):
    from tests.cast import lay_out_one

    lay_out_one("990001100203", "己村", "village", "990001100000")
    rows = [member("罗秀英", "主席", village="己村")], [member("巫兰", village="己村")]

    upload = send(*(book(f"{n}.xlsx", *some) for n, some in enumerate(rows)), create_missing=True)
    assert counts(upload) == [("0.xlsx", 1, 1), ("1.xlsx", 1, 1)]
    assert not Organisation.objects.filter(place__code="990001100203").exists()

    take_in(upload=upload, by=None, today=today)

    founded = Organisation.objects.get(place__code="990001100203")
    assert founded.seats.count() == 2


def test_a_column_is_told_once_and_known_in_every_later_file(send, book, today, county, tmp_path):
    header = (*ROSTER[:2], "同志", *ROSTER[3:])
    first = send(book("丙村.xlsx", *BING, header=header))
    assert counts(first) == [("丙村.xlsx", 0, 0)]

    office = county.federation
    tell_columns(by=None, organisation=office, kind="committee-roster", told={"同 志": "name"})
    look_at(upload=first, by=None, today=today)

    assert counts(first) == [("丙村.xlsx", 2, 2)]
    seen = ColumnSeen.objects.get(file__upload=first, letter="C")
    assert (seen.heading, seen.read_as) == ("同志", "name")
    path = write(tmp_path / "again.xlsx", header, *DING)
    outcome = import_file(
        by=None, path=path, kind="committee-roster", root=office, today=today, dry_run=True
    )
    assert outcome.records == 1


def test_a_column_may_be_told_anew(county):
    office, kind = county.federation, "committee-roster"
    for means in ("name", "phone", ""):
        tell_columns(by=None, organisation=office, kind=kind, told={"同志": means})

    assert told_columns(office, kind) == {"同志": ""}
    assert told_columns(county.jia, kind) == {}
    assert ColumnWord.objects.count() == 1


def test_a_meaning_that_no_ledger_has_is_refused(county):
    with pytest.raises(Refused, match="没有"):
        tell_columns(
            by=None,
            organisation=county.federation,
            kind="committee-roster",
            told={"同志": "salary"},
        )


def test_nothing_sent_is_refused(county):
    with pytest.raises(Refused, match="没有收到文件"):
        receive(by=None, organisation=county.federation, kind="committee-roster", files=[])

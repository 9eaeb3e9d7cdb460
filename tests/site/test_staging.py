"""A demonstration that was broken off goes on with what is missing, and keeps nothing that is half."""

import hashlib
from types import SimpleNamespace

import pytest

from niangjia.base import journal
from niangjia.ledgers.models import Import
from niangjia.site.commands import demo
from niangjia.site.staging import not_taken_in

COUNTED = dict.fromkeys(("records", "created", "changed", "unchanged"), 0)


@pytest.mark.django_db
def test_a_file_is_known_by_what_is_in_it_not_by_its_name(tmp_path):
    taken, other = tmp_path / "a.xlsx", tmp_path / "elsewhere" / "a.xlsx"
    other.parent.mkdir()
    taken.write_bytes(b"one")
    other.write_bytes(b"another")
    sha256 = hashlib.sha256(b"one").hexdigest()
    with journal.act("导入", by=None) as entry:
        Import.objects.create(entry=entry, file_name="a.xlsx", sha256=sha256, **COUNTED)

    assert not_taken_in([taken, other]) == [other]


def test_a_report_that_was_broken_off_is_written_anew(tmp_path, monkeypatch):
    shown = SimpleNamespace(folder=tmp_path, county=None, period=None)

    def killed(*_, out, **__):
        out.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "write_report", killed)
    with pytest.raises(KeyboardInterrupt):
        demo._report(demo.USUAL, shown)
    monkeypatch.setattr(demo, "write_report", lambda *_, out, **__: out.write_bytes(b"whole"))

    assert demo._report(demo.USUAL, shown).read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == [demo.REPORT]


def test_a_report_that_is_there_is_somebody_s_work(tmp_path):
    (tmp_path / demo.REPORT).write_bytes(b"hers")

    demo._report(demo.USUAL, SimpleNamespace(folder=tmp_path, county=None, period=None))

    assert (tmp_path / demo.REPORT).read_bytes() == b"hers"

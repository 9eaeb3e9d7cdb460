"""`niangjia imports`: what was taken in is listed, and taken back by its number."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from niangjia.base.refusals import Refused
from niangjia.committees import corrections
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.importing import import_file
from niangjia.site.commands.imports import imports
from tests.ledgers.sheets import ROSTER, dump, member, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path, county, today):
    """One file taken in, a row of which waits."""
    rows = (member("罗秀英", "主席"), member("江莲", village="无名村"))
    path = write(tmp_path / "名册.xlsx", ROSTER, *rows)
    root = county.federation
    return import_file(by=None, path=path, kind="committee-roster", root=root, today=today).made


def run(*words):
    return CliRunner().invoke(imports, words, catch_exceptions=False).output


def test_every_import_is_listed_with_its_number(made):
    (row,) = json.loads(run("--json"))

    assert (row["number"], row["file"], row["records"], row["waiting"]) == (
        made.pk, "名册.xlsx", 1, 1,
    )  # fmt: skip
    assert f"{made.pk}　" in run()


def test_an_import_is_taken_back_by_its_number(county, made):
    assert CommitteeSeat.objects.exists()

    (row,) = json.loads(run("--undo", str(made.pk), "--reason", "发错了文件", "--json"))

    assert row["undone"]
    assert not CommitteeSeat.objects.exists()


def test_without_a_reason_nothing_is_taken_back(made):
    before = dump()

    with pytest.raises(Refused, match="--reason"):
        run("--undo", str(made.pk))
    assert dump() == before


def test_what_was_changed_since_is_told_with_the_ways_on(made):
    corrections.correct_seat_days(
        by=None,
        seat=CommitteeSeat.objects.get(),
        starts_on=date(2018, 1, 1),
        ends_on=None,
        reason="原件",
    )
    with pytest.raises(Refused, match="--later keep"):
        run("--undo", str(made.pk), "--reason", "发错了")

    run("--undo", str(made.pk), "--reason", "发错了", "--later", "keep")

    assert CommitteeSeat.objects.count() == 1

"""Shows 2, 2b, 3 and 4: the figures of 清流县 in 2017 come out of rows, and follow the rows."""

import io
import zipfile
from collections import Counter
from datetime import date

import pytest

from niangjia.base.models import Entry
from niangjia.base.undo import undo
from niangjia.committees.models import CommitteeSeat
from niangjia.committees.operations import end_seat
from niangjia.demo.qingliu import expected
from niangjia.demo.scenario import load_scenario
from niangjia.ledgers.blanks.making import as_zip, one_file
from niangjia.ledgers.blanks.rosters import with_committee
from niangjia.ledgers.directory import directory
from niangjia.ledgers.importing import import_file, import_reading
from niangjia.ledgers.models import Import, ImportRow
from niangjia.ledgers.reading.received import read_upload
from niangjia.network import divisions
from niangjia.network.corrections import correct_event
from niangjia.network.models import Organisation, OrganisationEvent
from niangjia.network.operations import move
from niangjia.people.models import Pair
from niangjia.people.operations import decide_pair
from niangjia.reports.bookmarks import numbers_by_bookmark
from tests.scenarios.asking import (
    as_of,
    command,
    figure,
    golden,
    key,
    lines,
    number,
    page,
    trace,
)

TODAY = date(2026, 11, 21)
FEDERATIONS = "network.federations(level=village)"


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["label"])
def test_the_command_prints_the_figure(line):
    found = figure(line["ref"])

    assert number(found["value"]) == number(line["value"])
    assert found["mark"] == line.get("mark", "exact")
    if "unit" in line:
        assert found["unit"] == line["unit"]
    if "of" in line:
        parts = found["parts"]
        assert (parts["of"]["value"], parts["to"]["value"]) == (line["of"], line["to"])


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["label"])
def test_the_trace_has_the_rows(line):
    """Counts: exactly that many rows; distinct: that many persons; ratios: both parts (R18)."""
    rows = trace(line["ref"])

    if "of" in line:
        assert (len(rows["of"]), len(rows["to"])) == (line["of"], line["to"])
    elif line["value"] == "unknown":
        assert rows == []
    elif line["unit"] == "PERSON":
        assert len({row["key"] for row in rows}) == line["value"]
    else:
        assert len(rows) == line["value"]


def test_the_word_report_carries_every_figure(tmp_path):
    printed = word_report(tmp_path)

    for line in lines():
        expected = "未记" if line["value"] == "unknown" else str(line["value"])
        assert {text.removesuffix("%") for text in printed[line["ref"]]} == {expected}


def test_the_report_page_shows_every_figure():
    shown = page()

    for line in lines():
        expected = "未记" if line["value"] == "unknown" else str(line["value"])
        assert {text.removesuffix("%") for text in shown[key(line["ref"])]} == {expected}


def word_report(folder):
    """The numbers of a freshly written report, by reference."""
    out = folder / "report.docx"
    period = golden()["period"]
    days = ("--from", str(period["from"]), "--to", str(period["to"]))
    command("report", "qingliu_2017", "--organisation", "350423", *days, "--out", str(out))
    found = {}
    for ref, text in numbers_by_bookmark(out).values():
        found.setdefault(ref, set()).add(text)
    return found


@pytest.mark.parametrize(
    ("day", "expected"), [("2017-05-14", 0), ("2017-05-23", 1), ("2017-07-31", 119)]
)
def test_village_federations_as_of_a_day(day, expected):
    assert as_of(FEDERATIONS, day)["value"] == expected


def test_every_row_of_every_ledger_became_a_record():
    assert Import.objects.count() == len(list(Import.objects.values("file_name").distinct()))
    assert not ImportRow.objects.filter(fate__in=("rejected", "waiting")).exists()


def test_deciding_who_is_one_leaves_the_number_and_no_question():
    """Shows 6: two pairs are one woman each, four are two women each; 1,840 before and after."""
    truth = {pair.name: pair.same for pair in _truth().pairs if pair.to_look_at}
    asked = Pair.objects.select_related("first", "second")
    assert {pair.first.name for pair in asked} == set(truth)
    before = figure("committees.persons")

    for pair in asked:
        same = truth[pair.first.name]
        decide_pair(by=None, pair=pair, decision="same" if same else "different", reason="问过本人")

    after = figure("committees.persons")
    assert (before["value"], after["value"]) == (golden()["beside"][0]["value"],) * 2
    assert (before["undecided"] > 0, after["undecided"]) == (True, 0)
    assert sorted(truth.values()) == [False] * 4 + [True] * 2


def test_every_roster_handed_out_comes_back_unchanged(tmp_path):
    """A county's whole first step: files to all villages and townships, taken in as they are."""
    county, day = Organisation.objects.get(code="350423000000"), date(2017, 7, 31)
    came = Counter()
    for level in ("village", "township"):
        units = with_committee(county, level=level, as_of=day)
        pieces = as_zip("committee-roster", units, as_of=day, today=TODAY)
        with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as package:
            package.extractall(tmp_path / level)
            assert len(package.namelist()) == len(units)
    known = directory(root=county, on=day)
    paths = sorted(tmp_path.glob("*/*.xlsx"))
    for one in read_upload(paths, "committee-roster", ledger_day=TODAY):
        taken = {"by": None, "reading": one.reading, "fingerprint": one.sha256, "root": county}
        outcome = import_reading(**taken, today=TODAY, dry_run=True, known=known)
        others = (*outcome.waiting, *outcome.rejected, *outcome.warnings)
        came.update(records=outcome.records, unchanged=outcome.unchanged, others=len(others))
    seats = CommitteeSeat.objects.on(day).filter(organisation__level__in=["village", "township"])
    assert came == Counter(records=seats.count(), unchanged=seats.count())


def test_the_ledger_of_organisations_handed_out_comes_back_unchanged(tmp_path):
    county, day = Organisation.objects.get(code="350423000000"), date(2017, 7, 31)
    name, content = one_file("organisations", county, as_of=day, today=TODAY)
    (tmp_path / name).write_bytes(content)

    taken = {"by": None, "path": tmp_path / name, "kind": "organisations", "root": county}
    outcome = import_file(**taken, today=TODAY, dry_run=True)

    assert outcome.records == outcome.unchanged == 132
    assert [*outcome.waiting, *outcome.rejected, *outcome.warnings] == []


def _truth():
    rows = divisions.county("350423")
    places = [(row.code, row.name, row.level) for row in rows]
    return expected(load_scenario("qingliu_2017"), places)


class TestRowsChangeAndTheTemplateDoesNot:
    """Shows 2b."""

    def test_numbers_follow_the_rows_and_come_back(self, qingliu, tmp_path):
        done, village, new_town = self._change()

        self._all_say(tmp_path, seats=312, mean="24.0", federations=118, rate="99.2")
        moved = figure("committees.seats(level=village)", organisation=new_town.code)
        rows = trace("committees.seats(level=village)", organisation=new_town.code)
        of_village = [row for row in rows if row["organisation"]["code"] == village.code]
        assert len(of_village) == CommitteeSeat.objects.filter(organisation=village).count() > 0
        assert len(rows) == moved["value"]

        for entry in reversed(done):
            undo(entry, by=None, reason="试改")
        self._all_say(tmp_path, seats=313, mean="24.1", federations=119, rate="100")

    def _change(self):
        """End a township seat, convert a village a day late, move another village."""
        seat = (
            CommitteeSeat.objects.filter(
                organisation__level="township", posts=None, term__starts_on__lt="2017-07-01"
            )
            .exclude(ends_on__isnull=False)
            .earliest("pk")
        )
        end_seat(by=None, seat=seat, on=date(2017, 7, 21), reason="调离本县")
        convert = OrganisationEvent.objects.filter(kind="convert").latest("on", "pk")
        correct_event(by=None, event=convert, on=date(2017, 8, 1), reason="原件是8月1日")
        village = Organisation.objects.filter(level="village").earliest("code")
        new_town = Organisation.objects.filter(level="township").latest("code")
        move(by=None, organisation=village, parent=new_town, on=date(2017, 7, 1), today=TODAY)
        return list(Entry.objects.order_by("-pk")[:3])[::-1], village, new_town

    def _all_say(self, folder, *, seats, mean, federations, rate):
        expected = {
            "committees.seats(level=township)": str(seats),
            "committees.mean_seats(level=township)": mean,
            FEDERATIONS: str(federations),
            "network.conversion_rate(level=village)": rate,
        }
        printed, shown = word_report(folder), page()
        for ref, text in expected.items():
            assert {part.removesuffix("%") for part in shown[key(ref)]} == {text}
            assert number(figure(ref)["value"]) == number(text)
            assert {shown.removesuffix("%") for shown in printed[ref]} == {text}
            rows = trace(ref)
            counted = rows if isinstance(rows, list) else rows["of"]
            whole = figure(ref)
            assert len(counted) == (
                whole["value"] if isinstance(rows, list) else whole["parts"]["of"]["value"]
            )

"""Ledgers to be filled in come back unchanged, whatever stands in them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.base import journal
from niangjia.committees.models import MemberKind
from niangjia.committees.operations import ElectionDraft, Member, coopt, elect
from niangjia.committees.terms import Employment, PostKind, RecruitedFrom
from niangjia.figures.catalogue import catalogue
from niangjia.ledgers.blanks import columns
from niangjia.ledgers.blanks.making import as_zip, one_file
from niangjia.ledgers.blanks.rosters import with_committee
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.reading import words
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.text import flat
from niangjia.network import operations as network
from niangjia.network.models import Place, Placement
from niangjia.people.models import Person
from niangjia.people.terms import Education, Politics
from niangjia.site.cli import main
from tests import cast
from tests.access import officers

pytestmark = pytest.mark.django_db
ROSTER, UNITS = "committee-roster", "organisations"
ELECTED = date(2024, 3, 1)


@pytest.fixture
def returned(tmp_path, county, today):
    """Return a function that takes a handed-out file in as it is, or as `filled` changed it."""

    def take(kind, unit, *, root=None, filled=lambda sheet: None, **more):
        name, content = one_file(kind, unit, **({"as_of": today, "today": today} | more))
        book = openpyxl.load_workbook(io.BytesIO(content))
        filled(book.active)
        book.save(tmp_path / name)
        root = root or county.federation
        return import_file(by=None, path=tmp_path / name, kind=kind, root=root, today=today)

    return take


def fates(outcome):
    left_out = (outcome.waiting, outcome.rejected, outcome.warnings)
    return outcome.records, outcome.unchanged, *map(len, left_out)


def hold(organisation, *members, on=ELECTED):
    draft = ElectionDraft(organisation, on, members, number=12)
    return elect(by=None, draft=draft, today=cast.TODAY)


def person(name, **known):
    with journal.act("登记", by=None) as entry:
        return Person.objects.create(entry=entry, name=name, **known)


def row_of(sheet, first):
    """The number of the row that begins with that text."""
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == first)


NAMES = st.text("王李张刘陈杨黄赵丽芳娟敏静秀英", min_size=2, max_size=3)
KNOWN = st.fixed_dictionaries(
    {
        "politics": st.sampled_from(Politics.values),
        "education": st.sampled_from(Education.values),
        "born": st.tuples(
            st.none() | st.integers(1930, 2000),
            st.none() | st.integers(1, 12),
            st.none() | st.integers(1, 28),
        ),
    }
)
SEATS = st.fixed_dictionaries(
    {
        "post": st.sampled_from(["", PostKind.VICE_CHAIR, PostKind.STANDING]),
        "employment": st.sampled_from(Employment.values),
        "kinds": st.lists(st.sampled_from(sorted(columns.MEMBER_KINDS)), unique=True, max_size=3),
        "sector": st.sampled_from(["", "花卉", "个体 经营", "=1+1", "医疗、卫生"]),
        "recruited": st.sampled_from(RecruitedFrom.values),
    }
)
MEMBERS = st.lists(st.tuples(NAMES, KNOWN, SEATS), unique_by=lambda one: one[0], max_size=9)


def member(name, known, seat):
    year, month, day = known["born"]
    month = month if year else None
    born = {"birth_year": year, "birth_month": month, "birth_day": day if month else None}
    told = {"politics": known["politics"], "education": known["education"]}
    return Member(person(name, **born, **told), **seat | {"kinds": tuple(seat["kinds"])})


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(members=MEMBERS, later=st.booleans())
def test_a_roster_that_nobody_changed_comes_back_unchanged(returned, county, today, members, later):
    with transaction.atomic():
        term = hold(county.bing, *(member(*one) for one in members)) if members else None
        if term and later:
            newcomer = Member(person("后来人"))
            coopt(by=None, term=term, member=newcomer, on=date(2025, 5, 6), reason="增补")
        Person.objects.update(place=county.bing.place)
        outcome = returned(ROSTER, county.bing)
        transaction.set_rollback(True)

    many = len(members) + bool(term and later)
    assert fates(outcome) == (many, many, 0, 0, 0)


def test_what_was_written_into_it_is_taken_in(returned, county, today):
    hold(county.bing, Member(person("罗秀英"), "chair"), Member(person("巫兰")))
    Person.objects.update(place=county.bing.place)

    def fill(sheet):
        row = row_of(sheet, "组织名称") + 3
        assert sheet.cell(row, 1).value == "丙村妇联"
        assert [sheet.cell(row - 1, 2).value, sheet.cell(row, 2).value] == ["巫兰", None]
        for heading, text in {"姓名": "邓月娥", "妇联职务": "执委", "出生年月": "1969.10"}.items():
            at = [cell.value for cell in sheet[row - 3]].index(heading) + 1
            sheet.cell(row, at, text)

    outcome = returned(ROSTER, county.bing, filled=fill)

    assert (outcome.records, outcome.created, outcome.unchanged) == (3, 1, 2)
    found = Person.objects.get(name="邓月娥")
    assert (found.birth_month, found.seats.get().organisation) == (10, county.bing)


def test_a_blank_one_needs_no_word_about_whose_it_is(returned, county, today):
    def fill(sheet):
        row = row_of(sheet, "组织名称") + 1
        assert sheet.cell(row, 1).value == "丙村妇联"
        facts = next(r for r in sheet.iter_rows() if r[0].value == "填报单位：")
        next(cell for cell in facts if cell.value == "选举日期：").offset(0, 1).value = "2024-05-06"
        sheet.cell(row, 2, "罗秀英")
        sheet.cell(row, 3, "主席")
        # The rows between and those below the frame may be used as well.
        for number, name in enumerate(("巫兰", "邓月娥"), 1):
            sheet.cell(row + 15 * number, 2, name)
            sheet.cell(row + 15 * number, 3, "执委")

    outcome = returned(ROSTER, county.bing, root=county.bing, filled=fill, is_filled=False)

    assert (outcome.created, fates(outcome)) == (3, (3, 0, 0, 0, 0))
    assert {seat.starts_on for seat in county.bing.seats.all()} == {date(2024, 5, 6)}


def test_two_villages_of_one_name_are_told_apart_by_their_township(returned, county, today):
    other = cast.lay_out_one("990001200202", "丙村", "village", "990001200000")
    far = cast.federation(county.yi, other, "village")
    for unit, name in ((county.bing, "罗秀英"), (far, "巫兰")):
        hold(unit, Member(person(name, place=unit.place), "chair"))

    for unit in (county.bing, far):
        for root in (county.federation, unit):
            assert fates(returned(ROSTER, unit, root=root)) == (1, 1, 0, 0, 0)


def test_an_organisation_without_a_place_is_found_by_its_name(returned, county, today):
    body = network.found(
        by=None,
        kind="enterprise",
        level="unit",
        name="清溪茶厂妇联",
        short_name="茶厂妇联",
        form="federation",
        parent=county.federation,
        place=None,
        on=None,
        today=today,
    )
    hold(body, Member(person("罗秀英"), "chair"))

    assert fates(returned(ROSTER, body)) == (1, 1, 0, 0, 0)


def test_the_ledger_of_organisations_comes_back_unchanged(returned, county, today):
    step = {"by": None, "organisation": county.bing, "today": today}
    network.record_step(**step, kind="board_hung", on=date(2017, 6, 1))
    paper = network.Paper("", "", "month")
    network.record_step(**step, kind="group_opened", on=date(2017, 7, 1), paper=paper)
    network.convert(
        by=None,
        organisation=county.ding,
        to="federation",
        on=date(2017, 6, 8),
        today=today,
        name="丁村妇女联合会",
        short_name="丁村妇联",
    )

    assert fates(returned(UNITS, county.federation)) == (5, 5, 0, 0, 0)
    assert fates(returned(UNITS, county.jia, root=county.jia)) == (3, 3, 0, 0, 0)
    assert fates(returned(UNITS, county.jia, is_filled=False)) == (0, 0, 0, 0, 0)


def test_a_phone_is_never_written_out(county, today):
    known = person("罗秀英", phone_sealed=b"\x01secret", phone_index=b"0123456789abcdef")
    hold(county.bing, Member(known, "chair"))

    _, content = one_file(ROSTER, county.bing, as_of=today, today=today)

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    heads = [cell.value for cell in sheet[row_of(sheet, "组织名称")]]
    assert sheet.cell(row_of(sheet, "丙村妇联"), heads.index("手机号") + 1).value is None


def test_the_sheet_is_set_up_for_paper_and_nothing_is_locked_or_computed(county, today):
    hold(county.bing, Member(person("罗秀英"), "chair", sector="=HYPERLINK(0)"))

    _, content = one_file(ROSTER, county.bing, as_of=today, today=today)

    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    head = row_of(sheet, "组织名称")
    assert sheet.freeze_panes == f"C{head + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert not sheet.protection.sheet
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert all(
        cell.value is None or cell.data_type == "s" for row in sheet.iter_rows() for cell in row
    )
    cells = [cell for row in sheet.iter_rows(min_row=head + 1, max_row=head + 5) for cell in row]
    assert {cell.number_format for cell in cells} == {"@"}
    offered = {rule.formula1.strip('"') for rule in sheet.data_validations.dataValidation}
    assert "主席,副主席,常委,执委" in offered


@pytest.mark.parametrize(
    ("kind", "own"), [(ROSTER, columns.ROSTER), (UNITS, columns.ORGANISATIONS)]
)
def test_every_column_is_known_to_the_importer_and_used_by_a_figure(kind, own):
    for column in own:
        assert flat(column.heading) in {
            flat(word) for word in KINDS[kind].field(column.field).words
        }
        assert set(column.serves) <= {*catalogue()}
        assert column.serves or column.field in ("organisation", "code", "township", "village")


READERS = {
    "employment": (words.read_employment, columns.EMPLOYMENT),
    "politics": (words.read_politics, columns.POLITICS),
    "education": (words.read_education, columns.EDUCATION),
    "recruited_from": (words.read_recruited_from, columns.RECRUITED_FROM),
    "form": (words.read_form, columns.FORMS),
}


@pytest.mark.parametrize("field", READERS)
def test_every_choice_is_read_as_what_it_stands_for(field):
    reader, chosen = READERS[field]

    assert {value: reader(word) for value, word in chosen.items()} == {v: (v, "") for v in chosen}


def test_every_kind_of_member_can_be_chosen(db):
    assert {*columns.MEMBER_KINDS} == {*MemberKind.objects.values_list("code", flat=True)}


def test_the_zip_holds_a_file_per_unit_named_by_its_places(county, today):
    units = with_committee(county.federation, level="village", as_of=today)
    pieces = list(as_zip(ROSTER, units, as_of=today, today=today))

    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as package:
        assert package.namelist() == [
            "甲镇_丙村_执委花名册.xlsx",
            "甲镇_丁村_执委花名册.xlsx",
            "乙乡_戊社区_执委花名册.xlsx",
        ]
        assert package.testzip() is None
    assert len(pieces) > len(units)
    assert max(map(len, pieces)) < 20_000


def test_two_files_of_one_name_bear_their_codes(county, today):
    other = cast.lay_out_one("990001100209", "丙村", "village", "990001100000")
    cast.federation(county.jia, other, "village")
    units = with_committee(county.jia, level="village", as_of=today)

    with zipfile.ZipFile(
        io.BytesIO(b"".join(as_zip(ROSTER, units, as_of=today, today=today)))
    ) as z:
        names = z.namelist()
    assert "甲镇_丙村_990001100201_执委花名册.xlsx" in names
    assert len({*names}) == 3


def ask(*asked):
    return CliRunner().invoke(main, ["template", *asked], env={"LC_ALL": "C.UTF-8"})


def test_the_command_writes_one_file_or_all(county, tmp_path):
    one, everyone = tmp_path / "一.xlsx", tmp_path / "全.zip"

    answers = [
        ask(ROSTER, "--for", "丙村", "--out", str(one), "--json"),
        ask(ROSTER, "--for", county.federation.code, "--all", "--out", str(everyone), "--json"),
    ]

    assert [json.loads(answer.stdout)["files"] for answer in answers] == [1, 3]
    assert openpyxl.load_workbook(one).active["A1"].value == "丙村妇女联合会执委花名册"
    assert zipfile.is_zipfile(everyone)


def test_the_command_fills_in_names_for_whom_they_are_open(county, tmp_path):
    """Names stay at the county and below (R19), also in a file of the command line."""
    with journal.act("人员", by=None) as entry:
        person = Person.objects.create(entry=entry, name="甲秀")
    draft = ElectionDraft(county.bing, date(2024, 4, 1), [Member(person, "chair")])
    elect(by=None, draft=draft, today=cast.TODAY)
    place = Place.objects.create(code="990000000000", prefix="9900", level="prefecture")
    place.names.create(name="清江市", kind="prefecture")
    city = cast.federation(None, place, "prefecture")
    Placement.objects.create(entry=city.entry, organisation=county.federation, parent=city)
    network.refresh_paths(city, today=cast.TODAY)
    officers.appointed("county", county.federation, "officer")
    officers.appointed("city", city, "officer")

    def cells(username):
        out = tmp_path / f"{username}.xlsx"
        told = ask(ROSTER, "--for", "丙村", "--out", str(out), "--as", username)
        assert told.exit_code == 0, told.output
        return {cell for row in openpyxl.load_workbook(out).active.values for cell in row}

    assert "甲秀" in cells("county")
    assert "甲秀" not in cells("city")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--for", "第一网格", "--all"), "没有可发的表"),
        (("--for", "丙村", "--as-of", "3017-01-01"), "还没有到"),
        (("--for", "丙村", "--as-of", "明天"), "读不成日期"),
        (
            (
                "--for",
                "无名村",
            ),
            "没有找到组织",
        ),
    ],
)
def test_the_command_says_what_it_cannot_do(county, tmp_path, asked, says):
    answer = ask(ROSTER, *asked, "--out", str(tmp_path / "a.xlsx"))

    assert answer.exit_code == 2
    assert says in answer.stderr

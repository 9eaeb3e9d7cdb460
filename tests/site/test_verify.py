"""`niangjia verify` finds what somebody changed behind the program's back, and nothing else."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection

from niangjia.base import chain, journal
from niangjia.base.checks import check_rules
from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.base.sealing import blind_index, seal
from niangjia.committees.models import CommitteeSeat
from niangjia.figures import recounting
from niangjia.figures.catalogue import Reference, catalogue, counted
from niangjia.figures.everyone import everyone
from niangjia.figures.kinds import Ratio, Share
from niangjia.figures.recounting import check_figures, row_by_row
from niangjia.ledgers.checking import check_sealed
from niangjia.ledgers.persons import PHONE
from niangjia.network.checking import check_paths
from niangjia.network.operations import move
from niangjia.people.models import Person
from niangjia.reports.checking import check_signed
from niangjia.reports.models import FrozenNumber, Report
from niangjia.site.cli import main
from niangjia.site.commands import verify as asking
from tests.reports import office

pytestmark = pytest.mark.django_db
YEAR = Period.including(date(2026, 1, 1), date(2026, 11, 20))


@pytest.fixture
def signed(county, today):
    """Three committees elected in 2026, and a signed report on them; a village moves later."""
    office.elect_committees(county)
    report = office.signed(office.drafted(county))
    move(by=None, organisation=county.ding, parent=county.yi, on=date(2026, 11, 1), today=today)
    return report


@pytest.fixture
def two_years(monkeypatch):
    """The figures of other years say nothing about what was changed."""
    monkeypatch.setattr(asking, "MOST_YEARS", 2)


def verify(*words):
    result = CliRunner().invoke(main, ["verify", "--json", *words], env={"LC_ALL": "C.UTF-8"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, json.loads(result.stdout)


def by_hand(statement, *values):
    """What somebody does at the server, with the triggers switched off for it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reports_report DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE reports_frozennumber DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE reports_report ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE reports_frozennumber ENABLE TRIGGER USER")


def test_an_honest_office_has_nothing_wrong(signed):
    code, told = verify()

    assert (code, told["right"]) == (0, True), told
    looked_at = {one["check"]: one["looked_at"] for one in told["checks"]}
    assert looked_at["figures"] > 500
    assert looked_at["reports.signed"] == 1
    assert looked_at["rules"] > 50
    assert looked_at["journal.chain"] == Entry.objects.count() > 5


def test_a_changed_entry_is_named_and_a_seal_that_is_not_on_the_chain_too(signed, monkeypatch):
    monkeypatch.setattr(asking, "_asked", lambda _day: [])  # the chain alone: figures cost seconds
    entry = Entry.objects.filter(act="签发材料").get()
    chain.seal_pending()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE base_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE base_entry SET reason = '改' WHERE id = %s", [entry.pk])
        cursor.execute("ALTER TABLE base_entry ENABLE TRIGGER USER")

    code, told = verify("--noted", "999:0123456789ab")
    noted, changed = next(o["wrong"] for o in told["checks"] if o["check"] == "journal.chain")

    assert code == 1
    assert "999:0123456789ab" in noted
    assert "签发材料" in changed
    assert str(entry.public_id) in changed


def test_a_seal_that_is_written_wrongly_is_refused_before_anything_is_asked():
    code, told = verify("--noted", "第5号")

    assert code == 2
    assert "--noted" in told["error"]


# --- figures --------------------------------------------------------------------------------------


def test_counting_row_by_row_is_what_the_kernel_counts(signed):
    for name, figure in catalogue().items():
        if isinstance(figure, Ratio | Share) or figure.at.prefix:
            continue
        walked = row_by_row(figure, period=YEAR)
        at_once = everyone(Reference(name), period=YEAR)
        assert walked == {pk: number for pk, number in at_once.items() if number}, name


def test_a_kernel_that_is_wrong_is_caught(signed, county, monkeypatch):
    """One organisation too many in one figure: the sentence says which, and all three numbers."""

    def one_more(reference, *, period):
        found = dict(everyone(reference, period=period))
        found[county.jia.pk] += reference.name == "committees.seats"
        return found

    monkeypatch.setattr(recounting, "everyone", one_more)
    found = check_figures(periods=[YEAR], asked=[county.federation, county.jia])

    assert len(found.wrong) == 1
    assert "执委席位" in found.wrong[0]
    assert county.jia.code in found.wrong[0]
    assert "逐行数 8" in found.wrong[0]
    assert "一次全算 9" in found.wrong[0]


def test_too_many_rows_are_said_to_be_too_many(signed, monkeypatch):
    monkeypatch.setattr(recounting, "MOST_WALKED", 3)

    found = check_figures(periods=[YEAR], asked=[])

    assert found.wrong == ()
    assert "committees.seats" in found.remark
    assert row_by_row(counted("committees.seats"), period=YEAR) is None


# --- reports, paths, sealed columns, rules --------------------------------------------------------


def test_a_number_changed_after_signing_is_found(signed, two_years):
    number = FrozenNumber.objects.filter(report=signed).first()
    by_hand("UPDATE reports_frozennumber SET value = value + 1 WHERE id = %s", number.pk)

    result = CliRunner().invoke(main, ["verify"], env={"LC_ALL": "C.UTF-8"})

    assert result.exit_code == 1
    assert "签发的材料：看了1项，1项不对" in result.stdout
    assert "指纹" in result.stdout
    assert result.stdout.splitlines()[-1] == "有1处不对。"


def test_a_new_seal_over_a_changed_number_is_found_by_the_journal(signed):
    by_hand("UPDATE reports_report SET seal = %s WHERE id = %s", "0" * 64, signed.pk)

    assert any("日志里没有" in sentence for sentence in check_signed().wrong)
    assert Report.objects.get().seal == "0" * 64


def test_a_path_of_yesterday_is_found(signed, county, today):
    type(county.ding).objects.filter(pk=county.ding.pk).update(path="0000000a")

    found = check_paths(today=today)

    assert len(found.wrong) == 1
    assert county.ding.code in found.wrong[0]


def test_a_sealed_number_under_another_key_is_found_and_not_told(signed):
    with journal.act("录入", by=None) as entry:
        right, index = seal("10000000001", purpose=PHONE), blind_index("10000000001", purpose=PHONE)
        broken = right[:-1] + bytes([right[-1] ^ 1])
        one = Person.objects.create(entry=entry, name="甲", phone_sealed=right, phone_index=index)
        two = Person.objects.create(entry=entry, name="乙", phone_sealed=broken, phone_index=index)
        other = seal("10000000002", purpose=PHONE)
        three = Person.objects.create(entry=entry, name="丙", phone_sealed=other, phone_index=index)

    found = check_sealed()

    assert found.looked_at == 3
    assert len(found.wrong) == 2
    assert not any(str(one.public_id) in sentence for sentence in found.wrong)
    for person in (two, three):
        assert any(str(person.public_id) in sentence for sentence in found.wrong)
    assert not any("1000000000" in sentence for sentence in found.wrong)


def test_a_rule_that_sleeps_and_a_row_that_breaks_one_are_found(signed):
    seat = CommitteeSeat.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE committees_committeeseat DISABLE TRIGGER USER")
        cursor.execute(
            "ALTER TABLE committees_committeeseat"
            " DROP CONSTRAINT committees_committeeseat_ends_after_it_starts"
        )
        cursor.execute(
            "UPDATE committees_committeeseat SET ends_on = starts_on WHERE id = %s", [seat.pk]
        )
        cursor.execute(
            "ALTER TABLE committees_committeeseat ADD CONSTRAINT"
            " committees_committeeseat_ends_after_it_starts CHECK (ends_on > starts_on) NOT VALID"
        )

    found = check_rules()

    assert any("没有生效" in one and "ends_after_it_starts" in one for one in found.wrong)
    assert any("1行违反规则" in one and "ends_after_it_starts" in one for one in found.wrong)
    assert any("committees_seat_within_term" in one for one in found.wrong)


def test_a_row_that_leads_nowhere_is_found(signed):
    seat = CommitteeSeat.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'people_pair'::regclass"
            " AND contype = 'f' AND confrelid = 'people_person'::regclass"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE people_pair DROP CONSTRAINT {name}")
        cursor.execute(
            "INSERT INTO people_pair (public_id, entry_id, first_id, second_id, why, decision)"
            " VALUES (gen_random_uuid(), %s, %s, 999999999, '', 'open')",
            [seat.entry_id, seat.person_id],
        )
        cursor.execute(
            "ALTER TABLE people_pair ADD CONSTRAINT people_pair_second FOREIGN KEY (second_id)"
            " REFERENCES people_person (id) NOT VALID"
        )

    assert any("1行违反规则 people_pair_second" in one for one in check_rules().wrong)

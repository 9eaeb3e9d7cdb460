"""What is signed stays as it was signed, whatever happens to the rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.base.counts import Mark
from niangjia.base.models import Entry
from niangjia.base.units import Unit
from niangjia.network import operations as network
from niangjia.reports.appendix import basis_of, number_rows
from niangjia.reports.asking import Given
from niangjia.reports.dialect import write_document
from niangjia.reports.differences import differences
from niangjia.reports.freezing import final_text, freeze, frozen_answers
from niangjia.reports.models import FrozenNumber
from niangjia.reports.operations import verify
from niangjia.reports.printed import number_text
from niangjia.reports.printing import report_tree
from niangjia.reports.text import text_of
from niangjia.reports.tokens import read_template
from tests.reports import answers, office

pytestmark = pytest.mark.django_db


def number_of(report, ref):
    return report.numbers.get(part_of=None, reference=ref)


def test_a_signed_report_reads_as_it_was_signed(signed, seats):
    before = text_of(report_tree(signed))

    office.end_one_seat(seats)

    assert text_of(report_tree(signed)) == before
    assert "乡镇执委9名" in before
    assert "乡镇执委8名" in text_of(report_tree(signed, live=True))


def test_the_signed_text_is_the_draft_as_it_read(drafted):
    before = report_tree(drafted)

    signed = office.signed(drafted)

    assert text_of(report_tree(signed)) == text_of(before)
    assert number_rows(report_tree(signed)) == number_rows(before)


def test_names_are_signed_too(signed, county):
    network.rename(
        by=None,
        organisation=county.jia,
        name="甲新镇妇女联合会",
        short_name="甲新镇妇联",
        on=date(2026, 10, 1),
        today=office.TODAY,
    )

    assert "甲镇妇联" in text_of(report_tree(signed))
    assert "甲新镇妇联" in text_of(report_tree(signed, live=True))


def test_a_number_is_kept_with_all_that_it_is(signed, county):
    number = number_of(signed, office.SEATS)

    assert (number.value, number.rows, number.unit, number.mark) == (9, 9, "SEAT", "exact")
    assert number.organisation == county.federation
    assert number.tree_day == date(2026, 10, 31)
    assert number.period_text == "截至 2026-10-31"
    assert number.source == "选举1次"


def test_an_average_is_kept_with_both_parts(signed):
    mean = number_of(signed, office.MEAN)
    of, to = mean.parts.all()

    assert (mean.value, mean.rows, mean.query) == (Decimal("4.5"), None, "")
    assert (of.value, of.rows, to.value, to.rows) == (9, 9, 2, 2)


def test_an_unknown_number_is_kept_as_unknown(signed):
    number = number_of(signed, "committees.new_members(level=township)")

    assert number.value is None
    assert "新增人数未记" in text_of(report_tree(signed))


def test_a_number_of_the_calendar_has_no_query(signed):
    number = number_of(signed, "period.elapsed")

    assert (number.value, number.organisation, number.query) == (303, None, "")


def test_each_unit_has_a_number_of_its_own(signed, county):
    kept = signed.numbers.filter(part_of=None, reference="committees.seats")

    assert {(n.organisation, int(n.value)) for n in kept} == {(county.jia, 8), (county.yi, 4)}


def test_the_query_gives_the_rows(signed, seats):
    def rows(number):
        with connection.cursor() as cursor:
            cursor.execute(number.query)
            return len(cursor.fetchall())

    counted = signed.numbers.exclude(query="")
    assert counted.count() >= 6
    assert [rows(n) for n in counted] == [n.rows if n.rows is not None else 0 for n in counted]


def test_what_changed_since_is_told_with_its_sign(signed, seats):
    assert differences(signed) == []

    office.end_one_seat(seats)

    told = {(d.label, d.before_text, d.now_text, d.text) for d in differences(signed)}
    assert told == {
        ("执委席位·乡镇（街道）", "9", "8", "-1"),
        ("平均每个妇联的执委·乡镇（街道）", "4.5", "4.0", "-0.5"),
        ("执委席位", "8", "7", "-1"),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET text = 'x' WHERE id = %s",
        "UPDATE reports_report SET signed_at = NULL, seal = '' WHERE id = %s",
        "DELETE FROM reports_report WHERE id = %s",
        "UPDATE reports_frozennumber SET value = value + 1 WHERE report_id = %s",
        "DELETE FROM reports_frozennumber WHERE report_id = %s",
    ],
)
def test_raw_sql_is_refused_what_is_signed(signed, statement):
    with (
        pytest.raises(IntegrityError, match="已经签发"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [signed.pk])

    assert verify(signed)


def test_no_number_is_slipped_into_what_is_signed(signed):
    number = signed.numbers.first()
    number.pk, number.position = None, 99

    with pytest.raises(IntegrityError, match="已经签发"), transaction.atomic():
        number.save()


def test_no_number_is_moved_out_of_what_is_signed(signed, county):
    other = office.drafted(county)

    with pytest.raises(IntegrityError, match="已经签发"), transaction.atomic():
        FrozenNumber.objects.filter(report=signed).update(report=other)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_frozennumber SET value = 10 WHERE position = 1",
        "UPDATE reports_frozennumber SET query = '' WHERE part_of_id IS NOT NULL",
        "UPDATE reports_report SET written = replace(written, '乡镇', '全县')",
        "UPDATE reports_report SET signer_id = NULL, signed_at = signed_at + interval '1 day'",
    ],
)
def test_the_seal_breaks_when_the_owner_of_the_tables_alters_it(signed, statement):
    assert verify(signed)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reports_report DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE reports_frozennumber DISABLE TRIGGER USER")
        cursor.execute(statement)

    assert not verify(signed)


def test_the_journal_keeps_the_seal(signed):
    assert signed.seal in Entry.objects.get(act="签发材料").summary


def test_what_is_not_signed_is_not_whole(drafted):
    assert not verify(drafted)


def test_reading_a_signed_report_takes_the_same_few_statements(signed, county, seats):
    more = office.TEXT.replace("历时", '村{{ figure("committees.seats(level=village)") }}名。历时')
    longer = office.signed(office.drafted(county, text=more))

    assert office.statements_of(longer) == office.statements_of(signed) <= 5


@pytest.mark.parametrize(
    "answer",
    [
        answers.answer("a.b", Unit.PERCENT, "100", 7, 7),
        answers.answer("a.b", Unit.PERCENT, "99.2", 118, 119),
        answers.answer("a.b", Unit.PERCENT, "100.0", 2999, 3000),
        answers.answer("a.b", Unit.PER_ORGANISATION, "24.0", 72, 3),
        answers.answer("a.b", Unit.YUAN, "1234.5", rows=5, mark=Mark.AT_LEAST),
        answers.answer("a.b", Unit.PERSON, None, unknown_in=3, undecided=2),
        answers.answer("a.b", Unit.PERCENT, None, refused="分母为 0。"),
        answers.answer("a.b", Unit.PERSON, "3", suppressed=True),
    ],
)
def test_every_kind_of_answer_is_written_as_it_was(drafted, answer):
    drafted.text = '# 甲\n\n{{ figure("a.b") }}\n'

    freeze(drafted, answers.scope(**{"a.b": answer}))
    (kept,) = frozen_answers(drafted).values()

    assert number_text(kept) == number_text(answer)
    assert basis_of(kept) == basis_of(answer)
    assert (kept.unknown_in, kept.undecided) == (answer.unknown_in, answer.undecided)


SIGNS = st.text(alphabet="{}%#*|\\\"'-1.、> \n甲", max_size=12)


@given(name=SIGNS, typed=SIGNS)
@settings(deadline=None)
def test_nothing_that_a_name_or_a_text_holds_is_read_as_a_sign(name, typed):
    three = Given(ref="c", label="c", value=3, unit=Unit.PERSON, source="文")
    scope = answers.scope({"name": name, "number": three, "typed": typed})
    text = (
        '# 甲{{ constant("name") }}\n\n{{ constant("name") }}有{{ constant("number") }}人\n\n'
        '| {{ constant("typed") }} |\n| --- |\n| {{ constant("name") }} |\n\n'
        '- {{ constant("typed") }}{ {{ constant("number") }} }\n'
    )

    final, numbers = final_text(*read_template(text).fill(scope))
    frozen = answers.scope(**{"1": numbers[0]})

    assert numbers == [three]
    assert final.count('figure("1")') == 2
    assert text_of(write_document(final, frozen)) == text_of(write_document(text, scope))


@given(typed=SIGNS)
@settings(deadline=None)
def test_a_typed_text_is_signed_sign_by_sign(typed):
    three = Given(ref="c", label="c", value=3, unit=Unit.PERSON, source="文")
    escaped = typed.replace("{", '{{ "{" }}')
    text = f'# 甲\n\n{escaped}{{{{ constant("number") }}}}{escaped}\n'
    scope = answers.scope({"number": three})

    final, numbers = final_text(*read_template(text).fill(scope))

    frozen = answers.scope(**{"1": numbers[0]})
    assert text_of(write_document(final, frozen)) == text_of(write_document(text, scope))

"""A report is drafted, checked, signed, and corrected by a new version."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from niangjia.access.permissions import NotVisible
from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.base.undo import undo
from niangjia.reports import operations
from niangjia.reports.differences import corrections, differences
from niangjia.reports.models import Report
from niangjia.reports.printing import report_tree
from niangjia.reports.text import text_of
from tests.access import officers
from tests.reports import office

pytestmark = pytest.mark.django_db

BY_HAND = office.TEXT.replace("历时", "悬挂横幅260余条。历时")


def redraft(report, text, by=None):
    return operations.redraft(by=by, report=report, text=text, today=office.TODAY)


def check(report, by=None):
    return operations.check(by=by, report=report, now=office.NOW)


def sign(report, by=None):
    return operations.sign(by=by, report=report, now=office.NOW)


def correct(report, reason="补录一名", by=None):
    return operations.correct(by=by, report=report, reason=reason, today=office.TODAY)


def test_a_draft_reads_the_rows_of_the_moment(drafted, seats):
    assert "乡镇执委9名" in text_of(report_tree(drafted))

    office.end_one_seat(seats)

    assert "乡镇执委8名" in text_of(report_tree(drafted))


def test_a_shipped_template_is_drafted_by_its_name(county):
    report = operations.draft(
        by=None,
        template="会改联和区域化建设进展报告",
        organisation=county.federation,
        period=office.PERIOD,
        today=office.TODAY,
    )

    assert report.template == "qingliu_2017"
    assert "清溪县妇联" in report_tree(report).title


def test_a_template_that_is_not_there_is_told_with_those_that_are(county):
    with pytest.raises(Refused, match=r"没有叫“年报”的模板。现有：.*qingliu_2017"):
        operations.draft(
            by=None,
            template="年报",
            organisation=county.federation,
            period=office.PERIOD,
            today=office.TODAY,
        )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# 甲\n{{ figure(", "模板第 2 行"),
        ('# 甲\n{{ figure("committees.seat") }}', "没有叫“committees.seat”的指标"),
        ('# 甲\n{{ figure("committees.seats(color=red)") }}', "没有条件“color”"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused(drafted, text, why):
    with pytest.raises(Refused, match=why):
        redraft(drafted, text)


def test_a_number_typed_by_hand_blocks_the_check(drafted):
    redraft(drafted, BY_HAND)

    with pytest.raises(operations.NumbersWithoutRecord, match="悬挂横幅260余条") as refused:
        check(drafted)

    assert [number.text for number in refused.value.numbers] == ["260余条"]
    drafted.refresh_from_db()
    assert drafted.checked_at is None


def test_what_was_checked_and_changed_is_a_draft_again(drafted):
    check(drafted)

    redraft(drafted, BY_HAND)

    with pytest.raises(Refused, match="还没有核对"):
        sign(drafted)


def test_a_number_by_hand_that_the_rows_brought_up_since_blocks_the_signing(drafted, seats):
    text = (
        '# 甲\n\n{% if figure("committees.seats(level=township)").value == 8 %}'
        '只剩下17名。{% else %}{{ figure("committees.seats") }}{% endif %}\n'
    )
    check(redraft(drafted, text))
    office.end_one_seat(seats)

    with pytest.raises(operations.NumbersWithoutRecord, match="17名"):
        sign(drafted)


def test_a_period_that_is_not_over_is_not_signed(county, seats):
    period = Period.including(date(2026, 1, 1), date(2026, 12, 31))
    report = check(office.drafted(county, period=period))

    with pytest.raises(Refused, match="2026-12-31才结束"):
        sign(report)


@pytest.mark.parametrize(
    "act",
    [
        lambda report: redraft(report, office.TEXT),
        check,
        sign,
        lambda report: operations.withdraw(
            by=None, report=report, reason="写错", today=office.TODAY
        ),
    ],
)
def test_what_is_signed_is_changed_by_no_operation(signed, act):
    with pytest.raises(Refused, match="已经签发"):
        act(signed)

    assert operations.verify(signed)


def test_a_signing_is_not_taken_back(signed):
    with pytest.raises(Refused, match="已经签发"):
        undo(Entry.objects.get(act="签发材料"), by=None, reason="签早了")


def test_the_web_server_signs_and_cannot_change_what_is_signed(drafted, as_web_role):
    signed = office.signed(drafted)

    with pytest.raises(Refused, match="已经签发"):
        redraft(signed, office.TEXT)
    assert operations.verify(signed)


def test_rows_change_and_a_new_version_says_so(signed, seats):
    office.end_one_seat(seats)

    second = office.signed(correct(signed))

    assert (second.version, second.corrects) == (2, signed)
    assert "乡镇执委9名" in text_of(report_tree(signed))
    assert "乡镇执委8名" in text_of(report_tree(second))
    assert [d.text for d in corrections(second)] == ["-1", "-0.5", "-1"]
    assert differences(second) == []
    assert operations.verify(signed)
    assert operations.verify(second)


def test_a_correction_is_told_while_it_is_a_draft(signed, seats):
    second = correct(signed)
    assert corrections(second) == []

    office.end_one_seat(seats)

    assert [d.text for d in corrections(second)] == ["-1", "-0.5", "-1"]
    assert corrections(signed) == []


def test_a_number_that_a_correction_leaves_out_is_told(signed):
    second = redraft(correct(signed), '# 甲\n\n{{ figure("committees.persons") }}人\n')

    told = {(d.before_text, d.now_text, d.text) for d in corrections(second)}
    assert ("9", "", "") in told
    assert ("", "12", "") in told


def test_a_correction_needs_a_reason(signed):
    with pytest.raises(Refused, match="写明理由"):
        correct(signed, reason=" ")


def test_a_draft_is_not_corrected_but_changed(drafted):
    with pytest.raises(Refused, match="还没有签发"):
        correct(drafted)


def test_a_version_is_corrected_once(signed):
    correct(signed)

    with pytest.raises(Refused, match="已经有第2版"):
        correct(signed)


def test_a_draft_is_withdrawn_and_stays_in_the_history(drafted):
    operations.withdraw(by=None, report=drafted, reason="重复", today=office.TODAY)

    assert not Report.objects.exists()
    undo(Entry.objects.get(act="撤下材料"), by=None, reason="还是要")
    assert Report.objects.get().text == office.TEXT


def test_who_did_what_stands_on_the_report(county, seats):
    users = officers.take_office(county)
    report = operations.draft(
        by=users["county_clerk"],
        template="甲",
        text=office.TEXT,
        organisation=county.federation,
        period=office.PERIOD,
        today=office.TODAY,
    )
    check(report, by=users["county_officer"])
    report = sign(report, by=users["county_officer"])

    assert (report.compiler, report.checker, report.signer) == (
        users["county_clerk"],
        users["county_officer"],
        users["county_officer"],
    )
    acts = Entry.objects.filter(organisation_id=county.federation.pk, act__endswith="材料")
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "起草材料",
        "核对材料",
        "签发材料",
    ]


def test_a_clerk_writes_and_does_not_sign(drafted, county):
    clerk = officers.take_office(county)["county_clerk"]
    redraft(drafted, office.TEXT, by=clerk)

    with pytest.raises(PermissionDenied):
        check(drafted, by=clerk)
    with pytest.raises(PermissionDenied):
        sign(drafted, by=clerk)


@pytest.mark.parametrize("name", ["township_chair", "village_chair", "former_chair"])
def test_a_report_of_the_county_is_hidden_from_those_below(drafted, county, name):
    user = officers.take_office(county)[name]

    for act in (redraft_by, check, sign, correct_by):
        with pytest.raises(NotVisible):
            act(drafted, by=user)


def redraft_by(report, by):
    redraft(report, office.TEXT, by=by)


def correct_by(report, by):
    correct(report, by=by)

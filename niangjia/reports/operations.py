"""A report's way: drafted, checked, signed, corrected by a new version (ARCHITECTURE 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext as _

from niangjia.access.permissions import require
from niangjia.access.terms import Can
from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.base.periods import Period, day_of
from niangjia.base.refusals import Refused
from niangjia.figures.catalogue import parse
from niangjia.network.models import Organisation
from niangjia.reports.answering import scope_of
from niangjia.reports.asking import Scope
from niangjia.reports.dialect import write_document
from niangjia.reports.freezing import freeze
from niangjia.reports.models import Report
from niangjia.reports.printing import faults_in_words, template_named
from niangjia.reports.sealing import is_whole, seal_of
from niangjia.reports.snapshot import one_snapshot
from niangjia.reports.tokens import read_template
from niangjia.reports.unrecorded import HandTyped, hand_typed_numbers

SERIALIZATION_FAILURE = "40001"
_MOST_LISTED = 10


class NumbersWithoutRecord(Refused):
    """The text holds numbers typed by hand; `numbers` lists them with their clauses."""

    def __init__(self, numbers: tuple[HandTyped, ...]) -> None:
        listed = "；".join(
            f"“{number.clause}”里的{number.text}" for number in numbers[:_MOST_LISTED]
        )
        more = "……" if len(numbers) > _MOST_LISTED else ""
        super().__init__(
            _(
                "有%(many)s个数没有记录：%(listed)s%(more)s。"
                "请把它们换成指标，或先把事情记下来，或删去，再核对。"
            )
            % {"many": len(numbers), "listed": listed, "more": more}
        )
        self.numbers = numbers


def draft(
    *,
    by: Any,
    template: str,
    organisation: Organisation,
    period: Period,
    today: date,
    text: str = "",
) -> Report:
    """Begin a report from a shipped template, or from an office's own `text` under that name.

    Raises:
        PermissionDenied, NotVisible: `by` may not write reports there.
        Refused: there is no such template, or the text cannot be read.
    """
    require(by, Can.REPORT_WRITE, organisation, on=today)
    if not text:
        shipped = template_named(template)
        template, text = shipped.key, shipped.text
    _require_readable(text)
    with _acting("起草材料", by, organisation, f"{template} {period}") as entry:
        return Report.objects.create(
            entry=entry,
            template=template,
            text=text,
            organisation=organisation,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            compiler=by,
        )


def redraft(*, by: Any, report: Report, text: str, today: date) -> Report:
    """Give the report another text; what was checked is a draft again.

    Raises:
        PermissionDenied, NotVisible: `by` may not write reports there.
        Refused: it is signed, or the text cannot be read.
    """
    require(by, Can.REPORT_WRITE, report.organisation, on=today)
    _require_readable(text)
    with _changing("修改材料", by, report) as found:
        found.text, found.compiler = text, by
        found.checker = found.checked_at = None
        found.save(update_fields=["text", "compiler", "checker", "checked_at"])
    return found


def withdraw(*, by: Any, report: Report, reason: str, today: date) -> None:
    """Take a report back that was not signed; its last state stays in the history (R29).

    Raises:
        PermissionDenied, NotVisible: `by` may not write reports there.
        Refused: it is signed, or no reason is given.
    """
    require(by, Can.REPORT_WRITE, report.organisation, on=today)
    _require_reason(reason)
    with _changing("撤下材料", by, report, reason) as found:
        found.delete()


def check(*, by: Any, report: Report, now: datetime) -> Report:
    """Confirm that every number of the report has a record.

    Raises:
        PermissionDenied, NotVisible: `by` may not check reports there.
        NumbersWithoutRecord: numbers were typed by hand.
        Refused: it is signed, or cannot be filled.
    """
    require(by, Can.REPORT_CHECK, report.organisation, on=day_of(now))
    with _changing("核对材料", by, report) as found:
        _require_records(found, _scope(found))
        found.checker, found.checked_at = by, now
        found.save(update_fields=["checker", "checked_at"])
    return found


def sign(*, by: Any, report: Report, now: datetime) -> Report:
    """Sign: freeze every number with its query and the text as it reads now, and seal them.

    From then on nobody changes it; it is corrected by a new version.

    Raises:
        PermissionDenied, NotVisible: `by` may not sign reports there.
        Refused: it is not checked, signed already, or its period is not over.
    """
    require(by, Can.REPORT_SIGN, report.organisation, on=day_of(now))
    with _acting("签发材料", by, report.organisation, str(report)) as entry:
        found = _unsigned(report)
        _require_ready(found, day_of(now))
        scope = _scope(found)
        _require_records(found, scope)
        freeze(found, scope)
        found.signer, found.signed_at = by, now
        found.seal = seal_of(found)
        found.save(update_fields=["signer", "signed_at", "written", "seal"])
        # The journal keeps the seal as well: a new one would not hide a change.
        entry.summary = f"{found} {found.seal}"
        entry.save(update_fields=["summary"])
    return found


def correct(*, by: Any, report: Report, reason: str, today: date) -> Report:
    """Begin the next version of a signed report, which stays as it was signed (R5).

    Raises:
        PermissionDenied, NotVisible: `by` may not write reports there.
        Refused: it is not signed, has a next version already, or no reason is given.
    """
    require(by, Can.REPORT_WRITE, report.organisation, on=today)
    _require_reason(reason)
    with _acting("更正材料", by, report.organisation, str(report), reason) as entry:
        _require_last_signed(_locked(report))
        return Report.objects.create(
            entry=entry,
            template=report.template,
            text=report.text,
            organisation=report.organisation,
            starts_on=report.starts_on,
            ends_on=report.ends_on,
            version=report.version + 1,
            corrects=report,
            compiler=by,
        )


def verify(report: Report) -> bool:
    """Whether a signed report is still, word by word and number by number, as it was signed."""
    return is_whole(report)


@contextmanager
def _acting(
    act: str, by: Any, organisation: Organisation, summary: str, reason: str = ""
) -> Iterator[Entry]:
    """One act, in which all figures are asked of one state of the rows."""
    try:
        with (
            one_snapshot(),
            journal.act(
                act, by=by, organisation_id=organisation.pk, summary=summary, reason=reason
            ) as entry,
        ):
            yield entry
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != SERIALIZATION_FAILURE:
            raise
        raise Refused(_("同一时刻有人也在改这份材料。请重新打开看一遍，再做这一步。")) from error


@contextmanager
def _changing(act: str, by: Any, report: Report, reason: str = "") -> Iterator[Report]:
    """One act on a report that nobody has signed, locked against others."""
    with _acting(act, by, report.organisation, str(report), reason):
        yield _unsigned(report)


def _unsigned(report: Report) -> Report:
    found = _locked(report)
    if found.signed_at:
        raise Refused(_("这份材料已经签发，不能再改；要更正，请出一个新版本。"))
    return found


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(pk=report.pk).first()
    if found is None:
        raise Refused(_("这份材料已经撤下了。"))
    return found


def _scope(report: Report) -> Scope:
    return scope_of(report.organisation, period=report.period)


def _require_readable(text: str) -> None:
    """A draft may be unfinished, but what stands in it must be understood."""
    with faults_in_words():
        for reference in read_template(text).references:
            parse(reference)


def _require_records(report: Report, scope: Scope) -> None:
    with faults_in_words():
        document = write_document(report.text, scope)
    if numbers := hand_typed_numbers(document):
        raise NumbersWithoutRecord(numbers)


def _require_ready(report: Report, today: date) -> None:
    if not report.checked_at:
        raise Refused(_("这份材料还没有核对。请先核对，再签发。"))
    if report.period.last > today:
        raise Refused(
            _("这份材料的期间到%(day)s才结束，那天以后才能签发。") % {"day": report.period.last}
        )


def _require_last_signed(report: Report) -> None:
    if not report.signed_at:
        raise Refused(_("这份材料还没有签发，直接修改就可以，不用出新版本。"))
    if following := Report.objects.filter(corrects=report).first():
        raise Refused(
            _("它已经有第%(version)s版，请在那一版上更正。") % {"version": following.version}
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写明理由。"))

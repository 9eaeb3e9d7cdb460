"""Whether signed reports are still as they were signed (ADR 10)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.base.checks import Check
from niangjia.base.models import Entry
from niangjia.reports.models import Report
from niangjia.reports.sealing import seal_of


def check_signed() -> Check:
    """Compute every seal again and look for it in the journal's entry of the signing."""
    signed = Report.objects.exclude(signed_at=None).order_by("pk")
    wrong = [sentence for report in signed for sentence in _faults(report)]
    return Check("reports.signed", _("签发的材料"), signed.count(), tuple(wrong))


def _faults(report: Report) -> list[str]:
    found = []
    if report.seal != seal_of(report):
        found.append(
            _("材料“%(report)s”和签发时不一样了：指纹 %(seal)s 对不上。")
            % {"report": report, "seal": report.seal[:12]}
        )
    if not _is_in_the_journal(report):
        found.append(
            _("日志里没有材料“%(report)s”签发时的指纹 %(seal)s。")
            % {"report": report, "seal": report.seal[:12]}
        )
    return found


def _is_in_the_journal(report: Report) -> bool:
    signings = Entry.objects.filter(organisation_id=report.organisation_id)
    return signings.filter(summary__endswith=report.seal).exists()

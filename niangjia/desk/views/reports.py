"""材料报告: the list, the page of one report, its Word file."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.access.permissions import NotVisible, require, unmasked, visible_to, within
from niangjia.access.terms import Can
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import own_organisation, public_id_of, rows_shown
from niangjia.desk.building.figure import names_shown
from niangjia.desk.building.question import Question
from niangjia.desk.building.report import build_report, read_paper
from niangjia.desk.building.reports import build_reports
from niangjia.desk.building.shell import build_shell
from niangjia.desk.views.figures import log_names, more_rows
from niangjia.desk.visit import BadAddress, Visit
from niangjia.figures.catalogue import Reference, parse
from niangjia.network.models import Organisation
from niangjia.reports import operations
from niangjia.reports.models import Report
from niangjia.reports.printing import as_word, report_tree, written_on
from niangjia.reports.subtree import Subtree

FIRST_ROWS = 15
PARTS = ("rows", "of", "to")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@visited
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was written below the reader, and what can be."""
    own = own_organisation(visit, Can.REPORT_READ)
    require(visit.user, Can.REPORT_READ, own, on=visit.today)
    page = build_reports(visit, _mine(visit))
    return shown(request, "reports", build_shell(visit, "reports"), page)


@require_safe
@visited
def report(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """One report; `?number=11` lists the rows of that number beside the paper."""
    found = _found(visit, public_id)
    then = replace(visit, day=found.period.last, since=found.period.first)
    rows = rows_shown(visit, FIRST_ROWS)
    if (key := request.headers.get("HX-Target", "")) in PARTS and "part" in visit.query:
        part, unit = parse(visit.query.get("part", "")), _unit(then, found)
        return more_rows(request, _question(then, found, part, unit), key, rows)
    paper = read_paper(then, found, _chosen(visit))
    question = _question(then, found, *paper.asked) if paper.asked else None
    page = build_report(paper, question, rows)
    if question:
        log_names(question, names_shown(question, rows))
    return shown(request, "report", build_shell(then, "reports", found.organisation), page)


@require_safe
@visited
def word(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """The report as an official document, its numbers bookmarked."""
    found = _found(visit, public_id)
    document = report_tree(found)
    content = as_word(document, written_on=written_on(found, today=visit.today))
    name = f"{document.title or _('材料')}.docx"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})


@require_POST
@visited
def check(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Confirm that every number has a record."""
    found = _found(visit, public_id)
    operations.check(by=visit.user, report=found, now=timezone.now())
    return redirect("desk:report", public_id=public_id)


@require_POST
@visited
def sign(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Freeze every number as it is; only a new version corrects it from then on."""
    found = _found(visit, public_id)
    operations.sign(by=visit.user, report=found, now=timezone.now())
    return redirect("desk:report", public_id=public_id)


def _mine(visit: Visit) -> QuerySet[Report]:
    allowed = within(visit.user, Can.REPORT_READ, organisation="organisation", on=visit.today)
    return Report.objects.filter(allowed)


def _found(visit: Visit, public_id: UUID) -> Report:
    rows = Report.objects.select_related(
        "organisation", "corrects", "entry", "compiler", "checker", "signer"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    require(visit.user, Can.REPORT_READ, found.organisation, on=visit.today)
    return found


def _chosen(visit: Visit) -> int:
    written = visit.query.get("number", "")
    if not written:
        return 0
    if not (written.isascii() and written.isdecimal() and len(written) < 9):
        raise BadAddress(_("“%(written)s”不是文中的第几个数。") % {"written": written[:40]})
    return int(written)


def _question(
    visit: Visit, report: Report, reference: Reference, organisation: Organisation
) -> Question:
    """A number of the report, read with the eyes of whoever may read the report."""
    names = unmasked(
        visit.user, organisation=report.organisation, as_of=visit.day, today=visit.today
    )
    seen = {*visible_to(visit.user, on=visit.today).values_list("pk", flat=True)}
    return Question(visit, reference, organisation, names, seen, is_beside=True)


def _unit(visit: Visit, report: Report) -> Organisation:
    """The organisation that `?unit=` names: one whose rows of the period the report counts (R3).

    Raises:
        NotVisible: it did not stand below the report's on every day of its period.
    """
    asked = public_id_of(visit.query.get("unit", ""))
    found = Organisation.objects.filter(public_id=asked).first()
    there = Subtree(report.organisation, period=report.period)
    if found is None or not there.is_there_throughout(found):
        raise NotVisible
    return found

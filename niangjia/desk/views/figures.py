"""指标: the catalogue, and the page of one figure."""

from __future__ import annotations

from collections.abc import Set

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.access.operations import log_reading
from niangjia.access.permissions import unmasked, visible_to
from niangjia.desk.answering import shown, visited
from niangjia.desk.asked import (
    organisation_of,
    own_organisation,
    reference_of,
    rows_shown,
    split_by,
)
from niangjia.desk.building.catalogue import build_catalogue
from niangjia.desk.building.figure import Shown, build_figure, keys_of, names_shown, one_part
from niangjia.desk.building.question import Question
from niangjia.desk.building.rows import persons_shown
from niangjia.desk.building.shell import build_shell
from niangjia.desk.visit import Visit
from niangjia.figures.catalogue import breakdowns
from niangjia.network.models import Organisation


@require_safe
@visited
def catalogue(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every figure that is declared; `?values=yes` fills in the reader's numbers."""
    with_values = visit.query.get("values") == "yes"
    page = build_catalogue(visit, own_organisation(visit), with_values=with_values)
    return shown(request, "catalogue", build_shell(visit, "figures"), page)


@require_safe
@visited
def figure(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """One figure; asked by htmx for more rows of a part, only that part."""
    question, rows = _question(visit, name), rows_shown(visit)
    key = request.headers.get("HX-Target", "")
    if part := keys_of(question.reference).get(key):
        return more_rows(request, question.about(part), key, rows)
    page = build_figure(question, rows)
    log_names(question, names_shown(question, rows))
    return shown(request, "figure", build_shell(visit, "figures", question.organisation), page)


def more_rows(request: HttpRequest, question: Question, key: str, rows: Shown) -> HttpResponse:
    """One part of a page anew, nothing else of the page computed; `question` asks for the part."""
    part = one_part(question, key, rows)
    log_names(question, len(persons_shown(question, rows(key))))
    return render(request, "ui/rows.html", {"part": part})


def log_names(question: Question, persons: int) -> None:
    """Write down how many names the listed rows of a figure showed."""
    what = f"{question.reference} {question.period}"
    log_reading(question.visit.user, organisation=question.organisation, what=what, persons=persons)


def _question(visit: Visit, name: str) -> Question:
    reference = reference_of(visit, name)
    organisation = organisation_of(visit)
    return Question(
        visit=visit,
        reference=reference,
        organisation=organisation,
        names=_names(visit, organisation),
        seen={*visible_to(visit.user, on=visit.today).values_list("pk", flat=True)},
        by=split_by(visit, breakdowns(name)),
    )


def _names(visit: Visit, organisation: Organisation) -> Set[int]:
    return unmasked(visit.user, organisation=organisation, as_of=visit.day, today=visit.today)

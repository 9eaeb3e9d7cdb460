"""A document: the paper, its numbers with what stands behind each, the chosen number's rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from niangjia.access.permissions import may
from niangjia.access.terms import Can
from niangjia.base.periods import SHANGHAI, Period
from niangjia.base.refusals import Refused
from niangjia.desk.building.cells import MAIN_LANGUAGE, figure_address, written
from niangjia.desk.building.figure import rows_parts
from niangjia.desk.building.question import Question
from niangjia.desk.building.reports import period_text, template_name
from niangjia.desk.pages import Difference, Head, NumberLine, ReportPage, RowsPart
from niangjia.desk.parts import (
    Action,
    Chip,
    FigureCell,
    Known,
    Link,
    Notice,
    Phrase,
    Step,
    Tone,
)
from niangjia.desk.visit import Visit
from niangjia.figures.catalogue import Reference, parse
from niangjia.figures.compute import label, value
from niangjia.network.models import Organisation
from niangjia.network.names import full_names
from niangjia.reports.answering import AddressOf, Answered
from niangjia.reports.asking import FigureAnswer
from niangjia.reports.differences import Difference as Differing
from niangjia.reports.differences import corrections, differences
from niangjia.reports.html import html_of
from niangjia.reports.models import Report
from niangjia.reports.printing import report_tree
from niangjia.reports.tree import Document, Number
from niangjia.reports.unrecorded import HandTyped, hand_typed_numbers

LONGEST_SOURCE = 14
_MANY_FILES = re.compile(r"等(\d+)个文件$")


@dataclass(frozen=True)
class Paper:
    """A report as it reads for one reader; `chosen` is the index of a number, 0 is none."""

    visit: Visit
    report: Report
    document: Document
    typed: Sequence[HandTyped]
    chosen: int

    @property
    def number(self) -> Number | None:
        """The chosen number."""
        found = (one for one in self.document.figures if one.index == self.chosen)
        return next(found, None)

    @property
    def asked(self) -> tuple[Reference, Organisation] | None:
        """What the chosen number asks, and of whom; None where its rows are no list of the site."""
        answer = self.number.answer if self.number else None
        if not isinstance(answer, Answered) or not answer.organisation or not answer.address:
            return None
        return parse(answer.ref), answer.organisation


def read_paper(visit: Visit, report: Report, chosen: int) -> Paper:
    """Fill the report for a visit that speaks of its period; each number leads to its figure page."""
    document = report_tree(report, address_of=_address_of(visit))
    typed = () if report.signed_at else hand_typed_numbers(document)
    return Paper(visit, report, document, typed, chosen)


def _address_of(visit: Visit) -> AddressOf:
    def address(reference: Reference, *, organisation: Organisation, period: Period) -> str:
        return figure_address(reference, organisation, period, visit, is_flow=True)

    return address


def build_report(
    paper: Paper, question: Question | None, shown: Callable[[str], int]
) -> ReportPage:
    """The page; `question` is what the chosen number asks."""
    numbers = _numbers(paper)
    return ReportPage(
        head=_head(paper, numbers),
        paper=mark_safe(html_of(paper.document, chosen=paper.chosen)),  # noqa: S308  escaped there
        numbers=numbers,
        numbers_title=ngettext("文中的%(n)s个数", "文中的%(n)s个数", len(numbers))
        % {"n": len(numbers)},
        numbers_chip=_recorded(paper, numbers),
        chosen=_chosen(question, shown),
        differences=_differences(paper),
        differences_title=_("签发以后变了的") if paper.report.signed_at else _("与上一版相比"),
        versions=_versions(paper.report),
        paper_note=_("下载的Word按公文格式排版，每个数都带书签，附表写明口径和截至日期。"),
    )


def _chosen(question: Question | None, shown: Callable[[str], int]) -> tuple[RowsPart, ...]:
    if question is None:
        return ()
    answer = value(question.reference, organisation=question.organisation, period=question.period)
    return rows_parts(question, answer, shown)


def _head(paper: Paper, numbers: Sequence[NumberLine]) -> Head:
    report = paper.report
    name = full_names([report.organisation_id], on=report.period.last)
    said = [period_text(report), *name.values(), _("第%(n)s版") % {"n": report.version}]
    address = reverse("desk:report_word", args=[report.public_id])
    return Head(
        title=template_name(report.template),
        crumbs=(
            Link(text=_("材料报告"), address=paper.visit.leading("reports")),
            Link(text=template_name(report.template)),
        ),
        lead=(Phrase(before=" · ".join(said)),),
        actions=(
            Action(text=_("打印"), icon="printer", opens_print=True),
            *_next_step(paper),
            Action(text=_("下载Word"), icon="download", address=address, is_main=True),
        ),
        notices=_notices(paper, numbers),
    )


def _next_step(paper: Paper) -> tuple[Action, ...]:
    """Checking a draft, signing what is checked: the step that is hers to do now."""
    report, visit = paper.report, paper.visit
    if report.signed_at:
        return ()
    what = (Can.REPORT_SIGN, _("签发"), "lock", "report_sign")
    if not report.checked_at:
        what = (Can.REPORT_CHECK, _("核对无误"), "check", "report_check")
    can, text, icon, name = what
    if paper.typed or not may(visit.user, can, report.organisation, on=visit.today):
        return ()
    address = reverse(f"desk:{name}", args=[report.public_id])
    return (Action(text=text, icon=icon, address=address, method="post"),)


def _notices(paper: Paper, numbers: Sequence[NumberLine]) -> tuple[Notice, ...]:
    """Numbers that no record stands behind block the check."""
    if not paper.typed:
        return ()
    many = len(paper.typed)
    text = ngettext(
        "有%(n)s个数没有记录：“%(clause)s”。处理完才能核对。",
        "有%(n)s个数没有记录：“%(clause)s”。处理完才能核对。",
        many,
    ) % {"n": many, "clause": paper.typed[0].clause}
    first = next(line.index for line in numbers if not line.has_record)
    return (Notice(text=text, tone=Tone.OVER, links=(Link(text=_("去看"), address=f"#f{first}"),)),)


def _numbers(paper: Paper) -> tuple[NumberLine, ...]:
    found = [_line(paper, number) for number in paper.document.figures]
    next_index = max((line.index for line in found), default=0) + 1
    typed = [
        NumberLine(
            index=index, label=one.clause, address="", source="", text=one.text, has_record=False
        )
        for index, one in enumerate(paper.typed, next_index)
    ]
    return (*found, *typed)


def _line(paper: Paper, number: Number) -> NumberLine:
    """Choosing the label lists the rows here; the number itself leads to its own page.

    Of a unit that came or went the paper counts some of its days: those rows are no list here.
    """
    answer = number.answer
    is_asked = isinstance(answer, Answered) and answer.organisation is not None
    here = paper.visit.here(number=number.index, shown_rows=None, shown_of=None, shown_to=None)
    return NumberLine(
        index=number.index,
        label=_label(answer) if is_asked else answer.label,
        address=f"{here}#chosen" if is_asked and answer.address else "",
        source=_source(answer),
        figure=_cell(answer, answer.address or f"#f{number.index}"),
        is_on=number.index == paper.chosen,
    )


def _label(answer: FigureAnswer) -> str:
    """As the document has it; to a reader of another language in hers, while the figure exists."""
    if get_language() == MAIN_LANGUAGE:
        return answer.label
    try:
        return label(parse(answer.ref))
    except Refused:
        return answer.label


def _source(answer: FigureAnswer) -> str:
    """A quotient by its parts, 25 ÷ 2; many files by how many they are."""
    if answer.parts:
        return " ÷ ".join(f"{part.value:,}" for part in answer.parts if part.value is not None)
    many = _MANY_FILES.search(answer.source)
    if many is None:
        return _short(answer.source)
    return ngettext("%(files)s个文件", "%(files)s个文件", int(many[1])) % {"files": many[1]}


def _short(source: str) -> str:
    files = source.removeprefix("导入：")
    return files if len(files) <= LONGEST_SOURCE else files[: LONGEST_SOURCE - 1] + "…"


def _cell(answer: FigureAnswer, address: str) -> FigureCell:
    if answer.suppressed:
        return FigureCell(text="", address=address, known=Known.WITHHELD)
    words = written(answer.value, answer.unit, answer.mark, answer.refused)
    known = answer.value is not None or answer.refused
    return FigureCell(
        text=words.text,
        before=words.before,
        after=words.after,
        unit=words.unit,
        address=address,
        title=answer.period_text,
        known=Known.YES if known else Known.UNKNOWN,
        undecided=answer.undecided,
        unknown_in=answer.unknown_in,
    )


def _recorded(paper: Paper, numbers: Sequence[NumberLine]) -> Chip:
    many = sum(line.has_record for line in numbers)
    text = ngettext("%(n)s个有来处", "%(n)s个有来处", many) % {"n": many}
    tone = Tone.DUE if paper.typed else Tone.OK
    return Chip(text=text, tone=tone, icon="alert-triangle" if paper.typed else "circle-check")


def _differences(paper: Paper) -> tuple[Difference, ...]:
    """Of a signed report what reads otherwise today; of a new version what it corrects."""
    report = paper.report
    compared = differences if report.signed_at else corrections
    return tuple(map(_difference, compared(report, address_of=_address_of(paper.visit))))


def _difference(one: Differing) -> Difference:
    gone = FigureCell(text=_("没有了"), address="#numbers")
    after = _cell(one.now, one.now.address or "#numbers") if one.now else gone
    return Difference(
        label=one.label, before=one.before_text or _("没有"), after=after, why=one.text
    )


def _versions(report: Report) -> tuple[Step, ...]:
    """Who wrote, checked and signed it, and when; what is still to come."""
    checked = _step(_("核对"), report.checker, report.checked_at)
    signed = _step(_("签发后定格，更正只能出新版本"), report.signer, report.signed_at)
    drafted = _step(_("起草"), report.compiler, report.entry.at)
    return (drafted, checked, signed)


def _step(what: str, who: object, when: datetime | None) -> Step:
    if when is None:
        return Step(what=what, state="todo")
    name = str(who) if who else _("命令行")
    return Step(what=what, who=name, when=f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")

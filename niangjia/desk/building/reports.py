"""材料报告: what was written, and the templates to write from."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.desk.pages import Head, ReportListPage
from niangjia.desk.parts import Cell, Chip, Column, ListCard, ListItem, Row, Table, Tone
from niangjia.desk.visit import Visit
from niangjia.network.names import short_names
from niangjia.reports.models import Report
from niangjia.reports.shipped import shipped_templates


def build_reports(visit: Visit, mine: QuerySet[Report]) -> ReportListPage:
    """Every version that the reader may see, the newest first."""
    found = list(mine.order_by("-pk"))
    return ReportListPage(
        head=Head(title=_("材料报告")),
        reports=Table(
            label=_("写过的材料"),
            columns=tuple(
                Column(label=head) for head in (_("材料"), _("单位"), _("时段"), _("到哪一步"))
            ),
            rows=_rows(visit, found),
            empty=_("还没有写过材料。用命令 niangjia report 写一份，数会自己填好。"),
        ),
        templates=ListCard(
            title=_("可以写的"),
            items=tuple(
                ListItem(title=template.name, note=template.genre)
                for template in shipped_templates().values()
            ),
            empty=_("还没有模板。"),
        ),
    )


def template_name(key: str) -> str:
    """The template's name; an office's own is named by itself."""
    shipped = shipped_templates().get(key)
    return shipped.name if shipped else key


def _rows(visit: Visit, found: Iterable[Report]) -> tuple[Row, ...]:
    names = short_names([report.organisation_id for report in found], on=visit.today)
    return tuple(
        Row(
            cells=(
                Cell(text=_title(report), address=visit.leading("report", report.public_id)),
                Cell(text=names.get(report.organisation_id, "")),
                Cell(text=period_text(report)),
                Cell(chips=(state_chip(report),)),
            )
        )
        for report in found
    )


def _title(report: Report) -> str:
    name = template_name(report.template)
    if report.version == 1:
        return name
    return _("%(name)s（第%(n)s版）") % {"name": name, "n": report.version}


def period_text(report: Report) -> str:
    """The first and the last day, both included (R1)."""
    return _("%(first)s至%(last)s") % {"first": report.period.first, "last": report.period.last}


def state_chip(report: Report) -> Chip:
    """Where the report stands, told by its dates (R29)."""
    if report.signed_at:
        return Chip(text=_("已签发"), tone=Tone.OK, icon="lock")
    if report.checked_at:
        return Chip(text=_("已核对"), tone=Tone.INFO, icon="circle-check")
    return Chip(text=_("草稿"), icon="pencil")

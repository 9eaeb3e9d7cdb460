"""`niangjia report`: a template filled from the rows, as a file or on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from niangjia.access.permissions import require
from niangjia.access.terms import Can
from niangjia.base.periods import Period
from niangjia.demo.scenario import FOLDER as SCENARIOS
from niangjia.demo.scenario import load_scenario
from niangjia.network.models import Organisation
from niangjia.network.names import full_names
from niangjia.reports.appendix import number_rows
from niangjia.reports.printing import preview, template_named, write_report
from niangjia.reports.text import text_of
from niangjia.reports.tree import Document
from niangjia.reports.unrecorded import hand_typed_numbers
from niangjia.site.commands.asking import (
    answer,
    json_option,
    organisation_of,
    organisation_option,
    period_of,
    period_options,
    today,
    user_of,
    user_option,
)


@click.command()
@click.argument("template", metavar="模板|情景")
@organisation_option
@period_options
@click.option("--out", type=click.Path(path_type=Path), help="写成 .docx、.html 或 .txt 文件")
@user_option
@json_option
def report(
    template: str,
    organisation: str | None,
    first: str | None,
    last: str | None,
    as_of: str | None,
    out: Path | None,
    username: str,
    as_json: bool,
) -> None:
    """按模板写一份材料；文中每个数都来自记录。情景的材料不用写组织和时间。"""
    period, code = period_of(first, last, as_of), organisation
    if not (first or last or as_of) and (SCENARIOS / f"{template}.yaml").is_file():
        period, code = _of_scenario(template, organisation)
    unit = organisation_of(code, on=period.last)
    require(user_of(username), Can.REPORT_READ, unit, on=today())
    document = _document(template, unit, period, out)
    lines = [_written(out)] if out else text_of(document).splitlines()
    answer(as_json, _shape(template, unit, period, document, out), lines)


def _of_scenario(name: str, organisation: str | None) -> tuple[Period, str]:
    scenario = load_scenario(name)
    days = scenario.campaign
    return Period.including(days.first, days.last), organisation or scenario.code


def _document(template: str, unit: Organisation, period: Period, out: Path | None) -> Document:
    if out is None:
        return preview(template_named(template).text, organisation=unit, period=period)
    return write_report(template, organisation=unit, period=period, out=out, today=today())


def _written(out: Path) -> str:
    return _("已写好：%(file)s") % {"file": out.absolute()}


def _shape(
    template: str, unit: Organisation, period: Period, document: Document, out: Path | None
) -> dict[str, Any]:
    name = full_names([unit.pk], on=period.last)[unit.pk]
    return {
        "template": template,
        "title": document.title,
        "organisation": {"code": unit.code, "name": name},
        "period": {"from": str(period.first), "to": str(period.last)},
        "file": str(out.absolute()) if out else None,
        "text": None if out else text_of(document),
        "numbers": [
            {
                "index": row.index,
                "figure": row.ref,
                "label": row.label,
                "organisation": row.organisation,
                "period": row.period,
                "text": row.text,
            }
            for row in number_rows(document)
        ],
        "without_record": [
            {"text": typed.text, "clause": typed.clause} for typed in hand_typed_numbers(document)
        ],
    }

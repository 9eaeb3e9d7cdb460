"""`niangjia demo`: a county to look at, with its ledgers, its report and its accounts."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.access.codes import grouped
from niangjia.base.refusals import Refused
from niangjia.demo.scenario import FOLDER as SCENARIOS
from niangjia.network.names import short_names
from niangjia.reports.printing import write_report
from niangjia.site import environment
from niangjia.site.commands.asking import answer, json_option, today
from niangjia.site.commands.serve import open_site
from niangjia.site.demonstration import demonstrate
from niangjia.site.opening import Opening
from niangjia.site.staging import Shown

REPORT = "进展报告.docx"
USUAL = "qingliu_2017"


def scenarios() -> list[str]:
    """The names of all scenarios."""
    return sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


@click.command(epilog=f"情景：{'、'.join(scenarios())}；不写是 {USUAL}。")
@click.argument("scenario", default=USUAL, metavar="[情景]")
@click.option("--load-only", is_flag=True, help="只装入数据，不打开网站")
@click.option("--port", type=click.IntRange(1, 65535), help="端口，默认环境变量 PORT 或 8000")
@json_option
def demo(scenario: str, load_only: bool, port: int | None, as_json: bool) -> None:
    """装入一个示范县：台账、名册、报告和账号；再打开网站。"""
    _require_known(scenario)
    say = partial(click.echo, err=as_json)
    shown = demonstrate(scenario, home=environment.home(), now=timezone.localtime(), say=say)
    report = _report(scenario, shown)
    answer(as_json, _shape(scenario, shown, report), _page(shown, report))
    if not load_only:
        chosen = port or int(os.environ.get("PORT") or 8000)
        connections.close_all()  # this process only watches from here on
        sys.exit(open_site(Opening(chosen, as_json=as_json)))


def _require_known(scenario: str) -> None:
    if scenario not in (known := scenarios()):
        raise Refused(
            _("没有“%(scenario)s”这个情景。现有：%(known)s。")
            % {"scenario": scenario, "known": "、".join(known)}
        )


def _report(scenario: str, shown: Shown) -> Path:
    """The report as a Word file beside the ledgers; one that is there may be somebody's work.

    It takes its name when it is whole: half of one would be kept by the next demonstration.
    """
    out = shown.folder / REPORT
    if not out.exists():
        at, days, draft = shown.county, shown.period, out.with_name(f".{REPORT}")
        write_report(scenario, organisation=at, period=days, out=draft, today=today())
        draft.rename(out)
    return out


def _page(shown: Shown, report: Path) -> list[str]:
    name = short_names([shown.county.pk], on=today())[shown.county.pk]
    days = {"name": name, "first": shown.period.first, "last": shown.period.last}
    return [
        "",
        _("%(name)s　%(first)s至%(last)s") % days,
        _("台账　%(folder)s") % {"folder": shown.folder},
        *(f"　　　{path.name}" for path in shown.files),
        _("报告　%(file)s") % {"file": report},
        _("怎样登录（第一次登录用一次性口令，随后定自己的密码）"),
        *(_account(*account) for account in shown.accounts),
        _("看一个数　niangjia figure '%(ref)s' --as-of %(day)s")
        % {"ref": shown.look, "day": shown.period.last},
        "",
    ]


def _account(username: str, code: str, post: str) -> str:
    word = grouped(code) if code else _("（已有自己的密码）")
    return f"　　　{username:<10}　{word}　{post}"


def _shape(scenario: str, shown: Shown, report: Path) -> dict[str, Any]:
    return {
        "scenario": scenario,
        "organisation": shown.county.code,
        "period": {"from": str(shown.period.first), "to": str(shown.period.last)},
        "folder": str(shown.folder),
        "ledgers": [str(path) for path in shown.files],
        "report": str(report),
        "accounts": [
            {"username": username, "code": code or None, "post": post}
            for username, code, post in shown.accounts
        ],
    }

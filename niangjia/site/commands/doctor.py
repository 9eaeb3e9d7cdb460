"""`niangjia doctor`: what is wrong here, and what to do, in plain words."""

from __future__ import annotations

import sys

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.site.commands.asking import answer, json_option
from niangjia.site.diagnosis import examine
from niangjia.site.findings import Found, State

SIGNS = {State.FINE: "　", State.MIND: "？", State.BAD: "！"}


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """哪里不对，怎么办：磁盘、时间、版本、备份、密钥、数据库。不改动数据。"""
    found = examine(now=timezone.localtime())
    is_well = not any(one.state is State.BAD for one in found)
    shape = [
        {"check": one.name, "state": one.state, "says": one.says, "do": one.do} for one in found
    ]
    answer(as_json, {"well": is_well, "checks": shape}, _lines(found, is_well=is_well))
    sys.exit(0 if is_well else 1)


def _lines(found: list[Found], *, is_well: bool) -> list[str]:
    lines = [f"{SIGNS[one.state]}{one.says}{one.do}" for one in found]
    return [*lines, _("没有要马上处理的事。") if is_well else _("带“！”的请马上处理。")]

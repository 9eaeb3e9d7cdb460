"""What commands have in common: how they are asked for a day, a unit, and how they answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.access.commands import operator
from niangjia.access.models import User
from niangjia.base.periods import Period, PeriodError
from niangjia.base.refusals import Refused
from niangjia.network import finding
from niangjia.network.models import Organisation

Command = TypeVar("Command", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 回答")
organisation_option = click.option(
    "--organisation", "organisation", metavar="代码|名称", help="哪个组织，默认最上级的那个"
)
user_option = click.option(
    "--as", "--as-user", "username", default="", metavar="账号", help="以这个账号的身份"
)


def period_options(command: Command) -> Command:
    """Add --from and --to, first and last day both included, and --as-of."""
    for option in (
        click.option("--as-of", "as_of", metavar="日期", help="截至这一天结束时"),
        click.option("--to", "last", metavar="日期", help="最后一天，算在内"),
        click.option("--from", "first", metavar="日期", help="第一天，算在内"),
    ):
        command = option(command)
    return command


def today() -> date:
    """The day in Asia/Shanghai; the only place where the command line reads the clock (R2)."""
    return timezone.localdate()


def period_of(first: str | None, last: str | None, as_of: str | None) -> Period:
    """The days that were asked for; without any, this year until today.

    Raises:
        Refused: only one end of a period, or a period and a day together.
        PeriodError: unreadable, or upside down.
    """
    if as_of and (first or last):
        raise Refused(_("--as-of 是某一天，--from 和 --to 是一段时间，请只用一种。"))
    if as_of:
        return Period.day(_last_day(as_of))
    if not first and not last:
        return Period.including(date(today().year, 1, 1), today())
    if not first or not last:
        raise Refused(
            _("一段时间要有首日和末日：--from 和 --to 请一起写；只看某一天请用 --as-of。")
        )
    return Period.including(Period.parse(first).first, Period.parse(last).last)


def _last_day(as_of: str) -> date:
    try:
        return Period.parse(as_of).last
    except PeriodError as error:
        raise Refused(
            _("“%(day)s”读不成日期，请写成 2017-07-31 这样。") % {"day": as_of}
        ) from error


def organisation_of(text: str | None, *, on: date) -> Organisation:
    """The organisation of that code or name; without one, the one above all others."""
    return finding.find(text, on=on) if text else finding.top(on=today())


def user_of(username: str) -> User | None:
    """The account as which a command acts; None is the operator."""
    return operator(username, on=today())


def answer(as_json: bool, shape: Any, lines: list[str]) -> None:
    """Write the answer: the shape as JSON, or the lines."""
    text = json.dumps(shape, ensure_ascii=False, indent=1) if as_json else "\n".join(lines)
    click.echo(text)

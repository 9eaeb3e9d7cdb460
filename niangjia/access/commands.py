"""`niangjia account`: accounts opened, handed a new slip and ended at the command line."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.access import codes, operations
from niangjia.access.models import Post, User
from niangjia.access.scopes import acting
from niangjia.access.terms import Role
from niangjia.base.refusals import Refused
from niangjia.network import finding

ROLES = click.Choice([role.value for role in Role])
as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
as_user = click.option("--as-user", "acting_as", default="", help="Act as this account.")


@click.group()
def account() -> None:
    """Accounts: made from posts, opened with a one-time code."""


@account.command("open")
@click.argument("name")
@click.option("--username", required=True, help="What she writes when she signs in.")
@click.option("--organisation", required=True, help="Code or name.")
@click.option("--role", type=ROLES, required=True)
@click.option("--from", "first_day", type=click.DateTime(["%Y-%m-%d"]), help="First day in office.")
@as_user
@as_json
def open_account(
    name: str,
    username: str,
    organisation: str,
    role: str,
    first_day: Any,
    acting_as: str,
    as_json: bool,
) -> None:
    """Open an account for NAME and print the one-time code of her slip."""
    now = timezone.now()
    today = timezone.localdate(now)
    user, code = operations.open_account(
        by=operator(acting_as, on=today),
        name=name,
        username=username,
        organisation=finding.find(organisation, on=today),
        role=role,
        on=first_day.date() if first_day else today,
        now=now,
    )
    _print_slip(user, code, as_json)


@account.command("slip")
@click.argument("username")
@as_user
@as_json
def slip(username: str, acting_as: str, as_json: bool) -> None:
    """Print a new one-time code for USERNAME; the old code or password stops working."""
    now = timezone.now()
    user = _user(username)
    by = operator(acting_as, on=timezone.localdate(now))
    code = operations.renew_code(by=by, user=user, now=now)
    _print_slip(user, code, as_json)


@account.command("end")
@click.argument("username")
@click.option("--organisation", required=True, help="Code or name.")
@click.option("--last-day", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--reason", required=True)
@as_user
def end(username: str, organisation: str, last_day: Any, reason: str, acting_as: str) -> None:
    """End the post of USERNAME in an organisation."""
    today = timezone.localdate()
    at = finding.find(organisation, on=today)
    post = Post.objects.open().filter(user=_user(username), organisation=at).first()
    if post is None:
        raise Refused(_("“%(username)s”在那里没有在任的职务。") % {"username": username})
    on = last_day.date() + timedelta(days=1)
    by = operator(acting_as, on=today)
    operations.end_post(by=by, post=post, on=on, today=today, reason=reason)
    said = {"username": username, "day": last_day.date()}
    click.echo(_("%(username)s：任职到%(day)s为止。") % said)


def operator(username: str, *, on: date) -> User | None:
    """Whom a command acts as: the account of `--as-user`, or None, the operator.

    Raises:
        Refused: no such account, or it holds no post on that day.
    """
    if not username:
        return None
    user = acting(_user(username), on=on)
    if not user.scopes_of_day[1]:
        raise Refused(
            _("账号“%(username)s”在%(day)s没有在任的职务。") % {"username": username, "day": on}
        )
    return user


def _user(username: str) -> User:
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise Refused(
            _("没有“%(username)s”这个账号。请核对用户名；新账号用 niangjia account open 开。")
            % {"username": username}
        )
    return user


def _print_slip(user: User, code: str, as_json: bool) -> None:
    until = timezone.localtime(user.code_expires_at)
    if as_json:
        shown = {"username": user.username, "code": code, "valid_until": until.isoformat()}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(_("账号　　　%(username)s") % {"username": user.username})
    click.echo(_("一次性口令　%(code)s") % {"code": codes.grouped(code)})
    said = {"until": f"{until:%Y-%m-%d %H:%M}"}
    click.echo(_("有效到　　%(until)s；第一次登录请定一个自己的密码。") % said)

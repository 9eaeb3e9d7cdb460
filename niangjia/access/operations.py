"""Accounts are made from posts: opened, given another post, handed a new slip, ended."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.access import codes
from niangjia.access.models import Post, Reading, User
from niangjia.access.permissions import require
from niangjia.access.scopes import scopes
from niangjia.access.terms import GRANTS, Can, Role
from niangjia.base import journal
from niangjia.base.refusals import Refused
from niangjia.network.models import Organisation

_USERNAME = re.compile(r"[\w.-]{2,30}")


def open_account(
    *,
    by: User | None,
    name: str,
    username: str,
    organisation: Organisation,
    role: str,
    on: date,
    now: datetime,
) -> tuple[User, str]:
    """Open an account with a post from `on`; returns it with the one-time code of its slip.

    The code is nowhere else: lost, it is replaced by `renew_code`.

    Raises:
        PermissionDenied, NotVisible: `by` may not open accounts there.
        Refused: the user name is taken or unfit, or the role holds more than `by` does.
    """
    today = timezone.localdate(now)
    _require_to_hold(by, role, organisation, today)
    username = _fit(username)
    summary = f"{name} {Role(role).label}"
    with journal.act("开通账号", by=by, organisation_id=organisation.pk, summary=summary):
        user = User(username=username, name=name.strip())
        code = codes.hand_out(user, now=now)
        give_post(by=by, user=user, organisation=organisation, role=role, on=on, today=today)
    return user, code


def give_post(
    *,
    by: User | None,
    user: User,
    organisation: Organisation,
    role: str,
    on: date,
    today: date,
) -> Post:
    """Give `user` a post, perhaps beside others, from `on`.

    Raises:
        PermissionDenied, NotVisible: `by` may not open accounts there.
        Refused: the organisation does not exist that day, the role holds more than `by` does, or
            she has a post there already.
    """
    _require_to_hold(by, role, organisation, today)
    if not organisation.is_true_on(on):
        raise Refused(_("%(day)s这个组织不存在，请核对日期。") % {"day": on})
    summary = f"{user.name} {Role(role).label}"
    with journal.act("任职", by=by, organisation_id=organisation.pk, summary=summary) as entry:
        return Post.objects.create(
            entry=entry, user=user, organisation=organisation, role=role, starts_on=on
        )


def renew_code(*, by: User | None, user: User, now: datetime) -> str:
    """A new slip for somebody who lost hers or forgot her password; the old ones stop working.

    The slip opens what she will hold tomorrow too, so her posts dated ahead count.

    Raises:
        PermissionDenied, NotVisible: `by` may not open accounts where `user` serves or will serve.
        Refused: `user` serves nowhere today, or also where `by` holds less.
    """
    today = timezone.localdate(now)
    posts = _held_or_coming(user, today)
    held = [post for post in posts if post.is_true_on(today)]
    if not held:
        raise Refused(_("她今天没有在任的职务，不能打登录条。请先给她开一个职务。"))
    for post in posts:
        _require_to_hold(by, post.role, post.organisation, today)
    first = held[0].organisation_id
    with journal.act("打登录条", by=by, organisation_id=first, summary=user.name):
        return codes.hand_out(user, now=now)


def end_post(*, by: User | None, post: Post, on: date, today: date, reason: str = "") -> None:
    """End a post: its last day is the one before `on`; from `on` it opens nothing.

    With `on` today that is her next request. A post that was to begin no earlier is withdrawn.

    Raises:
        PermissionDenied, NotVisible: `by` may not open accounts there.
        Refused: the last day has not come yet (R4), or the post has ended.
    """
    _require_to_hold(by, post.role, post.organisation, today)
    if on > today + timedelta(days=1):
        raise Refused(_("最后一天还没有到：到了那天再办，职务在那以前照样有效。"))
    if post.ends_on:
        raise Refused(_("这个职务已经在%(day)s结束了。") % {"day": post.ends_on})
    summary = f"{post.user.name} {post.get_role_display()} {on}"
    with journal.act(
        "结束任职", by=by, organisation_id=post.organisation_id, summary=summary, reason=reason
    ):
        if post.starts_on and post.starts_on >= on:
            post.delete()
            return
        post.ends_on = on
        post.save(update_fields=["ends_on"])


def set_own_password(user: User, password: str) -> None:
    """Her own password instead of the code, which has done its service."""
    with journal.act("设定密码", by=user, summary=user.name):
        user.set_password(codes.as_typed(password))
        user.must_set_password = False
        user.code_expires_at = None
        user.save()


def log_reading(user: Any, *, organisation: Organisation, what: str, persons: int) -> None:
    """Write down that `user` looked at the names of so many persons; none, no line.

    Source: DOMAIN C.3, invariant 1.
    """
    if persons:
        reader = user if getattr(user, "pk", None) else None
        Reading.objects.create(
            user=reader, organisation=organisation, what=what[:200], persons=persons
        )


def _held_or_coming(user: User, today: date) -> QuerySet[Post]:
    coming = Q(ends_on=None) | Q(ends_on__gt=today)
    return Post.objects.filter(coming, user=user).select_related("organisation")


def _require_to_hold(by: User | None, role: str, organisation: Organisation, today: date) -> None:
    """Accounts are hers to open there, and nobody grants more than she holds."""
    require(by, Can.ACCOUNT_OPEN, organisation, on=today)
    if by is None:
        return
    reach = [scope for scope in scopes(by, on=today) if scope.covers(organisation.path)]
    held = frozenset().union(*(scope.grants for scope in reach))
    if not GRANTS[role] <= held:
        raise Refused(
            _("你自己没有这么大的职权，不能给别人：%(role)s。") % {"role": Role(role).label}
        )


def _fit(username: str) -> str:
    typed = unicodedata.normalize("NFKC", username).strip()
    if not _USERNAME.fullmatch(typed):
        raise Refused(
            _("账号“%(name)s”不能用：要2到30个字，只用汉字、字母、数字和 . _ -。") % {"name": typed}
        )
    if User.objects.filter(username__iexact=typed).exists():
        raise Refused(_("账号“%(name)s”已经有人用了，请换一个。") % {"name": typed})
    return typed

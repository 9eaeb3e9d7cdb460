"""Accounts and posts: what somebody may do comes from a post in an organisation, with dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop

from niangjia.access.terms import Role
from niangjia.base.history import tracked, tracked_but
from niangjia.base.models import Dated, DatedQuerySet, Recorded, ends_after_it_starts
from niangjia.base.overlaps import one_at_a_time

if TYPE_CHECKING:
    from niangjia.access.scopes import Scope


@tracked_but("password", "last_login")
class User(AbstractUser):
    """An account, made from a post (no self sign-up; the e-mail column of Django stays empty).

    What it was before is kept without the password's hash; coming and going is no act.
    """

    first_name = None  # type: ignore[assignment]  # so Django takes a field away
    last_name = None  # type: ignore[assignment]  # so Django takes a field away
    name = models.CharField("姓名", max_length=60, blank=True)
    must_set_password = models.BooleanField("首次登录须设密码", default=True)
    code_expires_at = models.DateTimeField("一次性登录码有效至", null=True, blank=True)

    REQUIRED_FIELDS = []

    # Not columns: what `scopes.acting` read for this request or command.
    acting_post: str = ""
    scopes_of_day: tuple[date | None, tuple[Scope, ...]] = (None, ())

    class Meta:
        verbose_name = "账号"
        constraints = (
            # Signing in does not look at capitals, so neither does who is who.
            models.UniqueConstraint(
                Lower("username"),
                name="access_user_username_once",
                violation_error_message=gettext_noop("这个账号已经有人用了，请换一个。"),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username


@tracked
class Post(Recorded, Dated):
    """`user` serves in `organisation` with `role`, over its whole subtree of the day (R4)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    role = models.CharField("职权", max_length=20, choices=Role.choices)

    objects = DatedQuerySet["Post"].as_manager()

    class Meta:
        verbose_name = "职务"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "access_post_one_role_a_day",
                "user",
                "organisation",
                message=gettext_noop("同一个人在同一个组织同一天只能有一种职权。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Reading(models.Model):
    """Somebody looked at names: who, which rows, when (TRUST: the read is logged)."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    what = models.CharField("看了什么", max_length=200)
    persons = models.PositiveIntegerField("人数")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "查看记录"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.what}"

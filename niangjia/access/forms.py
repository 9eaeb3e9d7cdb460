"""Forms of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from niangjia.access import operations
from niangjia.access.models import User
from niangjia.access.terms import Role


class OpenAccountForm(forms.Form):
    """Whose account, in which post. The organisations are those where she may open one."""

    organisation = forms.ChoiceField(label=_("组织"))
    role = forms.ChoiceField(label=_("职权"), choices=Role.choices)
    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(
        label=_("账号"),
        max_length=30,
        help_text=_("登录时写的名字。可以用汉字，例如：李家乡主席。"),
    )
    starts_on = forms.DateField(label=_("哪一天起任职"))

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(choices)  # type: ignore[attr-defined]  # a ChoiceField
        _as_calendar(self.fields["starts_on"])


class EndPostForm(forms.Form):
    """The last day in office (R1), and why."""

    last_day = forms.DateField(
        label=_("任职的最后一天"),
        help_text=_("写今天，她还能用到今天夜里；要马上停用，写昨天。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_calendar(self.fields["last_day"])


class OwnPasswordMixin:
    """Saves through the operation, so that the code ends and the journal knows."""

    user: User
    cleaned_data: dict[str, Any]

    def save(self, commit: bool = True) -> User:
        """Set the password."""
        operations.set_own_password(self.user, self.cleaned_data["new_password1"])
        return self.user


class FirstPasswordForm(OwnPasswordMixin, SetPasswordForm):  # type: ignore[type-arg]  # none at run time
    """The first own password, instead of the slip's code."""


class PasswordForm(OwnPasswordMixin, PasswordChangeForm):
    """Another own password; asks for the one before."""


def _as_calendar(field: forms.Field) -> None:
    field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def first_days(today: date) -> dict[str, str]:
    """What the date fields say before anybody writes in them."""
    return {"starts_on": today.isoformat(), "last_day": today.isoformat()}

"""allauth, told that nobody signs up by herself: accounts are made from posts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from niangjia.access import codes


class NoSelfSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes the sign-up page, and answers every failed sign-in alike."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "账号或密码不对，请再看一遍。登录条过了14天，请换一张新的。"
        ),
        "too_many_login_attempts": _("试的次数太多了，请过几分钟再来。"),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Return False: an account is opened by somebody who may."""
        return False

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The user of these credentials; None too if switched off or if her code has expired."""
        credentials["password"] = codes.as_typed(credentials.get("password", ""))
        user = super().authenticate(request, **credentials)
        if user and (not user.is_active or codes.has_expired(user, now=timezone.now())):
            return None
        return user

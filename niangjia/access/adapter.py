"""allauth, told that nobody signs up by herself: accounts are made from posts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from niangjia.access import codes


class NoSelfSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Closes the sign-up page, and answers every failed sign-in alike.

    Only whoever holds the right code is told that its days are over.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("账号或密码不对，请再看一遍。"),
        "too_many_login_attempts": _("试的次数太多了，请过几分钟再来。"),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Return False: an account is opened by somebody who may."""
        return False

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The user of these credentials, None too if switched off.

        Raises:
            ValidationError: the code is hers, but its days are over.
        """
        credentials["password"] = codes.as_typed(credentials.get("password", ""))
        user = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            return None
        if codes.has_expired(user, now=timezone.now()):
            raise ValidationError(
                _("这张登录条是14天以前打的，已经过期。请上一级妇联再打一张新的。")
            )
        return user

"""allauth, told that nobody signs up by herself: accounts are made from posts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class NoSelfSignUp(DefaultAccountAdapter):
    """Closes the sign-up page."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Return False: an account is opened by somebody who may."""
        return False

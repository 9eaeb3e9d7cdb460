"""What a password must be, said in her words."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters; Django's own sentence is English in a Chinese page."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that is too short."""
        if len(password) < self.min_length:
            text = _("密码太短了，至少要%(least)s个字符，可以用一句好记的话。")
            raise ValidationError(text % {"least": self.min_length}, code="password_too_short")

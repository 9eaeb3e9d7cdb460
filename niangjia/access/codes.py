"""One-time codes of sign-in slips: twelve digits, kept hashed like a password, good for 14 days."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from niangjia.access.models import User

DIGITS = 12
LASTS = timedelta(days=14)

_GROUPED = re.compile(r"\d{4}[\s-]?\d{4}[\s-]?\d{4}")


def hand_out(user: User, *, now: datetime) -> str:
    """Set a fresh code as her password; nothing but setting her own one is open with it.

    Whoever was signed in as her is signed out, because sessions hang on the password.
    """
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    user.set_password(code)
    user.must_set_password = True
    user.code_expires_at = now + LASTS
    user.save()
    return code


def has_expired(user: User, *, now: datetime) -> bool:
    """Whether all she has is a code whose days are over."""
    expires = user.code_expires_at
    return user.must_set_password and (expires is None or expires <= now)


def grouped(code: str) -> str:
    """As printed: 4839 2071 5526."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def as_typed(password: str) -> str:
    """Twelve digits typed with the gaps of the slip, or full-width, are the code without them.

    Anything else stays as it is. Applied when a password is set too, so nobody locks herself out.
    """
    plain = unicodedata.normalize("NFKC", password).strip()
    return re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else password

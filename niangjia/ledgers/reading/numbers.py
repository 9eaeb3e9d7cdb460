"""Phone, identity and place numbers as Excel leaves them: floats, powers of ten, spaces, hyphens."""

from __future__ import annotations

import re
from datetime import date

from niangjia.ledgers.reading.text import CellError, Raw, flat, plain

_POWER = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d+)")
_SIGNS = re.compile(r"[\s\-‐-―_'‘’`()\"“”.]+")
_SEVERAL = re.compile(r"[/、,;或|]+")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")
_PHONE = re.compile(r"1\d{10}")
_IDENTITY = re.compile(r"\d{17}[\dx]")
_OLD_IDENTITY = re.compile(r"\d{15}")
_WORDS = re.compile(
    r"^(?:本人|手机|电话|移动|联系|号码|号|tel|mobile)+:?|\([\d\-\s]*[^()\d\-\s][^()]*\)"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_EXACT = 10**15  # Excel keeps 15 digits of a number


def read_phone(raw: Raw) -> tuple[str, str]:
    """Read a mobile number: 11 digits beginning with 1, or "" with the reason.

    Keys: phone-lost, phone-short, phone-odd, phone-several, cell-error.
    """
    if isinstance(raw, CellError):
        return "", "cell-error"
    if isinstance(raw, float) and 1e10 <= raw < 2e10 and raw.is_integer():
        return str(int(raw)), ""
    text = flat(raw)
    if text.isascii() and _PHONE.fullmatch(text):
        return text, ""
    if power := _POWER.fullmatch(text):
        text = _unfolded(power)
        if not text:
            return "", "phone-lost"
    if isinstance(raw, str) and "\n" in raw:
        text = flat("/".join(map(str.strip, raw.splitlines())))
    text = _WORDS.sub("", text)
    phones = [_COUNTRY.sub("", _SIGNS.sub("", part)) for part in _parts(text)]
    return _first_phone([phone for phone in phones if phone])


def _parts(text: str) -> list[str]:
    parts = _SEVERAL.split(text)
    digits = _SIGNS.sub("", text)
    return [digits[:11], digits[11:]] if re.fullmatch(r"(1\d{10}){2}", digits) else parts


def _first_phone(phones: list[str]) -> tuple[str, str]:
    right = [phone for phone in phones if _PHONE.fullmatch(phone)]
    if right:
        return right[0], "phone-several" if len(phones) > 1 else ""
    if phones and all(phone.isdigit() and len(phone) < 11 for phone in phones):
        return "", "phone-short"
    return "", "phone-odd"


def _unfolded(power: re.Match[str]) -> str:
    """1.0012345678E+10 still has all its digits, 1.00E+10 has not."""
    digits = power[1] + (power[2] or "")
    return digits if len(digits) == int(power[3]) + 1 else ""


def read_identity(raw: Raw) -> tuple[str, str]:
    """Read an identity number for matching; one with a fault is not used. Never its region.

    One of 15 digits, as it was given until 1999, comes back as the 18 that the same person has.

    Keys: identity-old, identity-lost, identity-length, identity-date, identity-check, cell-error.
    Source: R16, R32; GB 11643-1999.
    """
    if isinstance(raw, CellError):
        return "", "cell-error"
    if not isinstance(raw, str) and _is_rounded(raw):
        return "", "identity-lost"
    text = flat(raw)
    if _POWER.fullmatch(text):
        return "", "identity-lost"
    text = _SIGNS.sub("", text)
    old = bool(_OLD_IDENTITY.fullmatch(text))
    text = with_18_digits(text) if old else text
    if key := identity_fault(text):
        return "", key
    return text.upper(), "identity-old" if old else ""


def with_18_digits(old: str) -> str:
    """The number of 18 signs (small letters) of a person whose card had 15 digits.

    The century is put before the two digits of the year, the check sign at the end.
    """
    body = f"{old[:6]}19{old[6:]}"
    return body + _check_sign(body)


def _check_sign(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=False))
    return _CHECKS[total % 11]


def _is_rounded(raw: Raw) -> bool:
    return isinstance(raw, float | int) and raw >= _EXACT


def identity_fault(text: str) -> str:
    """The key of what is wrong with 18 signs (small letters), "" if nothing is."""
    if not _IDENTITY.fullmatch(text):
        return "identity-length"
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return "identity-date"
    return "" if _check_sign(text) == text[17] else "identity-check"


def read_code(raw: Raw) -> tuple[str, str]:
    """A place code of 6, 9 or 12 digits. Key: code-malformed."""
    code = plain(raw).replace(" ", "").lstrip("'")
    if not code:
        return "", ""
    return (
        (code, "")
        if code.isascii() and code.isdigit() and len(code) in (6, 9, 12)
        else ("", "code-malformed")
    )

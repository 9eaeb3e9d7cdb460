"""Numbers that may be somebody's: in nothing that is said or kept about a cell (R16)."""

from __future__ import annotations

import re

# Seven digits or more, however somebody parted them: a phone, an identity number, or what is left
# of one. A slash or a comma stands between two numbers.
_LONG = re.compile(r"\d(?:[\s\-‐-―−_.·•()（）'‘’]{0,3}\d){6,}[xX]?")
_PLACE = re.compile(r"[1-9]\d{11}", re.ASCII)  # a place code; neither of the two has 12 digits
_DAY = (
    r"(?:\d{4}\s?[-.]\s?\d{1,2}(?:\s?[-.]\s?\d{1,2})?|(?:19|20)\d{6}|\d{2}[-.]\d{1,2}[-.]\d{1,2})"
)
_DAYS = re.compile(rf"{_DAY}(?:[\s\-‐-―−]{{1,3}}{_DAY})*(?:\s\d{{1,2}})?")


def masked(text: str) -> str:
    """The text with the middle of every long number left out: 100****78.

    Days, and codes of places, stay: they are nobody's.
    """
    return _LONG.sub(_ends, text)


def _ends(found: re.Match[str]) -> str:
    number = found[0]
    if _PLACE.fullmatch(number) or _DAYS.fullmatch(number):
        return number
    return f"{number[:3]}****{number[-2:]}"

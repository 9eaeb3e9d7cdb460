"""Cell values as text: what she sees in the cell, and what is compared."""

from __future__ import annotations

import re
from datetime import datetime

from niangjia.base.simplified import SIMPLIFIED
from niangjia.ledgers.files.values import CellError as CellError
from niangjia.ledgers.files.values import Raw as Raw

# Letters, digits and the signs of numbers and dates; Chinese punctuation stays what it is.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_WIDE |= {
    ord(wide): ord(plain) for wide, plain in zip("．／－＋　\xa0\ufeff", "./-+   ", strict=True)
}
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"}
# In the words of rosters: hers may come from an input method, or from Hong Kong.
_FOLDED = SIMPLIFIED | _HALF | _INVISIBLE
_SPACE = re.compile(r"\s+")
_UNTIDY = re.compile(r"[\s\uff01-\uff5e\u200b-\u200f\u2060\ufeff]")  # what `plain` has to mend
_OPENING, _CLOSING = re.compile(r"[(（\[【〔]"), re.compile(r"[)）\]】〕]")

NOTHING = frozenset(
    {"", "-", "—", "--", "——", "/", "\\", "无", "暂无", "空", "N/A", "n/a", "NULL", "null"}
)
"""What people write into a cell that stays empty."""


def shown(raw: Raw) -> str:
    """The cell as she sees it, untouched: 13800000000.0 → 13800000000, a day → 2017-05-23."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float | int):
        return str(int(raw)) if raw == int(raw) else repr(raw)
    if isinstance(raw, CellError):
        return raw.text
    return str(raw.date() if isinstance(raw, datetime) else raw)


def plain(raw: Raw) -> str:
    """The text with full-width letters, digits and spaces made plain; outer and double spaces go."""
    text = shown(raw)
    if not _UNTIDY.search(text):
        return text
    return _SPACE.sub(" ", text.translate(_INVISIBLE).translate(_WIDE)).strip()


def flat(raw: Raw) -> str:
    """The text for comparing: full-width and traditional signs made plain, no spaces, small letters."""
    text = shown(raw)
    if not text.isascii():
        text = text.translate(_FOLDED)
    return _SPACE.sub("", text).lower()


def without_parentheses(text: str) -> str:
    """The text without (…), （…）, 〔…〕 and what is in them.

    In one walk: as one pattern, a cell of ten thousand opening signs would take minutes.
    """
    kept, start = [], 0
    while (opening := _OPENING.search(text, start)) and (
        closing := _CLOSING.search(text, opening.end())
    ):
        kept.append(text[start : opening.start()])
        start = closing.end()
    return "".join(kept) + text[start:]


def is_nothing(raw: Raw) -> bool:
    """Tell whether a cell says nothing: empty, spaces, a dash, 无."""
    return isinstance(raw, str) and raw.strip() in NOTHING

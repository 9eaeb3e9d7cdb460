"""Text that a spreadsheet might take for a formula."""

from __future__ import annotations

import re

# = + - @ and their full-width, small and mathematical twins, which a careless program makes plain.
_STARTS = "=+-@＝＋－\uff20﹦﹢﹣﹫−"
_RISKY = re.compile(rf"[\s\ufeff\u200b-\u200f\u2060\x00]*[{re.escape(_STARTS)}]|[\t\r\n\x00]")


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet might take the text for a formula, also after trimming it."""
    return _RISKY.match(text) is not None

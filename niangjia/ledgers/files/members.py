"""The files of a .zip: which of them are somebody's ledgers, and what they are called."""

from __future__ import annotations

import re
import unicodedata
from typing import BinaryIO

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.archive import Part, unpacked
from niangjia.ledgers.files.terms import Refusal

_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}


def ledgers_of(parts: list[Part]) -> list[tuple[int, str]]:
    """(place in the zip, name to show) of all files that a person put in.

    Raises:
        Refusal: there are none, or too many.
    """
    names = [(place, shown_name(part)) for place, part in enumerate(parts)]
    found = [(place, name) for place, name in names if not _is_litter(name)]
    if not found:
        raise Refusal("zip-empty")
    if len(found) > limits.FILES:
        raise Refusal("too-many-files", count=len(found), most=limits.FILES)
    return found


def shown_name(part: Part) -> str:
    """The name as its maker saw it: old Chinese zips carry GBK without saying so."""
    name = part.name
    if not part.is_unicode:
        try:
            name = _decoded(part.name.encode("cp437"))
        except UnicodeEncodeError:
            name = part.name
    return cleaned(name.replace("\\", "/"))


def cleaned(name: str) -> str:
    """The name without signs that cannot be seen, and not too long."""
    seen = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return re.sub(r"(?:^|/)(?:\.\.?/)+|^/+", "", seen)[-120:]


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")


def _is_litter(name: str) -> bool:
    """Folders, hidden files, and what systems and Excel itself leave behind."""
    steps = name.split("/")
    return steps[-1] == "" or any(
        step.startswith((".", "~$")) or step.lower() in _LITTER for step in steps
    )


def content_of(file: BinaryIO, parts: list[Part], place: int) -> bytes:
    """Unpack one file of a zip.

    Raises:
        Refusal: too large, damaged, forged, or itself a zip of files.
    """
    if not 0 <= place < len(parts):
        raise Refusal("damaged")
    part = parts[place]
    if part.size > limits.LARGEST_LEDGER:
        raise Refusal("too-large", most=limits.LARGEST_LEDGER // limits.MB)
    return b"".join(unpacked(file, part))

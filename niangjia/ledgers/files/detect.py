"""What a file is, by its content: its name may say anything."""

from __future__ import annotations

import re
from enum import StrEnum

from niangjia.ledgers.files.terms import Refusal


class Form(StrEnum):
    """The forms that are taken in."""

    ZIP = "zip"  # an .xlsx too, until its parts are known
    OLD_EXCEL = "xls"
    TEXT = "csv"


_OTHERS = {
    b"%PDF": "is-pdf",
    b"\x89PNG": "is-picture",
    b"\xff\xd8\xff": "is-picture",
    b"GIF8": "is-picture",
    b"BM": "is-picture",
    b"II*\x00": "is-picture",
    b"MM\x00*": "is-picture",
    b"RIFF": "is-picture",
    b"Rar!": "is-other-archive",
    b"7z\xbc\xaf": "is-other-archive",
    b"\x1f\x8b": "is-other-archive",
    b"BZh": "is-other-archive",
    b"\xfd7zXZ": "is-other-archive",
    b"MZ": "is-program",
    b"\x7fELF": "is-program",
    b"#!": "is-program",
    b"{\\rtf": "is-word",
    b"\x09\x08": "is-too-old",
    b"\x09\x04": "is-too-old",
    b"\x09\x02": "is-too-old",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_WEB = re.compile(rb"\s*(<(!doctype|html|table|head|body|meta|\?xml|svg)\b|mime-version:)", re.I)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def form_of(content: bytes) -> Form:
    """The form of a whole file.

    Raises:
        Refusal: it is none that is taken in; the key says what it is instead.
    """
    if not content:
        raise Refusal("empty")
    if content.startswith(b"PK\x03\x04"):
        return Form.ZIP
    if content.startswith(_EMPTY_ZIP):
        raise Refusal("zip-empty")
    if content.startswith(_OLE):
        return _checked_ole(content)
    for start, key in _OTHERS.items():
        if content.startswith(start) and not _is_plain(content, start):
            raise Refusal(key)
    return _checked_text(content)


def _is_plain(content: bytes, start: bytes) -> bool:
    """A table may begin with the letters BM, MZ or II; a picture or program is never all text."""
    return start.isalpha() and not _BINARY.search(content)


def _checked_text(content: bytes) -> Form:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Form.TEXT
    if _WEB.match(content.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise Refusal("is-web-page")
    if _BINARY.search(content):
        raise Refusal("is-unknown")
    return Form.TEXT


def _checked_ole(content: bytes) -> Form:
    """The frame of Office 97 to 2003, which also holds Word files and locked .xlsx."""
    if _named(content, "EncryptedPackage") or _named(content, "EncryptionInfo"):
        raise Refusal("locked")
    if _named(content, "WordDocument"):
        raise Refusal("is-word")
    if _named(content, "PowerPoint Document"):
        raise Refusal("is-slides")
    if not (_named(content, "Workbook") or _named(content, "Book")):
        raise Refusal("is-unknown")
    return Form.OLD_EXCEL


def _named(content: bytes, stream: str) -> bool:
    """Tell whether the directory of the file names a stream."""
    return stream.encode("utf-16-le") + b"\x00\x00" in content

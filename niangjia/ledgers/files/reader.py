"""What the child is asked: which ledgers lie in this file, and the cells of one of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

from niangjia.ledgers.files import limits
from niangjia.ledgers.files.archive import Part, parts_of
from niangjia.ledgers.files.cells import chunk
from niangjia.ledgers.files.detect import Form, form_of
from niangjia.ledgers.files.excel import sheets_of
from niangjia.ledgers.files.members import content_of, ledgers_of
from niangjia.ledgers.files.terms import Refusal
from niangjia.ledgers.files.text_table import sheet_of
from niangjia.ledgers.files.xlsx_parts import WORKBOOK, read_package

_OTHER_PACKAGES = {
    "word/document.xml": "is-word",
    "ppt/presentation.xml": "is-slides",
    "xl/workbook.bin": "is-binary-workbook",
    "mimetype": "is-open-document",
}


def answer(
    file: BinaryIO, *, ask: str, name: str = "", member: int | None = None
) -> Iterator[bytes]:
    """Answer "look", "cells" or "content" about a file, or about a file in a zip.

    "look": what lies in it; "cells": its sheets; "content": its bytes as they are.
    """
    if ask == "look":
        yield from _look(file)
        return
    content = _content(file, member)
    if ask == "content":
        yield from _pieces(content)
    else:
        yield from _cells(content, name)


def _look(file: BinaryIO) -> Iterator[bytes]:
    """["ledger", null] for one table, ["files", [[place, name], …]] for a zip of them."""
    parts = _parts(file) if _is_zip(file) else []
    if parts and not _is_package(parts):
        yield chunk("files", [[place, name] for place, name in ledgers_of(parts)])
    else:
        form_of(_whole(file))
        yield chunk("ledger", None)


def _content(file: BinaryIO, member: int | None) -> bytes:
    return _whole(file) if member is None else content_of(file, _parts(file), member)


def _cells(content: bytes, name: str) -> Iterator[bytes]:
    """The sheets, then what else there is to say: ["end", [sha256, notes]]."""
    form = form_of(content)
    notes: list[str] = []
    if form == Form.TEXT:
        size, sheets = len(content), sheet_of(content, name)
    elif form == Form.OLD_EXCEL:
        size, sheets = len(content), sheets_of(content, {})
        notes = ["macros"] if "_VBA_PROJECT".encode("utf-16-le") in content else []
    else:
        package = read_package(io.BytesIO(content), _package_parts(content))
        size, sheets, notes = package.unpacked, sheets_of(content, package.scans), package.notes
    yield from _bounded(sheets, max(limits.SWELLING_FROM, limits.SWELLING * size))
    yield chunk("end", [hashlib.sha256(content).hexdigest(), notes])


def _bounded(sheets: Iterator[bytes], left: int) -> Iterator[bytes]:
    """Stop where a little file becomes a flood: one long text that a million cells refer to."""
    for message in sheets:
        left -= len(message)
        if left < 0:
            raise Refusal("too-much-text", most=limits.SWELLING)
        yield message


def _package_parts(content: bytes) -> list[Part]:
    parts = _parts(io.BytesIO(content))
    if not _is_package(parts):
        raise Refusal("nested-zip")
    return parts


def _is_package(parts: list[Part]) -> bool:
    """Tell whether a zip is an .xlsx.

    Raises:
        Refusal: it is the file of another program.
    """
    names = {part.name for part in parts}
    for sign, key in _OTHER_PACKAGES.items():
        if sign in names and WORKBOOK not in names:
            raise Refusal(key)
    if "[Content_Types].xml" in names and WORKBOOK not in names:
        raise Refusal("is-unknown")
    return WORKBOOK in names


def _is_zip(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def _parts(file: BinaryIO) -> list[Part]:
    size = file.seek(0, io.SEEK_END)
    if size > limits.LARGEST_ZIP:
        raise Refusal("too-large", most=limits.LARGEST_ZIP // limits.MB)
    return parts_of(file, size, limits.ENTRIES)


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    content = file.read(limits.LARGEST_LEDGER + 1)
    if len(content) > limits.LARGEST_LEDGER:
        raise Refusal("too-large", most=limits.LARGEST_LEDGER // limits.MB)
    return content


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), limits.PIECE):
        yield content[start : start + limits.PIECE]

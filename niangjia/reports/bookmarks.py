"""Bookmarks of a Word document: one around each number, one around each reference in its appendix.

A number's bookmark carries the index of its row, so that a document that went through many hands
still tells which figure each of its numbers was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from docx import Document as open_word
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from niangjia.reports.tree import Number

_LONGEST = 40  # Word cuts longer names
_NUMBER = re.compile(r"n(\d+)_\d+_")


def number_bookmark(number: Number) -> str:
    """Name the bookmark of one printed number: n012_1_committees_seats_level_village."""
    words = re.sub(r"[^A-Za-z0-9]+", "_", number.ref)
    return f"n{number.index:03}_{number.occurrence}_{words}"[:_LONGEST].rstrip("_")


def row_bookmark(index: int) -> str:
    """Name the bookmark around the reference in the appendix row of a number."""
    return f"r{index:03}"


def bookmark_key(index: int, occurrence: int) -> int:
    """Give the number that Word wants beside the name; occurrence 0 is the row's bookmark."""
    return index * 10_000 + occurrence


def numbers_by_bookmark(source: Path | str | BinaryIO) -> dict[str, tuple[str, str]]:
    """Read a document back: bookmark → (reference, text of the number), in reading order.

    Raises:
        KeyError: the appendix table has lost the row of a number.
    """
    word = open_word(str(source) if isinstance(source, Path) else source)
    texts = dict(_bookmarked(word.element.body))
    found = ((name, _NUMBER.match(name)) for name in texts)
    return {
        name: (texts[row_bookmark(int(number[1]))], texts[name]) for name, number in found if number
    }


def _bookmarked(body: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """Give each bookmark's name and the text inside it."""
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    for element in body.iter(qn("w:bookmarkStart"), qn("w:t"), qn("w:bookmarkEnd")):
        key = element.get(qn("w:id"), "")
        if element.tag == qn("w:bookmarkStart"):
            names[key], texts[key] = element.get(qn("w:name"), ""), ""
        elif element.tag == qn("w:t"):
            texts |= {open_: said + (element.text or "") for open_, said in texts.items()}
        else:
            yield names.pop(key), texts.pop(key)

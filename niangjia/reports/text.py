"""The tree as plain text, as it would be pasted into a message or read at the command line."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from niangjia.reports.tree import (
    Addressee,
    Block,
    Document,
    Heading,
    Paragraph,
    Points,
    Runs,
    Signature,
    Table,
    Title,
)

LINE = 28  # characters of a line of an official document (GB/T 9704-2012 5.2.3)
_INDENT = "　　"


def text_of(document: Document) -> str:
    """Write the document, one paragraph a line, paragraphs indented by two characters."""
    return "\n".join(line for block in document.blocks for line in _block(block)) + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Title(lines):
            return [*(_centred(words(line)) for line in lines), ""]
        case Heading(_, number, runs):
            return [_INDENT + number + words(runs)]
        case Addressee(runs):
            return [words(runs)]
        case Paragraph(runs):
            return [_INDENT + words(runs)]
        case Points(is_ordered, items):
            return [_INDENT + sign_of(is_ordered, n) + words(i) for n, i in enumerate(items, 1)]
        case Table(head, rows):
            return ["\t".join(map(words, row)) for row in (head, *rows)]
        case Signature(lines):
            return ["", *_signature([words(line) for line in lines])]


def words(runs: Runs) -> str:
    """Give the words and numbers of a line."""
    return "".join(run.text for run in runs)


def sign_of(is_ordered: bool, number: int) -> str:
    """What stands before a point: its number, or the dash that Chinese papers begin it with."""
    return f"{number}. " if is_ordered else "——"


def width(text: str) -> float:
    """How many characters of a line a text takes: a digit is half as wide as a Chinese sign."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def margins(widths: Sequence[float]) -> list[float]:
    """How far each line of a signature stays from the right edge, in characters as its width.

    The day stays four characters away and the names stand centred above it; a name wider than that
    keeps two.

    Source: GB/T 9704-2012 7.3.5.1.
    """
    *names, day = widths
    return [*(max(2, 4 + (day - name) / 2) for name in names), 4]


def _signature(lines: list[str]) -> list[str]:
    return [
        "　" * round(LINE - width(line) - right) + line
        for line, right in zip(lines, margins([width(line) for line in lines]), strict=True)
    ]


def _centred(line: str) -> str:
    return "　" * int((LINE - width(line)) / 2) + line

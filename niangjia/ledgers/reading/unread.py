"""What each column was taken for, and what of a sheet was not taken in at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from niangjia.ledgers.reading.facts import WORD_TO_FACT, Row, cells_of, pairs
from niangjia.ledgers.reading.fates import Remark, Warned
from niangjia.ledgers.reading.header_columns import Header
from niangjia.ledgers.reading.likely_header import likely_header
from niangjia.ledgers.reading.lines import is_note
from niangjia.ledgers.reading.private import masked
from niangjia.ledgers.reading.rows import Guess, Unread
from niangjia.ledgers.reading.tables import Segment, Table
from niangjia.ledgers.reading.text import Raw, flat, plain, shown
from niangjia.ledgers.reading.vocabulary import Certainty


def guesses_of(table: Table) -> list[Guess]:
    """Every column of every header of the sheet, a heading that stands there again only once."""
    known: dict[tuple[int, str], Guess] = {}
    for segment in table.segments:
        header = segment.header
        for column, certainty in header.certainties.items():
            guess = _guess(table, header, column, certainty)
            known.setdefault((column, guess.heading), guess)
    return list(known.values()) or _unknown(table)


def _unknown(table: Table) -> list[Guess]:
    """Of a sheet without a known head: what may be one, for the office to say what it means."""
    found = likely_header(table.sheet.rows)
    if table.segments or found is None:
        return []
    row, headings = found
    return [
        Guess(
            table.sheet.name, row + 1, letter(column), heading, "", Certainty.UNKNOWN.name.lower()
        )
        for column, heading in headings.items()
    ]


def _guess(table: Table, header: Header, column: int, certainty: Certainty) -> Guess:
    read_as = header.read_as.get(column, "")
    sure = certainty if read_as or certainty is Certainty.TOLD else Certainty.UNKNOWN
    heading, name = header.labels[column], table.sheet.name
    return Guess(name, header.top + 1, letter(column), heading, read_as, sure.name.lower())


def unread_of(table: Table) -> list[Unread]:
    """Facts above a header that say nothing to us, then columns that nothing is read from."""
    facts = [
        Unread(table.sheet.name, row + 1, letter(column), masked(word), 1, masked(value))
        for row in table.facts_rows
        for column, word, value in _facts_not_understood(table.sheet.rows[row])
    ]
    return facts + _unread_columns(table)


def _facts_not_understood(row: Row) -> Iterator[tuple[int, str, str]]:
    """Column, word and value of what a line above the header states and no field takes.

    Signatures and numbers of annexes are understood and of no use; a word without a value says
    nothing.
    """
    cells = cells_of(row)
    texts = [plain(shown(raw)) for _, raw in cells]
    for position, word, value in pairs(texts):
        known = word in WORD_TO_FACT or _OF_NO_USE.match(word) or is_note(flat(f"{word}:{value}"))
        if value and not known:
            yield cells[position][0], word, value


_OF_NO_USE = re.compile(r"附[件表录]|表[\d一二三四五六七八九十]|编号|文号|密级|截[至止]")


def _unread_columns(table: Table) -> list[Unread]:
    """Those in which something stands; what somebody told us not to read is no news to her."""
    first: dict[tuple[int, str], int] = {}
    filled: Counter[tuple[int, str]] = Counter()
    for segment in table.segments:
        for column, heading in _not_read(segment, table.sheet.rows):
            first.setdefault((column, heading), segment.header.top + 1)
            filled[column, heading] += sum(
                1 for number in segment.numbers if _holds(table.sheet.rows[number], column)
            )
    return [
        Unread(table.sheet.name, first[key], letter(key[0]), key[1], many)
        for key, many in sorted(filled.items())
        if many
    ]


def _not_read(segment: Segment, rows: Sequence[Sequence[Raw]]) -> Iterator[tuple[int, str]]:
    header = segment.header
    read, told = header.read_as, Certainty.TOLD
    width = max((len(rows[number]) for number in segment.numbers[:1]), default=0)
    for column in range(width):
        if column not in read and header.certainties.get(column) is not told:
            yield column, header.labels.get(column, "")


def _holds(row: Sequence[Raw], column: int) -> bool:
    raw = row[column] if column < len(row) else ""
    return raw != "" and not (isinstance(raw, str) and not raw.strip())


def said(unread: Unread) -> Warned:
    """What was not taken in, as a thing to look at; it changes no fate."""
    if unread.value:
        remark = Remark("fact-unread", unread.heading, unread.value)
        return Warned(unread.sheet, unread.row, remark)
    key = "column-unread" if unread.heading else "column-unread-unnamed"
    remark = Remark(key, unread.heading, "", (unread.letter, str(unread.filled)))
    return Warned(unread.sheet, None, remark)


def letter(column: int) -> str:
    """The letters of a 0-based column: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

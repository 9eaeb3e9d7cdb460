"""Finding the header of a table by its words, whatever stands above it and in whatever order.

A header is one to three rows; vocabulary.py says what their words mean.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from niangjia.ledgers.reading.header_columns import Header, Row, header_of
from niangjia.ledgers.reading.text import Raw, flat, plain
from niangjia.ledgers.reading.vocabulary import LOWER, Certainty, Texts, Vocabulary, match, weigh

SEARCHED_ROWS = 100
Range = tuple[tuple[int, int], tuple[int, int]]


def header_at(
    rows: Sequence[Row], top: int, merges: Sequence[Range], words: Vocabulary
) -> Header | None:
    """The header that begins in row `top` (0-based), None if that row begins none."""
    best: Header | None = None
    for height in (1, 2, 3):
        if top + height > len(rows) or (
            height > 1
            and not _continues(rows[top + height - 1], words)
            and not _reaches(top, top + height - 1, merges)
        ):
            break
        found = _header(rows, top, height, merges, words)
        if found and (best is None or _is_better(found, best, merges)):
            best = found
    return best


def _is_better(taller: Header, best: Header, merges: Sequence[Range]) -> bool:
    """More columns are understood; or as many, and she merged cells down to its last row."""
    if taller.size != best.size:
        return taller.size > best.size
    return _reaches(taller.top, taller.top + taller.height - 1, merges)


def find_header(rows: Sequence[Row], merges: Sequence[Range], words: Vocabulary) -> Header | None:
    """The first header that is about as good as the best of the sheet's first rows."""
    tops = range(min(len(rows), SEARCHED_ROWS))
    found = [header for top in tops if (header := header_at(rows, top, merges, words))]
    best = max((header.size for header in found), default=0)
    return next((header for header in found if header.size * 2 >= best), None)


def _continues(row: Row, words: Vocabulary) -> bool:
    """Tell whether a row can be a lower row of a header: words, most of them known."""
    cells = [cell for cell in row if not (isinstance(cell, str) and not cell.strip())]
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    known = [cell for cell in cells if _is_known(flat(cell), words) or flat(cell) in LOWER]
    return len(known) * 2 > len(cells)


def _is_known(word: str, words: Vocabulary) -> bool:
    return weigh(words, word)[1] >= Certainty.CLOSE


def _reaches(top: int, row: int, merges: Sequence[Range]) -> bool:
    """Two cells or more of the header's first row are merged down to this row, as forms have it."""
    return sum(1 for (first, _), (last, _) in merges if first == top and row <= last) > 1


def _begins(row: Row, number: int, merges: Sequence[Range], words: Vocabulary) -> bool:
    """The upper row of a header names columns of its own; a title above a header does not.

    One known word is enough beside a word that is merged over several columns (村 | 原任人员).
    """
    texts = {flat(cell) for cell in row if isinstance(cell, str) and cell.strip()}
    known = sum(1 for text in texts if _is_known(text, words))
    return known > 1 or (known == 1 and len(texts) > 1 and _spans(number, merges))


def _spans(number: int, merges: Sequence[Range]) -> bool:
    return any(top == number == bottom and left < right for (top, left), (bottom, right) in merges)


def _is_form(rows: Sequence[Row], top: int, words: Vocabulary) -> bool:
    """A form of one person: words and values side by side, and below words other words.

    姓名 | 林芳 | 性别 | 女 above 职务 | 执委 | 民族 | 汉 is no header: nobody is called 职务.
    """
    if top + 1 >= len(rows):
        return False
    row, below = rows[top], rows[top + 1]
    labels = [c for c, cell in enumerate(row) if _names_a_field(cell, words)]
    if len(labels) < 2 or any(after - one < 2 for one, after in itertools.pairwise(labels)):
        return False
    others = [c for c in labels if c < len(below) and _names_a_field(below[c], words)]
    return sum(1 for c in others if below[c] != row[c]) > 1


def _names_a_field(cell: Raw, words: Vocabulary) -> bool:
    if not isinstance(cell, str) or not cell.strip():
        return False
    name, weight = weigh(words, flat(cell))
    return weight is Certainty.EXACT and ":" not in name


def _header(
    rows: Sequence[Row], top: int, height: int, merges: Sequence[Range], words: Vocabulary
) -> Header | None:
    if height > 1 and not _begins(rows[top], top, merges, words):
        return None
    levels = [_spread(rows[row], row, merges) for row in range(top, top + height)]
    texts = list(itertools.zip_longest(*levels, fillvalue=""))
    cells = [cell for row in range(top, top + height) for cell in rows[row]]
    if not _is_header(cells, texts, words) or _is_form(rows, top, words):
        return None
    return header_of(top, height, texts, rows[top + height :], words)


def _spread(row: Row, number: int, merges: Sequence[Range]) -> list[str]:
    """The row's words; one that is merged over several columns stands in each of them."""
    words = [plain(cell) if isinstance(cell, str) else "" for cell in row]
    for (first_row, first), (last_row, last) in merges:
        if first_row <= number <= last_row and first < len(words) and first_row == number:
            words[first : last + 1] = [words[first]] * (min(last, len(words) - 1) - first + 1)
    return words


def _is_header(cells: Sequence[Raw], texts: list[Texts], words: Vocabulary) -> bool:
    """A column for the subject, two fields or more, and most words understood."""
    filled = [cell for cell in cells if not (isinstance(cell, str) and not cell.strip())]
    if not filled or any(not isinstance(cell, str) for cell in filled):
        return False
    matches = [match(words, text) for text in texts if any(text)]
    strong = {name for name, weight in matches if weight >= Certainty.CLOSE and ":" not in name}
    known = sum(1 for name, weight in matches if name or weight is Certainty.TOLD)
    subject = bool(strong & set(words.kind.subject))
    return subject and len(strong - {""}) >= 2 and known * 2 >= len(matches)

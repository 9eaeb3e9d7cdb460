"""Finding the header of a table by its words, whatever stands above it and in whatever order.

A header is one to three rows. Column by column the lowest row's word counts first, then all rows
joined (任职时间 over 起), then the upper word alone; vocabulary.py says what a word means.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from niangjia.ledgers.reading.kinds import UNUSED, Kind
from niangjia.ledgers.reading.text import Raw, flat, plain
from niangjia.ledgers.reading.vocabulary import (
    LOWER,
    Certainty,
    Meaning,
    Texts,
    Vocabulary,
    label,
    match,
    weigh,
)

SEARCHED_ROWS = 100

Row = Sequence[Raw]
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (0-based, `height` rows) and which column is which field."""

    top: int
    height: int
    columns: dict[str, int]
    ticks: dict[int, tuple[str, str]]  # column → (field, value) of a yes/no column
    labels: dict[int, str]  # column → the header as she wrote it
    certainties: dict[int, Certainty]  # of each column with a heading
    doubled: tuple[str, ...] = ()  # columns of the subject beside the one that is read
    beside: tuple[int, ...] = ()  # columns of names of a second table on the right

    @property
    def size(self) -> int:
        """How many columns are understood."""
        return len(self.columns) + len(self.ticks)

    @property
    def read_as(self) -> dict[int, str]:
        """Column → field, or "field:value" of a yes/no column; without those known to be no use."""
        ticks = {c: f"{name}:{value}" for c, (name, value) in self.ticks.items()}
        fields = {c: name for name, c in self.columns.items() if name not in UNUSED}
        return fields | ticks

    @property
    def unread(self) -> tuple[int, ...]:
        """The columns that have a heading and are not read."""
        return tuple(sorted(self.certainties.keys() - self.read_as.keys()))

    def label(self, name: str) -> str:
        """Her own word for a field, "" if she has no such column."""
        ticked = next((c for c, (field_, _) in self.ticks.items() if field_ == name), None)
        column = self.columns.get(name, ticked)
        return "" if column is None else self.labels[column]


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
    header = _assigned(top, height, texts, words)
    _claim_unit(header, rows[top + height :])
    return header


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


def _assigned(top: int, height: int, texts: list[Texts], words: Vocabulary) -> Header:
    found = {c: match(words, text) for c, text in enumerate(texts) if any(text)}
    columns: dict[str, int] = {}
    for column in sorted(found, key=lambda c: _rank(c, found[c], texts[c], words.kind)):
        if (name := found[column][0]) and ":" not in name:
            columns.setdefault(name, column)
    ticks = _ticks({column: name for column, (name, _) in found.items() if ":" in name}, columns)
    taken = {*columns.values(), *ticks}
    spare = {c: name for c, (name, weight) in found.items()
             if c not in taken and weight >= Certainty.EXACT}  # fmt: skip
    return Header(
        top,
        height,
        columns,
        ticks,
        labels={c: label(text) for c, text in enumerate(texts)},
        certainties={c: weight for c, (_, weight) in found.items()},
        doubled=tuple(label(texts[c]) for c, name in spare.items() if name in words.kind.subject),
        beside=_beside(spare, words.kind),
    )


def _rank(column: int, meaning: Meaning, text: Texts, kind: Kind) -> tuple[int, int, int]:
    """Among columns of one field the surest, then the one whose word the kind names earlier."""
    name, weight = meaning
    return -weight, _preference(name, text, kind), column


def _beside(spare: dict[int, str], kind: Kind) -> tuple[int, ...]:
    """The names of a second table on the right: every needed column is there twice.

    A second column of names alone may be somebody else's (配偶 over 姓名).
    """
    needed = {name for group in kind.needed for name in group}
    if len(needed) < 2 or not needed <= set(spare.values()):
        return ()
    return tuple(c for c, name in spare.items() if name in kind.subject)


def _claim_unit(header: Header, below: Sequence[Row]) -> None:
    """In a roster that names no place, a column 单位 that holds such names is the organisation.

    What it holds decides: 嵩口村妇联 is an organisation, 嵩口镇卫生院 where she works.
    """
    columns = header.columns
    column = columns.get("workplace", -1)
    if {"township", "village", "organisation"} & columns.keys():
        return
    if header.certainties.get(column) is Certainty.TOLD:
        return
    if flat(header.labels.get(column, "")) not in {"单位", "单位名称", "所在单位"}:
        return
    told = [flat(row[column]) for row in below if column < len(row)]
    told = [text for text in told if text]
    if sum(1 for text in told if _NAMES_A_UNIT.search(text)) * 2 >= len(told):
        columns["organisation"] = columns.pop("workplace")


_NAMES_A_UNIT = re.compile(
    r"(?:妇联|妇女联合会|妇代会|妇委会|村|社区|镇|乡|街道|村委会|居委会|[〃″])$"
)


def _ticks(names: dict[int, str], columns: dict[str, int]) -> dict[int, tuple[str, str]]:
    """The yes/no columns; two or more of a field stand for it, one beside its own column does not."""
    parts = {column: name.split(":") for column, name in names.items()}
    counted = Counter(field_ for field_, _ in parts.values())
    for name in [name for name in columns if counted[name] > 1]:
        del columns[name]
    return {c: (field_, value) for c, (field_, value) in parts.items() if field_ not in columns}


def _preference(name: str, text: Texts, kind: Kind) -> int:
    """Among columns of one field the one whose word stands earlier in the kind's list."""
    if not name or ":" in name:
        return 0
    words = [flat(word) for word in kind.field(name).words]
    ranks = [words.index(flat(part)) for part in text if flat(part) in words]
    return min(ranks, default=len(words))

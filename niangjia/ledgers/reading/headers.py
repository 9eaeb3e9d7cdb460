"""Finding the header of a table by its words, whatever stands above it and in whatever order.

A header is one to three rows. Column by column the lowest row's word counts first, then all rows
joined (任职时间 over 起), then the upper word alone; each word is looked up exactly, then without
its parentheses, then by the longest known word that it contains.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from niangjia.ledgers.reading.kinds import KINDS, Kind
from niangjia.ledgers.reading.text import Raw, flat, plain, without_parentheses

SEARCHED_ROWS = 100
LONGEST_WORD = 16
EXACT, STRIPPED, CONTAINED = 3, 2, 1

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
    unread: tuple[str, ...] = field(default=())
    doubled: tuple[str, ...] = field(
        default=()
    )  # columns of the subject beside the one that is read
    beside: tuple[int, ...] = field(default=())  # columns of names of a second table on the right

    @property
    def size(self) -> int:
        """How many columns are understood."""
        return len(self.columns) + len(self.ticks)

    def label(self, name: str) -> str:
        """Her own word for a field, "" if she has no such column."""
        ticked = next((c for c, (field_, _) in self.ticks.items() if field_ == name), None)
        column = self.columns.get(name, ticked)
        return "" if column is None else self.labels[column]


def header_at(rows: Sequence[Row], top: int, merges: Sequence[Range], kind: Kind) -> Header | None:
    """The header that begins in row `top` (0-based), None if that row begins none."""
    best: Header | None = None
    for height in (1, 2, 3):
        if top + height > len(rows) or (
            height > 1
            and not _continues(rows[top + height - 1], kind)
            and not _reaches(top, top + height - 1, merges)
        ):
            break
        found = _header(rows, top, height, merges, kind)
        if found and (best is None or found.size > best.size):
            best = found
    return best


def find_header(rows: Sequence[Row], merges: Sequence[Range], kind: Kind) -> Header | None:
    """The first header that is about as good as the best of the sheet's first rows."""
    tops = range(min(len(rows), SEARCHED_ROWS))
    found = [header for top in tops if (header := header_at(rows, top, merges, kind))]
    best = max((header.size for header in found), default=0)
    return next((header for header in found if header.size * 2 >= best), None)


@lru_cache(maxsize=8)
def header_words(kind_name: str) -> frozenset[str]:
    """Texts of which one stands in every repeated header, as cells hold them."""
    kind = KINDS[kind_name]
    names = {word for name in kind.subject for word in kind.field(name).words}
    spaced = {gap.join(word) for word in names for gap in (" ", "  ", "   ", "    ", "　", "　　")}
    return frozenset(names | spaced)


def _continues(row: Row, kind: Kind) -> bool:
    """Tell whether a row can be a lower row of a header: words, most of them known."""
    cells = [cell for cell in row if not (isinstance(cell, str) and not cell.strip())]
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    known = sum(
        1 for cell in cells if _weight(flat(cell), kind.name)[1] >= STRIPPED or flat(cell) in _LOWER
    )
    return known * 2 > len(cells)


def _reaches(top: int, row: int, merges: Sequence[Range]) -> bool:
    """Two cells or more of the header's first row are merged down to this row, as forms have it."""
    return sum(1 for (first, _), (last, _) in merges if first == top and row <= last) > 1


def _begins(row: Row, kind: Kind) -> bool:
    """The upper row of a header names columns of its own; a title above a header does not."""
    words = {flat(cell) for cell in row if isinstance(cell, str) and cell.strip()}
    return sum(1 for word in words if _weight(word, kind.name)[1] >= STRIPPED) > 1


_LOWER = frozenset("起 止 年 月 日 起始 截止 开始 结束 时间 日期 名称 号码 自 至 从 到".split())


def _header(
    rows: Sequence[Row], top: int, height: int, merges: Sequence[Range], kind: Kind
) -> Header | None:
    if height > 1 and not _begins(rows[top], kind):
        return None
    levels = [_spread(rows[row], row, merges) for row in range(top, top + height)]
    texts = list(itertools.zip_longest(*levels, fillvalue=""))
    if not _is_header(
        [cell for row in range(top, top + height) for cell in rows[row]], texts, kind
    ):
        return None
    header = _assigned(top, height, texts, kind)
    _claim_unit(header, rows[top + height :])
    return header


def _spread(row: Row, number: int, merges: Sequence[Range]) -> list[str]:
    """The row's words; one that is merged over several columns stands in each of them."""
    words = [plain(cell) if isinstance(cell, str) else "" for cell in row]
    for (first_row, first), (last_row, last) in merges:
        if first_row <= number <= last_row and first < len(words) and first_row == number:
            words[first : last + 1] = [words[first]] * (min(last, len(words) - 1) - first + 1)
    return words


def _is_header(cells: Sequence[Raw], texts: list[tuple[str, ...]], kind: Kind) -> bool:
    """A column for the subject, two fields or more, and most words understood."""
    filled = [cell for cell in cells if not (isinstance(cell, str) and not cell.strip())]
    if not filled or any(not isinstance(cell, str) for cell in filled):
        return False
    matches = [_match(text, kind.name) for text in texts if any(text)]
    strong = {name for name, weight in matches if weight >= STRIPPED and ":" not in name}
    known = sum(1 for name, _ in matches if name)
    subject = bool(strong & set(kind.subject))
    return subject and len(strong) >= 2 and known * 2 >= len(matches)


def _assigned(top: int, height: int, texts: list[tuple[str, ...]], kind: Kind) -> Header:
    matches = {c: (*_match(text, kind.name), c) for c, text in enumerate(texts) if any(text)}
    columns: dict[str, int] = {}
    for name, _, column in sorted(
        matches.values(), key=lambda m: (-m[1], _preference(m[0], texts[m[2]], kind), m[2])
    ):
        if name and ":" not in name:
            columns.setdefault(name, column)
    ticks = _ticks({column: name for column, (name, *_) in matches.items() if ":" in name}, columns)
    labels = {c: _label(text) for c, text in enumerate(texts)}
    taken = {*columns.values(), *ticks}
    unread = tuple(labels[c] for c in matches if c not in taken)
    doubled = [
        labels[c]
        for c, (name, weight, _) in matches.items()
        if c not in taken and name in kind.subject and weight == EXACT
    ]
    beside = _beside(matches, taken, kind)
    return Header(top, height, columns, ticks, labels, unread, tuple(doubled), beside)


def _beside(
    matches: dict[int, tuple[str, int, int]], taken: set[int], kind: Kind
) -> tuple[int, ...]:
    """The names of a second table on the right: every needed column is there twice.

    A second column of names alone may be somebody else's (配偶 over 姓名).
    """
    again = [(m[0], c) for c, m in matches.items() if c not in taken and m[1] == EXACT]
    needed = {name for group in kind.needed for name in group}
    if len(needed) < 2 or not needed <= {name for name, _ in again}:
        return ()
    return tuple(c for name, c in again if name in kind.subject)


def _claim_unit(header: Header, below: Sequence[Row]) -> None:
    """In a roster that names no place, a column 单位 that holds such names is the organisation.

    What it holds decides: 嵩口村妇联 is an organisation, 嵩口镇卫生院 where she works.
    """
    columns = header.columns
    column = columns.get("workplace", -1)
    if {"township", "village", "organisation"} & columns.keys():
        return
    if flat(header.labels.get(column, "")) not in {"单位", "单位名称", "所在单位"}:
        return
    told = [plain(row[column]) for row in below if column < len(row)]
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


def _label(text: tuple[str, ...]) -> str:
    """The lowest word; 任职时间起 where the lowest alone says too little."""
    words = [word.replace(" ", "") for word in dict.fromkeys(text) if word]
    if not words:
        return ""
    return "".join(words[-2:]) if words[-1] in _LOWER else words[-1]


def _preference(name: str, text: tuple[str, ...], kind: Kind) -> int:
    """Among columns of one field the one whose word stands earlier in the kind's list."""
    if not name or ":" in name:
        return 0
    words = [flat(word) for word in kind.field(name).words]
    ranks = [words.index(flat(part)) for part in text if flat(part) in words]
    return min(ranks, default=len(words))


# Too general to name a column from inside a longer word.
_GENERIC = frozenset(
    "妇联 组织 名称 任职 类型 类别 代码 身份 文化 单位 文件 来源 形式 面貌 届 号 起 止 村 镇 乡 领域 岗位".split()
)


@cache
def _match(text: tuple[str, ...], kind_name: str) -> tuple[str, int]:
    """The field (or "field:value" of a tick) of a column and how sure that is."""
    words = [flat(word) for word in text if word]
    lowest = flat(text[-1])
    joined = "".join(dict.fromkeys(words))
    candidates = dict.fromkeys(word for word in (lowest, joined, *reversed(words)) if word)
    if len(words) > 1 and lowest in _LOWER:  # 起 alone says less than 任职时间起
        candidates = {joined: None, **candidates}
    found = [_weight(word, kind_name) for word in candidates]
    return max(found, key=lambda match: match[1], default=("", 0))


@cache
def _weight(word: str, kind_name: str) -> tuple[str, int]:
    index = _index(kind_name)
    word = word.strip("*:。")
    if word in index:
        return index[word], EXACT
    bare = without_parentheses(word)
    if bare in index:
        return index[bare], STRIPPED
    if _NAMES_A_BODY.search(bare):
        return "organisation", STRIPPED
    return _contained(bare or word, kind_name)


_NAMES_A_BODY = re.compile(r"(组织|妇联|妇代会|妇女).{0,3}(全称|名称|全名)$")


def _contained(word: str, kind_name: str) -> tuple[str, int]:
    if len(word) > LONGEST_WORD or ":" in word:
        return "", 0
    known = [known for known in _index(kind_name) if known not in _GENERIC and known in word]
    fields = [
        found
        for found in sorted(known, key=len, reverse=True)
        if ":" not in _index(kind_name)[found]
    ]
    return (_index(kind_name)[fields[0]], CONTAINED) if fields else ("", 0)


@lru_cache(maxsize=8)
def _index(kind_name: str) -> dict[str, str]:
    kind = KINDS[kind_name]
    index = {flat(word): f"{name}:{value}" for word, (name, value) in kind.ticks.items()}
    pairs: Iterator[tuple[str, str]] = (
        (flat(w), f.name) for f in reversed(kind.fields) for w in f.words
    )
    return index | dict(pairs)

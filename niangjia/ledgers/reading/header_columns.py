"""Which column of a header is which field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from niangjia.ledgers.reading.kinds import UNUSED, Kind
from niangjia.ledgers.reading.text import Raw, flat
from niangjia.ledgers.reading.vocabulary import (
    Certainty,
    Meaning,
    Texts,
    Vocabulary,
    label,
    match,
)

Row = Sequence[Raw]


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


def header_of(
    top: int, height: int, texts: Sequence[Texts], below: Sequence[Row], words: Vocabulary
) -> Header:
    """The header of which `texts` are the words over each column; `below` are the rows under it."""
    header = _assigned(top, height, texts, words)
    _claim_unit(header, below)
    return header


def _assigned(top: int, height: int, texts: Sequence[Texts], words: Vocabulary) -> Header:
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

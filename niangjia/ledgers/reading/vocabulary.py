"""What a heading can mean: the kind's own words, and what an office has told us about hers.

A heading that was told comes before all guesses. A guess looks a word up exactly, then without its
parentheses, then by the longest known word that it contains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from niangjia.ledgers.reading.kinds import KINDS, UNUSED, Kind
from niangjia.ledgers.reading.text import flat, without_parentheses

LONGEST_WORD = 16
Texts = tuple[str, ...]
"""The words over one column, from the highest row of the header to the lowest."""


class Certainty(IntEnum):
    """How sure the meaning of a column is."""

    UNKNOWN = 0
    CONTAINED = 1  # the heading contains a known word: 本人常用联系电话
    CLOSE = 2  # a known word but for what stands in parentheses: 党员数（人）
    EXACT = 3
    TOLD = 4  # somebody of the office said so


Meaning = tuple[str, Certainty]
"""A field, or "field:value" of a yes/no column, or "" = not read."""


class UnknownField(ValueError):
    """A correction names a field that the kind of ledger does not have."""


@dataclass(eq=False)
class Vocabulary:
    """The words of a kind (`index`) and those of an office (`told`), both as `flat` makes them."""

    kind: Kind
    index: dict[str, str]
    told: dict[str, str] = field(default_factory=dict)

    @property
    def subjects(self) -> frozenset[str]:
        """Texts of which one stands in every repeated header, as cells hold them."""
        kind = self.kind
        names = {word for name in kind.subject for word in kind.field(name).words}
        names |= {word for word, meaning in self.told.items() if meaning in kind.subject}
        gaps = (" ", "  ", "   ", "    ", "　", "　　")
        return frozenset(names | {gap.join(word) for word in names for gap in gaps})


@lru_cache(maxsize=4096)
def match(words: Vocabulary, texts: Texts) -> Meaning:
    """What the column below these words holds."""
    if (heading := flat(label(texts))) in words.told:
        return words.told[heading], Certainty.TOLD
    own, above = _candidates(texts)
    found = [weigh(words, word) for word in own]
    # 联系方式 over QQ号: the upper word is a hint and no more.
    found += [(name, min(weight, Certainty.CONTAINED)) for name, weight in
              (weigh(words, word) for word in above)]  # fmt: skip
    return max(found, key=lambda meaning: meaning[1], default=("", Certainty.UNKNOWN))


@lru_cache(maxsize=4096)
def weigh(words: Vocabulary, word: str) -> Meaning:
    """What one word, as `flat` makes it, says."""
    if word in words.told:
        return words.told[word], Certainty.TOLD
    word = word.strip("*:。")
    if word in words.index:
        return words.index[word], Certainty.EXACT
    bare = without_parentheses(word)
    if bare in words.index:
        return words.index[bare], Certainty.CLOSE
    if (joined := _joined(word)) in (squeezed := _squeezed(words.kind.name)):
        return squeezed[joined], Certainty.CLOSE
    if _NAMES_A_BODY.search(bare):
        return "organisation", Certainty.CLOSE
    return _contained(words.index, bare or word)


def _contained(index: Mapping[str, str], word: str) -> Meaning:
    """The longest known word inside a longer one; a tick's word is never looked for there."""
    if len(word) > LONGEST_WORD or ":" in word:
        return "", Certainty.UNKNOWN
    known = [w for w in index if w in word and w not in _GENERIC and ":" not in index[w]]
    longest = max(known, key=len, default="")
    return (index[longest], Certainty.CONTAINED) if longest else ("", Certainty.UNKNOWN)


def vocabulary_of(kind: Kind, columns: Mapping[str, str] | None = None) -> Vocabulary:
    """The words of a kind with what an office told: heading → field, or "" = not to be read.

    Raises:
        UnknownField: a correction names no field of the kind.
    """
    told = {flat(heading): meaning for heading, meaning in (columns or {}).items()}
    unknown = sorted({*told.values()} - {"", *meanings(kind)})
    if unknown:
        raise UnknownField(f"“{unknown[0]}”不是这种台账的栏目，请从列出的栏目里选。")
    return _known_words(kind.name) if not told else Vocabulary(kind, _index(kind.name), told)


def meanings(kind: Kind) -> dict[str, str]:
    """Everything a column of this kind can be told to be → its name in messages."""
    fields = {f.name: f.label for f in kind.fields if f.name not in UNUSED}
    return fields | {
        f"{name}:{value}": word for word, (name, value) in reversed(kind.ticks.items())
    }


def label(texts: Texts) -> str:
    """The heading as messages name it: the lowest word; 任职时间起 where 起 alone says too little."""
    words = [word for word in dict.fromkeys(texts) if word]
    while len(words) > 1 and not without_parentheses(words[-1]):  # a line of units: （人）
        words.pop()
    if not words:
        return ""
    return "".join(words[-2:]) if flat(words[-1]) in LOWER else words[-1]


def _candidates(texts: Texts) -> tuple[list[str], list[str]]:
    """The column's own words (the lowest, and all joined: 任职时间 over 起), and those above them.

    A lowest word that is only a unit, （人） or （元）, is none.
    """
    words = list(dict.fromkeys(flat(word) for word in texts if word))
    while len(words) > 1 and not without_parentheses(words[-1]):
        words.pop()
    lowest, joined = words[-1], "".join(words)
    # 起 alone says less than 任职时间起
    own = [joined, lowest] if lowest in LOWER else [lowest, joined]
    return own, words[-2::-1]


LOWER = frozenset("起 止 年 月 日 起始 截止 开始 结束 时间 日期 名称 号码 自 至 从 到".split())
"""Words of a header's lower row that say too little alone."""

# Too general to name a column from inside a longer word.
_GENERIC = frozenset(
    "妇联 组织 名称 任职 类型 类别 代码 身份 文化 单位 文件 来源 形式 面貌 届 号 起 止 村 镇 乡 领域 岗位 情况".split()
)
_NAMES_A_BODY = re.compile(r"(组织|妇联|妇代会|妇女).{0,3}(全称|名称|全名)$")


@lru_cache(maxsize=8)
def _known_words(kind_name: str) -> Vocabulary:
    return Vocabulary(KINDS[kind_name], _index(kind_name))


def _joined(word: str) -> str:
    """专/兼/挂, 专、兼、挂 and 专（兼、挂） are one heading: 专兼挂."""
    return _BETWEEN.sub("", word)


_BETWEEN = re.compile(r"[/、·()\[\]\-_]")


@lru_cache(maxsize=8)
def _squeezed(kind_name: str) -> dict[str, str]:
    return {_joined(word): meaning for word, meaning in reversed(_index(kind_name).items())}


@lru_cache(maxsize=8)
def _index(kind_name: str) -> dict[str, str]:
    kind = KINDS[kind_name]
    index = {flat(word): f"{name}:{value}" for word, (name, value) in kind.ticks.items()}
    return index | {flat(w): f.name for f in reversed(kind.fields) for w in f.words}

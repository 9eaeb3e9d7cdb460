"""A document's template, filled, becomes the tree.

The dialect, one thing per line:

    # 标题                     the title; a second # line is its second line
    @ 县委：                   whom it is for (主送机关)
    ## 统一标准                一、 (### is （一）, #### is 1.); numbers are counted, typed ones dropped
    words                      a paragraph, until an empty line; **strong** inside
    1. point   - point         numbered points, points with a dash
    | 乡镇 | 执委 |            a table; under its head | --- | ---: | (a colon puts a column right)
    >> 清流县妇女联合会        who signs, then the day
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from niangjia.base.numerals import to_chinese
from niangjia.reports.asking import FigureAnswer, Scope
from niangjia.reports.printed import number_text
from niangjia.reports.tokens import MARKER, GivenWords, Output, TemplateFault, read_template
from niangjia.reports.tree import (
    Addressee,
    Block,
    Document,
    Heading,
    Number,
    Paragraph,
    Points,
    Run,
    Runs,
    Signature,
    Table,
    Title,
    Words,
)

_KINDS = {
    "empty": re.compile(r"\s*$"),
    "title": re.compile(r"#\s+"),
    "heading": re.compile(r"(#{2,4})\s+"),
    "addressee": re.compile(r"@\s+"),
    "signature": re.compile(r">>\s*"),
    "ordered": re.compile(r"\d{1,2}[.．、]\s+"),
    "dashed": re.compile(r"[-*]\s+"),
    "table": re.compile(r"\|"),
}
_TYPED_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．])\s*")
_PIECES = re.compile(f"({MARKER.pattern.replace('(', '(?:')}|\\*\\*)")
_RULE = re.compile(r":?-+:?")


def write_document(template: str, scope: Scope) -> Document:
    """Fill a template: ask its figures of the scope and build the tree.

    Raises:
        TemplateFault: the template cannot be read or filled, or has no title.
    """
    text, outputs = read_template(template).fill(scope)
    blocks = tuple(_Writer(outputs).blocks(text))
    if not any(isinstance(block, Title) for block in blocks):
        raise TemplateFault(None, "没有标题，请在第一行写“# 标题”。")
    return Document(blocks)


@dataclass
class _Writer:
    """Builds blocks and counts headings, figures and their occurrences on the way."""

    outputs: list[Output]
    headings: list[int] = field(default_factory=lambda: [0, 0, 0])
    indexes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    occurrences: Counter[int] = field(default_factory=Counter)

    def blocks(self, text: str) -> Iterator[Block]:
        for kind, lines in groupby(text.splitlines(), key=_kind):
            if kind != "empty":
                yield from self._blocks(kind, lines)

    def _blocks(self, kind: str, lines: Iterable[str]) -> Iterator[Block]:
        if kind == "heading":
            yield from map(self._heading, lines)
        elif kind == "addressee":
            yield from (Addressee(runs) for runs in self._lines(kind, lines))
        elif kind == "table":
            yield self._table(list(lines))
        elif kind == "words":
            yield Paragraph(self._runs(_joined(lines)))
        else:
            yield _LISTS[kind](self._lines(kind, lines))

    def _lines(self, kind: str, lines: Iterable[str]) -> tuple[Runs, ...]:
        return tuple(self._runs(_KINDS[kind].sub("", line, count=1)) for line in lines)

    def _heading(self, line: str) -> Heading:
        signs, _, words = line.partition(" ")
        level = len(signs) - 1
        self.headings[level - 1 :] = [self.headings[level - 1] + 1] + [0] * (3 - level)
        number = _heading_number(level, self.headings[level - 1])
        return Heading(level, number, self._runs(_TYPED_NUMBER.sub("", words, count=1)))

    def _table(self, lines: list[str]) -> Table:
        head, *rows = (_cells(line) for line in lines)
        rule = rows.pop(0) if rows and all(_RULE.fullmatch(cell) for cell in rows[0]) else []
        is_number = [cell.endswith(":") for cell in rule] + [False] * len(head)
        body = tuple(self._row(row, len(head)) for row in rows)
        return Table(self._row(head, len(head)), body, tuple(is_number[: len(head)]))

    def _row(self, cells: list[str], width: int) -> tuple[Runs, ...]:
        """Cells of one row, as many as the head has."""
        return tuple(map(self._runs, (cells + [""] * width)[:width]))

    def _runs(self, text: str) -> Runs:
        return tuple(_merged(self._pieces(text.strip())))

    def _pieces(self, text: str) -> Iterator[Run]:
        is_strong = False
        for piece in filter(None, _PIECES.split(text)):
            if piece == "**":
                is_strong = not is_strong
            elif found := MARKER.fullmatch(piece):
                yield self._output(self.outputs[int(found[1])], is_strong)
            else:
                yield Words(piece, is_strong)

    def _output(self, output: Output, is_strong: bool) -> Run:
        if isinstance(output, GivenWords):
            return Words(output.text, is_strong, is_given=not output.is_typed)
        return self._number(output, is_strong)

    def _number(self, answer: FigureAnswer, is_strong: bool) -> Number:
        key = (answer.ref, answer.organisation_name, answer.period_text)
        index = self.indexes.setdefault(key, len(self.indexes) + 1)
        self.occurrences[index] += 1
        return Number(index, self.occurrences[index], answer, number_text(answer), is_strong)


_LISTS: dict[str, Callable[[tuple[Runs, ...]], Block]] = {
    "title": Title,
    "signature": Signature,
    "ordered": lambda items: Points(True, items),
    "dashed": lambda items: Points(False, items),
}


def _kind(line: str) -> str:
    return next((kind for kind, sign in _KINDS.items() if sign.match(line)), "words")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _joined(lines: Iterable[str]) -> str:
    """Lines of one paragraph; Chinese needs no space between them, English does."""
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", "\n".join(map(str.strip, lines))).replace("\n", "")


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Join words that stand side by side and are alike, so that no number is cut in two."""
    for (kind, *_), group in groupby(runs, key=_likeness):
        alike = list(group)
        first = alike[0]
        if kind is Words and isinstance(first, Words):
            yield Words("".join(run.text for run in alike), first.is_strong, first.is_given)
        else:
            yield from alike


def _likeness(run: Run) -> tuple[type, bool, bool]:
    return type(run), run.is_strong, isinstance(run, Words) and run.is_given


def _heading_number(level: int, count: int) -> str:
    """一、 （一） 1. as GB/T 9704-2012 7.3.3 orders them."""
    if level == 3:
        return f"{count}."
    words = to_chinese(count)
    return f"{words}、" if level == 1 else f"（{words}）"

"""The tree as HTML in the house's own classes (design/niangjia.css §9): no style, no script.

The page that holds the paper has the h1; the paper's title is an h2, 一、 an h3, （一） an h4.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

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
    Unrecorded,
)


def html_of(document: Document, *, chosen: int = 0) -> str:
    """Write the paper: every number is a link to its rows, with its place in the list above it.

    `chosen` is the index of the number whose rows are shown beside the paper; 0 is none.
    """
    blocks = "\n".join(_block(block, chosen) for block in document.blocks)
    return (
        f'<article class="nj-paper" aria-label="{escape(document.title)}">\n{blocks}\n</article>\n'
    )


def _block(block: Block, chosen: int) -> str:
    match block:
        case Title(lines):
            return f"<h2>{_lines(lines, chosen)}</h2>"
        case Heading(level, number, runs):
            return f"<h{level + 2}>{number}{_runs(runs, chosen)}</h{level + 2}>"
        case Addressee(runs):
            return f'<p class="to">{_runs(runs, chosen)}</p>'
        case Paragraph(runs):
            return f"<p>{_runs(runs, chosen)}</p>"
        case Signature(lines):
            return f'<p class="sign">{_lines(lines, chosen)}</p>'
        case Points():
            return _points(block, chosen)
        case Table():
            return _table(block, chosen)


def _points(points: Points, chosen: int) -> str:
    name = "ol" if points.is_ordered else "ul"
    items = "".join(f"<li>{_runs(item, chosen)}</li>" for item in points.items)
    return f"<{name}>{items}</{name}>"


def _table(table: Table, chosen: int) -> str:
    """The first cell of a row names it."""
    head = "".join(
        f'<th scope="col"{_right(is_number)}>{_runs(cell, chosen)}</th>'
        for cell, is_number in zip(table.head, table.is_number, strict=True)
    )
    rows = "".join(f"<tr>{_row(row, table.is_number, chosen)}</tr>" for row in table.rows)
    return f'<table class="nj-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(cells: tuple[Runs, ...], is_number: tuple[bool, ...], chosen: int) -> str:
    names = [("th", ' scope="row"')] + [("td", "")] * (len(cells) - 1)
    return "".join(
        f"<{name}{scope}{_right(right)}>{_runs(cell, chosen)}</{name}>"
        for (name, scope), right, cell in zip(names, is_number, cells, strict=True)
    )


def _right(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def _lines(lines: Iterable[Runs], chosen: int) -> str:
    return "<br>".join(_runs(line, chosen) for line in lines)


def _runs(runs: Runs, chosen: int) -> str:
    return "".join(_run(run, chosen) for run in runs)


def _run(run: Run, chosen: int) -> str:
    written = _number(run, chosen) if isinstance(run, Number) else escape(run.text)
    if isinstance(run, Unrecorded):
        written = f"<mark>{written}</mark>"
    return f"<strong>{written}</strong>" if run.is_strong else written


def _number(number: Number, chosen: int) -> str:
    """A number without rows of its own leads to its line in the list of numbers."""
    address = number.answer.address or f"#f{number.index}"
    on = " is-on" if number.index == chosen else ""
    title = f"{number.answer.label}，{number.answer.period_text}".rstrip("，")
    return (
        f'<a class="nj-n{on}" id="n{number.index}-{number.occurrence}" href="{escape(address)}"'
        f' title="{escape(title)}">{escape(number.text)}</a><sup>{number.index}</sup>'
    )

"""The tree as a page of its own, to be sent or kept: no site behind it, no other file needed."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from niangjia.reports.appendix import HEAD, NumberRow, number_rows
from niangjia.reports.html import html_of
from niangjia.reports.tree import Document


def page_of(document: Document) -> str:
    """Write the whole page: the paper, then the table behind its numbers."""
    title = escape(document.title)
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{html_of(document)}{_annex(number_rows(document))}"
        "</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return (files("niangjia.reports") / "official" / "page.css").read_text("utf-8")


def _annex(rows: tuple[NumberRow, ...]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{word}</th>' for word in HEAD)
    return (
        '<section class="annex">\n<h2>文中数字及其来处</h2>\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "".join(f"{_row(row)}\n" for row in rows)
        + "</tbody>\n</table>\n</section>\n"
    )


def _row(row: NumberRow) -> str:
    cells = (
        (row.label,),
        (row.ref, row.organisation),
        (row.period,),
        (row.text,),
        (row.unit,),
        (row.basis, *row.notes),
        (row.source,),
    )
    written = "".join(f"<td>{'<br>'.join(map(escape, filter(None, cell)))}</td>" for cell in cells)
    back = f'<a href="#n{row.index}-1">{row.index}</a>'
    return f'<tr id="f{row.index}"><th scope="row">{back}</th>{written}</tr>'

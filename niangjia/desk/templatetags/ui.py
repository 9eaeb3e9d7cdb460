"""The tags with which templates place components: `{% figure %}`, `{% icon %}`, `{% phrases %}` …"""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from niangjia.desk.charts import Chart, stacked
from niangjia.desk.pages import Bars
from niangjia.desk.parts import FigureCell, Phrase, Table

register = template.Library()


def _drawn(name: str, **context: object) -> SafeString:
    """A component without the white space of its file: between Chinese words that would be a gap."""
    return SafeString(get_template(name).render(context).strip())


@register.simple_tag
def figure(cell: FigureCell) -> SafeString:
    """`ui/figure.html`: the only way in which a number gets on a page."""
    return _drawn("ui/figure.html", figure=cell)


@register.simple_tag
def phrases(several: Iterable[Phrase]) -> SafeString:
    """`ui/phrases.html`: words and figures as one sentence."""
    return _drawn("ui/phrases.html", phrases=several)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An outline of the sprite, hidden from screen readers: the word beside it says it."""
    return format_html(
        '<svg class="nj-i" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("desk/icons.svg"),
        name,
    )


@register.simple_tag
def chart_of(table: Table, bars: Bars) -> Chart:
    """The geometry of a chart, read from the table that stands beside it."""
    return stacked(table, bars)


@register.filter
def column(table: Table, number: int) -> object:
    """The column of a cell, for its alignment and its label on the phone."""
    return table.columns[number]


@register.filter
def is_same(number: int, other: int) -> bool:
    """Whether this column is the one that names the row."""
    return number == other


@register.filter
def tone_icon(tone: str) -> str:
    """The icon that says a state beside its colour and its word."""
    return {"ok": "circle-check", "due": "alert-triangle", "over": "alert-triangle"}.get(
        tone, "info-circle"
    )

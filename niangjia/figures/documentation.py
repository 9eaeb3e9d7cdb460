"""The catalogue as a page of Markdown: docs/figures.md says what the declarations say.

English headings, the definitions in the Chinese of the source strings; the same text every time.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

from niangjia.figures.catalogue import breakdowns, catalogue
from niangjia.figures.kinds import Breakdown, Counted, Distinct, Figure, On, Ratio, Share

SOURCE_LANGUAGE = "zh-hans"
HEAD = """# Figures

Made from the declarations by `make fix`; do not edit. The source names rules (R…) and indicators of
the domain specification (DOMAIN …). A reference is written `name(filter=value, …)`.

"""
HOW_IT_ADDS = {
    "Total": "adds up over units",
    "Distinct": "different ones, counted anew at every level; never added",
    "Ratio": "sum ÷ sum, at every level",
    "Share": "a part of its whole, in percent",
}


def markdown() -> str:
    """Give the whole page: a table of all figures, a section for each, then the filters."""
    with translation.override(SOURCE_LANGUAGE):
        figures = list(catalogue().values())
        sections = "".join(_section(figure) for figure in figures)
        return HEAD + _overview(figures) + sections + _filters(figures)


def _overview(figures: Iterable[Figure]) -> str:
    lines = "".join(
        f"| [`{f.name}`](#{_anchor(f.name)}) | {f.label} | {f.unit} | {type(f).__name__} |"
        f" {_time(f)} |\n"
        for f in figures
    )
    return f"| figure | 指标 | unit | kind | time |\n|---|---|---|---|---|\n{lines}"


def _section(figure: Figure) -> str:
    kind = type(figure).__name__
    lines = {
        "Label": str(figure.label),
        "Definition": str(figure.definition),
        "Unit": _unit(figure),
        "Kind": f"{kind} ({HOW_IT_ADDS[kind]})",
        **_made_of(figure),
        "Filters": ", ".join(_link(one) for one in breakdowns(figure.name).values()) or "none",
        "Source": figure.source,
    }
    listed = "".join(f"- {word}: {text}\n" for word, text in lines.items())
    return f"\n## {figure.name}\n\n{listed}"


def _unit(figure: Figure) -> str:
    words = dict.fromkeys(word for word in (figure.unit.label, figure.unit.report_word) if word)
    return f"{figure.unit} ({', in documents '.join(words)})" if words else str(figure.unit)


def _made_of(figure: Figure) -> dict[str, str]:
    if isinstance(figure, Ratio):
        rounded = f"rounded half up to {figure.decimals} decimal(s)"
        return {"Parts": f"{_figure(figure.of)} ÷ {_figure(figure.to)}, {rounded}"}
    if isinstance(figure, Share):
        return {
            "Whole": _figure(figure.whole),
            "Split by": ", ".join(f"`{by}`" for by in figure.by),
        }
    return {"Time": _time(figure), **_beside(figure)}


def _beside(figure: Counted) -> dict[str, str]:
    lines = {"Rows of": f"the organisation in `{figure.at.organisation}`"}
    if figure.at.prefix:
        lines["Rows of"] = f"whoever's place contains the code in `{figure.at.prefix}`"
    if isinstance(figure, Distinct):
        lines["Counted"] = f"different `{figure.of}`"
    if figure.register:
        lines["Unknown (未记) before"] = f"the register `{figure.register}` is complete"
    elif figure.compared:
        lines["Unknown (未记) where"] = "there is nothing to compare with"
    return lines


def _time(figure: Figure) -> str:
    if isinstance(figure, Ratio | Share):
        return "as its parts"
    if isinstance(figure.time, On):
        return f"flow by `{figure.time.field}`"
    return "stock as of a day"


def _filters(figures: Iterable[Figure]) -> str:
    """Every filter once; two of one name with different words (组织种类, 区划类别) are two."""
    found = {_title(one): one for f in figures for one in breakdowns(f.name).values()}
    listed = "".join(f"\n### {title}\n\n{_values(found[title])}" for title in sorted(found))
    return f"\n## Filters\n{listed}"


def _values(breakdown: Breakdown) -> str:
    if breakdown.is_open:
        return "An open list: the values lie in the database, and an office adds its own.\n"
    lines = "".join(f"| `{value}` | {word} |\n" for value, word in breakdown.choices().items())
    return f"| value | 中文 |\n|---|---|\n{lines}"


def _title(breakdown: Breakdown) -> str:
    return f"{breakdown.name} {breakdown.label}"


def _link(breakdown: Breakdown) -> str:
    return f"[`{breakdown.name}`](#{_anchor(_title(breakdown))})"


def _figure(name: str) -> str:
    return f"[`{name}`](#{_anchor(name)})"


def _anchor(heading: str) -> str:
    """The anchor that a forge gives a heading: no dots, spaces as hyphens."""
    return heading.lower().replace(".", "").replace(" ", "-")

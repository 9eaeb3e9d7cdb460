"""Figures and rows as the command line shows them: JSON shapes (ARCHITECTURE 10), and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from niangjia.base.counts import Count
from niangjia.base.phrases import bracketed, listed, unit_word
from niangjia.base.units import Unit
from niangjia.base.wording import screen_words
from niangjia.figures.catalogue import breakdowns
from niangjia.figures.compute import Answer
from niangjia.figures.kinds import Figure, On, Ratio, Share
from niangjia.network.models import Organisation
from niangjia.network.names import full_names, short_names

Shape = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A figure's part: a value of a breakdown, or a unit with its days there (自/至)."""

    key: str
    words: str
    answer: Answer
    from_day: date | None = None
    to_day: date | None = None


def catalogue_shape(known: Mapping[str, Figure]) -> list[Shape]:
    """Every figure with its unit, kind, filters, definition and source."""
    return [
        {
            "figure": figure.name,
            "label": str(figure.label),
            "unit": figure.unit.value,
            "kind": type(figure).__name__.lower(),
            "time": _time(figure),
            "where": {one.name: str(one.label) for one in breakdowns(figure.name).values()},
            "definition": str(figure.definition),
            "source": figure.source,
        }
        for figure in known.values()
    ]


def catalogue_lines(known: Mapping[str, Figure]) -> list[str]:
    """Two lines per figure: what it is called, and what it counts."""
    return [line for figure in known.values() for line in _catalogue_lines(figure)]


def answer_shape(answer: Answer) -> Shape:
    """A figure of an organisation and period; `value` is null when the records cannot say."""
    of, to = answer.parts or (None, None)
    shape: Shape = {
        "figure": str(answer.reference),
        "label": answer.label,
        "organisation": _organisation(answer.organisation, answer.period.last),
        "period": {"from": str(answer.period.first), "to": str(answer.period.last)},
        "value": number(answer.value, answer.unit),
        "unit": answer.unit.value,
        "mark": answer.mark.value,
        "rows": answer.rows,
        "parts": {"of": answer_shape(of), "to": answer_shape(to)} if of and to else None,
        "undecided": answer.undecided,
        "unknown_in": answer.unknown_in,
    }
    return shape | ({"refused": answer.refused} if answer.refused else {})


def answer_lines(answer: Answer) -> list[str]:
    """The number with its organisation and days, its two parts, and what is open about it."""
    name = short_names([answer.organisation.pk], on=answer.period.last)[answer.organisation.pk]
    parts = [f"  {part.label}　{words(part)}" for part in answer.parts or ()]
    return [f"{name}　{_days(answer)}", f"{answer.label}　{words(answer)}", *parts, *_open(answer)]


def part_shape(part: Part) -> Shape:
    """A part of a split figure: the figure's own shape, and what it is the part of."""
    days = {"since": part.from_day, "until": part.to_day}
    return (
        {"key": part.key, "name": part.words}
        | answer_shape(part.answer)
        | {key: str(day) for key, day in days.items() if day}
    )


def part_lines(parts: Sequence[Part]) -> list[str]:
    """One line per part."""
    return [f"  {part.words}{_there(part)}　{words(part.answer)}" for part in parts]


def words(answer: Answer) -> str:
    """The number in words: 4,000余人次, 未记, or why it is not printed."""
    if answer.value is None and answer.refused:
        return _("不计算（%(reason)s）") % {"reason": answer.refused}
    if answer.value is None:
        return _("未记")
    said = screen_words(
        Count(answer.value, answer.unit, answer.mark), wan=None if _is_chinese() else False
    )
    gap = "" if _is_chinese() or not said.unit or said.unit == "%" else " "
    before, after = (_(word) if word else "" for word in (said.before, said.after))
    return f"{before}{said.number}{after}{gap}{unit_word(said.unit, answer.value)}"


def _catalogue_lines(figure: Figure) -> list[str]:
    known = listed(breakdowns(figure.name))
    filters = _("　条件：%(names)s") % {"names": known} if known else ""
    unit = unit_word(figure.unit.label)
    words = bracketed(figure.label, unit) if unit else figure.label
    return [f"{figure.name}　{words}", f"    {figure.definition}{filters}"]


def _time(figure: Figure) -> str | None:
    if isinstance(figure, Ratio | Share):
        return None
    return "flow" if isinstance(figure.time, On) else "stock"


def _organisation(organisation: Organisation, on: date) -> Shape:
    name = full_names([organisation.pk], on=on)[organisation.pk]
    return {"code": organisation.code, "name": name}


def number(value: Decimal | int | None, unit: Unit) -> int | float | None:
    """Counts as whole numbers; quotients and broken sums with their decimals."""
    if value is None or isinstance(value, int):
        return value
    whole = value == value.to_integral_value() and not unit.is_quotient
    return int(value) if whole else float(value)


def _days(answer: Answer) -> str:
    if answer.is_stock:
        return _("截至%(day)s") % {"day": answer.period.last}
    return _("%(first)s至%(last)s") % {"first": answer.period.first, "last": answer.period.last}


def _open(answer: Answer) -> list[str]:
    lines = []
    if answer.undecided:
        pairs = ngettext(
            "  有%(pairs)s对可能是同一个人，还没有判定",
            "  有%(pairs)s对可能是同一个人，还没有判定",
            answer.undecided,
        )
        lines.append(pairs % {"pairs": answer.undecided})
    if answer.unknown_in and answer.value is not None:
        units = ngettext(
            "  另有%(units)s个单位未记", "  另有%(units)s个单位未记", answer.unknown_in
        )
        lines.append(units % {"units": answer.unknown_in})
    return lines


def _there(part: Part) -> str:
    since = _("自%(day)s") % {"day": part.from_day} if part.from_day else ""
    until = _("至%(day)s") % {"day": part.to_day} if part.to_day else ""
    said = " ".join(filter(None, (since, until)))
    return bracketed("", said) if said else ""


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")

"""One figure of one organisation: the number, its units, its rows, how it came about."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base.rounding import divide_half_up
from niangjia.base.units import Unit
from niangjia.desk.building.catalogue import kind_label, room_label
from niangjia.desk.building.cells import cell, printed
from niangjia.desk.building.provenance import days, sources, terms
from niangjia.desk.building.question import Question
from niangjia.desk.building.reach import pairs_address
from niangjia.desk.building.rows import equation, persons_shown, recounted, rows_part
from niangjia.desk.building.split import filters, split
from niangjia.desk.pages import FigurePage, Head, RowsPart
from niangjia.desk.parts import Action, Equation, Link, Notice, Phrase, Tile, Tone
from niangjia.figures.catalogue import Reference, counted, find, parts
from niangjia.figures.compute import Answer, value
from niangjia.figures.kinds import Ratio, Share
from niangjia.figures.origin import origin
from niangjia.network.names import short_names

Shown = Callable[[str], int]

# Seats stand beside persons, always (DESIGN 1): which figure is shown beside which.
BESIDE = {"committees.seats": "committees.persons", "committees.persons": "committees.seats"}


def build_figure(question: Question, shown: Shown) -> FigurePage:
    """The page of a figure; `shown` says how many rows of a part ("rows", "of", "to") to list."""
    answer = value(question.reference, organisation=question.organisation, period=question.period)
    units, bars = split(question, answer)
    return FigurePage(
        head=_head(question, answer),
        tiles=_tiles(question, answer),
        parts=rows_parts(question, answer, shown),
        terms=terms(question),
        definition=str(question.figure.definition),
        source=origin(question.figure.source),
        equation=whole_equation(question, answer),
        division=_division(answer),
        filters=filters(question),
        units=units,
        bars=bars,
        units_note=_("按区划代码排列") if units and not question.by else "",
        sources=sources(question),
        undecided=_undecided(question, answer),
        unknown=_unknown(answer),
    )


def keys_of(reference: Reference) -> dict[str, Reference]:
    """The parts of a page that list rows: key → what its rows are of (R18)."""
    if isinstance(find(reference.name), Ratio | Share):
        return dict(zip(("of", "to"), parts(reference), strict=True))
    return {"rows": reference}


def one_part(question: Question, key: str, shown: Shown) -> RowsPart:
    """The rows of one part (`question` asks for that part) on a page that has all else already."""
    answer = value(question.reference, organisation=question.organisation, period=question.period)
    title = _titles()[key] % {"label": answer.label}
    return rows_part(question, answer, key, title, shown(key))


def _titles() -> dict[str, str]:
    return {
        "rows": _("%(label)s的每一行"),
        "of": _("分子：%(label)s"),
        "to": _("分母：%(label)s"),
    }


def rows_parts(question: Question, answer: Answer, shown: Shown) -> tuple[RowsPart, ...]:
    """The rows of a count; of a quotient those of both its parts (R18)."""
    listed = zip(keys_of(question.reference), answer.parts or (answer,), strict=True)
    titles = _titles()
    return tuple(
        rows_part(
            question.about(part.reference),
            part,
            key,
            titles[key] % {"label": part.label},
            shown(key),
        )
        for key, part in listed
    )


def names_shown(question: Question, shown: Shown) -> int:
    """How many persons the listed rows of a page name: what the log keeps.

    One who stands in both parts of a quotient is one person.
    """
    each = keys_of(question.reference).items()
    named = (persons_shown(question.about(part), shown(key)) for key, part in each)
    return len(set[int]().union(*named))


def whole_equation(question: Question, answer: Answer) -> Equation:
    """Figure = rows; of a quotient: the number = what the rows of both parts make."""
    if not answer.parts:
        return equation(question, answer)
    of, to = (_recounted(question, part) for part in answer.parts)
    percent = 100 if answer.unit is Unit.PERCENT else 1
    made = divide_half_up(of * percent, to, answer.decimals) if to else None
    return Equation(
        number=str(printed(answer)) or _("未记"),
        rows=f"{of:,} ÷ {to:,}",
        rows_label=_("两边各自的行"),
        is_equal=answer.value is None or (made is not None and made == Decimal(answer.value)),
        is_known=answer.value is not None,
    )


def _recounted(question: Question, part: Answer) -> int | Decimal:
    return recounted(question.about(part.reference), counted(part.reference.name))


def _head(question: Question, answer: Answer) -> Head:
    name = short_names([question.organisation.pk], on=question.visit.day)
    words = "".join(name.values()), days(question), kind_label(question.figure)
    room = question.reference.name.partition(".")[0]
    return Head(
        title=answer.label,
        crumbs=(
            Link(text=_("指标"), address=question.visit.leading("figures")),
            Link(text=room_label(room)),
            Link(text=str(question.figure.label)),
        ),
        lead=(Phrase(before=" · ".join(words)),),
        actions=(Action(text=_("打印"), icon="printer", opens_print=True),),
    )


def _tiles(question: Question, answer: Answer) -> tuple[Tile, ...]:
    """The number; of a quotient its parts; beside seats persons, and the other way round."""
    first = Tile(
        label=answer.label,
        figure=cell(answer, question.visit, is_current=True),
        scope=(Phrase(before=days(question)),),
    )
    return (first, *(_tile(question, one) for one in answer.parts or _beside(question)))


def _tile(question: Question, answer: Answer) -> Tile:
    return Tile(
        label=answer.label,
        figure=cell(answer, question.visit),
        scope=(Phrase(before=kind_label_of(answer)),),
    )


def kind_label_of(answer: Answer) -> str:
    """How the figure of an answer is counted."""
    return kind_label(find(answer.reference.name))


def _beside(question: Question) -> tuple[Answer, ...]:
    other = BESIDE.get(question.reference.name)
    if not other:
        return ()
    asked = Reference(other, question.reference.where)
    return (value(asked, organisation=question.organisation, period=question.period),)


def _division(answer: Answer) -> str:
    if not answer.parts:
        return ""
    if answer.refused:
        return answer.refused
    of, to = (str(printed(part)) or _("未记") for part in answer.parts)
    said = {"of": of, "to": to, "result": str(printed(answer)) or _("未记")}
    return _("%(of)s ÷ %(to)s = %(result)s，四舍五入一次。") % said


def _undecided(question: Question, answer: Answer) -> Notice | None:
    if not answer.undecided:
        return None
    pairs = answer.undecided
    text = ngettext(
        "有%(pairs)s对可能是同一个人，定下来以前各算一人。",
        "有%(pairs)s对可能是同一个人，定下来以前各算一人。",
        pairs,
    ) % {"pairs": pairs}
    address = pairs_address(question.visit, question.organisation)
    links = (Link(text=_("去看一看"), address=address),) if address else ()
    return Notice(text=text, tone=Tone.DUE, links=links)


def _unknown(answer: Answer) -> Notice | None:
    if not answer.unknown_in:
        return None
    text = ngettext(
        "有%(units)s个组织没有登记可以用来数的名册或台账，没有算进去。",
        "有%(units)s个组织没有登记可以用来数的名册或台账，没有算进去。",
        answer.unknown_in,
    ) % {"units": answer.unknown_in}
    return Notice(text=text, tone=Tone.OVER)

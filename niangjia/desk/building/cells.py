"""From a figure's answer to the number on the page, and to the address that opens its rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext

from niangjia.base.counts import Count, Mark
from niangjia.base.periods import Period
from niangjia.base.phrases import labelled, unit_word
from niangjia.base.units import Unit
from niangjia.base.wording import screen_words
from niangjia.desk.parts import FigureCell, Known, Phrase
from niangjia.desk.visit import Visit
from niangjia.figures.catalogue import Reference, find, parse
from niangjia.figures.compute import Answer, value
from niangjia.network.models import Organisation

MAIN_LANGUAGE = "zh-hans"


@dataclass
class Numbers:
    """The numbers of one page about one organisation: each is asked once, however often printed."""

    visit: Visit
    organisation: Organisation
    _asked: dict[tuple[str, Period], Answer] = field(default_factory=dict)

    def answer(self, text: str, period: Period | None = None) -> Answer:
        """The answer to `committees.seats(level=township)` for the organisation."""
        days = period or self.visit.period
        if (text, days) not in self._asked:
            asked = value(parse(text), organisation=self.organisation, period=days)
            self._asked[text, days] = asked
        return self._asked[text, days]

    def cell(self, text: str, **more: Any) -> FigureCell:
        """The same as a number on the page."""
        return cell(self.answer(text), self.visit, **more)

    def phrase(self, before: str, text: str, after: str = "", *, unit: bool = False) -> Phrase:
        """Words around a number: 平均每个乡镇 24.1 名. What is unknown is said by the one beside it."""
        return Phrase(before=before, figure=self.aside(text, has_unit=unit), after=after)

    def aside(self, text: str, **more: Any) -> FigureCell:
        """A number in a line below another one that tells already in how many units it is unknown."""
        return replace(self.cell(text, **more), unknown_in=0)


def cell(
    answer: Answer,
    visit: Visit,
    *,
    is_current: bool = False,
    has_unit: bool = True,
    address: str = "",
) -> FigureCell:
    """A number as screens write it, leading to the page of that very figure (R18, R26)."""
    words = printed(answer)
    return FigureCell(
        text=words.text,
        before=words.before,
        after=words.after,
        unit=words.unit if has_unit else "",
        address=address or address_of(answer, visit),
        title=answer.refused or labelled(answer.label, find(answer.reference.name).definition),
        known=Known.YES if answer.value is not None or answer.refused else Known.UNKNOWN,
        undecided=answer.undecided,
        unknown_in=answer.unknown_in,
        is_current=is_current,
    )


def address_of(answer: Answer, visit: Visit) -> str:
    """The figure page with the same reference, organisation and period."""
    return figure_address(
        answer.reference, answer.organisation, answer.period, visit, is_flow=not answer.is_stock
    )


def figure_address(
    reference: Reference,
    organisation: Organisation,
    period: Period,
    visit: Visit,
    *,
    is_flow: bool,
    **asked: object,
) -> str:
    """The address of a figure page; the days stand in it, so that it opens the same tomorrow."""
    days: dict[str, object] = {"as_of": period.last}
    if is_flow or visit.since:
        days = {"from": period.first, "to": period.last}
    return visit.figure(reference, organisation.public_id, days, **asked)


@dataclass(frozen=True)
class Printed:
    """A number taken apart, in the reader's language."""

    text: str
    before: str = ""
    after: str = ""
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.text}{self.after}"


def printed(answer: Answer) -> Printed:
    """What screens write for an answer."""
    return written(answer.value, answer.unit, answer.mark, answer.refused)


def written(number: Decimal | int | None, unit: Unit, mark: Mark, refused: str) -> Printed:
    """A number as screens write it: 4,000余, 24.0, nothing for 未记 (the cell says it)."""
    if refused:
        return Printed(gettext("不计算"))
    if number is None:
        return Printed("")
    wan = None if get_language() == MAIN_LANGUAGE else False
    words = screen_words(Count(number, unit, mark), wan=wan)
    before, after = (gettext(word) if word else "" for word in (words.before, words.after))
    return Printed(words.number, before, after, unit_word(words.unit, number))

"""The catalogue of declared figures, and references to them: name(filter=value, …)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.base.refusals import Refused
from niangjia.figures.kinds import Breakdown, Counted, Figure, Ratio, Share

_figures: dict[str, Figure] = {}
_REFERENCE = re.compile(r"\s*([a-z_]+\.[a-z_]+)\s*(?:\((.*)\))?\s*", re.DOTALL)
PREDECESSORS = "with_predecessors"


@dataclass(frozen=True)
class Reference:
    """A figure with its filters, as pages, templates, the command line and the API write it."""

    name: str
    where: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        filters = ", ".join(f"{key}={value}" for key, value in self.where)
        return f"{self.name}({filters})" if filters else self.name

    def filtered(self, **where: str) -> Reference:
        """The same figure with more filters."""
        return Reference(self.name, tuple((dict(self.where) | where).items()))

    def without(self, key: str) -> Reference:
        """The same figure without one filter."""
        return Reference(self.name, tuple(pair for pair in self.where if pair[0] != key))


def declare(*figures: Figure) -> None:
    """Add figures to the catalogue; a name can be declared once."""
    for figure in figures:
        if figure.name in _figures:
            raise ValueError(f"{figure.name} is declared twice")
        _figures[figure.name] = figure


def catalogue() -> Mapping[str, Figure]:
    """All declared figures by name, in the order of their rooms."""
    return dict(sorted(_figures.items()))


def find(name: str) -> Figure:
    """The figure of that name.

    Raises:
        Refused: there is none.
    """
    if name not in _figures:
        raise Refused(
            _("没有叫“%(name)s”的指标。用 niangjia figures 看全部指标。") % {"name": name}
        )
    return _figures[name]


def counted(name: str) -> Counted:
    """The figure of that name when it has rows of its own."""
    figure = find(name)
    if isinstance(figure, Ratio | Share):
        raise Refused(_("“%(figure)s”是两个数相除，没有自己的行。") % {"figure": figure.label})
    return figure


def parse(text: str) -> Reference:
    """Read `committees.seats(level=township)`.

    Raises:
        Refused: unreadable, or a figure, filter or value that does not exist.
    """
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise Refused(_("读不懂“%(text)s”。应当写成：指标名(条件=值, 条件=值)。") % {"text": text})
    pairs = [part.partition("=") for part in (match[2] or "").split(",") if part.strip()]
    where = tuple((key.strip(), value.strip()) for key, _, value in pairs)
    return understood(Reference(match[1], where))


def breakdowns(name: str) -> dict[str, Breakdown]:
    """The filters a figure knows; of a ratio those of either part."""
    figure = find(name)
    if isinstance(figure, Ratio):
        return breakdowns(figure.of) | breakdowns(figure.to)
    if isinstance(figure, Share):
        return breakdowns(figure.whole)
    return {breakdown.name: breakdown for breakdown in figure.by}


def parts(reference: Reference) -> tuple[Reference, Reference]:
    """Both parts of a ratio or share, each with the filters that it knows.

    The whole of a share knows none of the keys that a share can be of: two of them at once are one
    narrower part of everybody, whichever is written first.
    """
    figure = find(reference.name)
    if isinstance(figure, Share):
        whole = Reference(figure.whole, reference.where)
        rest = tuple(pair for pair in reference.where if pair[0] not in figure.by)
        return whole, Reference(figure.whole, rest)
    if not isinstance(figure, Ratio):
        raise Refused(_("“%(figure)s”不是两个数相除。") % {"figure": figure.label})
    return _part(figure.of, reference), _part(figure.to, reference)


def _part(name: str, reference: Reference) -> Reference:
    known = {*breakdowns(name), PREDECESSORS}
    return Reference(name, tuple(pair for pair in reference.where if pair[0] in known))


def understood(reference: Reference) -> Reference:
    """The same with every value as its code; people may write the word: level=乡镇（街道）.

    Raises:
        Refused: a figure, filter or value that does not exist.
    """
    known = breakdowns(reference.name)
    where = tuple((key, _value(known, reference.name, key, v)) for key, v in reference.where)
    return Reference(reference.name, where)


def _value(known: dict[str, Breakdown], figure: str, key: str, written: str) -> str:
    if key == PREDECESSORS:
        return written
    if key not in known:
        names = "、".join(known) or _("（没有）")
        raise Refused(
            _("“%(figure)s”没有条件“%(key)s”。可用的条件：%(names)s。")
            % {"figure": figure, "key": key, "names": names}
        )
    choices = known[key].choices()
    by_word = {str(word): code for code, word in choices.items()}
    if written not in choices and written not in by_word:
        raise Refused(
            _("条件“%(key)s”没有“%(written)s”这个值。可用的值：%(values)s。")
            % {"key": key, "written": written, "values": "、".join(choices)}
        )
    return written if written in choices else by_word[written]

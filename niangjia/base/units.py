"""Units: what is counted, and the words for it.

Arithmetic looks at the unit (席 + 人 is an error), printing at its words (both are 名 in a
report). Labels are Chinese source strings; a page translates them (R21).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a number counts. Stored and exchanged in upper case, never shown.

    Source: R21, DOMAIN C.5.
    """

    PERSON = "PERSON"
    SEAT = "SEAT"
    ATTENDANCE = "ATTENDANCE"
    HOUSEHOLD = "HOUSEHOLD"
    HOUSEHOLD_VISIT = "HOUSEHOLD_VISIT"
    SESSION = "SESSION"
    ORGANISATION = "ORGANISATION"
    PLACE = "PLACE"
    VENUE = "VENUE"
    TEAM = "TEAM"
    DOCUMENT = "DOCUMENT"
    ITEM = "ITEM"
    GOODS = "GOODS"
    CHANGE = "CHANGE"
    HOUR = "HOUR"
    DAY = "DAY"
    YUAN = "YUAN"
    PERCENT = "PERCENT"
    PERCENTAGE_POINT = "PERCENTAGE_POINT"
    MULTIPLE = "MULTIPLE"
    PER_ORGANISATION = "PER_ORGANISATION"
    PER = "PER_ORGANISATION"  # the same by its short name
    NUMBER = "NUMBER"  # a number whose unit nobody has named

    @property
    def label(self) -> str:
        """The word beside the number on a screen; empty for averages and bare numbers."""
        return _WORDS[self].screen

    @property
    def report_word(self) -> str:
        """The word after the number in a document (席 are 名 there)."""
        return _WORDS[self].report

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that a text may use for this unit."""
        return _WORDS[self].read

    @property
    def is_quotient(self) -> bool:
        """Whether such a number is one part divided by another; its decimals are kept."""
        return self in _QUOTIENTS

    def accepts(self, word: str) -> bool:
        """Tell whether a text that uses `word` may mean this unit.

        An average is written with the word of what is averaged (24.1名), so it takes any.
        """
        return self in _ANY_WORD or word in self.words


@dataclass(frozen=True, slots=True)
class _Words:
    screen: str
    report: str
    read: tuple[str, ...]


def gettext_noop(text: str) -> str:
    """Mark a source string for the catalogue; this module knows no framework."""
    return text


def _words(screen: str, report: str, *others: str) -> _Words:
    return _Words(screen, report, tuple(dict.fromkeys((screen, report, *others))))


_WORDS = {
    Unit.SEAT: _words(gettext_noop("席"), "名", "人", "位"),
    Unit.PERSON: _words(gettext_noop("人"), "人", "名", "位"),
    Unit.ATTENDANCE: _words(gettext_noop("人次"), "人次"),
    Unit.HOUSEHOLD: _words(gettext_noop("户"), "户", "家"),
    Unit.HOUSEHOLD_VISIT: _words(gettext_noop("户次"), "户次"),
    Unit.SESSION: _words(gettext_noop("场"), "场", "场次", "次", "期"),
    Unit.ORGANISATION: _words(gettext_noop("个"), "个", "家"),
    Unit.PLACE: _words(gettext_noop("个"), "个", "处"),
    Unit.VENUE: _words(gettext_noop("个"), "个", "处", "所"),
    Unit.TEAM: _words(gettext_noop("支"), "支", "个"),
    Unit.DOCUMENT: _words(gettext_noop("份"), "份", "个"),
    Unit.ITEM: _words(gettext_noop("件"), "件", "件次", "项", "个"),
    Unit.GOODS: _words(gettext_noop("台"), "台", "件", "辆", "套"),
    Unit.CHANGE: _words(gettext_noop("人次"), "名", "人", "次"),
    Unit.HOUR: _words(gettext_noop("小时"), "小时"),
    Unit.DAY: _words(gettext_noop("天"), "天", "日"),
    Unit.YUAN: _words(gettext_noop("元"), "元"),
    Unit.PERCENT: _words("%", "%"),
    Unit.PERCENTAGE_POINT: _words(gettext_noop("个百分点"), "个百分点"),
    Unit.MULTIPLE: _words(gettext_noop("倍"), "倍"),
    Unit.PER_ORGANISATION: _Words("", "", ()),
    Unit.NUMBER: _Words("", "", ()),
}

_QUOTIENTS = {Unit.PERCENT, Unit.PERCENTAGE_POINT, Unit.MULTIPLE, Unit.PER_ORGANISATION}
_ANY_WORD = {Unit.PER_ORGANISATION, Unit.NUMBER}


def units_of(word: str) -> tuple[Unit, ...]:
    """List the units that `word` may mean, the likeliest first; empty for an unknown word.

    A unit that prints the word itself is likelier than one that only understands it.
    """
    # Of two as likely (名: 人 or 席) the one declared first wins.
    named = [unit for unit in Unit if word in unit.words]
    return tuple(sorted(named, key=lambda unit: unit.words.index(word)))


def all_words() -> tuple[str, ...]:
    """List every unit word, longest first (人次 before 人)."""
    found = {word for unit in Unit for word in unit.words}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))

"""Words put together as the reader's language does it: 甲、乙（丙） is a, b (c) in English."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MANY = 2


def unit_word(word: str, count: Decimal | int | None = None) -> str:
    """A unit's word for so many of it: 1 seat, 2 seats; without a number as a heading has it."""
    if not word:
        return ""
    return ngettext(word, word, 1 if count == 1 else MANY)


def in_language(chinese: str, english: str) -> str:
    """A name that an office keeps in both languages; the Chinese one where there is no other."""
    is_chinese = (get_language() or "zh").startswith("zh")
    return chinese if is_chinese or not english else english


def listed(words: Iterable[object]) -> str:
    """Things of one kind: 主席、副主席."""
    return _("、").join(map(str, words))


def clauses(said: Iterable[object]) -> str:
    """Sayings that hold commas themselves."""
    return _("；").join(map(str, said))


def labelled(label: object, what: object) -> str:
    """A word and what is said under it: 届满日：2021-03-01."""
    return _("%(label)s：%(what)s") % {"label": label, "what": what}


def bracketed(word: object, more: object) -> str:
    """A word with more about it in brackets."""
    return _("%(word)s（%(more)s）") % {"word": word, "more": more}


def together(organisation: object, post: object) -> str:
    """A post with its organisation: 龙津镇妇联主席."""
    return _("%(organisation)s%(post)s") % {"organisation": organisation, "post": post}


def narrowed(name: object, filters: Iterable[object]) -> str:
    """A figure's name and what it is narrowed to: 执委席位·乡镇（街道）."""
    words = _("，").join(map(str, filters))
    return _("%(name)s·%(filters)s") % {"name": name, "filters": words} if words else str(name)

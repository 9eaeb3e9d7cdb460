"""The organisation that somebody means by a code or a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.base.models import true_on
from niangjia.base.refusals import Refused
from niangjia.network import naming
from niangjia.network.models import Organisation, OrganisationName
from niangjia.network.names import short_names
from niangjia.network.terms import TIERS, Level
from niangjia.network.tree import superiors, tree, version

CODE_LENGTH = 12
MOST_CHOICES = 20


@dataclass(frozen=True)
class Choice:
    """One of several organisations that were meant: its code, and its name with those above."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class SeveralFound(Refused):
    """The words fit several organisations; `choices` lists them."""

    def __init__(self, text: str, choices: Sequence[Choice]) -> None:
        listed = "；".join(map(str, choices[:MOST_CHOICES]))
        more = "……" if len(choices) > MOST_CHOICES else ""
        super().__init__(
            _("“%(text)s”可以指%(count)s个组织，请改用代码或写明乡镇：%(listed)s%(more)s。")
            % {"text": text, "count": len(choices), "listed": listed, "more": more}
        )
        self.choices = choices


def find(text: str, *, on: date) -> Organisation:
    """The organisation meant by `text` on a day.

    A code is the organisation's own or its place's, whole or without its zeros (350423). A name
    is the full or the short one, or any way to write its place (石下村, 林畲石下). Those that
    exist on the day come before those that ended or begin later.

    Raises:
        SeveralFound: it may be several.
        Refused: it is none.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    found = _live_first(_by_code(words) if words.isdecimal() else _by_name(words, on), on)
    if len(found) > 1:
        raise SeveralFound(words, choices(found, on=on))
    if not found:
        raise Refused(
            _("没有找到组织“%(words)s”。请核对代码或名称；新的组织先用 niangjia found 登记。")
            % {"words": words}
        )
    return found[0]


def top(*, on: date) -> Organisation:
    """The one organisation above all others on a day.

    Raises:
        SeveralFound: there are several of the highest level.
        Refused: there is no organisation yet.
    """
    network = tree(on=on)
    numbers = [int(n) for n, above in zip(network.ids, network.parent, strict=True) if above < 0]
    tops = list(Organisation.objects.filter(pk__in=numbers))
    if not tops:
        raise Refused(
            _("%(day)s还没有组织。先用 niangjia init 县级代码 建立一个县。") % {"day": on}
        )
    highest = min(_tier(one) for one in tops)
    found = [one for one in tops if _tier(one) == highest]
    if len(found) > 1:
        raise SeveralFound(_("最上级"), choices(found, on=on))
    return found[0]


def choices(organisations: Sequence[Organisation], *, on: date) -> list[Choice]:
    """How to tell organisations of one name apart: code, and the names of those above."""
    at = version()
    above = {one.pk: superiors(organisation=one.pk, on=on, at=at) for one in organisations}
    numbers = {*above, *(number for line in above.values() for number in line)}
    names = short_names(numbers, on=on)
    return [
        Choice(one.code, "/".join(names[n] for n in (*reversed(above[one.pk]), one.pk)))
        for one in organisations
    ]


def _tier(organisation: Organisation) -> int:
    return TIERS.index(Level(organisation.level))


def _live_first(found: list[Organisation], on: date) -> list[Organisation]:
    live = [one for one in found if one.is_true_on(on)]
    return live or found


def _by_code(code: str) -> list[Organisation]:
    whole = code.ljust(CODE_LENGTH, "0")
    own = list(Organisation.objects.filter(code__in={code, whole}))
    if own:
        return own
    here = Organisation.objects.filter(place__code=whole).select_related("place")
    return [one for one in here if one.place and one.place.level == one.level]


def _by_name(text: str, on: date) -> list[Organisation]:
    called = OrganisationName.objects.filter(Q(name=text) | Q(short_name=text))
    numbers = _organisations(called.filter(true_on(on))) or _organisations(called)
    numbers = numbers or _by_place(naming.key(text), on)
    return list(Organisation.objects.filter(pk__in=numbers).order_by("path", "code"))


def _organisations(names: Iterable[OrganisationName]) -> set[int]:
    return {row.organisation_id for row in names}


def _by_place(wanted: str, on: date) -> set[int]:
    """Organisations whose place may be written so: exactly, else shortened (石下)."""
    rows = OrganisationName.objects.filter(true_on(on)).select_related("organisation")
    # Every way to write a place holds the first two letters of its name.
    likely = [row for row in rows if row.short_name[:2] in wanted]
    exact = [row for row in likely if naming.key(row.short_name) == wanted]
    at = version()
    found = exact or [row for row in likely if wanted in _spellings(row, on, at)]
    return {row.organisation_id for row in found}


def _spellings(row: OrganisationName, on: date, at: int) -> set[str]:
    level = row.organisation.level
    if level not in naming.LEVELS:
        return set()
    above = superiors(organisation=row.organisation_id, on=on, at=at)
    names = short_names(above, on=on)
    within = [naming.key(names[number]) for number in above]
    return naming.variants(row.short_name, level, within=within)

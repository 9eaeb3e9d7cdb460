"""By which name the importer finds an organisation, and what its file is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from niangjia.ledgers.directory import Directory, Spot
from niangjia.ledgers.reading.rows import Unit
from niangjia.network.models import Organisation
from niangjia.network.names import short_names
from niangjia.network.terms import Level
from niangjia.network.tree import superiors, version

_NO_FILE_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')


def called(organisations: Iterable[Organisation], known: Directory, *, on: date) -> dict[int, str]:
    """Organisation number → its short name, with its township where the name alone may mean two."""
    wanted = list(organisations)
    names = short_names([one.pk for one in wanted], on=on)
    towns = _townships(wanted, on)
    above = short_names(towns.values(), on=on)
    longer = {one.pk: _place(above.get(towns.get(one.pk, 0), "")) + names[one.pk] for one in wanted}
    return {
        one.pk: names[one.pk] if _finds(known, names[one.pk], one) else longer[one.pk]
        for one in wanted
    }


def _finds(known: Directory, name: str, organisation: Organisation) -> bool:
    spot = known.find(Unit(organisation=name))
    return isinstance(spot, Spot) and spot.organisation == organisation


def _townships(organisations: list[Organisation], on: date) -> dict[int, int]:
    """Organisation number → that of the township organisation above it on a day."""
    at = version()
    above = {one.pk: superiors(organisation=one.pk, on=on, at=at) for one in organisations}
    numbers = {number for line in above.values() for number in line}
    towns = Organisation.objects.filter(pk__in=numbers, level=Level.TOWNSHIP)
    known = {*towns.values_list("pk", flat=True)}
    return {
        pk: next(number for number in line if number in known)
        for pk, line in above.items()
        if known & {*line}
    }


def _place(organisation: str) -> str:
    """林畲乡妇联 → 林畲乡: a file and a longer name begin with the place."""
    return re.sub(r"(妇女联合会|妇女代表会|妇联|妇代会)$", "", organisation)


def file_names(organisations: Iterable[Organisation], what: str, *, on: date) -> dict[int, str]:
    """Organisation number → 林畲乡_石下村_执委花名册.xlsx; two of one name also bear their code."""
    wanted = list(organisations)
    names = short_names([one.pk for one in wanted], on=on)
    towns = _townships(wanted, on)
    above = short_names(towns.values(), on=on)
    stems = {
        one.pk: "_".join(
            _fit(part) for part in (above.get(towns.get(one.pk, 0), ""), names[one.pk]) if part
        )
        for one in wanted
    }
    many = Counter(stems.values())
    ends = {one.pk: f"_{one.code or one.pk}" if many[stems[one.pk]] > 1 else "" for one in wanted}
    return {number: f"{stem}{ends[number]}_{what}.xlsx" for number, stem in stems.items()}


def _fit(name: str) -> str:
    return _NO_FILE_NAME.sub("", _place(name)).strip(". ")[:40] or "未名"

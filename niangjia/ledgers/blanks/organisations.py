"""The ledger of organisations to be filled in: who is there as of a day, and the steps still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import F

from niangjia.ledgers.blanks.columns import FORMS, ORGANISATIONS
from niangjia.ledgers.blanks.sheet import Blank
from niangjia.ledgers.directory import Directory
from niangjia.network.models import Organisation, OrganisationEvent, OrganisationForm
from niangjia.network.names import full_names
from niangjia.network.terms import EventKind, Level

EXPLANATION = (
    "一个组织一行，乡镇自己的一行不写村；有箭头的格子点开可选。日期写到日，只知道年月就写年月，不知道就空着。"
    "已经写着的不用再填；新建的组织接着往下写，区划代码可以空着。"
)
EVENTS = {
    EventKind.FOUND: "founded_on",
    EventKind.CONVERT: "converted_on",
    EventKind.COMMITTEE_ELECTED: "committee_elected_on",
    EventKind.BOARD_HUNG: "board_hung_on",
    EventKind.GROUP_OPENED: "group_opened_on",
    EventKind.FIRST_ACTIVITY: "first_activity_on",
}
SHOWN = {"day": 10, "month": 7, "year": 4}  # letters of 2017-05-23 that are known


def organisations(
    root: Organisation, known: Directory, *, as_of: date, is_filled: bool = True
) -> Blank:
    """The ledger of `root` and all below it that the importer can find by their places."""
    name = full_names([root.pk], on=as_of)[root.pk]
    found = _tiers(root, known, as_of) if is_filled else []
    return Blank(
        title=f"{name}组织台账",
        explanation=EXPLANATION,
        columns=ORGANISATIONS,
        facts=(("截至", str(as_of)),),
        rows=_rows(found, known, as_of),
        sheet="组织台账",
    )


def _tiers(root: Organisation, known: Directory, day: date) -> list[Organisation]:
    """Townships and villages that stand at their places, by place code."""
    below = Organisation.objects.below(root).on(day).filter(place__level=F("level"))
    below = below.filter(level__in=[Level.TOWNSHIP, Level.VILLAGE]).select_related("place")
    return [one for one in below.order_by("code", "pk") if known.at.get(one.place_id or 0) == one]


def _rows(found: Sequence[Organisation], known: Directory, day: date) -> list[list[str]]:
    numbers = [one.pk for one in found]
    forms = OrganisationForm.objects.on(day).filter(organisation__any_of=numbers)
    form_of = dict(forms.values_list("organisation_id", "form"))
    days = _days(numbers)
    rows = []
    for one in found:
        told = _place(one, known) | days[one.pk]
        told["form"] = FORMS.get(form_of.get(one.pk, ""), "")
        rows.append([told.get(column.field, "") for column in ORGANISATIONS])
    return rows


def _place(one: Organisation, known: Directory) -> dict[str, str]:
    """Its code and names; a township's own row names no village."""
    place = known.places[one.place_id or 0]
    if place.level == Level.TOWNSHIP:
        return {"code": place.code, "township": known.name(place)}
    above = known.places.get(place.parent_id or 0)
    told = {"code": place.code, "village": known.name(place)}
    return told | ({"township": known.name(above)} if above else {})


def _days(organisations: list[int]) -> dict[int, dict[str, str]]:
    """Organisation → field → the day of that step, as exactly as it is known."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    events = OrganisationEvent.objects.filter(organisation__any_of=organisations)
    for event in events.filter(kind__in=[*EVENTS]).exclude(on=None).order_by("on", "pk"):
        field = EVENTS[EventKind(event.kind)]
        found[event.organisation_id][field] = str(event.on)[: SHOWN[event.precision]]
    return found

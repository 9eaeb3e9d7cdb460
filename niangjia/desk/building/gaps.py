"""What is still missing below an organisation, each by its name: what to do next, no ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base.periods import Period
from niangjia.base.phrases import clauses, listed
from niangjia.committees.findings import findings
from niangjia.desk.building.cells import Numbers
from niangjia.desk.building.composition import finding_text
from niangjia.desk.building.question import pages_of
from niangjia.desk.parts import Chip, ListCard, ListItem, Tone
from niangjia.figures.catalogue import parse
from niangjia.figures.trace import trace
from niangjia.network.models import Organisation, OrganisationEvent, OrganisationForm
from niangjia.network.names import short_names
from niangjia.network.terms import STEPS, EventKind, Form, Level
from niangjia.network.tree import stays

FIRST = 6


def gaps(numbers: Numbers) -> tuple[ListCard, ...]:
    """Committees with findings, blank spots, founding steps not recorded."""
    below = everyone_below(numbers)
    return (_findings(numbers, below), _blank_spots(numbers), _missing_steps(numbers, below))


def everyone_below(numbers: Numbers) -> list[int]:
    """The organisation and all that stood below it on the day, nearest first."""
    day = Period.day(numbers.visit.day)
    return [stay.organisation for stay in stays(root=numbers.organisation.pk, period=day)]


def _findings(numbers: Numbers, below: list[int]) -> ListCard:
    found = findings(below, as_of=numbers.visit.day)
    items = {
        number: (clauses(finding_text(line) for line in lines), _n_items(len(lines)))
        for number, lines in found.items()
    }
    return ListCard(
        title=_("执委会要补的"),
        items=_items(numbers, items),
        empty=_("每个执委会都符合规则，没有要补的。"),
        note=_rest(len(items)),
    )


def _n_items(many: int) -> str:
    return ngettext("差%(n)s项", "差%(n)s项", many) % {"n": many}


def _blank_spots(numbers: Numbers) -> ListCard:
    count = numbers.cell("network.blank_spots")
    rows = trace(
        parse("network.blank_spots"),
        organisation=numbers.organisation,
        period=numbers.visit.period,
        limit=FIRST,
    )
    items = tuple(
        ListItem(title=row.name, note=row.cells.get("代码", ""), address=count.address)
        for row in rows
    )
    return ListCard(
        title=_("空白点"),
        count=count,
        items=items,
        empty=_("每个乡镇、村（社区）都有组织，没有空白点。"),
    )


def _missing_steps(numbers: Numbers, below: list[int]) -> ListCard:
    """Village federations of which a founding step is not recorded by the day (R8)."""
    day = numbers.visit.day
    due = OrganisationForm.objects.on(day).filter(
        form=Form.FEDERATION, organisation__any_of=below, organisation__level=Level.VILLAGE
    )
    federations = {*due.values_list("organisation_id", flat=True)}
    done = defaultdict(set)
    events = OrganisationEvent.objects.filter(
        organisation__any_of=list(federations), kind__in=STEPS, on__lte=day
    )
    for number, kind in events.values_list("organisation_id", "kind"):
        done[number].add(kind)
    lacking = {
        number: [step for step in STEPS if step not in done[number]] for number in federations
    }
    items = {number: _no_record(steps) for number, steps in lacking.items() if steps}
    return ListCard(
        title=_("四同步还差的"),
        items=_items(numbers, items),
        empty=_("每个村（社区）妇联的四步都有记录。"),
        note=_rest(len(items)),
    )


def _no_record(steps: Sequence[EventKind]) -> tuple[str, str]:
    words = listed(step.label for step in steps)
    chip = ngettext("缺%(n)s步", "缺%(n)s步", len(steps)) % {"n": len(steps)}
    return _("没有记%(steps)s的日子") % {"steps": words}, chip


def _items(numbers: Numbers, found: dict[int, tuple[str, str]]) -> tuple[ListItem, ...]:
    """The first few, in order of place code, each leading to its organisation."""
    first = _in_code_order(found)[:FIRST]
    names = short_names(first, on=numbers.visit.day)
    pages = pages_of(first, numbers.visit)
    return tuple(
        ListItem(
            title=names.get(number, ""),
            address=pages.get(number, ""),
            note=found[number][0],
            chip=Chip(text=found[number][1], tone=Tone.DUE),
        )
        for number in first
    )


def _in_code_order(found: dict[int, tuple[str, str]]) -> list[int]:
    codes = Organisation.objects.filter(pk__any_of=list(found)).order_by("code", "pk")
    return list(codes.values_list("pk", flat=True))


def _rest(many: int) -> str:
    if many <= FIRST:
        return ""
    return _("按区划代码先列%(first)s个，共%(all)s个。") % {"first": FIRST, "all": many}

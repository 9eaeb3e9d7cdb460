"""What waits for the reader: pairs to look at, rows of her ledgers that ask something."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.access.scopes import scopes
from niangjia.access.terms import Can
from niangjia.desk.building.cells import Numbers
from niangjia.desk.building.collections import left_of, title_of
from niangjia.desk.building.reach import imports_open, pairs_address
from niangjia.desk.parts import Chip, ListCard, ListItem, Tone
from niangjia.ledgers.models import Fate, ImportRow
from niangjia.ledgers.receipt_models import Collection
from niangjia.ledgers.receipt_terms import State
from niangjia.ledgers.receipts import states
from niangjia.network.models import Organisation

PERSONS = "committees.persons"
MOST_ASKED = 5


def to_look_at(numbers: Numbers) -> ListCard:
    """The card beside the units."""
    items = [*_asked(numbers), _pairs(numbers), _waiting(numbers)]
    return ListCard(
        title=_("要看一眼的"),
        items=tuple(item for item in items if item),
        empty=_("没有等你看的。新的花名册放进来，这里会说哪一行要问你。"),
        note=_("定下来一条，数就跟着变一条。"),
    )


def _asked(numbers: Numbers) -> list[ListItem]:
    """Ledgers that were asked of the reader's own organisations and have not come yet."""
    visit = numbers.visit
    own = [
        scope.organisation
        for scope in scopes(visit.user, on=visit.today)
        if Can.LEDGER_IMPORT in scope.grants
    ]
    among = Organisation.objects.filter(pk__in=own)
    asked = Collection.objects.filter(units__organisation__in=own).distinct().order_by("due_on")
    first = list(asked[:MOST_ASKED])
    found = states(first, today=visit.today, among=among)
    return [
        _to_send(numbers, one)
        for one in first
        for state in found[one.pk]
        if state in (State.DUE, State.LATE)
    ]


def _to_send(numbers: Numbers, one: Collection) -> ListItem:
    left = left_of(numbers.visit, one)
    return ListItem(
        title=title_of(one),
        address=numbers.visit.leading("collection", one.public_id),
        note=_("上级要的，%(day)s以前交；知道的已经替你填好") % {"day": one.due_on},
        chip=left,
    )


def _pairs(numbers: Numbers) -> ListItem | None:
    pairs = numbers.answer(PERSONS).undecided
    if not pairs:
        return None
    chip = ngettext("%(n)s对", "%(n)s对", pairs) % {"n": pairs}
    return ListItem(
        title=_("可能是同一个人"),
        address=pairs_address(numbers.visit, numbers.organisation),
        note=_("定下来以前各算一人"),
        chip=Chip(text=chip, tone=Tone.DUE),
    )


def _waiting(numbers: Numbers) -> ListItem | None:
    """Rows of imports that wait for an answer, where she may import."""
    visit = numbers.visit
    rows = ImportRow.objects.filter(batch__in=imports_open(visit), fate=Fate.WAITING)
    many = rows.count()
    if not many:
        return None
    chip = ngettext("等%(n)s行", "等%(n)s行", many) % {"n": many}
    return ListItem(
        title=_("花名册里等回答的行"),
        address=visit.leading("imports"),
        note=_("答一条，入库一条"),
        chip=Chip(text=chip, tone=Tone.DUE),
    )

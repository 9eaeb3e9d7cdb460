"""What offices ask of the units below them, and who has answered: open, list, take off again.

Whether a unit has answered is never stored: it follows from the imports that cover it, and so an
import that is taken back takes its receipts back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.bulk import insert
from niangjia.base.models import Entry
from niangjia.base.periods import day_of
from niangjia.base.refusals import Refused
from niangjia.ledgers.blanks.rosters import with_committee
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.receipt_models import Collection, CollectionUnit, Coverage, OpenRow
from niangjia.ledgers.receipt_terms import State
from niangjia.ledgers.settling import OPEN, settle
from niangjia.network.models import Organisation
from niangjia.network.names import short_names


@dataclass(frozen=True)
class Receipt:
    """One unit that was asked, and its newest answer, if any.

    Attributes:
        open_rows: rows of the answer that wait or were not taken.
    """

    unit: Organisation
    name: str
    state: State
    cover: Coverage | None = None
    open_rows: int = 0

    @property
    def received_on(self) -> date | None:
        """The day, in Asia/Shanghai, on which the answer was taken in."""
        return day_of(self.cover.batch.entry.at) if self.cover else None


def open_collection(
    *,
    by: Any,
    organisation: Organisation,
    kind: str,
    level: str,
    as_of: date,
    due_on: date,
    today: date,
) -> Collection:
    """Ask all units of a level below an organisation for a ledger; what came before counts too.

    Who may is asked by page and command (LEDGER_IMPORT at the organisation).

    Raises:
        Refused: no such kind or units, a day that has passed, or the same was asked already.
    """
    units = [one for one in _units(organisation, level, as_of) if one != organisation]
    _check(organisation, kind, units, as_of=as_of, due_on=due_on, today=today)
    with journal.act(
        "要表", by=by, organisation_id=organisation.pk, summary=f"{kind} {as_of} {due_on}"
    ) as entry:
        made = Collection.objects.create(
            entry=entry, organisation=organisation, kind=kind, as_of=as_of, due_on=due_on
        )
        insert([CollectionUnit(entry=entry, collection=made, organisation=one) for one in units])
        settle(entry, _newest(made, [one.pk for one in units]).values())
    return made


def _units(organisation: Organisation, level: str, day: date) -> list[Organisation]:
    return with_committee(organisation, level=level, as_of=day)


def _check(
    organisation: Organisation,
    kind: str,
    units: Sequence[Organisation],
    *,
    as_of: date,
    due_on: date,
    today: date,
) -> None:
    if kind not in KINDS:
        raise Refused(_("没有“%(kind)s”这种台账。") % {"kind": kind[:40]})
    if not units:
        raise Refused(_("%(day)s那天，它下面没有这一级的组织，没有可要的表。") % {"day": as_of})
    if due_on < max(as_of, today):
        said = {"due": due_on, "day": max(as_of, today)}
        raise Refused(_("交表日期%(due)s早于%(day)s，请换一个还没到的日期。") % said)
    same = Collection.objects.filter(organisation=organisation, kind=kind, as_of=as_of)
    if same.filter(units__organisation=units[0]).exists():
        raise Refused(_("截至%(day)s的这种台账已经要过了，不用再要一次。") % {"day": as_of})


def withdraw(*, by: Any, collection: Collection, reason: str) -> Entry:
    """Take a request off again; what has come in stays. Its rows stay in the history.

    Raises:
        Refused: no reason.
    """
    if not reason.strip():
        raise Refused(_("请写明为什么撤回。"))
    with journal.act(
        "撤回要表",
        by=by,
        organisation_id=collection.organisation_id,
        summary=str(collection),
        reason=reason,
    ) as entry:
        collection.units.all().delete()
        collection.delete()
    return entry


def receipts(
    collection: Collection, *, today: date, among: QuerySet[Organisation] | None = None
) -> list[Receipt]:
    """Every unit that was asked with its answer, by place code; the same few statements for any number.

    Args:
        among: only those of these organisations.
    """
    units = Organisation.objects.filter(pk__in=collection.units.values("organisation")).order_by(
        "code", "pk"
    )
    found = list(units if among is None else units.filter(pk__in=among.values("pk")))
    names = short_names([one.pk for one in found], on=collection.as_of)
    covers = _newest(collection, [one.pk for one in found])
    return [
        _receipt(collection, one, names.get(one.pk, ""), covers.get(one.pk), today) for one in found
    ]


def states(
    collections: Iterable[Collection], *, today: date, among: QuerySet[Organisation] | None = None
) -> dict[int, list[State]]:
    """Collection → how each of its units stands, as `receipts` says; one statement for all.

    Args:
        among: only units of these organisations.
    """
    asked = {one.pk: one for one in collections}
    units = CollectionUnit.objects.filter(collection__in=asked)
    if among is not None:
        units = units.filter(organisation__in=among.values("pk"))
    still = OpenRow.objects.filter(coverage=OuterRef("newest"), row__fate__in=OPEN)
    found: dict[int, list[State]] = {number: [] for number in asked}
    rows = units.annotate(newest=Subquery(_newest_of_unit()), is_short=Exists(still))
    for number, newest, is_short in rows.values_list("collection_id", "newest", "is_short"):
        found[number].append(_state(asked[number], newest is not None, is_short, today))
    return found


def _newest_of_unit() -> QuerySet[Coverage, int]:
    """The newest answer of a unit that was asked, as `_newest`."""
    answers = Coverage.objects.filter(
        organisation=OuterRef("organisation"),
        batch__kind=OuterRef("collection__kind"),
        as_of__gte=OuterRef("collection__as_of"),
    )
    return answers.order_by("-batch__entry_id").values_list("pk", flat=True)[:1]


def _newest(collection: Collection, units: Iterable[int]) -> dict[int, Any]:
    """Unit → its newest answer that speaks of the day asked for or a later one."""
    rows = Coverage.objects.filter(
        organisation__any_of=list(units), batch__kind=collection.kind, as_of__gte=collection.as_of
    )
    still = Count("open_rows", filter=Q(open_rows__row__fate__in=OPEN))
    rows = rows.annotate(still_open=still).select_related("batch__entry")
    return {cover.organisation_id: cover for cover in rows.order_by("batch__entry_id")}


def _receipt(
    collection: Collection, unit: Organisation, name: str, cover: Any, today: date
) -> Receipt:
    still_open = cover.still_open if cover else 0
    state = _state(collection, cover is not None, bool(still_open), today)
    return Receipt(unit, name, state, cover, still_open)


def _state(collection: Collection, is_there: bool, is_short: bool, today: date) -> State:
    if is_there:
        return State.GAPS if is_short else State.RECEIVED
    return State.LATE if collection.due_on < today else State.DUE


def counts(found: Iterable[State]) -> dict[str, int]:
    """How many units are in each state; every state is there."""
    many = Counter(found)
    return {state.value: many[state] for state in State}

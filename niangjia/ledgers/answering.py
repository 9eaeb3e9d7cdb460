"""A waiting row is answered: it goes in as an act of the import's own batch (R31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.dates import PreciseDate
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.ledgers.covering import note_coverage
from niangjia.ledgers.directory import Directory, Spot, directory
from niangjia.ledgers.founding import found_for
from niangjia.ledgers.importing import take
from niangjia.ledgers.keeping import answered_rows, keep_answers
from niangjia.ledgers.kept import opened
from niangjia.ledgers.models import Fate, Import, ImportRow, KeptRow
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.questions import (
    ELECTION_DAY,
    ELECTION_DIFFERS,
    NO_GRID,
    UNFOUNDED,
    UNKNOWN,
    WHICH_BODY,
)
from niangjia.ledgers.reading.rows import Reading, ReadRow, RosterRow, SheetFacts, Unit
from niangjia.ledgers.roster_elections import correct_day
from niangjia.ledgers.settling import settle

LEFT_OUT = "left-out"


class Way(StrEnum):
    """How a question is answered."""

    PLACE = "place"  # it is this one: a code
    FOUND = "found"  # the organisation is new: set it up
    DAY = "day"  # elected on this day
    LEAVE = "leave"  # this row does not go in


# What each question can be answered with; everything can be left out.
WAYS = {
    UNKNOWN: (Way.PLACE, Way.FOUND, Way.LEAVE),
    UNFOUNDED: (Way.FOUND, Way.PLACE, Way.LEAVE),
    ELECTION_DAY: (Way.DAY, Way.LEAVE),
    ELECTION_DIFFERS: (Way.DAY, Way.LEAVE),
    NO_GRID: (Way.LEAVE,),
    WHICH_BODY: (Way.LEAVE,),
}
OTHER = (Way.PLACE, Way.LEAVE)


@dataclass(frozen=True)
class Answer:
    """One answer; `value` is a code or a day."""

    way: Way
    value: str = ""

    def __str__(self) -> str:
        return f"{self.way} {self.value}".strip()


def ways(row: ImportRow) -> tuple[Way, ...]:
    """How a waiting row can be answered; rows of old imports only by importing them again."""
    return WAYS.get(row.key, OTHER) if row.key else ()


def same(row: ImportRow) -> QuerySet[ImportRow]:
    """The waiting rows of the import that ask just the same, this one among them."""
    return ImportRow.objects.filter(
        batch=row.batch_id, fate=Fate.WAITING, key=row.key, about=row.about, kept__isnull=False
    ).order_by("pk")


def answer_row(*, by: Any, row: ImportRow, answer: Answer, for_all: bool, today: date) -> Entry:
    """Answer a waiting row, or all of its import that ask the same; they go in at once.

    What speaks against a row then is told as of any row: it is rejected, or asks the next thing.
    Undo of the import takes these rows back too.

    Raises:
        Refused: already answered or taken back, or the answer does not fit the question.
    """
    with transaction.atomic():
        made = Import.objects.select_for_update().get(pk=row.batch_id)
        rows = list(_asked(made, row, for_all))
        if answer.way not in ways(row):
            raise Refused(_("这个问题不能这样回答，请从给出的选择里选。"))
        with journal.act(
            "回答导入",
            by=by,
            organisation_id=made.organisation_id,
            summary=f"{made.file_name} {answer}",
            belonging_to=made.entry,
        ) as entry:
            if answer.way == Way.LEAVE:
                _leave_out(entry, rows)
                settle(entry, made.covers.select_related("batch"))
            else:
                _take_in(entry, made, rows, answer, by=by, today=today)
    return entry


def _asked(made: Import, row: ImportRow, for_all: bool) -> QuerySet[ImportRow]:
    found = same(row) if for_all else same(row).filter(pk=row.pk)
    if hasattr(made.entry, "undone_by"):
        raise Refused(_("这次导入已经撤回，不用再回答。"))
    if not found.filter(pk=row.pk).exists():
        raise Refused(_("这一行已经有人回答过了。"))
    return found


def _leave_out(entry: Entry, rows: Sequence[ImportRow]) -> None:
    numbers = [row.pk for row in rows]
    KeptRow.objects.filter(row__in=numbers).delete()
    ImportRow.objects.filter(pk__in=numbers).update(
        fate=Fate.SKIPPED, key=LEFT_OUT, says=LEFT_OUT, answer=str(Way.LEAVE), answered=entry
    )


def _take_in(
    entry: Entry,
    made: Import,
    rows: Sequence[ImportRow],
    answer: Answer,
    *,
    by: Any,
    today: date,
) -> None:
    root = made.organisation
    assert root is not None  # noqa: S101  only imports from before there were organisations lack it
    known = directory(root=root, on=min(made.as_of or today, today))
    kept = {one.row_id: one for one in KeptRow.objects.filter(row__in=[row.pk for row in rows])}
    told = [opened(bytes(kept[row.pk].told), made.kind) for row in rows]
    told = _with_answer(told, rows[0], answer, known, by=by, today=today)
    outcome = Outcome(file=made.file_name, kind=made.kind)
    reading = _reading(made, told)
    take(entry, reading, outcome, known, by=by, today=today)
    keep_answers(entry, made, answered_rows(rows, told, outcome), str(answer), outcome)
    note_coverage(entry, made, reading, outcome, known, today=today)
    Import.objects.filter(pk=made.pk).update(
        **{
            name: F(name) + getattr(outcome, name)
            for name in ("records", "created", "changed", "unchanged")
        }
    )


def _with_answer(
    told: Sequence[ReadRow],
    asked: ImportRow,
    answer: Answer,
    known: Directory,
    *,
    by: Any,
    today: date,
) -> list[ReadRow]:
    if answer.way == Way.DAY:
        day = _day(answer.value, today)
        if asked.key == ELECTION_DIFFERS:
            correct_day(asked.about, day.first, asked.batch.file_name, by=by, today=today)
        return [replace(row, elected_on=day) for row in told if isinstance(row, RosterRow)]
    if answer.way == Way.PLACE:
        code = _place(answer.value, known)
        return [replace(row, unit=Unit("", "", row.unit.organisation, code)) for row in told]
    found_for(told[0].unit, asked, known, by=by, today=today)
    return list(told)


def _day(written: str, today: date) -> PreciseDate:
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        raise Refused(_("请把选举日期写成2017-06-08这样。")) from None
    if day > today:
        raise Refused(_("%(day)s还没有到，请核对选举日期。") % {"day": day})
    return PreciseDate.on(day)


def _place(written: str, known: Directory) -> str:
    """The code of the place that a code or a name means, inside the range of the import."""
    words = written.strip()
    if words.isdecimal() and any(words == place.code for place in known.places.values()):
        return words
    spots = (known.find(unit) for unit in (Unit(village=words), Unit(organisation=words)))
    spot = next((spot for spot in spots if isinstance(spot, Spot) and spot.place), None)
    if spot is None or spot.place is None or not words:
        raise Refused(
            _("“%(code)s”不在这次导入的范围里，或者不止一个。请从给出的选择里选，或写区划代码。")
            % {"code": words[:40]}
        )
    return spot.place.code


def _reading(made: Import, told: Sequence[ReadRow]) -> Reading:
    """The answered rows as a small file of their own, with what the file said above its header."""
    facts = SheetFacts(
        sheet=told[0].sheet,
        register_from=PreciseDate.on(made.register_from) if made.register_from else None,
        as_of=PreciseDate.on(made.as_of) if made.as_of else None,
    )
    return Reading(made.file_name, made.kind, tuple(told), (), (), (), (facts,))

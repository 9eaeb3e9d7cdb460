"""Two persons who might be one: somebody looks, decides, and can take it back (R15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.people.models import Pair, Person
from niangjia.people.terms import Decision, Education, Politics

# Column → the value that says nothing: the person who stays learns what only the other told.
_BLANK: dict[str, object] = {
    "politics": Politics.UNKNOWN,
    "education": Education.UNKNOWN,
    "ethnic_group": "",
    "workplace": "",
    "place_id": None,
    "phone_sealed": None,
    "phone_index": None,
    "identity_index": None,
}
_BIRTH = ("birth_year", "birth_month", "birth_day")


def decide_pair(*, by: Any, pair: Pair, decision: str, reason: str) -> Entry:
    """Record that the two are different, or merge the younger row into the older one.

    Who may decide is asked by the page (PERSON_MERGE over both). `base.undo.undo` of the entry
    returned makes two of them again.

    Raises:
        Refused: no reason, decided before, or both hold a seat in one committee on one day.
    """
    if not reason.strip():
        raise Refused(_("请写一句依据：为什么是同一人，或者为什么不是。"))
    summary = f"{pair.first.name}：{Decision(decision).label}"
    with journal.act("核对同一人", by=by, summary=summary, reason=reason) as entry:
        first, second = _held(pair)
        if decision == Decision.SAME:
            _merge(first, second)
        else:
            Pair.objects.filter(pk=pair.pk).update(decision=decision)
    return entry


def _held(pair: Pair) -> tuple[Person, Person]:
    """Both persons as they are now, the older first, held until the act is over.

    Persons before pairs, and those in one order, so that two decisions never wait for each other.

    Raises:
        Refused: somebody decided meanwhile, upon this pair or upon one of the two with a third.
    """
    both = (pair.first_id, pair.second_id)
    found = [*Person.objects.filter(pk__in=both).order_by("pk").select_for_update()]
    open_ones = Pair.objects.filter(pk=pair.pk, decision=Decision.UNDECIDED)
    same = open_ones.filter(first=pair.first_id, second=pair.second_id).select_for_update()
    if len(found) != len(both) or not same:
        raise Refused(_("这一对已经有人看过了。要改结论，先撤回那一次。"))
    return found[0], found[1]


def _merge(stays: Person, goes: Person) -> None:
    """Everything that points to `goes` points to `stays`; then `goes` is no more."""
    for model, column in _pointing_to_persons():
        model._default_manager.filter(**{column: goes}).update(**{column: stays})
    _take_over_pairs(stays, goes)
    _learn(stays, goes)
    goes.delete()
    stays.save(update_fields=[*_BLANK, *_BIRTH])


def _pointing_to_persons() -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key to persons, whichever room it lies in; images of before stay as they are."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model = relation.related_model
        if model is not Pair and not hasattr(model, "pgh_tracked_model"):
            yield model, relation.field.name


def _take_over_pairs(stays: Person, goes: Person) -> None:
    """Open questions about the one who goes are open questions about the one who stays."""
    known = {*_others(stays)}
    for pair in Pair.objects.filter(models.Q(first=goes) | models.Q(second=goes)):
        other = pair.second_id if pair.first_id == goes.pk else pair.first_id
        if other == stays.pk or other in known:
            pair.delete()
        else:
            pair.first_id, pair.second_id = sorted((stays.pk, other))
            pair.save(update_fields=["first", "second"])


def _others(person: Person) -> Iterator[int]:
    for first, second in Pair.objects.filter(
        models.Q(first=person) | models.Q(second=person)
    ).values_list("first_id", "second_id"):
        yield second if first == person.pk else first


def _learn(stays: Person, goes: Person) -> None:
    for column, blank in _BLANK.items():
        if getattr(stays, column) == blank:
            setattr(stays, column, getattr(goes, column))
    if _says_the_same_and_more(stays, goes):
        for column in _BIRTH:
            setattr(stays, column, getattr(goes, column))


def _says_the_same_and_more(stays: Person, goes: Person) -> bool:
    """A birth is taken over as a whole: a month of another year would be a birth that nobody had."""
    known = [(getattr(stays, column), getattr(goes, column)) for column in _BIRTH]
    return all(mine is None or mine == other for mine, other in known)

"""What the rows behind a number were entered from, in a few words for the appendix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import IntegerField, QuerySet, Value

from niangjia.base.models import Entry

DIVISION_TABLE = "行政区划表"
_MOST_NAMED = 3

Head = tuple[str, str, int]
"""Act, summary and number of an act that is in no other one's batch."""


class Sources:
    """The sources of a document's numbers: all looked up together when the first one is read."""

    def __init__(self) -> None:
        self._asked: list[QuerySet[Any]] = []
        self._known: dict[int, str] = {}

    def of(self, found: QuerySet[Any]) -> Callable[[], str]:
        """Give what tells which acts made the rows: 导入：清流县组织台账.xlsx；会改联2次.

        What an import did counts as the import.
        """
        self._asked.append(found)
        return partial(self._told, len(self._asked) - 1)

    def _told(self, number: int) -> str:
        if number not in self._known:
            self._look_up()
        return self._known[number]

    def _look_up(self) -> None:
        waiting = {n: rows for n, rows in enumerate(self._asked) if n not in self._known}
        entered = {n: rows for n, rows in waiting.items() if _has_entries(rows)}
        self._known |= dict.fromkeys(waiting, DIVISION_TABLE)
        entries = _entries(entered)
        heads = _heads(set().union(*entries.values()))
        for number in entered:
            self._known[number] = _in_words({heads[entry] for entry in entries[number]})


def _has_entries(found: QuerySet[Any]) -> bool:
    return any(column.name == "entry" for column in found.model._meta.fields)


def _entries(asked: Mapping[int, QuerySet[Any]]) -> dict[int, set[int]]:
    """Number of the question → entries of its rows, in one statement for all."""
    each = [
        rows.order_by()
        .annotate(number_=Value(number, IntegerField()))
        .values_list("number_", "entry")
        for number, rows in asked.items()
    ]
    found: dict[int, set[int]] = {number: set() for number in asked}
    for number, entry in each[0].union(*each[1:]) if each else ():
        found[number].add(entry)
    return found


def _heads(entries: Iterable[int]) -> dict[int, Head]:
    """Entry → the act it belongs to. In steps: nested, the planner once joined everything."""
    own = Entry.objects.filter(pk__any_of=list(entries))
    outermost = {
        pk: batch or public_id
        for pk, batch, public_id in own.values_list("pk", "batch", "public_id")
    }
    acts = Entry.objects.filter(public_id__any_of=list({*outermost.values()}))
    heads = {
        one: (act, summary, pk)
        for one, act, summary, pk in acts.values_list("public_id", "act", "summary", "pk")
    }
    return {pk: heads[one] for pk, one in outermost.items()}


def _in_words(heads: Iterable[Head]) -> str:
    said = defaultdict(list)
    for act, summary, _ in sorted(heads):
        said[act].append(summary)
    return "；".join(_words(act, summaries) for act, summaries in said.items())


def _words(act: str, summaries: list[str]) -> str:
    """An import by its files, the first one if they are many; anything else by how often."""
    files = list(dict.fromkeys(filter(None, summaries)))
    if act != "导入" or not files:
        return f"{act}{len(summaries)}次"
    if len(files) <= _MOST_NAMED:
        return f"{act}：{'、'.join(files)}"
    return f"{act}：{files[0]}等{len(files)}个文件"

"""What the rows behind a number were entered from, in a few words for the appendix."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from niangjia.base.models import Entry

DIVISION_TABLE = "行政区划表"
_MOST_NAMED = 3


def source_of(found: QuerySet[Any]) -> str:
    """Name the acts that made the rows: 导入：清流县组织台账.xlsx；会改联2次.

    What an import did counts as the import.
    """
    if not any(column.name == "entry" for column in found.model._meta.fields):
        return DIVISION_TABLE
    said = defaultdict(list)
    for act, summary in _acts(found):
        said[act].append(summary)
    return "；".join(_words(act, summaries) for act, summaries in said.items())


def _acts(found: QuerySet[Any]) -> list[tuple[str, str]]:
    """In steps: nested, the planner once took a join of everything with everything for cheap."""
    own = found.order_by().values_list("entry", flat=True).distinct()
    entries = Entry.objects.filter(pk__any_of=list(own))
    outermost = entries.values_list(Coalesce("batch", "public_id"), flat=True).distinct()
    acts = Entry.objects.filter(public_id__any_of=list(outermost))
    return list(acts.order_by("act", "summary", "pk").values_list("act", "summary"))


def _words(act: str, summaries: list[str]) -> str:
    """An import by its files, the first one if they are many; anything else by how often."""
    files = list(dict.fromkeys(filter(None, summaries)))
    if act != "导入" or not files:
        return f"{act}{len(summaries)}次"
    if len(files) <= _MOST_NAMED:
        return f"{act}：{'、'.join(files)}"
    return f"{act}：{files[0]}等{len(files)}个文件"

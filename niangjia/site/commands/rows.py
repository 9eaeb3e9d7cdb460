"""The rows behind a number as the command line shows them: JSON shapes and lines (R18, R19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.base.models import Entry
from niangjia.base.periods import Period
from niangjia.base.phrases import clauses, labelled
from niangjia.desk.building.faces import face_columns
from niangjia.desk.visit import with_query
from niangjia.figures.catalogue import Reference, counted
from niangjia.figures.compute import label
from niangjia.figures.kinds import On
from niangjia.figures.trace import TracedRow
from niangjia.network.models import Organisation, Place
from niangjia.site.commands.showing import Shape, number


@dataclass(frozen=True)
class Rows:
    """The listed rows of one counted figure."""

    reference: Reference
    organisation: Organisation
    period: Period
    rows: Sequence[TracedRow]

    @property
    def persons(self) -> int:
        """How many persons they name, at most: what the log of readings keeps."""
        if not self._figure.face.is_personal:
            return 0
        return len({row.key for row in self.rows if not row.masked})

    def shapes(self) -> list[Shape]:
        """One object a row; `address` is its place on the page of the number."""
        return [
            {
                "address": f"{self._page}#r-{row.public_id}",
                "organisation": {"code": self._codes.get(row.organisation, ""), "name": row.name},
                "day": str(row.day) if row.day else None,
                "source": self._source(row),
                "entered_by": self._who(row),
                "entered_at": row.entered_at or None,
                "value": number(row.value, self._figure.unit),
                "key": row.key,
                "masked": row.masked,
                "cells": None if row.masked else self._cells(row),
            }
            for row in self.rows
        ]

    def lines(self) -> list[str]:
        """How many rows there are, and one line for each."""
        said = {"label": label(self.reference), "rows": len(self.rows)}
        text = ngettext("%(label)s：%(rows)s行", "%(label)s：%(rows)s行", len(self.rows))
        return [text % said, *map(self._line, self.rows)]

    @cached_property
    def _figure(self) -> Any:
        return counted(self.reference.name)

    @cached_property
    def _page(self) -> str:
        days: dict[str, object] = {"as_of": self.period.last}
        if isinstance(self._figure.time, On):
            days = {"from": self.period.first, "to": self.period.last}
        asked = {"organisation": self.organisation.public_id, **days}
        address = reverse("desk:figure", args=[self.reference.name])
        return with_query(address, dict(self.reference.where) | asked)

    @cached_property
    def _codes(self) -> dict[int, str]:
        model: Any = Place if self._figure.at.prefix else Organisation
        numbers = {row.organisation for row in self.rows}
        return dict(model.objects.filter(pk__in=numbers).values_list("pk", "code"))

    @cached_property
    def _entries(self) -> dict[int, Entry]:
        return Entry.objects.select_related("by").in_bulk({row.entry for row in self.rows})

    @cached_property
    def _batches(self) -> dict[Any, Entry]:
        numbers = {entry.batch for entry in self._entries.values() if entry.batch}
        return {one.public_id: one for one in Entry.objects.filter(public_id__in=numbers)}

    @cached_property
    def _columns(self) -> Any:
        return face_columns(self._figure, self.period)

    def _source(self, row: TracedRow) -> str:
        """The act that the row comes from; of an import with its file."""
        entry = self._entries.get(row.entry)
        if entry is None:
            return _("区划表")
        act = self._batches.get(entry.batch, entry)
        return f"{act.act} {act.summary}".strip()

    def _who(self, row: TracedRow) -> str | None:
        """Who entered it: her account is no name of the roster, so a masked row tells it too."""
        entry = self._entries.get(row.entry)
        return str(entry.by or _("命令行")) if entry else None

    def _cells(self, row: TracedRow) -> dict[str, str]:
        told = [column for column in self._columns if column.is_told(self.rows)]
        return {column.label: column.text(row) for column in told}

    def _line(self, row: TracedRow) -> str:
        cells = clauses(labelled(head, said) for head, said in self._cells(row).items() if said)
        who = f"{self._who(row) or ''} {row.entered_at}".strip()
        parts = (str(row.day or ""), row.name, cells, self._source(row), who)
        return "　".join(filter(None, parts))

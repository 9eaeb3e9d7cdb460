"""Days as people write them, with the precision they were written with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year; what was not written is None (R33)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)

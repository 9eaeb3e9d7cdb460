"""What a cell can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from niangjia.base.dates import PreciseDate


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell in which Excel shows an error instead of a value."""

    text: str


Raw = str | float | bool | date | datetime | time | timedelta | PreciseDate | CellError
"""A cell as the file holds it; "" is an empty one, int comes as float."""

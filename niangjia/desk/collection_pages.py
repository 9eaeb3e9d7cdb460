"""What the pages of ledgers that were asked for receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from niangjia.desk.pages import Head
from niangjia.desk.parts import Table, Tile


@dataclass(frozen=True, kw_only=True)
class CollectionForm:
    """What can be asked of whom; `error` in words."""

    address: str
    kinds: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    as_of: date
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class CollectionListPage:
    """要表登记: what was asked of units, newest first; the form where somebody stands below."""

    head: Head
    collections: Table
    form: CollectionForm | None = None


@dataclass(frozen=True, kw_only=True)
class CollectionPage:
    """One request: how many answered, and every unit by place code.

    `withdraw_address` where the reader may take it off again.
    """

    head: Head
    tiles: tuple[Tile, ...]
    units: Table
    withdraw_address: str = ""

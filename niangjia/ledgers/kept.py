"""A row that waits: all it told, sealed, so that it can go in when somebody has answered (R16)."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from niangjia.base.dates import PreciseDate
from niangjia.base.sealing import blind_index, seal, unseal
from niangjia.ledgers.persons import IDENTITY
from niangjia.ledgers.reading.kinds import ORGANISATIONS
from niangjia.ledgers.reading.rows import OrganisationRow, ReadRow, RosterRow, Unit

PURPOSE = "ledgers.keptrow.told"
# Said elsewhere, or never to be kept: an identity number is turned into its blind index.
LEFT_OUT = ("warnings", "identity")


def sealed(row: ReadRow) -> bytes:
    """The row as bytes that only this installation can read."""
    if isinstance(row, RosterRow) and row.identity:
        row = replace(row, identity="", identity_index=blind_index(row.identity, purpose=IDENTITY))
    told = {field.name: _plain(getattr(row, field.name)) for field in fields(row)}
    kept = {name: value for name, value in told.items() if value and name not in LEFT_OUT}
    return seal(json.dumps(kept, ensure_ascii=False), purpose=PURPOSE)


def opened(told: bytes, kind: str) -> ReadRow:
    """The row as it was read, its identity number as a blind index."""
    made = OrganisationRow if kind == ORGANISATIONS else RosterRow
    kept = json.loads(unseal(told, purpose=PURPOSE))
    types = {field.name: str(field.type) for field in fields(made)}
    # A row may have been kept by a version whose rows told more.
    told_still = {name: value for name, value in kept.items() if name in types}
    return made(**{name: _typed(types[name], value) for name, value in told_still.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Unit):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, PreciseDate) else value


def _typed(kind: str, value: Any) -> Any:
    if kind == "Unit":
        return Unit(**value)
    if kind == "bytes":
        return bytes.fromhex(value)
    if kind.startswith("tuple"):
        return tuple(value)
    return _day(value) if kind.startswith("PreciseDate") else value


def _day(written: str) -> PreciseDate:
    return PreciseDate.of(*map(int, written.split("-")))

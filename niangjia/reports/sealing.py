"""The seal of a signed report: a fingerprint over its words, its numbers and who answers for them.

Whoever changes anything of it in the database breaks the seal. The journal keeps the seal too, in
the entry of the signing, so that a new seal does not hide the change.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from niangjia.reports.models import FrozenNumber, Report

# The order is part of the seal: columns that come later need another form of it.
FORM = "niangjia report 1"
OF_REPORT = (
    "public_id", "template", "text", "organisation_id", "starts_on", "ends_on", "version",
    "corrects_id", "compiler_id", "checker_id", "signer_id", "checked_at", "signed_at", "written",
)  # fmt: skip
OF_NUMBER = (
    "position", "reference", "label", "organisation_id", "organisation_name", "period_text",
    "value", "decimals", "unit", "mark", "refused", "is_suppressed", "unknown_in", "undecided",
    "rows", "source", "tree_day", "query",
)  # fmt: skip


def seal_of(report: Report) -> str:
    """Compute the seal of what the database holds now; 64 hexadecimal digits."""
    numbers = report.numbers.filter(part_of=None).prefetch_related("parts")
    whole = [FORM, _columns(report, OF_REPORT), *map(_of_number, numbers)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def is_whole(report: Report) -> bool:
    """Whether a signed report is still as it was signed."""
    kept = Report.objects.get(pk=report.pk)
    return bool(kept.seal) and kept.seal == seal_of(kept)


def _of_number(number: FrozenNumber) -> list[Any]:
    parts = [_columns(part, OF_NUMBER) for part in number.parts.all()]
    return [*_columns(number, OF_NUMBER), parts]


def _columns(row: Report | FrozenNumber, names: tuple[str, ...]) -> list[Any]:
    return [_plain(getattr(row, name)) for name in names]


def _plain(value: Any) -> Any:
    """As text that is the same before and after it was stored."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Decimal():
            return f"{value:.4f}"
        case date():
            return value.isoformat()
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)

"""What every demonstration does in the same way, whichever scenario it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from niangjia.base.periods import Period
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.models import Import
from niangjia.network import divisions
from niangjia.network.models import Organisation
from niangjia.reports.models import Report
from niangjia.reports.operations import draft

Say = Callable[[str], None]


@dataclass(frozen=True)
class Shown:
    """What lies where, for the page that the demo prints: accounts as (user, code, post)."""

    folder: Path
    county: Organisation
    period: Period
    files: list[Path]
    accounts: list[tuple[str, str, str]]
    look: str = "committees.seats(level=township)"  # a number worth asking for first


def ledgers_in(folder: Path, make: Callable[[], list[Path]], say: Say) -> list[Path]:
    """The office's files, in the order of import; made once."""
    files = sorted(folder.glob("*.xlsx"))
    if not files or not Import.objects.exists():
        say("生成县里的台账……")
        files = make()
    return files


def take_in(
    files: Sequence[Path],
    kind_of: Callable[[Path], str],
    county: Organisation,
    *,
    today: date,
    say: Say,
) -> None:
    """Import those that have not been taken in yet."""
    for path in not_taken_in(files):
        outcome = import_file(by=None, path=path, kind=kind_of(path), root=county, today=today)
        waiting = f"，要看一眼 {len(outcome.waiting)}" if outcome.waiting else ""
        rejected = f"，没有收 {len(outcome.rejected)}" if outcome.rejected else ""
        say(f"导入 {path.name}：{outcome.records} 行{waiting}{rejected}")


def not_taken_in(files: Sequence[Path]) -> list[Path]:
    """Those whose content was never imported; another file may have come under the same name."""
    known = set(Import.objects.values_list("sha256", flat=True))
    return [path for path in files if hashlib.sha256(path.read_bytes()).hexdigest() not in known]


def places_of(code: str) -> list[tuple[str, str, str]]:
    """(12-digit code, name, level) of the county's places in the division table."""
    return [(row.code, row.name, row.level) for row in divisions.county(code)]


def begin_report(template: str, county: Organisation, period: Period, *, today: date) -> None:
    """The scenario's report as a draft, as an officer would begin it."""
    if not Report.objects.filter(organisation=county).exists():
        draft(by=None, template=template, organisation=county, period=period, today=today)

"""`niangjia verify`: is every number what its rows say, is everything signed and sealed as it was."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from niangjia.base import chain, checks
from niangjia.base.backup import restoring
from niangjia.base.backup.archive import Manifest
from niangjia.base.chain_checking import Noted, check_chain
from niangjia.base.checks import Check
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.figures.models import RegisterStart
from niangjia.figures.recounting import check_figures
from niangjia.ledgers.checking import check_sealed
from niangjia.network.checking import check_paths
from niangjia.network.models import Organisation
from niangjia.network.tree import tree
from niangjia.reports.checking import check_signed
from niangjia.reports.models import Report
from niangjia.reports.snapshot import one_snapshot
from niangjia.site import database
from niangjia.site.commands.asking import answer, json_option, today
from niangjia.site.commands.backup import day_and_hour, passphrase_of, passphrase_option, shape

MOST_YEARS, MOST_ASKED = 10, 15
# So many digits of a seal are enough to know it by.
NOTED = re.compile(r"^[0-9a-f]{12,64}$")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path), metavar="[备份文件]", required=False)
@passphrase_option
@click.option("--noted", metavar="号:哈希", help="以前抄下来的封印，看它还在不在链上")
@json_option
def verify(archive: Path | None, file: Path | None, noted: str | None, as_json: bool) -> None:
    """核对：每个指标重新数，签发的材料、密封的内容、日志和约束逐项看；写了备份文件就核对那个文件。"""
    seal = _noted(noted) if noted else None
    if archive:
        manifest = restoring.read_through(archive, passphrase_of(file, is_new=False))
        answer(as_json, {"file": str(archive), **shape(manifest)}, [_archive_words(manifest)])
        return
    database.make_ready()
    late = chain.catch_up()
    with one_snapshot():
        found = [*_asked(today()), check_chain(late=late, noted=seal)]
    is_right = not any(one.wrong for one in found)
    answer(as_json, {"right": is_right, "checks": [*map(_shape, found)]}, _lines(found))
    sys.exit(0 if is_right else 1)


def _asked(day: date) -> Iterator[Check]:
    yield check_figures(periods=_periods(day), asked=_organisations(day))
    yield check_signed()
    yield check_paths(today=day)
    yield check_sealed()
    yield checks.check_rules()


def _noted(written: str) -> Noted:
    number, _colon, digits = written.strip().partition(":")
    if not number.isdecimal() or not NOTED.match(digits):
        raise Refused(
            _("--noted 后面写抄下来的封印：号、冒号、哈希的前12位或更多，例如 120:3f29a07bd1c4。")
        )
    return Noted(int(number), digits)


def _periods(day: date) -> list[Period]:
    """The years since the registers begin, this one until today, and those of signed reports."""
    first = RegisterStart.objects.order_by("complete_from").values_list("complete_from", flat=True)
    begin = max(day.year - MOST_YEARS + 1, min(first[:1] or [day]).year)
    years = [Period.year(year).until(day) for year in range(begin, day.year + 1)]
    signed = Report.objects.exclude(signed_at=None).order_by("starts_on", "ends_on")
    told = signed.values_list("starts_on", "ends_on").distinct()
    return [*{*(Period(*edges) for edges in told)}.difference(years), *years]


def _organisations(day: date) -> list[Organisation]:
    """Those whose figures are asked one by one: the highest, and the first of those below them."""
    network = tree(on=day)
    return list(Organisation.objects.filter(pk__in=network.ids[:MOST_ASKED].tolist()))


def _archive_words(manifest: Manifest) -> str:
    return _("这份备份是完整的：%(made_at)s，%(rows)s行。") % {
        "made_at": day_and_hour(manifest),
        "rows": sum(manifest.rows.values()),
    }


def _shape(check: Check) -> dict[str, Any]:
    return {
        "check": check.name,
        "label": check.label,
        "looked_at": check.looked_at,
        "wrong": list(check.wrong),
        "remark": check.remark,
    }


def _lines(found: list[Check]) -> list[str]:
    lines = []
    for check in found:
        lines += [_line(check), *(f"  {sentence}" for sentence in check.wrong)]
        lines += [f"  {check.remark}"] if check.remark else []
    wrong = sum(len(check.wrong) for check in found)
    return [*lines, _("有%(wrong)s处不对。") % {"wrong": wrong} if wrong else _("全部一致。")]


def _line(check: Check) -> str:
    values = {"label": check.label, "many": check.looked_at, "wrong": len(check.wrong)}
    if check.wrong:
        return _("%(label)s：看了%(many)s项，%(wrong)s项不对") % values
    return _("%(label)s：看了%(many)s项，没有问题") % values

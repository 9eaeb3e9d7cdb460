"""`niangjia imports`: the files that were taken in, and one of them taken back (R34)."""

from __future__ import annotations

from typing import Any

import click
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from niangjia.access.permissions import NotVisible, find_naming, within_names
from niangjia.access.terms import Can
from niangjia.base.models import Entry
from niangjia.base.periods import SHANGHAI
from niangjia.base.refusals import Refused
from niangjia.base.staying import Later
from niangjia.base.undo import RowsChangedSince
from niangjia.ledgers.models import Fate, Import
from niangjia.ledgers.taking_back import take_back
from niangjia.site.commands.asking import answer, json_option, today, user_of

NEWEST = 100


@click.command("imports")
@click.option("--undo", "number", type=int, metavar="号", help="撤回这一次导入")
@click.option("--reason", default="", metavar="理由", help="为什么撤回")
@click.option(
    "--later",
    type=click.Choice([str(one) for one in Later]),
    default=str(Later.REFUSE),
    help="导入以后有人改过的行：refuse 有就不撤，keep 留着，overwrite 一起撤",
)
@click.option("--as-user", "username", default="", metavar="账号", help="以这个账号的身份")
@json_option
def imports(number: int | None, reason: str, later: str, username: str, as_json: bool) -> None:
    """列出导入过的文件；--undo 撤回其中一次，每张表和导入以前一样。"""
    by = user_of(username)
    if number is not None:
        _take_back(by, number, reason, Later(later))
    rows = [_shape(made) for made in _newest(by)]
    answer(as_json, rows, [_line(row) for row in rows])


def _take_back(by: Any, number: int, reason: str, later: Later) -> None:
    made = Import.objects.filter(pk=number).first()
    if made is None:
        raise NotVisible
    rows, can = Import.objects.all(), Can.LEDGER_IMPORT
    find_naming(rows, made.public_id, by, can, on=today(), own="entry__by")
    if not reason.strip():
        raise Refused(_("请用 --reason 写一句为什么撤回，例如“发错了文件”。"))
    try:
        take_back(by=by, made=made, reason=reason, later=later)
    except RowsChangedSince as error:
        raise Refused(f"{error} {_changed_by(error)}") from error


def _changed_by(error: RowsChangedSince) -> str:
    """The later acts, and the two ways on."""
    acts = {row.entry for row in error.rows if row.entry}
    said = "；".join(str(act) for act in sorted(acts, key=lambda act: act.pk))
    return _("改过的：%(acts)s。--later keep 留着它们撤回其余，--later overwrite 一起撤回。") % {
        "acts": said
    }


def _newest(by: Any) -> Any:
    mine = within_names(
        by, Can.LEDGER_IMPORT, organisation="organisation", on=today(), own="entry__by"
    )
    found = Import.objects.filter(mine).select_related("entry")
    return found.annotate(
        waiting=Count("rows", filter=Q(rows__fate=Fate.WAITING)),
        is_undone=Exists(Entry.objects.filter(undoes=OuterRef("entry"))),
    ).order_by("-pk")[:NEWEST]


def _shape(made: Any) -> dict[str, Any]:
    names = ("records", "created", "changed", "unchanged", "waiting")
    return {
        "number": made.pk,
        "file": made.file_name,
        "kind": made.kind,
        "at": f"{made.entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        **{name: getattr(made, name) for name in names},
        "undone": made.is_undone,
    }


def _line(row: dict[str, Any]) -> str:
    state = _("　已撤回") if row["undone"] else ""
    text = _("%(number)s　%(at)s　%(file)s　入库%(records)s　等回答%(waiting)s")
    return text % row + state

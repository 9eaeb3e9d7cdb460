"""`niangjia import`: a ledger taken in, and what became of every row (R31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from django.utils.translation import gettext as _

from niangjia.access.permissions import require
from niangjia.access.terms import Can
from niangjia.base.refusals import Refused
from niangjia.ledgers.giving_back import give_back, rows_of
from niangjia.ledgers.importing import import_file
from niangjia.ledgers.outcome import Outcome
from niangjia.ledgers.reading.kinds import KINDS
from niangjia.ledgers.reading.package import UnreadableFile
from niangjia.ledgers.reading.wording import sentence
from niangjia.site.commands.asking import (
    answer,
    json_option,
    organisation_of,
    organisation_option,
    today,
    user_of,
)

MOST_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.xlsx")
@click.option("--as", "kind", required=True, type=click.Choice(sorted(KINDS)), help="哪一种台账")
@organisation_option
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.option("--create-missing", is_flag=True, help="台账里有而系统里没有的组织，一并登记")
@click.option(
    "--give-back",
    "back",
    type=click.Path(path_type=Path),
    metavar="文件.xlsx",
    help="把原表另存一份，多一列处理结果",
)
@click.option("--as-user", "username", default="", metavar="账号", help="以这个账号的身份")
@json_option
def import_(
    file: Path,
    kind: str,
    organisation: str | None,
    dry_run: bool,
    create_missing: bool,
    back: Path | None,
    username: str,
    as_json: bool,
) -> None:
    """把一份台账导入系统；每一行或者收下，或者待定，或者不收，或者不是数据。"""
    root = organisation_of(organisation, on=today())
    by = user_of(username)
    require(by, Can.LEDGER_IMPORT, root, on=today())
    try:
        outcome = import_file(
            by=by,
            path=file,
            kind=kind,
            root=root,
            today=today(),
            dry_run=dry_run,
            create_missing=create_missing,
        )
    except UnreadableFile as error:
        raise Refused(str(error)) from error
    given = _given_back(file, outcome, back) if back else []
    shape = outcome.as_json() | ({"given_back": str(back), "not_kept": given} if back else {})
    answer(as_json, shape, [*_lines(outcome, dry_run), *_said_of_file(back, given)])


def _given_back(file: Path, outcome: Outcome, back: Path) -> list[str]:
    """Write her file with the remarks; what of hers could not be kept."""
    given = give_back(file, rows_of(outcome))
    try:
        back.write_bytes(given.content)
    except OSError as error:
        said = {"out": back, "why": error.strerror}
        raise Refused(_("写不了文件%(out)s（%(why)s），请换一个位置。") % said) from error
    return given.names()


def _said_of_file(back: Path | None, lost: Sequence[str]) -> list[str]:
    if back is None:
        return []
    line = _("原表多了一列“处理结果”，写到%(out)s。") % {"out": back}
    more = _("没能原样留下：%(names)s。") % {"names": "、".join(lost)}
    return [line, more] if lost else [line]


def _lines(outcome: Outcome, dry_run: bool) -> list[str]:
    head = {
        "file": outcome.file,
        "records": outcome.records,
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
    }
    rejected = [
        (_where(one.sheet, one.row, one.first.column), sentence(one.first))
        for one in outcome.rejected
    ]
    waiting = [
        (_where(one.sheet, one.row, one.column), " ".join((one.question, *one.choices)))
        for one in outcome.waiting
    ]
    warnings = [
        (_where(one.sheet, one.row or 0, one.remark.column), sentence(one.remark))
        for one in outcome.warnings
    ]
    skipped = Counter(str(one.why) for one in outcome.skipped)
    return [
        *([_("试导入，没有写入。")] if dry_run else []),
        _("%(file)s：%(records)s行，新增%(created)s，更新%(changed)s，没有变化%(unchanged)s。")
        % head,
        *_listed(_("要看一眼"), waiting),
        *_listed(_("没有收"), rejected),
        *_listed(_("提醒"), warnings),
        *([_("不是数据的行：%(rows)s") % {"rows": skipped.total()}] if skipped else []),
    ]


def _listed(head: str, remarks: Sequence[tuple[str, str]]) -> list[str]:
    if not remarks:
        return []
    more = [f"  ……（共{len(remarks)}）"] if len(remarks) > MOST_SHOWN else []
    lines = [f"  {where}　{says}" for where, says in remarks[:MOST_SHOWN]]
    return [f"{head}：{len(remarks)}", *lines, *more]


def _where(sheet: str, row: int, column: str) -> str:
    place = _("“%(sheet)s”第%(row)s行") % {"sheet": sheet, "row": row} if row else sheet
    return f"{place} {column}".strip()

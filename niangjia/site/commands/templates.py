"""`niangjia template`: ledgers to be filled in, blank or with what is known as of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import IO

import click
from django.utils.translation import gettext as _

from niangjia.access.models import User
from niangjia.access.permissions import require, within_names
from niangjia.access.terms import Can
from niangjia.base.periods import Period, PeriodError
from niangjia.base.refusals import Refused
from niangjia.ledgers.blanks.making import WORDS, as_zip, one_file
from niangjia.ledgers.blanks.rosters import with_committee
from niangjia.ledgers.reading.kinds import COMMITTEE_ROSTER
from niangjia.network.models import Organisation
from niangjia.network.terms import Level
from niangjia.site.commands.asking import answer, json_option, organisation_of, today, user_of


@click.command()
@click.argument("kind", type=click.Choice(sorted(WORDS)), metavar="台账种类")
@click.option("--for", "unit", required=True, metavar="代码|名称", help="发给哪个组织")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="文件.xlsx|文件.zip")
@click.option("--as-of", "as_of", metavar="日期", help="按这一天的情况预先填好，默认今天")
@click.option("--blank", is_flag=True, help="不预填，只有表头和选项")
@click.option("--all", "everyone", is_flag=True, help="下面每个单位一份，打成一个 .zip")
@click.option(
    "--level",
    type=click.Choice([Level.VILLAGE, Level.TOWNSHIP]),
    default=Level.VILLAGE,
    help="与 --all 一起：发给哪一级，默认村（社区）",
)
@click.option("--as", "--as-user", "username", default="", metavar="账号", help="以这个账号的身份")
@json_option
def template(
    kind: str,
    unit: str,
    out: Path,
    as_of: str | None,
    blank: bool,
    everyone: bool,
    level: str,
    username: str,
    as_json: bool,
) -> None:
    """发下去填的台账：选项、表头都备好，知道的预先填好；填完用 niangjia import 收回来。"""
    asked = organisation_of(unit, on=today())
    require(user_of(username), Can.LEDGER_IMPORT, asked, on=today())
    day = _day(as_of)
    is_filled = not blank and _may_fill(kind, asked, user_of(username))
    if everyone:
        made = _write_all(kind, asked, level, day, out, is_filled=is_filled)
    else:
        _name, content = one_file(kind, asked, as_of=day, today=today(), is_filled=is_filled)
        _written(out, content)
        made = 1
    line = _("%(files)s份，写到%(out)s。") % {"files": made, "out": out}
    answer(as_json, {"files": made, "out": str(out)}, [line])


def _may_fill(kind: str, asked: Organisation, user: User | None) -> bool:
    """Rosters come with names only to whom they are open (R19); other ledgers name nobody."""
    hers = within_names(user, Can.ROSTER_READ, organisation="", on=today())
    open_ones = Organisation.objects.filter(hers, pk=asked.pk)
    return kind != COMMITTEE_ROSTER or open_ones.exists()


def _write_all(
    kind: str, asked: Organisation, level: str, day: date, out: Path, *, is_filled: bool
) -> int:
    units = with_committee(asked, level=level, as_of=day)
    if not units:
        raise Refused(_("%(day)s那天，它下面没有这一级的组织，没有可发的表。") % {"day": day})
    pieces = as_zip(kind, units, as_of=day, today=today(), is_filled=is_filled)
    with _opened(out) as file:
        for piece in pieces:
            file.write(piece)
    return len(units)


def _day(written: str | None) -> date:
    if not written:
        return today()
    try:
        day = Period.parse(written).last
    except PeriodError as error:
        raise Refused(
            _("“%(day)s”读不成日期，请写成 2017-07-31 这样。") % {"day": written}
        ) from error
    if day > today():
        raise Refused(_("%(day)s还没有到，请换一天。") % {"day": day})
    return day


def _written(out: Path, content: bytes) -> None:
    with _opened(out) as file:
        file.write(content)


def _opened(out: Path) -> IO[bytes]:
    try:
        return out.open("wb")
    except OSError as error:
        said = {"out": out, "why": error.strerror}
        raise Refused(_("写不了文件%(out)s（%(why)s），请换一个位置。") % said) from error

"""`niangjia backup` and `niangjia restore`: an office in one sealed file, and out of it again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.base.backup.archive import Manifest
from niangjia.base.refusals import Refused
from niangjia.site import backups, database, environment
from niangjia.site.commands.asking import answer, json_option

PASSPHRASE = "NIANGJIA_PASSPHRASE"  # noqa: S105  (the name of a variable)
Command = TypeVar("Command", bound=Callable[..., Any])


def passphrase_option(command: Command) -> Command:
    """Add --passphrase-file; a passphrase itself is never a word of a command."""
    return click.option(
        "--passphrase-file",
        "file",
        type=click.Path(path_type=Path),
        metavar="文件",
        help="口令写在这个文件里；不写时用环境变量 NIANGJIA_PASSPHRASE，再没有就问",
    )(command)


def passphrase_of(file: Path | None, *, is_new: bool) -> str:
    """The passphrase: from the file, else the surroundings, else asked for (a new one twice).

    Raises:
        Refused: nobody is there to be asked.
    """
    if file:
        return backups.read_passphrase(file)
    if told := os.environ.get(PASSPHRASE):
        return told
    if not sys.stdin.isatty():
        raise Refused(
            _("没有口令。请用 --passphrase-file 写明口令文件，或用环境变量 NIANGJIA_PASSPHRASE。")
        )
    told = click.prompt(_("备份的口令"), hide_input=True, confirmation_prompt=is_new, err=True)
    return str(told)


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="文件")
@passphrase_option
@click.option("--replace", is_flag=True, help="同名的备份已经有了，换掉它")
@json_option
def backup(out: Path, file: Path | None, replace: bool, as_json: bool) -> None:
    """把数据库、文件和密钥备份成一个加密的文件。忘了口令，谁也打不开它。"""
    database.attach()
    database.require_whole()
    passphrase = passphrase_of(file, is_new=True)
    made = backups.make(out, passphrase, now=timezone.localtime(), replace=replace)
    values = {"file": out, "size": size(made.size), "rows": sum(made.manifest.rows.values())}
    lines = [
        _("已备份到“%(file)s”（%(size)s，%(rows)s行）。请放到另一台机器或另一个盘上。") % values
    ]
    answer(as_json, {"file": str(out), "size": made.size, **shape(made.manifest)}, lines)


@click.command()
@click.argument("archive", type=click.Path(path_type=Path), metavar="文件")
@click.option("--into", type=click.Path(path_type=Path), metavar="目录", help="恢复到这个空目录")
@passphrase_option
@json_option
def restore(archive: Path, into: Path | None, file: Path | None, as_json: bool) -> None:
    """从备份恢复到一个空的数据目录；已经有数据的地方不会被覆盖。"""
    manifest = backups.restore(archive, passphrase_of(file, is_new=False), into=into)
    home = environment.home()
    values = {"made_at": day_and_hour(manifest), "home": home, "rows": sum(manifest.rows.values())}
    lines = [
        _("已恢复到“%(home)s”：%(made_at)s的备份，%(rows)s行。") % values,
        *([_("以后请用环境变量 NIANGJIA_HOME=%(home)s 打开它。") % values] if into else []),
        _("请再运行 niangjia verify 核对一遍。"),
    ]
    answer(as_json, {"home": str(home), **shape(manifest)}, lines)


def shape(manifest: Manifest) -> dict[str, Any]:
    """What a backup holds, for JSON."""
    return {
        "made_at": manifest.made_at,
        "program": manifest.program,
        "rows": sum(manifest.rows.values()),
        "tables": manifest.rows,
    }


def day_and_hour(manifest: Manifest) -> str:
    """When it was made, as people write it."""
    return manifest.made_at[:16].replace("T", " ")


def size(number: int) -> str:
    """So many bytes, as people say it: 12.3 MB."""
    return f"{number / 1e6:.1f} MB" if number < 1e9 else f"{number / 1e9:.2f} GB"

"""Backups of this installation: which database and folder are meant, what the journal says of them."""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.utils.translation import gettext as _

from niangjia.base import journal
from niangjia.base.backup import restoring, rotation
from niangjia.base.backup.archive import Manifest
from niangjia.base.backup.making import UNFINISHED, Source, back_up
from niangjia.base.models import Entry
from niangjia.base.refusals import Refused
from niangjia.site import database, environment

MADE, FAILED, RESTORED = "备份", "备份没有做成", "恢复"
NAME = "niangjia-{}.backup"


@dataclass(frozen=True)
class Made:
    """A backup that is whole: where it lies, and what is in it."""

    file: Path
    size: int
    manifest: Manifest


def make(out: Path, passphrase: str, *, now: datetime, replace: bool = False) -> Made:
    """Back this installation up, and note it in the journal.

    Raises:
        Refused: in a sentence; then nothing new lies at `out`.
    """
    source = Source(environment.home(), database.owner_url(), earlier=environment.backups())
    manifest = back_up(
        source, out, passphrase, now=now, program=version("niangjia"), replace=replace
    )
    if not database.pending():  # a program newer than its tables must not write into them
        with journal.act(MADE, by=None, summary=str(out)):
            pass
    return Made(out, out.stat().st_size, manifest)


def restore(archive: Path, passphrase: str, *, into: Path | None) -> Manifest:
    """Make this installation, or the one in the folder `into`, again from a backup.

    Raises:
        Refused: in a sentence; then nothing was changed, or the next attempt begins anew.
    """
    manifest = restoring.look_through(archive, passphrase)
    _require_known(manifest)
    if into:
        os.environ["NIANGJIA_HOME"] = str(into.absolute())
    home = environment.home()
    restoring.require_empty_home(home)
    database.attach()
    url = database.owner_url()
    restoring.require_empty_database(url, ours=_tables() | {*manifest.rows})
    restoring.require_nobody_at_work(url)
    return restoring.restore(
        archive, passphrase, home=home, url=url, complete=lambda: _complete(manifest)
    )


def nightly(now: datetime, *, into: Path | None = None) -> Made:
    """The backup of the night, and away with those that the rotation no longer keeps.

    Args:
        into: the folder; without it the one that NIANGJIA_BACKUPS names, else `backups` in the
            data folder.

    Raises:
        Refused: no passphrase is laid down (`NIANGJIA_PASSPHRASE_FILE`), the folder that was named
            is not there, or as `make`.
    """
    file = environment.passphrase_file()
    if file is None:
        raise Refused(
            _(
                "没有设夜间备份的口令。请把口令写进一个只有自己能读的文件，"
                "并用环境变量 NIANGJIA_PASSPHRASE_FILE 写明它在哪里。"
            )
        )
    folder = into or environment.backups()
    require_there(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_drafts(folder)
    made = make(folder / NAME.format(now.date()), read_passphrase(file), now=now, replace=True)
    _rotate(folder)
    return made


def require_there(folder: Path) -> None:
    """A folder that was named must be there: made anew, it would lie on the disk below the mount.

    Raises:
        Refused: it is not.
    """
    if environment.is_backups_named() and folder == environment.backups() and not folder.is_dir():
        raise Refused(
            _("放备份的目录“%(folder)s”不在，可能是盘没有挂上。请挂上盘，或建好这个目录。")
            % {"folder": folder}
        )


def note_failure(error: Exception) -> None:
    """Leave in the journal that there is no backup of this night, and why.

    Of what nobody put into words the kind alone: messages repeat values.
    """
    reason = str(error) if isinstance(error, Refused) else type(error).__name__
    with journal.act(FAILED, by=None, reason=reason):
        pass


def last_made() -> datetime | None:
    """When the last backup was made, as the journal says."""
    return Entry.objects.filter(act=MADE).order_by("-at").values_list("at", flat=True).first()


def failed_since() -> Entry | None:
    """The last night without a backup, if none was made after it."""
    last = Entry.objects.filter(act__in=(MADE, FAILED)).order_by("-at").first()
    return last if last and last.act == FAILED else None


def read_passphrase(file: Path) -> str:
    """The passphrase in a file that nobody else may read, without the end of its line.

    Raises:
        Refused: it is not there, empty, or open to others.
    """
    try:
        mode, text = file.stat().st_mode, file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            _("读不到口令文件“%(file)s”。请核对文件名和权限。") % {"file": file}
        ) from error
    if stat.S_IMODE(mode) & 0o077:
        raise Refused(
            _("口令文件“%(file)s”别人也能读。请先收紧权限：chmod 600 %(file)s") % {"file": file}
        )
    if not (found := text.rstrip("\r\n")):
        raise Refused(_("口令文件“%(file)s”是空的。") % {"file": file})
    return found


def _require_known(manifest: Manifest) -> None:
    """A backup of a later program has tables that this one would not understand."""
    known = {f"{room} {name}" for room, name in database.on_disk()}
    rooms = {config.label for config in apps.get_app_configs()}
    strange = [one for one in manifest.migrations if one.split()[0] in rooms and one not in known]
    if strange:
        raise Refused(
            _("这份备份来自 %(program)s，比本机的程序新。请先升级程序，再恢复。")
            % {"program": manifest.program}
        )


def _tables() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {"django_migrations", *(model._meta.db_table for model in models)}


def _complete(manifest: Manifest) -> None:
    """Rights as on a new installation, tables as this program knows them, a line in the journal."""
    database.grant()
    database.migrate()
    with journal.act(RESTORED, by=None, summary=manifest.made_at):
        pass


def _clear_drafts(folder: Path) -> None:
    """What killed nights left; one that is being written is locked, and stays."""
    for draft in folder.glob(NAME.format("*") + UNFINISHED):
        with suppress(BlockingIOError), draft.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink(missing_ok=True)


def _rotate(folder: Path) -> None:
    made = {_day(path): path for path in folder.glob(NAME.format("*"))}
    days = {day for day in made if day}
    for day in days - rotation.kept(days):
        made[day].unlink()


def _day(path: Path) -> date | None:
    """The day in a name that we gave; files of other names are not ours to clear away."""
    first, last = NAME.split("{}")
    try:
        return date.fromisoformat(path.name.removeprefix(first).removesuffix(last))
    except ValueError:
        return None

"""Whether there are backups, will be one tonight, and whether it could take everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from niangjia.base.backup.faults import not_read
from niangjia.base.backup.home import files_of
from niangjia.base.refusals import Refused
from niangjia.site import backups, environment
from niangjia.site.findings import Found, State, bad, fine, mind

FRESH, STALE = timedelta(days=2), timedelta(days=7)


def files(home: Path) -> Iterator[Found]:
    """Whether a backup could take them all."""
    try:
        for _path in files_of(home, but={environment.backups()}):
            pass
    except (OSError, Refused) as error:
        says = str(error) if isinstance(error, Refused) else str(not_read(error, home))
        yield bad("files", says, _("这样备份做不成，改好以后再运行 niangjia doctor。"))


def last_backup(now: datetime) -> Iterator[Found]:
    """When the last one was made, and whether the last night failed to make one."""
    last = backups.last_made()
    do = _("请运行 niangjia backup 文件，并放到另一台机器或另一个盘上。")
    if failed := backups.failed_since():
        values = {
            "day": f"{failed.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}",
            "reason": failed.reason,
        }
        says = _("%(day)s的夜间备份没有做成：%(reason)s") % values
        yield bad("backup.failed", says, do)
    if last is None:
        yield bad("backup", _("还没有备份过。"), do)
        return
    says = _("上次备份：%(days)s天前。") % {"days": (now - last).days}
    if now - last > FRESH:
        yield Found("backup", State.BAD if now - last > STALE else State.MIND, says, do)
    else:
        yield fine("backup", says)


def nights() -> Iterator[Found]:
    """Whether there will be a backup tonight."""
    file = environment.passphrase_file()
    if file is None:
        do = _("把口令写进只有自己能读的文件，用 NIANGJIA_PASSPHRASE_FILE 写明它在哪里。")
        yield mind("backup.nightly", _("没有设夜间备份的口令，夜里不会自动备份。"), do)
        return
    try:
        backups.read_passphrase(file)
    except Refused as error:
        yield bad("backup.nightly", str(error), _("改好以后再运行 niangjia doctor。"))
    else:
        yield fine("backup.nightly", _("夜间备份的口令文件可以用。"))
    yield _place_of_nights(environment.backups(), environment.home())


def _place_of_nights(folder: Path, home: Path) -> Found:
    """Whether the backups of the nights outlive the disk of what they are backups of."""
    try:
        backups.require_there(folder)
    except Refused as error:
        return bad("backup.disk", str(error), _("改好以后再运行 niangjia doctor。"))
    if there(folder).stat().st_dev != there(home).stat().st_dev:
        return fine("backup.disk", _("夜间备份在另一个盘上。"))
    says = _("夜间备份和数据在同一个盘上，盘坏了两样都没有。")
    return mind("backup.disk", says, _("请用 NIANGJIA_BACKUPS 写明另一个盘上的目录。"))


def there(folder: Path) -> Path:
    """The folder, or where it would be made."""
    return next(path for path in (folder, *folder.parents) if path.exists())

"""What ails this installation, each in a sentence with what to do about it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from niangjia.base.backup.home import files_of
from niangjia.base.backup.restoring import is_half_restored
from niangjia.base.models import Entry
from niangjia.base.postgres import DatabaseUnavailable
from niangjia.base.refusals import Refused
from niangjia.base.sealing import KeyMissing, require_key
from niangjia.site import database, environment
from niangjia.site.diagnosis_of_backups import files, last_backup, nights, there
from niangjia.site.findings import Found, State, bad, fine, mind

LEAST_FREE, LITTLE_FREE = 1_000_000_000, 5_000_000_000
LEAST_SERVER = 14
DRIFT = timedelta(minutes=2)
MOST_FILES = 1_000


def examine(*, now: datetime) -> list[Found]:
    """Look at everything that can be looked at; without a database at the rest."""
    home = environment.home()
    found = [*_versions(), *_space(home), *_secrets(home), *files(home), *_optional()]
    reached = _reached()
    found += [reached]
    for ask in (_server, _tables, _key, _clock, last_backup) if reached.state is State.FINE else ():
        found += _asked(ask, now)
    return [*found, *nights()]


Ask = Callable[[datetime], Iterator[Found]]


def _asked(ask: Ask, now: datetime) -> list[Found]:
    """One question to the database; tables of another version may not answer."""
    try:
        return list(ask(now))
    except DatabaseError:
        return [mind("database", _("数据库的表和程序版本不一致，有一项没能查看。"), _migrates())]


def _migrates() -> str:
    return _("运行任何一条命令（如 niangjia figures）就会更新；更新前先备份。")


def _versions() -> Iterator[Found]:
    values = {"program": version("niangjia"), "python": sys.version.split()[0]}
    yield fine("versions", _("程序 %(program)s，Python %(python)s。") % values)


def _space(home: Path) -> Iterator[Found]:
    for name, folder in (("disk", home), ("disk.backups", environment.backups())):
        free = shutil.disk_usage(there(folder)).free
        values = {"folder": folder, "free": f"{free / 1e9:.1f}"}
        says = _("“%(folder)s”所在的磁盘还剩 %(free)s GB。") % values
        do = _("请清理磁盘，或把数据移到大一些的盘上；写满了就存不进新的记录。")
        if free < LITTLE_FREE:
            yield Found(name, State.BAD if free < LEAST_FREE else State.MIND, says, do)
        else:
            yield fine(name, says)


def _secrets(home: Path) -> Iterator[Found]:
    """Keys and the passphrase are for one user of the machine alone."""
    named = [home / "keys", home / "keys" / "master", home / "secret_key"]
    open_ones = [path for path in named if path.exists() and _is_open(path)]
    for path in open_ones:
        says = _("“%(file)s”别人也能读。") % {"file": path}
        yield bad("keys", says, f"chmod {700 if path.is_dir() else 600} {path}")
    if not open_ones:
        yield fine("keys", _("密钥文件只有自己能读。"))


def _key(now: datetime) -> Iterator[Found]:
    """Whether what is sealed can be opened at all."""
    try:
        require_key(environment.home())
    except KeyMissing as error:
        do = _("把备份恢复到一个空目录，再把其中的 keys/master 拷回来。")
        yield bad("keys.master", str(error), do)
    else:
        yield fine("keys.master", _("密封用的密钥在，是完整的。"))


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _newest(home: Path) -> float:
    """When the newest of the first files was written; of those that cannot be read `files` tells."""
    newest = 0.0
    with suppress(OSError, Refused):
        for path in islice(files_of(home, but={environment.backups()}), MOST_FILES):
            newest = max(newest, path.stat().st_mtime)
    return newest


def _optional() -> Iterator[Found]:
    """What makes papers look right; nothing is lost without it."""
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        yield mind(
            "converter",
            _("没有 LibreOffice：只影响在本机打开和打印 Word 材料。"),
            _("需要时再安装，可选。"),
        )
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    if not any(_has_chinese(folder) for folder in folders):
        yield mind(
            "fonts", _("本机没有中文字体：只影响在本机看和打印。"), _("需要时安装 fonts-noto-cjk。")
        )


def _has_chinese(folder: Path) -> bool:
    words = ("cjk", "fang", "hei", "song", "kai", "ming", "han", "wqy", "gb")
    names = (name.lower() for _at, _below, names in os.walk(folder) for name in names)
    return any(word in name for name in names for word in words)


def _reached() -> Found:
    try:
        database.attach()
        connection.ensure_connection()
    except DatabaseUnavailable as error:
        return bad("database", str(error), _("按上面的话做；数据还在，不要删数据目录。"))
    except DatabaseError as error:
        says = _("连不上数据库（%(reason)s）。") % {"reason": str(error).partition("\n")[0]}
        return bad("database", says, _("请检查 DATABASE_URL 所指的服务器。"))
    return fine("database", _("数据库有应答。"))


def _server(now: datetime) -> Iterator[Found]:
    number = connection.pg_version // 10_000  # type: ignore[attr-defined]  # PostgreSQL's
    says = _("数据库是 PostgreSQL %(version)s。") % {"version": number}
    if number < LEAST_SERVER:
        yield bad("server", says, _("请升级到 %(least)s 或更新。") % {"least": LEAST_SERVER})
    else:
        yield fine("server", says)


def _tables(now: datetime) -> Iterator[Found]:
    """Whether tables and program fit each other."""
    if is_half_restored(environment.home(), database.owner_url()):
        yield bad("tables", _("上一次恢复没有做完。"), "niangjia restore …")
        return
    brought, ran = database.on_disk(), database.applied()
    rooms = {room for room, _name in brought}
    waiting, later = brought - ran, {one for one in ran - brought if one[0] in rooms}
    if later:
        says = _("数据库比程序新（%(names)s）。") % {
            "names": "、".join(sorted(map(" ".join, later))[:3])
        }
        yield bad("tables", says, _("请升级程序，不要用旧程序写入。"))
    elif waiting:
        says = _("数据库的表还有%(many)s处没有更新到这个版本。") % {"many": len(waiting)}
        yield mind("tables", says, _migrates())
    else:
        yield fine("tables", _("数据库的表是这个版本的。"))


def _clock(now: datetime) -> Iterator[Found]:
    """Against the database's clock, what was recorded, and the files: all in the past?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    last = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    newest = _newest(environment.home())
    do = _("请校准本机时间（如打开自动对时），再看最近的记录日期对不对。")
    if abs(theirs - now) > DRIFT:
        yield bad("clock", _("本机时间和数据库的时间差得太多。"), do)
    elif last and last > now + DRIFT:
        yield bad("clock", _("最后一条记录的时间在将来：时钟被拨回去过。"), do)
    elif newest > (now + DRIFT).timestamp():
        yield bad("clock", _("数据目录里有将来的文件：时钟被拨回去过。"), do)
    else:
        yield fine("clock", _("时间：%(now)s。") % {"now": f"{now:%Y-%m-%d %H:%M}"})

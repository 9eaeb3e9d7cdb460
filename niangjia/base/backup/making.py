"""Making a backup: beside its place first, and there under its name only when it is whole."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from niangjia.base.backup import home as homes
from niangjia.base.backup.age import WORK
from niangjia.base.backup.archive import Manifest, Packing
from niangjia.base.backup.faults import not_made
from niangjia.base.backup.server import Snapshot, dumping, snapshot
from niangjia.base.durable import flush
from niangjia.base.refusals import Refused

UNFINISHED = ".unfinished"
LEAST_PASSPHRASE = 12


@dataclass(frozen=True)
class Source:
    """What is backed up: the data folder, and the database as its owner reaches it.

    `earlier` is where backups are laid by rule, should that be inside the data folder.
    """

    home: Path
    url: str
    earlier: Path | None = None


def back_up(
    source: Source,
    out: Path,
    passphrase: str,
    *,
    now: datetime,
    program: str,
    replace: bool = False,
    work: int = WORK,
) -> Manifest:
    """Write a backup to `out` and say what is in it.

    Raises:
        Refused: the passphrase is short, the file is there already, the disk is full, or the
            database or a file cannot be read; then nothing new lies at `out`.
    """
    _require_long(passphrase)
    if out.exists() and not replace:
        raise Refused(
            _("“%(file)s”已经有了。请换一个文件名，或加 --replace 换掉它。") % {"file": out}
        )
    with _whole(out) as file, snapshot(source.url) as held:
        manifest = Manifest(now.isoformat(), program, held.server, held.migrations, held.rows)
        packing = Packing(file, passphrase, work=work)
        packing.describe(manifest)
        _add_files(packing, source, out)
        _add_database(packing, held)
        packing.finish()
    return manifest


def _require_long(passphrase: str) -> None:
    if len(passphrase) < LEAST_PASSPHRASE:
        raise Refused(
            _("备份的口令太短，至少要%(least)s个字符；可以用一句好记的话。忘了口令就打不开备份。")
            % {"least": LEAST_PASSPHRASE}
        )


def _add_files(packing: Packing, source: Source, out: Path) -> None:
    but = {out.absolute(), source.earlier}
    for path in homes.files_of(source.home, but=but):
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            name = path.relative_to(source.home).as_posix()
            packing.add_file(name, file, size=status.st_size, mode=status.st_mode & 0o700)


def _add_database(packing: Packing, held: Snapshot) -> None:
    with dumping(held) as stream:
        packing.add_database(stream)


@contextmanager
def _whole(out: Path) -> Iterator[BinaryIO]:
    """A file beside `out` that takes its name when the block ends well, and goes otherwise."""
    draft = out.with_name(out.name + UNFINISHED)
    try:
        with _alone(draft) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                draft.rename(out)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
        flush(out.absolute().parent)
    except OSError as error:
        raise not_made(error, out) from error


@contextmanager
def _alone(draft: Path) -> Iterator[BinaryIO]:
    """The draft, new and empty; what a killed backup left there is overwritten."""
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        if not _is_ours_alone(file, draft):
            raise Refused(_("“%(file)s”正在由另一个备份写着，请等它做完。") % {"file": draft})
        file.truncate()
        yield file


def _is_ours_alone(file: BinaryIO, draft: Path) -> bool:
    """Locked by us, and still the draft: another backup may just have given it its name."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file.fileno()), draft.stat())
    except (BlockingIOError, FileNotFoundError):
        return False

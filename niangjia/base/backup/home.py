"""Which files of the data folder belong into a backup, and how they come back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from niangjia.base.backup.age import BEGINNING, NotWhole
from niangjia.base.durable import flush
from niangjia.base.postgres.account import keeper_of
from niangjia.base.refusals import Refused

# While this file is there, the folder holds half of a restore and nothing else.
UNFINISHED = "restore.unfinished"
# The database comes by pg_dump; backups do not contain backups; the rest is of the running hour.
LEFT_OUT = {"postgres", "backups", "run", "log", "logs", "tmp", UNFINISHED}
PASSING = {".lock", ".pid", ".sock", ".unfinished"}
# What merely starting the program makes: a folder with nothing else is an empty one.
MADE_BY_STARTING = LEFT_OUT | {"secret_key", "lost+found"}


def files_of(home: Path, *, but: Collection[Path | None] = ()) -> Iterator[Path]:
    """The files to keep, in their order.

    Args:
        but: files and folders to leave out: the backup that is being written, where others lie.

    Raises:
        Refused: a link lies there; what it leads to would be missing after a restore.
        OSError: a folder cannot be read.
    """
    if not home.exists():
        return
    for folder, below, names in os.walk(home, onerror=_give_up):
        at = Path(folder)
        below[:] = sorted(name for name in below if _is_ours(at / name, home, but))
        for path in (at / name for name in sorted(names)):
            if path.suffix not in PASSING and _is_ours(path, home, but) and _is_kept(path):
                yield path


def is_empty(home: Path) -> bool:
    """Whether nothing lies there that a restore could cover; the database is asked elsewhere."""
    return not home.exists() or all(path.name in MADE_BY_STARTING for path in home.iterdir())


def is_unfinished(home: Path) -> bool:
    """Whether a restore into this folder was broken off."""
    return (home / UNFINISHED).exists()


def begin(home: Path) -> None:
    """Mark the folder as half restored; what an earlier attempt left in it goes."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if is_unfinished(home):
        _clear(home)
    (home / UNFINISHED).touch(mode=0o600)
    flush(home)


def finish(home: Path) -> None:
    """The restore is over."""
    (home / UNFINISHED).unlink(missing_ok=True)
    flush(home)


def put(home: Path, name: str, stream: IO[bytes], *, mode: int) -> None:
    """Put a file back under its name, belonging to whom the folder belongs."""
    path = home / _safe(name)
    keeper = keeper_of(home)
    for folder in reversed(path.relative_to(home).parents[:-1]):
        if not (home / folder).exists():
            (home / folder).mkdir(mode=0o700)
            keeper.take(home / folder)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode & 0o700)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(stream, file)
    keeper.take(path)


def _give_up(error: OSError) -> None:
    raise error


def _is_ours(path: Path, home: Path, but: Collection[Path | None]) -> bool:
    """Whether it belongs into a backup, as far as its place tells."""
    if path in but or (path.parent == home and path.name in LEFT_OUT):
        return False
    if path.is_symlink():
        raise Refused(
            _("“%(file)s”是一个链接，备份带不走它指向的内容。请把内容移进数据目录，或把链接移走。")
            % {"file": path}
        )
    return True


def _is_kept(path: Path) -> bool:
    """A file, and not an earlier backup that somebody laid into the data folder."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(BEGINNING)) != BEGINNING


def _clear(home: Path) -> None:
    for path in home.iterdir():
        if path.name in LEFT_OUT:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _safe(name: str) -> PurePosixPath:
    """A name that stays inside the folder, and outside of what a backup leaves out."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or path.parts[0] in LEFT_OUT:
        raise NotWhole
    return path

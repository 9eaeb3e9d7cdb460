"""Small files that must outlast a power cut: whole under their name, or not there at all."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path


def placed_once(path: Path, text: str) -> str:
    """Write a file that only its owner reads; of two who come together the first one's stays.

    On the disk before it is told, with its name. A file without content, as a power cut could
    leave one of an earlier version, counts as none.

    Returns:
        What the file holds.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    _write(draft, text)
    try:
        _clear_empty(path)
        os.link(draft, path)
    except FileExistsError:
        return path.read_text()
    finally:
        draft.unlink()
        flush(path.parent)
    return text


def is_disk_full(error: BaseException) -> bool:
    """Whether a file could not be written because there is no room for it."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def flush(folder: Path) -> None:
    """Write names that came or went to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(draft: Path, text: str) -> None:
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)


def _clear_empty(path: Path) -> None:
    """Locked, so that nobody takes away what another one has just put there."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            status = os.fstat(file.fileno())
            if not status.st_size and os.path.samestat(status, path.stat()):
                path.unlink()
    except FileNotFoundError:
        return

"""Who uses the database, and who keeps it: two locks that the kernel drops when a process dies.

Every process that uses the database holds `clients.lock` shared. The supervisor holds
`supervisor.lock`, and stops the server once it gets `clients.lock` for itself; it keeps that
until it is gone, so a newcomer either attaches to a server that stays or waits for its end.
"""

import fcntl
import os
import struct
import threading

from niangjia.base.postgres.layout import Layout, open_private

# struct flock of Linux on 64 bits: type, whence, start, length, process.
_FLOCK = "hhqqi"

_held: dict[Layout, int] = {}
_one_thread = threading.Lock()


def hold(layout: Layout) -> None:
    """Use the database until this process ends, or until `let_go`.

    Waits while a supervisor that saw nobody left is closing down.
    """
    with _one_thread:
        mine = _held.get(layout)
        if mine is not None and is_same(mine, layout.clients):
            return
        _drop(layout)
        handle = open_private(layout.clients, os.O_RDWR)
        fcntl.flock(handle, fcntl.LOCK_SH)
        _held[layout] = handle


def let_go(layout: Layout) -> None:
    """Stop using the database in this process."""
    with _one_thread:
        _drop(layout)


def supervisor_of(layout: Layout) -> int | None:
    """Return the process that keeps the server now, asked without touching its lock."""
    handle = open_private(layout.supervisor, os.O_RDWR)
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        answer = fcntl.fcntl(handle, fcntl.F_GETLK, asked)
    finally:
        os.close(handle)
    kind, _, _, _, process = struct.unpack(_FLOCK, answer)
    return None if kind == fcntl.F_UNLCK else process


def claim(layout: Layout) -> int | None:
    """Become the supervisor; return the handle to keep open, or None if there is one already."""
    handle = open_private(layout.supervisor, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def take_if_unused(handle: int) -> bool:
    """Take `clients.lock` for oneself if no process uses the database."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def give_back(handle: int) -> None:
    """Let others use the database again."""
    fcntl.flock(handle, fcntl.LOCK_UN)


def is_same(handle: int, path: os.PathLike[str]) -> bool:
    """Tell whether the open file is still the one at `path` (the folder may be a new one)."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _drop(layout: Layout) -> None:
    # Closing and never unlocking: a forked child shares the lock with its parent.
    handle = _held.pop(layout, None)
    if handle is not None:
        os.close(handle)

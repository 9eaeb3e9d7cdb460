"""The command `niangjia serve`: keeps web server, worker and database, and is gone with all of them.

It loads neither Django nor any room, holds the socket on which pages are asked for, and starts web
server and worker as programs of their own. So one that is killed is started again without a refused
visitor, and SIGHUP brings a new version beside the old one before that one leaves (ADR 21).
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

from niangjia.base import postgres
from niangjia.base.postgres import DatabaseUnavailable
from niangjia.site import children, environment
from niangjia.site.children import Child

TICK = 0.2
# Seconds between two looks at the database.
LOOK = 0.5
# Seconds in which an old web server answers what it had accepted, before it is asked to end.
LINGER = 1.5
# A child that lived so long was well: the next one is started at once.
WELL = 30.0
LONGEST_PAUSE = 20.0
# Seconds in which a new version must have brought large tables up to date and be ready.
LONGEST_BEGINNING = 1800.0

# How soon a signal is noticed.
NOTICE = 0.1

Start = Callable[[], Child]


class Flag:
    """What a signal has asked for.

    Not a `threading.Event`: a signal that comes in the midst of its `wait` finds its lock held by
    the very thread that it interrupts, and both wait for ever.
    """

    def __init__(self) -> None:
        self._is_set = False

    def set(self) -> None:
        """Ask for it; harmless at any moment."""
        self._is_set = True

    def clear(self) -> None:
        """It has been heard."""
        self._is_set = False

    def is_set(self) -> bool:
        """Whether it is asked for."""
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Until it is asked for, that long at most; tells whether it is."""
        until = time.monotonic() + seconds
        while not self._is_set and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, NOTICE))
        return self._is_set


@dataclass
class Place:
    """What is to run always: the child that does now, and when the next one may be started."""

    start: Start
    child: Child
    deaths: int = 0
    not_before: float = 0.0


@dataclass
class Kept:
    """Everything of one command, and what signals have asked of it."""

    web: Place
    worker: Place | None = None
    leaving: list[Child] = field(default_factory=list)
    is_over: Flag = field(default_factory=Flag)
    is_to_renew: Flag = field(default_factory=Flag)

    def places(self) -> list[Place]:
        """All that is kept now."""
        return [self.web] if self.worker is None else [self.web, self.worker]


def keep(
    listening: socket.socket, start_web: Start, start_worker: Start, say: Callable[[str], None]
) -> int:
    """Keep the site until a signal comes; returns the exit code.

    Args:
        listening: where pages are asked for; it stays open in every child.
        say: called once, with the words of the first web server, when pages can be asked for.
    """
    kept = Kept(Place(start_web, start_web()))
    with _signals(kept), _database(kept.is_over):
        try:
            words = _begun(kept.web.child, kept.is_over)
            if words is None:
                return 0 if kept.is_over.is_set() else kept.web.child.exit_code() or 1
            say(words)
            kept.worker = Place(start_worker, start_worker())
            while not kept.is_over.wait(TICK):
                _look_after(kept)
        finally:
            listening.close()
            children.end([*(place.child for place in kept.places()), *kept.leaving])
    return 0


def _look_after(kept: Kept) -> None:
    if kept.is_to_renew.is_set():
        kept.is_to_renew.clear()
        _renew(kept)
    for place in kept.places():
        _start_again(place)
    for gone in [one for one in kept.leaving if not one.is_alive() or one.is_overdue()]:
        gone.bury()
        kept.leaving.remove(gone)


def _start_again(place: Place) -> None:
    """A dead child is followed by another one; later and later if it dies again and again."""
    if place.child.is_alive():
        return
    if place.not_before < place.child.began:
        place.deaths = 0 if place.child.age() > WELL else place.deaths + 1
        _wait(place)
    if time.monotonic() >= place.not_before:
        place.child.bury()
        fresh = _started(place)
        if fresh is None:
            place.deaths += 1
            _wait(place)
        else:
            place.child = fresh


def _wait(place: Place) -> None:
    pause = min(LONGEST_PAUSE, 0.25 * 2**place.deaths) if place.deaths > 1 else 0.0
    place.not_before = time.monotonic() + pause


def _started(place: Place) -> Child | None:
    """A new child; None if the machine is too full for one, or the program not there just now."""
    try:
        return place.start()
    except OSError as error:
        _note(f"程序没有启动（{error.strerror or error}），过一会儿再试。")
        return None


def _renew(kept: Kept) -> None:
    """The program as it is on the disk now takes over; if it cannot, the old one stays."""
    fresh = _started(kept.web)
    if fresh is None or not _is_begun(fresh, kept):
        children.end([] if fresh is None else [fresh])
        _note("新版本没有启动，旧版本继续工作。")
        return
    old, kept.web.child = kept.web.child, fresh
    old.signal_all(signal.SIGUSR1)  # accept no more
    kept.is_over.wait(LINGER)
    old.leave()
    kept.leaving.append(old)
    _renew_worker(kept)
    _note("新版本已经接手。")


def _renew_worker(kept: Kept) -> None:
    fresh = _started(kept.worker) if kept.worker else None
    if kept.worker is not None and fresh is not None:
        kept.worker.child.leave()
        kept.leaving.append(kept.worker.child)
        kept.worker.child = fresh


def _is_begun(fresh: Child, kept: Kept) -> bool:
    """Whether a new version can be used in good time; the old one is looked after meanwhile."""
    until = time.monotonic() + LONGEST_BEGINNING
    while fresh.is_alive() and not kept.is_over.is_set() and time.monotonic() < until:
        if fresh.heard(TICK) is not None:
            return True
        for place in kept.places():
            _start_again(place)
    return False


def _begun(child: Child, is_over: Flag) -> str | None:
    """What a child says when it can be used; None if it ends, or we do, before."""
    while child.is_alive() and not is_over.is_set():
        words = child.heard(TICK)
        if words is not None:
            return words
    return None


@contextmanager
def _signals(kept: Kept) -> Iterator[None]:
    wanted = {
        signal.SIGTERM: kept.is_over,
        signal.SIGINT: kept.is_over,
        signal.SIGHUP: kept.is_to_renew,
    }

    def handle(number: int, _frame: FrameType | None) -> None:
        wanted[signal.Signals(number)].set()

    before = {number: signal.signal(number, handle) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _database(is_over: Flag) -> Iterator[None]:
    """The embedded database is kept meanwhile, whoever kills it."""
    if environment.is_database_elsewhere():
        yield
        return
    keeping = threading.Thread(target=_keep_database, args=(is_over,), daemon=True)
    keeping.start()
    try:
        yield
    finally:
        is_over.set()


def _keep_database(is_over: Flag) -> None:
    said = ""
    while not is_over.is_set():
        try:
            postgres.ensure_running(environment.home())
            said = ""
        except DatabaseUnavailable as error:
            if str(error) != said:
                said = str(error)
                _note(said)
        is_over.wait(LOOK)


def _note(sentence: str) -> None:
    with suppress(OSError):  # a full disk, a closed terminal
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def listen(host: str, port: int) -> socket.socket:
    """The socket on which pages are asked for, as children inherit it.

    A moment is waited for children of a command that was killed, which end by themselves.

    Raises:
        OSError: the port is taken, or the address is not one of this machine.
    """
    patient_until = time.monotonic() + LINGER
    while True:
        try:
            return _listening(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > patient_until:
                raise
        time.sleep(0.05)


def _listening(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(1024)
        os.set_inheritable(found.fileno(), True)
    except OSError:
        found.close()
        raise
    return found

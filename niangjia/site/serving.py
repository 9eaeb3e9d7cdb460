"""The web server as a child of the command, which holds the database and ends both.

The child is forked from the command and its workers from the child, so that Django is loaded once.
Whichever of them dies, in whatever way, takes what it started along: no process is left behind.
"""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any

from niangjia.base.postgres import DatabaseUnavailable
from niangjia.base.postgres.parent import dies_with_parent
from niangjia.base.refusals import Refused

# Seconds between two looks at child and database, and those that a child is given to end.
TICK = 0.5
PATIENCE = 15.0
WORKERS = 2
THREADS = 4

Tell = Callable[[], None]


def serve(host: str, port: int, *, say: Callable[[str], None], keep_up: Tell) -> int:
    """Serve until a signal comes; returns the exit code.

    A web server that was killed is started again; one that cannot even begin is not.

    Args:
        say: called with the address when the first page can be asked for.
        keep_up: called every tick; repairs the database.

    Raises:
        Refused: the port is taken.
    """
    _require_free(host, port)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    tell: Tell = partial(say, f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    while not stop.is_set():
        if not _one_life(host, port, stop, tell, keep_up):
            return int(not stop.is_set())
        tell = _nothing
    return 0


def _one_life(host: str, port: int, stop: threading.Event, tell: Tell, keep_up: Tell) -> bool:
    """One child from its start to its end; False if it never answered."""
    child = _started(host, port)
    try:
        if not _comes_to_answer(host, port, child, stop):
            return False
        tell()
        while child.is_alive() and not stop.wait(TICK):
            _keep_up(keep_up)
    finally:
        _end(child)
    return True


def _started(host: str, port: int) -> BaseProcess:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # else the child would write it a second time
    tied = dies_with_parent(signal.SIGTERM)
    child = multiprocessing.get_context("fork").Process(target=_run, args=(host, port, tied))
    child.start()
    return child


def _run(host: str, port: int, tied: Tell) -> None:
    """Be the web server: workers with a copy of the loaded application, which die with it."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()  # Ctrl+C is for the command, which ends its child
    tied()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from niangjia.site.wsgi import application

    tied_to_me = dies_with_parent(signal.SIGKILL)

    def load(_target: str) -> Any:
        tied_to_me()
        return application

    Granian(
        "niangjia.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(WORKERS, os.cpu_count() or 1),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve(target_loader=load)


def _nothing() -> None:
    """Told once is enough."""


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"{host} 的端口 {port} 用不了（{error.strerror}）。"
                f"请关掉占用它的程序，或换一个端口：--port {port + 1}，或环境变量 PORT。"
            ) from error


def _comes_to_answer(host: str, port: int, child: BaseProcess, stop: threading.Event) -> bool:
    while child.is_alive() and not stop.wait(0.05):
        if _answers(host, port):
            return True
    return False


def _answers(host: str, port: int) -> bool:
    asked = http.client.HTTPConnection(host, port, timeout=10)
    try:
        asked.request("GET", "/health/", headers={"Host": "localhost"})
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()


def _keep_up(repair: Tell) -> None:
    try:
        repair()
    except DatabaseUnavailable as error:
        sys.stderr.write(f"{error}\n")


def _end(child: BaseProcess) -> None:
    child.terminate()
    child.join(PATIENCE)
    if child.is_alive():
        child.kill()
        child.join()

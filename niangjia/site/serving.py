"""The web server as a child of the command, which holds the database and ends both.

`niangjia serve` waits here; `python -m niangjia.site.serving HOST PORT` is the child. Whichever of
the two dies, in whatever way, takes what it started along: no process is left behind.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from niangjia.base.postgres import DatabaseUnavailable
from niangjia.base.postgres.parent import dies_with_parent
from niangjia.base.refusals import Refused

# Seconds between two looks at child and database, and those that a child is given to end.
TICK = 1.0
PATIENCE = 15.0
THREADS = 4

Say = Callable[[str], None]
Tell = Callable[[], None]


def serve(host: str, port: int, *, say: Say, keep_up: Callable[[], None]) -> int:
    """Serve until a signal comes; returns the exit code.

    A web server that was killed is started again; one that cannot even begin is not.

    Args:
        say: called with the address when the first page can be asked for.
        keep_up: called every second; repairs the database.

    Raises:
        Refused: the port is taken.
    """
    _require_free(host, port)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    first: Tell = partial(say, f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    while not stop.is_set():
        if not _one_life(host, port, stop, first, keep_up):
            return int(not stop.is_set())
        first = _nothing
    return 0


def main(host: str, port: int) -> None:
    """Run the web server in this process: two workers, which die with it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    tied = dies_with_parent(signal.SIGKILL)

    def load(_target: str) -> Any:
        tied()
        from niangjia.site.wsgi import application

        return application

    Granian(
        "niangjia.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
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


def _started(host: str, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "niangjia.site.serving", host, str(port)],
        stdin=subprocess.DEVNULL,
        preexec_fn=dies_with_parent(signal.SIGTERM),
        start_new_session=True,  # Ctrl+C is for its parent, who ends it
    )


def _one_life(
    host: str, port: int, stop: threading.Event, tell: Tell, keep_up: Callable[[], None]
) -> bool:
    """One child from its start to its end; False if it never answered."""
    child = _started(host, port)
    try:
        if not _comes_to_answer(host, port, child, stop):
            return False
        tell()
        while child.poll() is None and not stop.wait(TICK):
            _keep_up(keep_up)
    finally:
        _end(child)
    return True


def _comes_to_answer(
    host: str, port: int, child: subprocess.Popen[bytes], stop: threading.Event
) -> bool:
    while child.poll() is None and not stop.wait(0.1):
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


def _keep_up(repair: Callable[[], None]) -> None:
    try:
        repair()
    except DatabaseUnavailable as error:
        sys.stderr.write(f"{error}\n")


def _end(child: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        if child.poll() is None:
            child.send_signal(number)
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        return


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""The web server, a child of `niangjia serve`: answers on a socket that its parent holds.

Its workers are forked from it, so that Django is loaded once. They share the parent's one socket: a
visitor who is not yet accepted waits for another worker when one dies, and nobody is refused.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from granian._granian import SocketHolder
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server.mp import MPServer
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from niangjia.base.postgres.parent import dies_with_parent

WORKERS = 2
THREADS = 4
BACKLOG = 1024
# Seconds in which a worker that is asked to end answers what it has begun.
PATIENCE = 15
# Our own handlers do: they drop what names people.
LOGGING = {"handlers": {}, "formatters": {}, "loggers": {"_granian": {"propagate": True}}}


@dataclass(frozen=True)
class Door:
    """How pages are asked for: the inherited socket, certificate and key, proxies to be believed."""

    listening: int
    certificate: Path | None = None
    key: Path | None = None
    proxies: Sequence[str] = ()


class _OnInheritedSocket(MPServer):
    """Granian's server, but on a socket that is open already."""

    inherited: int

    def _init_shared_socket(self) -> None:
        handle = os.dup(self.inherited)
        os.set_blocking(handle, False)
        # Its type stub knows only one of the three arguments.
        holder: Any = SocketHolder
        found = {"_sfd": handle, "_shd": holder(handle, False, BACKLOG), "_ssp": None}
        vars(self).update(found | {"_sso": socket.socket(fileno=handle)})


def answer(door: Door, *, ready: Callable[[], None]) -> None:
    """Be the web server until SIGTERM: then begun requests are answered first.

    Args:
        ready: called by every worker that has come up.
    """
    from django.urls import get_resolver

    from niangjia.site.wsgi import application

    assert get_resolver().url_patterns  # noqa: S101  (all pages are loaded here, once for all workers)
    multiprocessing.set_start_method("fork", force=True)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # it is for the workers, told as a group
    os.register_at_fork(after_in_child=_hear_the_end)
    tied = dies_with_parent(signal.SIGKILL)

    def load(_target: str) -> Any:
        tied()
        signal.signal(signal.SIGUSR1, lambda *_: _accept_no_more(door.listening))
        ready()
        return wrap_wsgi_with_proxy_headers(application, [*door.proxies])

    _server(door).serve(target_loader=load)


def _server(door: Door) -> _OnInheritedSocket:
    server = _OnInheritedSocket(
        "niangjia.site.wsgi:application",
        interface=Interfaces.WSGI,
        workers=min(WORKERS, os.cpu_count() or 1),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=PATIENCE,
        ssl_cert=door.certificate,
        ssl_key=door.key,
        ssl_protocol_min=SSLProtocols.tls12,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
    server.inherited = door.listening
    return server


def _hear_the_end() -> None:
    """A worker that is asked to end before it has begun ends; granian's own handlers come later."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _accept_no_more(listening: int) -> None:
    """Turn this process's handles of the common socket to one on which nobody knocks.

    So it can answer what it has accepted before it is asked to end, while others accept: a
    visitor who is accepted in the moment of the end would be lost.
    """
    common = os.readlink(f"/proc/self/fd/{listening}")
    dead = socket.socket(socket.AF_UNIX)
    dead.setblocking(False)
    dead.bind("")  # an address without a name in the file system
    dead.listen(1)
    for handle in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            if os.readlink(f"/proc/self/fd/{handle}") == common:
                os.dup2(dead.fileno(), int(handle), inheritable=False)

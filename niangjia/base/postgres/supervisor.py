"""The process that keeps the server: started by the first user, gone soon after the last.

Run as `python -m niangjia.base.postgres.supervisor HOME durable|hasty` by `ensure_running`, which
reads one line from it: "ready", "taken" (there is one already), or the reason why not, as JSON.
"""

import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from niangjia.base.postgres.account import account_for
from niangjia.base.postgres.binaries import usable_by
from niangjia.base.postgres.cluster import create_unless_there
from niangjia.base.postgres.errors import DatabaseUnavailable, explained
from niangjia.base.postgres.layout import Layout, open_private, remove_short_way
from niangjia.base.postgres.locks import claim, give_back, is_same, take_if_unused
from niangjia.base.postgres.server import Server

TICK = 0.2
# One command often follows another; staying for a moment spares the second a start.
LINGER = 2.0


def main(home: str, mode: str) -> int:
    """Keep the server of `home` until nobody uses it."""
    layout = Layout(Path(home))
    _set_signals()
    claimed = claim(layout)
    if claimed is None:
        _say("taken")
        return 0
    try:
        _keep(layout, claimed, durable=mode == "durable")
    except DatabaseUnavailable as error:
        return _fail(error)
    except OSError as error:
        return _fail(explained(error, layout.home))
    return 0


def _keep(layout: Layout, claimed: int, *, durable: bool) -> None:
    account = account_for(layout.home)
    binaries = usable_by(account)
    create_unless_there(layout, binaries, account, durable=durable)
    server = Server(layout, binaries, account, durable=durable)
    clients = open_private(layout.clients, os.O_RDWR)
    try:
        server.start()
        _say("ready")
        _watch(layout, server, claimed, clients)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        server.stop()
        remove_short_way(layout)


def _watch(layout: Layout, server: Server, claimed: int, clients: int) -> None:
    """Return when nobody has used the database for a while, then holding `clients.lock`."""
    quiet = 0.0
    while is_same(claimed, layout.supervisor):  # else the folder was removed
        if not server.is_running():
            server.start()
        unused = take_if_unused(clients)
        quiet = quiet + TICK if unused else 0.0
        if quiet > LINGER:
            return
        if unused:
            give_back(clients)
        time.sleep(TICK)


def _say(line: str) -> None:
    """Tell the waiting process, once; it may be dead by now."""
    with contextlib.suppress(OSError):
        os.write(1, f"{line}\n".encode())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _fail(error: DatabaseUnavailable) -> int:
    values = {name: str(value) for name, value in error.values.items()}
    _say(json.dumps({"sentence": error.sentence, "values": values}))
    with contextlib.suppress(OSError):  # a full disk takes no log line
        os.write(2, f"{error}\n".encode())
    return 1


def _set_signals() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

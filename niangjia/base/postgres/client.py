"""Using the embedded database: the two functions that the rest of Niangjia calls."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import niangjia
from niangjia.base.postgres.errors import (
    NO_ANSWER,
    NOT_STARTED,
    NOT_STOPPED,
    DatabaseUnavailable,
    explained,
    said_by_postgres,
)
from niangjia.base.postgres.layout import (
    OWNER,
    Connection,
    Layout,
    check_private,
    open_log,
    prepared,
    short_way,
)
from niangjia.base.postgres.locks import hold, let_go, supervisor_of
from niangjia.base.postgres.server import remains_of

SUPERVISOR = "niangjia.base.postgres.supervisor"
PATIENCE = 300
SILENT_DEATHS = 10

# Kept so that Python does not warn about children that are still running.
_started: list[subprocess.Popen[bytes]] = []


def home_folder() -> Path:
    """Return the data folder of this installation: NIANGJIA_HOME, else ~/.niangjia."""
    return Path(os.environ.get("NIANGJIA_HOME") or "~/.niangjia").expanduser()


def ensure_running(home: Path, *, durable: bool = True) -> Connection:
    """Start the database of `home`, or attach to it, and keep it for the life of this process.

    It may be called any number of times, by any number of processes; each call also repairs what
    a kill -9 of supervisor or server left. About two seconds after the last of these processes
    has ended, in whatever way, the server stops.

    Args:
        home: The data folder; made if it is not there.
        durable: False only for tests: faster, and lost if the machine (not a process) dies. Has
            no effect on a server that runs already.

    Raises:
        DatabaseUnavailable: One sentence that says why not and what to do.
    """
    layout = prepared(home)
    try:
        hold(layout)
        _wait_until_it_serves(layout, durable=durable)
        return Connection(short_way(layout))
    except OSError as error:
        raise explained(error, layout.home) from error


def stop(home: Path) -> None:
    """Stop the database of `home`, whoever uses it; returns when no process of it is left.

    Raises:
        DatabaseUnavailable: It is still there after a long wait.
    """
    layout = prepared(home)
    let_go(layout)
    deadline = time.monotonic() + PATIENCE
    asked = None
    while (keeper := supervisor_of(layout)) is not None or remains_of(layout):
        if keeper and keeper != asked:
            os.kill(keeper, signal.SIGTERM)
            asked = keeper
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(NOT_STOPPED, seconds=PATIENCE, log=layout.log)
        time.sleep(0.02)


def _wait_until_it_serves(layout: Layout, *, durable: bool) -> None:
    deadline = time.monotonic() + PATIENCE
    silent_deaths = 0
    while not _serves(layout):
        if supervisor_of(layout) is not None:
            time.sleep(0.02)
        elif not _started_supervisor(layout, durable=durable):
            silent_deaths += 1
        if silent_deaths > SILENT_DEATHS:
            raise said_by_postgres(NOT_STARTED, layout.log.read_text(errors="replace"), layout.log)
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(NO_ANSWER, seconds=PATIENCE, log=layout.log)


def _serves(layout: Layout) -> bool:
    """Tell whether a supervised server answers; one without supervisor is about to end."""
    from psycopg import pq

    if supervisor_of(layout) is None or not layout.data.exists():
        return False
    check_private(layout)
    address = Connection(short_way(layout)).dsn(OWNER)
    return pq.PGconn.ping(address.encode()) == pq.Ping.OK


def _started_supervisor(layout: Layout, *, durable: bool) -> bool:
    """Start a supervisor and wait for its word; False if it died without one.

    Raises:
        DatabaseUnavailable: It says so.
    """
    hear, say = os.pipe()
    with open(hear, encoding="utf-8") as words:
        try:
            _started.append(_spawn(layout, "durable" if durable else "hasty", say))
        finally:
            os.close(say)
        word = words.readline().strip()
    if word.startswith("{"):
        told = json.loads(word)
        raise DatabaseUnavailable(told["sentence"], **told["values"])
    return word in ("ready", "taken")


def _spawn(layout: Layout, mode: str, say: int) -> subprocess.Popen[bytes]:
    code = str(Path(niangjia.__path__[0]).parent)
    path = os.pathsep.join(filter(None, (code, os.environ.get("PYTHONPATH"))))
    log = open_log(layout)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", SUPERVISOR, str(layout.home), mode],
            stdin=subprocess.DEVNULL,
            stdout=say,
            stderr=log,
            cwd="/",
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,  # Ctrl+C is for its user, not for the server
        )
    finally:
        os.close(log)

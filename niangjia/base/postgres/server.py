"""One running PostgreSQL server: starting, watching and stopping it."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from niangjia.base.postgres.account import Account
from niangjia.base.postgres.binaries import Binaries
from niangjia.base.postgres.cluster import ENVIRONMENT, HERE
from niangjia.base.postgres.errors import NOT_STARTED, said_by_postgres
from niangjia.base.postgres.layout import PORT, Layout
from niangjia.base.postgres.parent import dies_with_parent

ATTEMPTS = 4
PAUSE = 0.3

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": HERE,
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "256MB",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    # The log is no place for names: errors of statements are told to the asker only.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_checkpoints": "off",
}
# For tests. Only this one: without synchronous_commit a killed server loses the last commits, and
# without full_page_writes it may leave half a page, so tests of kill -9 would prove nothing.
HASTY = {"fsync": "off"}

# Fast, immediate, and by force, each with the seconds it is given.
_FROM_GENTLE_TO_HARD = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))
_FOR_REMAINS = ((signal.SIGINT, 5.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 10.0))


class Server:
    """The server of one cluster; used by the supervisor alone, who holds the lock for it."""

    def __init__(
        self, layout: Layout, binaries: Binaries, account: Account, *, durable: bool
    ) -> None:
        self._layout = layout
        self._binaries = binaries
        self._account = account
        self._settings = SETTINGS | ({} if durable else HASTY) | {"cluster_name": layout.tag}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers; crash recovery takes the time it takes.

        Raises:
            DatabaseUnavailable: It refused several times; its reason is told.
        """
        said_before = self._layout.log.stat().st_size
        for _ in range(ATTEMPTS):
            clear_remains(self._layout)
            self._process = self._spawn()
            if self._becomes_ready(self._process):
                return
            time.sleep(PAUSE)
        said = self._layout.log.read_bytes()[said_before:].decode(errors="replace")
        raise said_by_postgres(NOT_STARTED, said, self._layout.log)

    def is_running(self) -> bool:
        """Tell whether the server lives."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop it; what was committed is on the disk whichever way it takes."""
        for number, seconds in _FROM_GENTLE_TO_HARD:
            if self._process is None or self._process.poll() is not None:
                return
            self._process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)

    def _spawn(self) -> subprocess.Popen[bytes]:
        options = [word for pair in self._settings.items() for word in ("-c", "=".join(pair))]
        return subprocess.Popen(
            [self._binaries.postgres, "-D", HERE, *options],
            stdin=subprocess.DEVNULL,
            stdout=2,  # both into the log, which is the supervisor's standard error
            cwd=self._layout.data,
            env=ENVIRONMENT,
            preexec_fn=dies_with_parent(signal.SIGINT),
            **self._account.identity(),
        )

    def _becomes_ready(self, process: subprocess.Popen[bytes]) -> bool:
        while process.poll() is None:
            lines = _status_lines(self._layout.data)
            if lines[:1] == [str(process.pid)] and lines[-1].strip() == "ready":
                return True
            time.sleep(0.01)
        return False


def remains_of(layout: Layout) -> list[int]:
    """Return the server processes of this cluster that run now, whoever started them."""
    marks = (f"cluster_name={layout.tag}".encode(), f"postgres: {layout.tag}:".encode())
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and any(m in (entry / "cmdline").read_bytes() for m in marks):
                found.append(int(entry.name))
    return found


def clear_remains(layout: Layout) -> None:
    """End what a killed supervisor or server left, and the lock files that name a stranger."""
    for number, seconds in _FOR_REMAINS:
        _signal(remains_of(layout), number)
        _wait_until_gone(layout, seconds)
    for name in ("postmaster.pid", f".s.PGSQL.{PORT}.lock"):
        _drop_if_about_a_stranger(layout.data / name)


def _signal(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, number)


def _wait_until_gone(layout: Layout, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while remains_of(layout) and time.monotonic() < deadline:
        time.sleep(0.05)


def _drop_if_about_a_stranger(lock_file: Path) -> None:
    """Remove a stale lock file whose number now belongs to another program.

    PostgreSQL clears stale files itself, except when the number is in use again (as in a
    container, where numbers are small). None of our servers lives at this point.
    """
    with contextlib.suppress(FileNotFoundError, IndexError, ValueError):
        owner = abs(int(lock_file.read_text().splitlines()[0]))
        if Path(f"/proc/{owner}").exists():
            lock_file.unlink()


def _status_lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []

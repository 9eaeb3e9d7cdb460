"""The programs that `niangjia serve` starts: each in a session of its own, gone when the command is."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from niangjia.base.postgres.parent import ask_for_signal

# What a child is given to answer what was asked of it.
PATIENCE = 20.0
KEEPER = "NIANGJIA_KEEPER"


@dataclass
class Child:
    """A started program."""

    process: subprocess.Popen[bytes]
    words: int
    began: float = field(default_factory=time.monotonic)
    told_to_leave: float | None = None

    def is_alive(self) -> bool:
        """Whether it runs; one that has ended is put to rest."""
        return self.process.poll() is None

    def exit_code(self) -> int | None:
        """As a shell tells it; None while it runs."""
        code = self.process.poll()
        return code if code is None or code >= 0 else 128 - code

    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.began

    def heard(self, seconds: float) -> str | None:
        """Its line, waited for that long; what it says after that nobody listens to."""
        ready, _, _ = select.select([self.words], [], [], seconds)
        if not ready:
            return None
        lines = os.read(self.words, 4096).decode().splitlines()
        if not lines:
            time.sleep(seconds)  # it closed the pipe and is about to end
            return None
        # Each worker that follows a dead one speaks too; a full pipe would hold it for ever.
        self._listen_no_more()
        return lines[0]

    def signal_all(self, number: signal.Signals) -> None:
        """A signal to it and all that it started; nothing once it has ended."""
        if self.is_alive():
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def leave(self) -> None:
        """Ask it to end."""
        self.told_to_leave = time.monotonic()
        with suppress(ProcessLookupError):
            self.process.terminate()

    def is_overdue(self) -> bool:
        """Whether it was asked to end too long ago."""
        return self.told_to_leave is not None and time.monotonic() - self.told_to_leave > PATIENCE

    def bury(self) -> None:
        """See to it that it has ended, and what it started with it if it has not yet."""
        self.signal_all(signal.SIGKILL)
        self.process.wait()
        self._listen_no_more()

    def _listen_no_more(self) -> None:
        if self.words >= 0:
            os.close(self.words)
            self.words = -1


def start(
    arguments: Sequence[str],
    *,
    surroundings: dict[str, str],
    inherit: Sequence[int] = (),
    is_heard: bool = False,
) -> Child:
    """Start `niangjia` with these arguments; the option `--ready` tells it where to say so.

    Raises:
        OSError: no room for another process, or the program is not there.
    """
    hear, say = os.pipe()
    try:
        process = subprocess.Popen(
            [*ourselves(), *arguments, *(["--ready", str(say)] if is_heard else [])],
            stdin=subprocess.DEVNULL,
            env=os.environ | surroundings | {KEEPER: str(os.getpid())},
            pass_fds=(*inherit, say),
            start_new_session=True,  # Ctrl+C is for the command, which ends its children
        )
    except OSError:
        os.close(hear)
        raise
    finally:
        os.close(say)
    return Child(process, hear)


def ourselves() -> list[str]:
    """The words with which this program was started, up to its own arguments.

    As they were typed: if a link on the way leads to a new version now, that one is started.
    """
    typed = sys.argv[0]
    if os.path.isabs(typed) and os.path.isfile(typed) and os.access(typed, os.X_OK):
        return [typed]
    return sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]


def end(everyone: Iterable[Child]) -> None:
    """Ask all to end, then see to it."""
    found = [*everyone]
    for child in found:
        child.leave()
    deadline = time.monotonic() + PATIENCE
    for child in found:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, deadline - time.monotonic()))
        child.bury()


def die_with_keeper(number: signal.Signals) -> None:
    """In a child: be sent a signal when the command dies, in whatever way."""
    keeper = os.environ.get(KEEPER)
    if keeper is None:
        return
    ask_for_signal(number)
    if os.getppid() != int(keeper):  # it died before we asked
        sys.exit(1)


def say_ready(words: int | None, line: str) -> None:
    """In a child: tell the command that it can be used; nobody may be listening any more."""
    if words is not None:
        with suppress(OSError):
            os.write(words, f"{line}\n".encode())

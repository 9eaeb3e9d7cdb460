"""The parent's side of the child process: ask, wait no longer than allowed, believe nothing.

The child is a fresh interpreter with an empty environment. It gets open files, never paths, and
answers in bytes; nothing it sends is unpickled or run.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Self

from niangjia.ledgers.files.limits import CHUNK, Limits
from niangjia.ledgers.files.terms import DATA, END, FAILED, MESSAGE, PART, READY, REFUSED, Refusal

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from niangjia.ledgers.files.child import serve; "
    "serve(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))"
)
_STARTING = 60  # seconds; 0.1 on an idle machine
_ENDING = 5
_SIGNALS = {signal.SIGXCPU: "time", signal.SIGABRT: "memory"}  # Rust aborts where memory ends


class ChildFailed(Exception):
    """The child gave no answer. `why`: "memory", "time", "output", "crash", or the name of a fault."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        super().__init__(why)
        self.why = why


class Child:
    """A process that answers questions with one function, started when first asked.

    Where it fails, the next question starts another one. `walls` tells what holds it:
    "seccomp", "namespace", "audit".
    """

    def __init__(self, function: str, limits: Limits) -> None:
        """Name the function ("package.module:name") that takes files and yields bytes."""
        self.function, self.limits = function, limits
        self.walls: list[str] = []
        self.answered = 0  # questions since it was started
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def ask(self, *files: BinaryIO, **arguments: Any) -> Iterator[bytes]:
        """Yield the chunks of the function's answer to (files, arguments that JSON can carry).

        An answer that is not wanted to its end stops the child.

        Raises:
            Refusal: the function refused, as it said.
            ChildFailed: no answer within the limits.
        """
        channel = self._channel or self._start()
        ends = time.monotonic() + self.limits.wall
        complete = False
        try:
            _put(channel, json.dumps(arguments).encode(), files)
            yield from _chunks(channel, ends, self.limits.output)
            complete = True
        except Refusal:
            complete = True
            raise
        except ChildFailed as failure:
            raise ChildFailed(self._why(failure.why)) from failure
        finally:
            self.answered += 1
            if not complete:
                self.stop()

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._channel = self._process = None

    def _why(self, why: str) -> str:
        """Of a child that was lost: the signal tells of what it had too much."""
        if why != "crash" or not self._process:
            return why
        try:
            ended = -self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            return why
        return _SIGNALS.get(signal.Signals(ended), why) if ended > 0 else why

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                _command(self.function, theirs.fileno(), self.limits),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
            )
        self._channel, self.answered = ours, 0
        self.walls = self._greeted(ours)
        return ours

    def _greeted(self, channel: socket.socket) -> list[str]:
        try:
            kind, content = _message(channel, time.monotonic() + _STARTING)
            if kind != READY:
                raise ChildFailed("crash")
        except ChildFailed:
            self.stop()
            raise
        return [str(wall) for wall in json.loads(content)]


def in_child(function: str, *paths: Path, limits: Limits, **arguments: Any) -> bytes:
    """Run one function over files in a child of its own, and return all that it yields.

    `function` is "package.module:name": a generator of bytes, called with the opened files and the
    arguments. It can open nothing, import nothing and write nothing but what it yields.

    Raises:
        Refusal: the function refused, as it said.
        ChildFailed: no answer within the limits.
    """
    with Child(function, limits) as child, ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        return b"".join(child.ask(*files, **arguments))


def _command(function: str, channel: int, limits: Limits) -> list[str]:
    """A fresh interpreter that takes nothing from environment, user or site."""
    path = json.dumps([entry for entry in sys.path if entry])
    numbers = [str(channel), function, str(limits.memory), str(limits.cpu)]
    return [sys.executable, "-I", "-S", "-c", _START, path, *numbers]


def _put(channel: socket.socket, question: bytes, files: Sequence[BinaryIO]) -> None:
    try:
        channel.settimeout(_STARTING)
        socket.send_fds(channel, [question], [file.fileno() for file in files])
    except OSError as error:
        raise ChildFailed("crash") from error


def _chunks(channel: socket.socket, ends: float, output: int) -> Iterator[bytes]:
    parts: list[bytes] = []
    while True:
        kind, content = _message(channel, ends)
        if kind == END:
            return
        output -= len(content)
        parts.append(content)
        if output < 0 or sum(map(len, parts)) > CHUNK:
            raise ChildFailed("output")
        if kind == DATA:
            yield b"".join(parts)
            parts.clear()
        elif kind != PART:
            raise _told(kind, content)


def _told(kind: bytes, content: bytes) -> Exception:
    """The refusal or fault that the child names; nothing it says is taken as more than short text."""
    if kind == FAILED:
        return ChildFailed(content[:80].decode("ascii", "replace"))
    try:
        key, values = json.loads(content) if kind == REFUSED else ("", {})
        return Refusal(
            str(key), **{str(k): v for k, v in values.items() if isinstance(v, str | int)}
        )
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ChildFailed("crash")


def _message(channel: socket.socket, ends: float) -> tuple[bytes, bytes]:
    try:
        channel.settimeout(max(ends - time.monotonic(), 0.001))
        message = channel.recv(MESSAGE + 1)
    except TimeoutError as error:
        raise ChildFailed("time") from error
    except OSError as error:
        raise ChildFailed("crash") from error
    if not message:
        raise ChildFailed("crash")
    return message[:1], message[1:]

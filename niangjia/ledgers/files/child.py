"""The child's side: load one function, close everything off, answer questions until the parent is gone."""

from __future__ import annotations

import gc
import importlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from niangjia.ledgers.files.sandbox import close_off, limit
from niangjia.ledgers.files.terms import DATA, END, FAILED, MESSAGE, PART, READY, REFUSED, Refusal

_ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "cp437",
    "ascii",
    "latin-1",
)
Served = Callable[..., Iterator[bytes]]


def serve(channel: int, function: str, memory: int, cpu: int) -> None:
    """Answer questions about files with `function` ("package.module:name"), one after another."""
    limit(memory, cpu)
    served = _loaded(function)
    _warm_up()
    with socket.socket(fileno=channel) as parent:
        _send(parent, READY, json.dumps(close_off()).encode())
        while _answer_one(parent, served):
            pass


def _loaded(function: str) -> Served:
    module, name = function.split(":")
    return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]  # named by the caller


def _warm_up() -> None:
    """What would open a file at its first use."""
    time.tzset()
    for encoding in _ENCODINGS:
        "".encode(encoding)
    gc.disable()  # rows hold no cycles, and the child is short-lived


def _answer_one(parent: socket.socket, served: Served) -> bool:
    """Answer the next question; False when there is none, or none can be answered any more."""
    question, handles, _flags, _address = socket.recv_fds(parent, MESSAGE, 8)
    if not question:
        return False
    files = [os.fdopen(handle, "rb") for handle in handles]
    try:
        _send_all(parent, served(*files, **json.loads(question)))
    except Refusal as refusal:
        _send(parent, REFUSED, json.dumps([refusal.key, refusal.values]).encode())
    except MemoryError:
        _send(parent, FAILED, b"memory")
        return False
    except BaseException as error:  # noqa: BLE001  a panic of the reader's Rust is no Exception
        _send(parent, FAILED, type(error).__name__.encode()[:80])
    finally:
        _close(files)
    return True


def _close(files: Sequence[BinaryIO]) -> None:
    for file in files:
        file.close()


def _send_all(parent: socket.socket, chunks: Iterator[bytes]) -> None:
    for chunk in chunks:
        pieces = range(0, len(chunk), MESSAGE - 1)
        for start in pieces:
            kind = DATA if start == pieces[-1] else PART
            _send(parent, kind, chunk[start : start + MESSAGE - 1])
    _send(parent, END, b"")


def _send(parent: socket.socket, kind: bytes, content: bytes) -> None:
    parent.sendmsg([kind, content])

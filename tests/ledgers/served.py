"""What the child process is asked to do in tests: each tries what it must not be able to do."""

import ctypes
import os
import socket
import subprocess
import time
from pathlib import Path

LIBC = ctypes.CDLL(None)
# Looked up before everything is closed: later even that is refused.
NATIVE = {
    name: LIBC[name]
    for name in "open creat socket unlink fork execve kill ptrace unshare strlen".split()
}


def tries(*_files):
    """Every forbidden act as Python does it; yields the names of those that worked."""
    acts = {
        "open": lambda: Path("/etc/hostname").read_bytes(),
        "write": lambda: Path("/tmp/niangjia-child").write_text("x"),
        "os.open": lambda: os.open("/tmp/niangjia-child", os.O_RDWR | os.O_CREAT),
        "listdir": lambda: os.listdir("/"),
        "socket": socket.socket,
        "socketpair": socket.socketpair,
        "fork": os.fork,
        "exec": lambda: os.execv("/bin/true", ["true"]),
        "program": lambda: subprocess.run(["true"]),
        "kill": lambda: os.kill(os.getppid(), 0),
        "import": lambda: __import__("sqlite3"),
        "chmod": lambda: os.chmod("/tmp", 0o777),
    }
    for name, act in acts.items():
        try:
            act()
        except OSError:
            continue
        yield name.encode() + b" "


def calls(*_files):
    """The same past Python, as machine code would; yields "name=refused" of each call."""
    acts = {
        "open": (b"/etc/hostname", 0),
        "creat": (b"/tmp/niangjia-child", 0o600),
        "socket": (2, 1, 0),
        "unlink": (b"/tmp/niangjia-child",),
        "fork": (),
        "execve": (b"/bin/true", None, None),
        "kill": (os.getppid(), 0),
        "ptrace": (16, os.getppid(), 0, 0),
        "unshare": (0x10000000,),
    }
    for name, arguments in acts.items():
        result = NATIVE[name](*arguments)
        yield f"{name}={'refused' if result == -1 else 'done'} ".encode()


def reads(*files, start=0):
    for file in files:
        yield file.read()[start:]


def hogs(*_files):
    yield bytes(bytearray(8 * 2**30))


def spins(*_files):
    while True:
        pass
    yield b""


def sleeps(*_files):
    time.sleep(600)
    yield b""


def floods(*_files):
    while True:
        yield b"x" * 100_000


def swells(*_files):
    yield b"x" * (64 * 2**20)


def crashes(*_files):
    NATIVE["strlen"](None)
    yield b""


def lies(*_files, **_asked):
    yield b'["rows", [["a", {"b": 1}]]]'

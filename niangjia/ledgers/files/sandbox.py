"""What the child process may not do, from the moment it has loaded its code.

Three walls, each tried, none trusted alone: the kernel refuses every system call but the few that
computing needs (no file can be opened, no socket made, no program started); the network is taken
away by a namespace of its own, where the system allows that; and Python itself refuses the events
by which its code would open, connect or start anything.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import sys
from typing import Any

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECCOMP, _SET_NO_NEW_PRIVS = 1, 4, 22, 38
_FILTER, _SIGKILL, _EPERM = 2, 9, 1
_RETURN, _LOAD, _IF_EQUAL = 0x06, 0x20, 0x15
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16  # places in the kernel's record of a call
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | _EPERM

# Numbers of asm/unistd_64.h and asm-generic/unistd.h. Without open, socket, execve, clone, kill.
_CALLS = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "exit": (60, 93),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "futex": (202, 98),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "newfstatat": (262, 79),
    "set_robust_list": (273, 99),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "rseq": (334, 293),
}
_TGKILL = (234, 131)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_CLOSED_EVENTS = ("open", "socket.", "subprocess.", "os.", "ctypes.", "shutil.", "tempfile.")
_OPEN_EVENTS = {"socket.sendmsg", "os.putenv"}


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction))]


def limit(memory: int, cpu: int) -> None:
    """Bound this process before it loads anything, and let it die with its parent."""
    _libc().prctl(_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    _libc().prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))  # first the signal that says why
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def close_off() -> list[str]:
    """Give up network, files and programs for good; returns the walls that stand.

    Code must be loaded before: from here on no module can be imported.
    """
    walls = ["namespace"] if _leave_network() else []
    walls += ["seccomp"] if _filter_calls() else []
    sys.addaudithook(_refuse_events)
    return [*walls, "audit"]


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _leave_network() -> bool:
    libc = _libc()
    return bool(libc.unshare(_NEW_NET) == 0 or libc.unshare(_NEW_USER | _NEW_NET) == 0)


def _filter_calls() -> bool:
    """Let the kernel answer EPERM to every call that is not listed; False where it cannot."""
    if platform.machine() not in _MACHINES or sys.maxsize < 2**32:
        return False
    lines = [_Instruction(*line) for line in _instructions(*_MACHINES[platform.machine()])]
    program = _Program(len(lines), (_Instruction * len(lines))(*lines))
    libc = _libc()
    libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _instructions(column: int, machine: int) -> list[tuple[int, int, int, int]]:
    """The filter: another machine's calls are refused, listed ones allowed, all others refused.

    A signal may be sent to itself alone: so Rust says that memory ended.
    """
    numbers = [call[column] for call in _CALLS.values()]
    checks = [
        (_IF_EQUAL, len(numbers) + 3 - place, 0, number) for place, number in enumerate(numbers)
    ]
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        *checks,
        (_IF_EQUAL, 0, 2, _TGKILL[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_EQUAL, 1, 0, os.getpid()),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _refuse_events(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], int):
        return  # a file that the parent handed over
    if event.startswith(_CLOSED_EVENTS) and event not in _OPEN_EVENTS:
        raise PermissionError(f"not in the child process: {event}")

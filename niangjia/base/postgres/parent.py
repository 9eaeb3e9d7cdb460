"""A child that gets a signal from the kernel when its parent dies, even by kill -9."""

import ctypes
import os
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def ask_for_signal(number: int) -> None:
    """The signal that this process gets when its parent dies."""
    _libc.prctl(_PR_SET_PDEATHSIG, number)


def dies_with_parent(number: int) -> Callable[[], None]:
    """Return what the child runs before its program, as `preexec_fn` of `subprocess`.

    The kernel forgets the wish on a change of user; `subprocess` changes the user before.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        ask_for_signal(number)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask_the_kernel

"""As which user of the machine PostgreSQL runs: it refuses to be root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from niangjia.base.postgres.errors import NOBODY_TO_RUN_AS, DatabaseUnavailable


class Identity(TypedDict, total=False):
    """The arguments of `subprocess` that change the user; empty for "as I am"."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of the machine, by number."""

    uid: int
    gid: int

    def identity(self) -> Identity:
        """Return what `subprocess` needs to run a child as this user."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, path: Path) -> None:
        """Make this user the owner of one fresh file or folder (only root needs to)."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def keeper_of(home: Path) -> Account:
    """Return the owner of the data folder: our own files in it are hers."""
    status = home.stat()
    return Account(status.st_uid, status.st_gid)


def account_for(home: Path) -> Account:
    """Return the user as whom PostgreSQL serves `home`.

    Raises:
        DatabaseUnavailable: Only root is there to run it.
    """
    keeper = keeper_of(home)
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    return keeper if keeper.uid != 0 and _has_name(keeper) else _nobody()


def _has_name(account: Account) -> bool:
    """PostgreSQL does not run as a number without a name (as containers may use)."""
    try:
        return bool(pwd.getpwuid(account.uid).pw_name)
    except KeyError:
        return False


def _nobody() -> Account:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise DatabaseUnavailable(NOBODY_TO_RUN_AS) from None
    return Account(entry.pw_uid, entry.pw_gid)

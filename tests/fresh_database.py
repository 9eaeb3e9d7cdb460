"""A migrated database for a test run, in about a second.

Migrating takes ten times as long as anything else about it, so a cluster whose migrations ran
is kept, stopped, in pytest's cache, and every run starts a copy of it in a folder of its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from niangjia.base.postgres import Connection, ensure_running, stop

ROOT = Path(__file__).parent.parent
# What a fresh database depends on.
SOURCES = ("niangjia/*/migrations/*.py", "niangjia/*/sql/*.sql", "niangjia/*/kinds.py")
A_DAY = 24 * 3600
SINGLES = (
    "requirements.txt",
    "niangjia/base/history.py",
    "niangjia/base/postgres/cluster.py",
    "niangjia/site/database.py",
    "tests/fresh_database.py",
)


def start(home: Path, cache: Path) -> Connection:
    """Start the server of `home`, whose database `niangjia` is migrated; attach if it runs."""
    with _one_process(home):
        if not (home / "postgres").exists():
            lay_down(home, cache)
        return ensure_running(home, durable=False)


def lay_down(home: Path, cache: Path) -> None:
    """Put a stopped cluster into `home`, copied or made; its database `niangjia` is migrated."""
    kept = cache / _fingerprint()
    if not kept.exists():
        _make(home)
        _copy(home / "postgres", kept)
        _forget_others(kept)
    else:
        _copy(kept, home / "postgres")


def _make(home: Path) -> None:
    ensure_running(home, durable=False)
    migrating = "from niangjia.site import database; database.make_ready()"
    subprocess.run([sys.executable, "-c", migrating], env=surroundings(home), cwd=ROOT, check=True)
    stop(home)


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a process that is to use the embedded database of `home`."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "NIANGJIA_"))}
    if ours.pop("PYTHONDONTWRITEBYTECODE", ""):  # starting would take three times as long
        ours["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")
    ours |= {"NIANGJIA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "niangjia.site.settings"}
    return ours | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def _copy(source: Path, target: Path) -> None:
    # `cp -a`: PostgreSQL insists on the owner and the mode of its files.
    draft = target.with_name(f"{target.name}.{uuid4().hex}")
    subprocess.run(["cp", "-a", source, draft], check=True)
    try:
        draft.rename(target)
    except OSError:  # another run was faster
        shutil.rmtree(draft)


def _forget_others(kept: Path) -> None:
    for other in kept.parent.iterdir():
        if other != kept and other.stat().st_ctime < time.time() - A_DAY:
            shutil.rmtree(other, ignore_errors=True)


def _fingerprint() -> str:
    files = [*(f for pattern in SOURCES for f in ROOT.glob(pattern)), *map(ROOT.joinpath, SINGLES)]
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file}\n".encode() + file.read_bytes())
    return whole.hexdigest()[:16]


@contextmanager
def _one_process(home: Path) -> Iterator[None]:
    with open(home / "one.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

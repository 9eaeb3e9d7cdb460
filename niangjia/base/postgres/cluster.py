"""Making the cluster: a folder named `data` is always a whole one."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from niangjia.base.durable import flush
from niangjia.base.postgres.account import Account
from niangjia.base.postgres.binaries import Binaries
from niangjia.base.postgres.errors import NOT_CREATED, said_by_postgres
from niangjia.base.postgres.layout import DATABASE, OWNER, WEB, Layout
from niangjia.base.postgres.parent import dies_with_parent

# The programs are told "the folder you stand in": root may put them into a folder whose parents
# are closed to them, so neither folder nor parents need other permissions. See ADR 3.
HERE = "/proc/self/cwd"
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}

# The cluster's superuser has no line below: nobody can sign in as it.
SUPERUSER = "niangjia_admin"
SIGN_IN = f"local all {OWNER} trust\nlocal all {WEB} trust\n"

# One statement per line. Said in template1, so every database made later has the same privileges.
SETUP = f"""\
CREATE ROLE {OWNER} LOGIN CREATEDB
CREATE ROLE {WEB} LOGIN
GRANT {WEB} TO {OWNER}
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB}
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE ON SEQUENCES TO {WEB}
CREATE DATABASE {DATABASE} OWNER {OWNER}
"""

_UNFINISHED = "data.new-"


def create_unless_there(
    layout: Layout, binaries: Binaries, account: Account, *, durable: bool
) -> None:
    """Make the cluster, roles and database on first use; remains of an unfinished try are cleared.

    Raises:
        DatabaseUnavailable: A program of PostgreSQL refused; its reason is told.
    """
    for remains in layout.folder.glob(_UNFINISHED + "*"):
        shutil.rmtree(remains, ignore_errors=True)
    if layout.data.exists():
        return
    fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=layout.folder))
    try:
        account.take(fresh)
        _fill(fresh, layout, binaries, account, durable=durable)
        fresh.rename(layout.data)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    flush(layout.folder)


def _fill(
    fresh: Path, layout: Layout, binaries: Binaries, account: Account, *, durable: bool
) -> None:
    def run(command: list[str], text: str) -> None:
        try:
            subprocess.run(
                command,
                input=text,
                check=True,
                capture_output=True,
                text=True,
                cwd=fresh,
                env=ENVIRONMENT,
                preexec_fn=dies_with_parent(signal.SIGKILL),
                **account.identity(),
            )
        except subprocess.CalledProcessError as error:
            raise said_by_postgres(NOT_CREATED, error.stderr, layout.log) from error

    run(_initdb(binaries, durable=durable), "")
    run(_single_user(binaries, durable=durable), SETUP)
    _write_sign_in(fresh)


def _initdb(binaries: Binaries, *, durable: bool) -> list[str]:
    return [
        str(binaries.initdb),
        f"--pgdata={HERE}",
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--text-search-config=simple",
        "--data-checksums",
        *([] if durable else ["--no-sync"]),
    ]


def _single_user(binaries: Binaries, *, durable: bool) -> list[str]:
    options = ["-c", "exit_on_error=on", *([] if durable else ["-F"])]
    return [str(binaries.postgres), "--single", "-D", HERE, *options, "template1"]


def _write_sign_in(fresh: Path) -> None:
    handle = os.open(fresh / "pg_hba.conf", os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    with os.fdopen(handle, "w") as file:
        file.write(SIGN_IN)
        file.flush()
        os.fsync(handle)

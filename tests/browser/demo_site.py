"""The demo county, loaded and served as an office would do it, and what is known about it.

Loading takes half a minute, so a loaded data folder is kept, stopped, and copied for every run.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from niangjia.base.postgres import stop
from niangjia.base.postgres.parent import dies_with_parent
from tests.fresh_database import ROOT, lay_down, surroundings
from tests.site.running import free_port, niangjia

SCENARIO = "qingliu_2017"
# What a loaded folder depends on: all of the program but its pages.
SUFFIXES = (".py", ".sql", ".yaml")
CACHE = ROOT / ".pytest_cache" / "d"
KEPT = 2
AS_OF = "as_of=2017-07-31"
SONGKOU = "350423102000"  # 嵩口镇
LEDGER = "02 乡镇妇联执委花名册（2012年换届）各镇.xlsx"
PASSWORD = "qingliu-tide-2017"
# Before serving: an officer who has her own password, and a fresh code for her who never came.
ACCOUNTS = """
import json, sys, django
from niangjia.site import database
database.make_ready()
from django.utils import timezone
from niangjia.access import operations
from niangjia.access.models import Post, User
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.models import Import
from niangjia.network.models import Organisation
from niangjia.reports.models import Report
now = timezone.localtime()
county = Organisation.objects.get(code="350423000000")
asked = {"by": None, "organisation": county, "role": "officer", "on": now.date(), "now": now}
officer, _ = operations.open_account(name="邓三禾", username="officer", **asked)
for user in (officer, *User.objects.filter(username__in=("township", "village"))):
    operations.set_own_password(user, sys.argv[1])
never_came = User.objects.get(username="county")
code = operations.renew_code(by=None, user=never_came, now=now)
_, newcomer = operations.open_account(name="罗五弯", username="newcomer", **asked)
by_code = dict(Organisation.objects.values_list("code", "public_id"))
print(json.dumps({
    "code": code,
    "newcomer": newcomer,
    "report": str(Report.objects.get().public_id),
    "imports": {one.file_name: str(one.public_id) for one in Import.objects.all()},
    "organisations": {code: str(public_id) for code, public_id in by_code.items()},
    "township": Post.objects.get(user__username="township").organisation.code,
}))
"""


@dataclass(frozen=True)
class DemoSite:
    """Where it is served, and the addresses of its things."""

    url: str
    code: str  # one-time code of the account `county`
    newcomer: str  # that of `newcomer`, who never comes further than the page that it opens
    report: str
    imports: dict[str, str]  # by file name
    organisations: dict[str, str]  # by place code
    township: str  # place code of the township whose chair has the account `township`

    def organisation(self, code: str) -> str:
        """The address of an organisation's page."""
        return f"/organisations/{self.organisations[code]}/"


@contextmanager
def served() -> Iterator[DemoSite]:
    """A copy of the loaded folder, served by the real command until the block ends."""
    home = Path(tempfile.mkdtemp(prefix="niangjia-browser-"))
    try:
        _copy(_loaded(), home / "data")
        with _serving(home / "data") as site:
            yield site
    finally:
        stop(home / "data")
        shutil.rmtree(home)


@contextmanager
def _serving(home: Path) -> Iterator[DemoSite]:
    known = _python(home, ACCOUNTS, PASSWORD)
    port = free_port()
    tied = dies_with_parent(signal.SIGTERM)  # a run that is killed leaves no server behind
    process = niangjia(home, "serve", "--port", str(port), "--json", preexec_fn=tied)
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        yield DemoSite(url=url.rstrip("/"), **json.loads(known))
    finally:
        process.terminate()
        process.communicate()


def lay_out(home: Path) -> None:
    """Put a stopped copy of the loaded folder into `home`, for tests that need no pages."""
    _copy(_loaded(), home)


def _loaded() -> Path:
    """The kept folder of the program as it is now; made if there is none, by one process."""
    shelf = CACHE / "niangjia-demos"
    shelf.mkdir(parents=True, exist_ok=True)
    kept = shelf / _fingerprint()
    with open(shelf.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _load(kept)
            _forget_others(kept)
    return kept


def _load(kept: Path) -> None:
    home = Path(tempfile.mkdtemp(prefix="niangjia-load-"))
    clusters = CACHE / "niangjia-clusters"
    clusters.mkdir(exist_ok=True)
    try:
        lay_down(home, clusters)
        loading = niangjia(home, "demo", SCENARIO, "--load-only", "--json")
        told, _ = loading.communicate()
        assert loading.returncode == 0, told
        stop(home)
        _copy(home, kept)
    finally:
        stop(home)
        shutil.rmtree(home)


def _forget_others(kept: Path) -> None:
    others = sorted(kept.parent.iterdir(), key=lambda one: one.stat().st_ctime)
    for other in others[:-KEPT]:
        shutil.rmtree(other, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    # `cp -a`: PostgreSQL insists on the owner and the mode of its files.
    draft = target.with_name(f"{target.name}.{uuid4().hex}")
    subprocess.run(["cp", "-a", source, draft], check=True)
    try:
        draft.rename(target)
    except OSError:  # another run was faster
        shutil.rmtree(draft)


def _python(home: Path, program: str, *words: str) -> str:
    command = [sys.executable, "-c", program, *words]
    return subprocess.check_output(command, env=surroundings(home), cwd=ROOT, text=True)


def _fingerprint() -> str:
    program = (ROOT / "niangjia").rglob("*")
    files = [file for file in program if file.suffix in SUFFIXES and "desk" not in file.parts]
    whole = hashlib.sha256(Path(__file__).read_bytes())
    for file in sorted(files):
        whole.update(f"{file}\n".encode() + file.read_bytes())
    return whole.hexdigest()[:16]

"""`niangjia serve` as a process of its own, and somebody who writes through its pages."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from niangjia.base.postgres import stop
from niangjia.base.postgres.layout import prepared
from niangjia.base.postgres.locks import supervisor_of
from niangjia.base.postgres.server import remains_of
from tests.fresh_database import ROOT, surroundings

SETTINGS = "niangjia.site.settings"
COMMAND = "from niangjia.site.cli import main; main()"
# 清溪县, and its officer signed in: what a browser would hold as cookie.
PREPARE = """
import json, django
from niangjia.site import database
django.setup()
database.make_ready()
from django.contrib.auth import HASH_SESSION_KEY, BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from niangjia.access.models import Post, User
from niangjia.base import journal
from tests.cast import found_county
county = found_county()
user = User.objects.create(username="officer", name="方一帆", must_set_password=False)
with journal.act("任职", by=None) as entry:
    Post.objects.create(entry=entry, user=user, organisation=county.federation, role="officer")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(json.dumps([session.session_key, str(county.jia.public_id)]))
"""
SLIP = re.compile(r"\d{4} \d{4} \d{4}")  # the one-time code on the page that says it is done
TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"


def niangjia(
    home: Path, *words: str, code: Path = ROOT, settings: str = SETTINGS, **options
) -> subprocess.Popen[str]:
    """Start a command of Niangjia, of this code or of another one."""
    more = {"PYTHONPATH": str(code), "DJANGO_SETTINGS_MODULE": settings}
    return subprocess.Popen(
        [sys.executable, "-P", "-c", COMMAND, *words],
        env=surroundings(home) | more,
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def lay_out(home: Path, fresh_cluster: Callable[[Path], None]) -> tuple[str, str]:
    """Put the stopped installation of 清溪县 into `home`: made once per run, and copied.

    Returns:
        The session of its officer, and the public id of its township 甲镇.
    """
    kept = Path(os.environ["NIANGJIA_TEST_HOME"]) / "prepared"
    kept.mkdir(exist_ok=True)
    told = kept / "told.json"
    with open(kept / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(_prepare(kept / "home", fresh_cluster))
    subprocess.run(["cp", "-a", f"{kept / 'home'}/.", home], check=True)
    session, township = json.loads(told.read_text())
    return session, township


def _prepare(home: Path, fresh_cluster: Callable[[Path], None]) -> str:
    home.mkdir(mode=0o700)
    fresh_cluster(home)
    prepare = [sys.executable, "-c", PREPARE]
    told = subprocess.check_output(prepare, env=surroundings(home), cwd=ROOT, text=True)
    stop(home)
    return told


class Site:
    """One installation that is served."""

    process: subprocess.Popen[str]
    settings = SETTINGS

    def __init__(self, home: Path, fresh_cluster: Callable[[Path], None]) -> None:
        self.home = home
        self.port = free_port()
        self.session, self.township = lay_out(home, fresh_cluster)
        self.layout = prepared(home)

    def start(self, *options: str, **pipes) -> None:
        """Return when pages can be asked for."""
        words = ("serve", "--port", str(self.port), "--json", *options)
        self.process = niangjia(self.home, *words, settings=self.settings, **pipes)
        assert self.process.stdout
        assert json.loads(self.process.stdout.readline())["url"]

    def stop(self) -> int:
        """End it the way a service is ended."""
        self.process.terminate()
        self.process.communicate()
        return self.process.returncode

    def web_server(self) -> int:
        """The child of the command that answers; the next one, if one has just died."""
        return self._child(b"--listening")

    def worker(self) -> int:
        """The child of the command that does jobs."""
        return self._child(b"worker")

    def web_servers(self) -> list[int]:
        """All that answer: two, while a new version takes over."""
        return self._children(b"--listening")

    def _child(self, word: bytes) -> int:
        while not (found := self._children(word)):
            time.sleep(0.01)
        return found[0]

    def _children(self, word: bytes) -> list[int]:
        return [child for child in children_of(self.process.pid) if word in words_of(child)]

    def workers(self) -> list[int]:
        """The processes that answer."""
        return children_of(self.web_server())

    def postmaster(self) -> int:
        """The first process of PostgreSQL."""
        return int((self.layout.data / "postmaster.pid").read_text().splitlines()[0])

    def supervisor(self) -> int:
        """The process that keeps PostgreSQL."""
        found = supervisor_of(self.layout)
        assert found
        return found

    def database_processes(self) -> list[int]:
        """All of PostgreSQL's."""
        return remains_of(self.layout)

    def ask(
        self, method: str, address: str, body: str | bytes = "", form: str = FORM
    ) -> tuple[int, str]:
        """Status and text of a page; 0 if nobody answered."""
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": form,
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, address, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            line.close()


def children_of(process: int) -> list[int]:
    """The children of a process, oldest first."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(word) for word in (task / "children").read_text().split()]
    return sorted(found)


def words_of(process: int) -> list[bytes]:
    """The command line of a process; none if it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    return []


def is_gone(process: int) -> bool:
    """Whether a process has ended, waited for or not."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return True


def wait_until(condition) -> None:
    """Wait; a condition that never comes is ended by the timeout of the test."""
    while not condition():
        time.sleep(0.02)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""A new version takes over while visitors come at a steady pace: none is refused or lost."""

import http.client
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import Counter
from pathlib import Path

import pytest

from niangjia.base.postgres import stop
from tests.fresh_database import ROOT
from tests.site.running import Site, is_gone, wait_until

# From then on a version can be taken over from: `niangjia serve` keeps the socket for its children.
FIRST = "niangjia/site/supervising.py"
PER_SECOND = 10
PAGES = ("/healthz", "/account/password/", "/accounts/")


def git(*words):
    """What git says; None if it does not know."""
    told = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=False)
    return told.stdout.strip() if told.returncode == 0 else None


def previous():
    """The newest earlier commit whose site can be taken over from."""
    for commit in (git("rev-list", "--max-count=30", "HEAD~1") or "").split():
        if git("cat-file", "-e", f"{commit}:{FIRST}") is not None:
            return commit
    return None


@pytest.fixture(scope="module")
def old_code(tmp_path_factory):
    """The previous commit in a folder of its own, with what is not in the repository."""
    commit = previous()
    if commit is None:
        pytest.skip("the previous commit is not here (a shallow clone), or has no supervisor")
    folder = tmp_path_factory.mktemp("old") / "code"
    folder.mkdir()
    archive = subprocess.Popen(["git", "-C", ROOT, "archive", commit], stdout=subprocess.PIPE)
    subprocess.run(["tar", "-x", "-C", folder], stdin=archive.stdout, check=True)
    archive.communicate()
    for name in built():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def built():
    """Files of the program that set-up makes: places, catalogues, page assets."""
    told = git("ls-files", "--others", "--ignored", "--exclude-standard", "niangjia") or ""
    return [name for name in told.splitlines() if "__pycache__" not in name]


@pytest.fixture
def office(old_code, fresh_cluster, tmp_path):
    """A site that runs the old code; `code` is a link to it."""
    home = Path(tempfile.mkdtemp(prefix="niangjia-upgrade-"))
    site = Site(home, fresh_cluster)
    link = tmp_path / "code"
    link.symlink_to(old_code)
    site.start(code=link)
    yield site, link
    site.stop()
    stop(home)
    shutil.rmtree(home)


class Visitors:
    """They come at their own pace, whether the one before was answered or not (open loop)."""

    def __init__(self, site):
        self.site = site
        self.answers = Counter()
        self.is_over = threading.Event()
        self.coming = []
        self.pace = threading.Thread(target=self._come)

    def __enter__(self):
        self.pace.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in (self.pace, *self.coming):
            thread.join()

    def _come(self):
        number = 0
        while not self.is_over.wait(1 / PER_SECOND):
            one = threading.Thread(target=self._ask, args=(PAGES[number % len(PAGES)],))
            one.start()
            self.coming.append(one)
            number += 1

    def _ask(self, page):
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=120)
        try:
            line.request("GET", page, headers={"Cookie": f"sessionid={self.site.session}"})
            answer = line.getresponse()
            answer.read()
            self.answers[answer.status] += 1
        except (OSError, http.client.HTTPException) as error:
            self.answers[type(error).__name__] += 1
        finally:
            line.close()

    def wait_for(self, number):
        """Return when so many more were answered."""
        enough = self.answers.total() + number
        wait_until(lambda: self.answers.total() >= enough)


def test_nobody_is_lost_when_the_new_version_takes_over(office):
    site, link = office
    old, old_workers = site.web_server(), site.workers()
    before = site.process.pid
    with Visitors(site) as visitors:
        visitors.wait_for(PER_SECOND)
        link.unlink()
        link.symlink_to(ROOT)
        site.process.send_signal(signal.SIGHUP)
        wait_until(lambda: is_gone(old) and all(map(is_gone, old_workers)))
        visitors.wait_for(PER_SECOND)

    assert site.process.pid == before
    assert set(visitors.answers) == {200}
    assert site.web_server() != old
    assert site.ask("GET", "/healthz") == (200, "ok")


def test_a_version_that_does_not_start_does_not_take_over(office):
    site, link = office
    old = site.web_server()
    broken = link.with_name("broken")
    shutil.copytree(link.resolve() / "niangjia", broken / "niangjia")
    (broken / "niangjia" / "site" / "urls.py").write_text("raise SystemExit('broken')\n")
    with Visitors(site) as visitors:
        visitors.wait_for(10)
        link.unlink()
        link.symlink_to(broken)
        site.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(site.web_servers()) == 2)
        wait_until(lambda: len(site.web_servers()) == 1)
        visitors.wait_for(10)

    assert set(visitors.answers) == {200}
    assert site.web_server() == old

"""A full disk: she is told so in a sentence, and when there is room again all goes on by itself."""

import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from niangjia.base.postgres import ensure_running, stop
from tests.site.faulty.writers import Accounts
from tests.site.running import TOKEN, Site, wait_until

SENTENCE = "服务器的磁盘满了"
FILE = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'


@pytest.fixture
def disk():
    """Return a function that makes a small disk and returns the folder where it is."""
    made = []

    def mount(size):
        folder = Path(tempfile.mkdtemp(prefix="niangjia-disk-"))
        words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", folder]
        try:
            told = subprocess.run(words, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount on this machine")
        if told.returncode != 0:
            pytest.skip(f"a small disk may not be mounted here: {told.stderr.strip()}")
        made.append(folder)
        return folder

    yield mount
    for folder in made:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


@pytest.fixture
def site(disk, fresh_cluster):
    """A site whose data folder is a disk of its own."""
    home = disk("400m")
    found = Site(home, fresh_cluster)
    yield found
    found.stop()
    stop(home)


def fill(folder):
    """Leave no room."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (2**20, 4096):
            with suppress(OSError):
                while file.write(b"x" * size) == size:
                    pass
    return filler


def upload(megabytes):
    """A form with a file."""
    parts = (
        FILE.format("csrfmiddlewaretoken", "") + TOKEN + "\r\n",
        FILE.format("file", '; filename="a.xlsx"') + "x" * 2**20 * megabytes + "\r\n--x--\r\n",
    )
    return "".join(parts).encode()


def test_a_full_data_disk_is_told_and_passes_by_itself(site):
    site.start()
    writer = Accounts(site, "a")
    writer.start()
    writer.wait_for_another()
    filler = fill(site.home)
    wait_until(lambda: writer.answers[503])
    wait_until(lambda: SENTENCE in site.ask("GET", "/accounts/")[1])
    filler.unlink()
    writer.wait_for_another()
    writer.end()

    assert {*writer.answers} <= {0, 200, 503}
    connection = ensure_running(site.home)
    with psycopg.connect(connection.dsn(connection.owner)) as database:
        users = {name for (name,) in database.execute("SELECT username FROM access_user")}
    assert {*writer.acknowledged} <= users


def test_a_full_temporary_disk_is_told_and_passes_by_itself(site, disk, monkeypatch):
    temporary = disk("2m")
    monkeypatch.setenv("TMPDIR", str(temporary))
    site.start()
    form = "multipart/form-data; boundary=x"
    status, page = site.ask("POST", "/accounts/open/", upload(4), form)
    subprocess.run(["mount", "-o", "remount,size=20m", temporary], check=True)
    later, _ = site.ask("POST", "/accounts/open/", upload(4), form)

    assert status == 503
    assert SENTENCE in page
    assert later == 200

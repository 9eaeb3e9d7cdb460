"""`niangjia serve`: the site comes up, says where, and leaves no process behind."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from niangjia.base.postgres import stop
from niangjia.base.postgres.locks import supervisor_of
from niangjia.base.postgres.server import remains_of
from tests.site.running import Site, children_of, is_gone, niangjia, wait_until


@pytest.fixture(scope="module")
def site(fresh_cluster):
    home = Path(tempfile.mkdtemp(prefix="niangjia-serve-"))
    yield Site(home, fresh_cluster)
    stop(home)
    shutil.rmtree(home)


@pytest.fixture
def served(site):
    site.start()
    yield site
    site.process.kill()
    site.process.communicate()


def test_pages_are_answered(served):
    assert served.ask("GET", "/healthz") == (200, "ok")
    assert served.ask("GET", "/accounts/")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_behind(served, number):
    command, web_server = served.process.pid, served.web_server()
    everyone = [web_server, *served.workers(), served.worker()]
    assert len(everyone) > 2

    os.kill(command, number)
    served.process.wait()

    wait_until(lambda: all(map(is_gone, everyone)))
    wait_until(lambda: supervisor_of(served.layout) is None and not remains_of(served.layout))


def test_a_taken_port_is_named(served):
    second = niangjia(served.home, "serve", "--port", str(served.port), "--json")
    told, _ = second.communicate()

    assert second.returncode == 2
    assert f"端口 {served.port} 用不了" in told
    assert served.ask("GET", "/healthz")[0] == 200


def test_a_second_command_uses_the_running_database(served):
    before = served.postmaster()
    command = niangjia(served.home, "figure", "network.organisations", "--json")
    told, _ = command.communicate()

    assert command.returncode == 0, told
    assert '"value": 8' in told
    assert served.postmaster() == before
    assert children_of(served.process.pid)

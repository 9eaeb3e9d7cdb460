"""Logs name nobody: a name and a phone number go in by every door, and out by none."""

import http.client
import json
import logging
import shutil
import socket
import ssl
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import path

from niangjia.base.postgres import stop
from niangjia.site import health
from niangjia.site.logs import Nameless
from tests.site.certificates import write_certificate
from tests.site.running import Site, niangjia, wait_until

NAME, PHONE = "赵玛瑙", "10099887766"
MARKERS = (NAME, PHONE, quote(NAME), NAME.encode("unicode_escape").decode())


@pytest.fixture(scope="module")
def site(fresh_cluster):
    home = Path(tempfile.mkdtemp(prefix="niangjia-logs-"))
    yield Site(home, fresh_cluster)
    stop(home)
    shutil.rmtree(home)


@pytest.fixture
def lines(caplog):
    """What our handler writes of the records of a test."""

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    written = []
    handler = Kept()
    handler.setFormatter(Nameless("json"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def nameless(text):
    return not any(marker in text for marker in MARKERS)


def breaks(request):
    raise ValueError(f"{NAME} {PHONE}")


def breaks_in_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [NAME])


urlpatterns = [path("breaks/", breaks, name="breaks"), path("rows/", breaks_in_the_database)]
handler500 = health.server_error


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/breaks/", "/rows/"])
def test_an_error_is_logged_by_its_kind_and_way(settings, lines, page):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = settings.MIDDLEWARE[:1]
    client = Client(raise_request_exception=False)
    answer = client.post(f"{page}?name={NAME}", {"phone": PHONE}, headers={"host": "localhost"})

    assert answer.status_code == 500
    assert all(map(nameless, lines))
    error = next(json.loads(line) for line in lines if "error" in json.loads(line))
    assert "test_logs.py" in error["way"]
    assert error["error"].partition("[")[0] in (
        "ValueError",
        "DataError < InvalidTextRepresentation",
    )


def test_messages_of_others_are_not_repeated():
    record = logging.LogRecord("procrastinate", 40, __file__, 1, f"import({NAME})", None, None)

    assert nameless(Nameless().format(record))
    assert "test_logs:1" in Nameless().format(record)


def test_no_marker_comes_into_the_log_of_a_site(site, tmp_path):
    log = tmp_path / "log"
    with log.open("w") as told:
        site.start("--log", "json", stderr=told)
        try:
            ask_everything(site)
            # The last line of all: whatever belongs to earlier requests is written by then.
            site.ask("GET", "/healthz")
            wait_until(lambda: "site:healthz" in log.read_text().splitlines()[-1])
        finally:
            site.stop()

    written = log.read_text()
    assert nameless(written)
    assert nameless((site.home / "postgres" / "log").read_text())
    pages = [json.loads(line) for line in written.splitlines() if "status" in line]
    assert {"GET", "POST"} <= {line["method"] for line in pages}
    assert "access:open_account" in {line["page"] for line in pages}
    assert 0 not in {line["status"] for line in pages}


def ask_everything(site):
    """Name and phone in query, form, path, headers, and in what is not even a request."""
    both = urlencode({"name": NAME, "phone": PHONE, "username": PHONE, "login": NAME})
    for page in ("/", "/accounts/", "/accounts/open/", "/account/login/", "/static/none.css"):
        site.ask("GET", f"{page}?{both}")
        site.ask("POST", f"{page}?{both}", f"csrfmiddlewaretoken={'a' * 32}&{both}")
        site.ask("POST", page, both)
    site.ask("GET", f"/{quote(NAME)}/{PHONE}/")
    line = http.client.HTTPConnection("127.0.0.1", site.port)
    line.request("GET", "/", headers={"Host": f"{PHONE}.example", "User-Agent": PHONE})
    assert line.getresponse().status == 400
    line.close()
    with socket.create_connection(("127.0.0.1", site.port)) as raw:
        raw.sendall(f"{NAME} {PHONE}\r\n\r\n".encode())
        raw.recv(1000)


def test_a_site_that_is_open_to_all_asks_for_its_name(site):
    command = niangjia(site.home, "serve", "--host", "0.0.0.0", "--port", str(site.port), "--json")
    told, _ = command.communicate()

    assert command.returncode == 2
    assert "访问时用的名字" in told


def test_with_a_certificate_all_is_by_https_only(site, tmp_path):
    certificate, key = write_certificate(tmp_path)
    site.start(
        "--tls-cert",
        str(certificate),
        "--tls-key",
        str(key),
        "--host",
        "127.0.0.1",
        "--host",
        "fulian.example",
    )
    try:
        trusted = ssl.create_default_context(cafile=str(certificate))
        line = http.client.HTTPSConnection("localhost", site.port, context=trusted)
        line.request("GET", "/account/login/", headers={"Host": "fulian.example"})
        answer = line.getresponse()
        cookies = answer.headers.get_all("Set-Cookie")
        line.close()
    finally:
        assert site.stop() == 0

    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_a_proxy_is_believed_and_nobody_else(site):
    site.start("--behind-proxy", "127.0.0.1")
    try:
        told = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}
        secure, plain = headers(site, told), headers(site, {})
    finally:
        site.stop()
    site.start("--behind-proxy", "10.9.9.9")
    try:
        liar = headers(site, told)
    finally:
        site.stop()

    assert "Strict-Transport-Security" in secure
    assert "Strict-Transport-Security" not in plain
    assert "Strict-Transport-Security" not in liar


def headers(site, sent):
    line = http.client.HTTPConnection("127.0.0.1", site.port)
    line.request("GET", "/account/login/", headers=sent)
    answer = line.getresponse()
    line.close()
    return answer.headers

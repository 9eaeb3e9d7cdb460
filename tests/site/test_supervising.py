"""The command hears a signal at any moment, and outlives whatever one of its children does."""

import os
import signal
import subprocess
import sys
import time

import pytest

from niangjia.site import supervising
from niangjia.site.children import Child
from niangjia.site.supervising import Kept, Place

WAITER = """
import signal
from niangjia.site.supervising import Flag
flag = Flag()
signal.signal(signal.SIGUSR1, lambda *_: flag.set())
signal.signal(signal.SIGTERM, lambda *_: exit(0))
print("ready", flush=True)
while True:
    if flag.wait(0.0001):
        flag.clear()
"""


def test_a_flag_may_be_set_by_a_signal_while_it_is_waited_for():
    """With an Event this process hangs after some dozen signals."""
    waiter = subprocess.Popen([sys.executable, "-c", WAITER], stdout=subprocess.PIPE, text=True)
    assert waiter.stdout.readline() == "ready\n"

    for _ in range(3000):
        os.kill(waiter.pid, signal.SIGUSR1)
        time.sleep(0.0003)
    waiter.terminate()

    assert waiter.wait(timeout=20) == 0
    waiter.stdout.close()


# --- children -------------------------------------------------------------------------------------


@pytest.fixture
def child():
    """Return a function that starts a program as a child; none of them stays."""
    started = []

    def begin(*words):
        hear, say = os.pipe()
        program = [word.replace("SAY", str(say)) for word in words]
        process = subprocess.Popen(program, pass_fds=[say], start_new_session=True)
        os.close(say)
        started.append(Child(process, hear))
        return started[-1]

    yield begin
    for one in started:
        one.bury()


@pytest.fixture
def lasting(child):
    return lambda: child("sleep", "1000")


@pytest.fixture
def dead(child):
    one = child("true")
    one.process.wait()
    return one


def no_room():
    raise BlockingIOError(11, "Resource temporarily unavailable")


def test_a_child_that_cannot_be_started_is_tried_again_later_and_later(
    lasting, dead, monkeypatch, capfd
):
    monkeypatch.setattr(supervising, "LONGEST_PAUSE", 0.01)
    attempts = iter([no_room, no_room, no_room, lasting])
    place = Place(lambda: next(attempts)(), dead)

    until = time.monotonic() + 30
    while not place.child.is_alive() and time.monotonic() < until:
        supervising._start_again(place)

    assert place.child.is_alive()
    assert place.deaths == 4
    assert capfd.readouterr().err.count("没有启动（Resource temporarily unavailable）") == 3


def test_a_new_version_that_cannot_be_started_leaves_the_old_one_at_work(lasting, capfd):
    old = lasting()
    kept = Kept(Place(no_room, old))

    supervising._renew(kept)

    assert kept.web.child is old
    assert old.is_alive()
    assert "旧版本继续工作" in capfd.readouterr().err


def test_a_new_version_that_never_begins_is_given_up_and_the_others_are_kept_meanwhile(
    lasting, dead, monkeypatch, capfd
):
    monkeypatch.setattr(supervising, "LONGEST_BEGINNING", 1.0)
    old, silent = lasting(), lasting()
    kept = Kept(Place(lambda: silent, old), Place(lasting, dead))

    supervising._renew(kept)

    assert (kept.web.child, old.is_alive(), silent.is_alive()) == (old, True, False)
    assert kept.worker.child.is_alive()
    assert "旧版本继续工作" in capfd.readouterr().err


SPEAKER = """
from niangjia.site.children import say_ready
for _ in range(2000):
    say_ready(SAY, "x" * 80)
"""


def test_a_child_may_speak_as_often_as_it_likes(child):
    """Each web server that follows a dead one says that it is ready."""
    speaker = child(sys.executable, "-c", SPEAKER)

    while (words := speaker.heard(0.2)) is None:
        pass

    assert words == "x" * 80
    assert speaker.process.wait(timeout=60) == 0

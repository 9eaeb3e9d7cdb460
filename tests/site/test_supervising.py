"""The command hears a signal at any moment, also in the midst of its own waiting."""

import os
import signal
import subprocess
import sys
import time

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

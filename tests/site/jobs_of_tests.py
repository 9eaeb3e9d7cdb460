"""Tasks that only tests queue; run as a program this is a worker that knows them."""

import os
import time

ACT = "测试"


def register():
    """Declare the tasks; Django must be set up."""
    from niangjia.base import jobs

    jobs.task("tests.slowly")(slowly)
    jobs.task("tests.refused")(refused)
    jobs.task("tests.broken")(broken)


def slowly(*, of: int, pause: float) -> None:
    """So many acts, one after the other."""
    from niangjia.base import jobs, journal

    for done in range(of):
        with journal.act(ACT, by=None):
            time.sleep(pause)
        jobs.step(done + 1, of)


def refused() -> None:
    """An act that a rule speaks against."""
    from niangjia.base import journal
    from niangjia.base.refusals import Refused

    with journal.act(ACT, by=None):
        raise Refused("第3行没有姓名。")


def broken() -> None:
    """A fault of the program."""
    from niangjia.base import journal

    with journal.act(ACT, by=None):
        raise ZeroDivisionError("甲某 10012345678")


if __name__ == "__main__":
    import django

    django.setup()
    from niangjia.site import database

    database.make_ready()
    register()
    from niangjia.site import working

    def say() -> None:
        os.write(1, b"ready\n")

    working.work(ready=say)

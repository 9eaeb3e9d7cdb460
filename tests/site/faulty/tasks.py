"""A job of several acts."""

import time

from niangjia.base import jobs, journal

ACT = "故障测试"
ACTS = 3


@jobs.task("tests.acts")
def act_often(*, mark: str) -> None:
    """Three acts in the name of `mark`, with some time between them."""
    for done in range(ACTS):
        with journal.act(ACT, by=None, summary=mark):
            time.sleep(0.05)
        jobs.step(done + 1, ACTS)

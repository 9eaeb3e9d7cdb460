"""People at work, each in a thread of her own, who remember what was acknowledged to them."""

import itertools
import json
import threading
import time
from collections import Counter
from urllib.parse import urlencode

from tests.ledgers.sheets import write
from tests.site.running import SLIP, TOKEN, niangjia, wait_until

SIGNS = "春兰秋菊梅竹云霞雪月琴棋书画红英玉珍淑贤芳"
HEADER = ("乡镇", "村", "姓名", "职务", "选举日期")
ROWS = 20


class Writer(threading.Thread):
    """Does one thing after the other until told to end."""

    def __init__(self, site, mark):
        super().__init__(daemon=True)
        self.site, self.mark = site, mark
        self.acknowledged = []
        self.answers = Counter()
        self.is_over = False

    def run(self):
        for number in itertools.count():
            if self.is_over:
                return
            what = f"{self.mark}{number}"
            if self.do(number, what):
                self.acknowledged.append(what)
            else:
                time.sleep(0.02)

    def wait_for_another(self):
        """Return when one more than now was acknowledged."""
        before = len(self.acknowledged)
        wait_until(lambda: len(self.acknowledged) > before)

    def end(self):
        """Stop writing."""
        self.is_over = True
        self.join()


class Accounts(Writer):
    """Opens accounts through the page."""

    def do(self, number, what):
        asked = {
            "csrfmiddlewaretoken": TOKEN,
            "organisation": self.site.township,
            "role": "member",
            "name": "甲某",
            "username": what,
            "starts_on": "2026-01-01",
        }
        status, page = self.site.ask("POST", "/accounts/open/", urlencode(asked))
        self.answers[status] += 1
        return status == 200 and SLIP.search(page) is not None


class Jobs(Writer):
    """Queues jobs through the page."""

    def do(self, number, what):
        time.sleep(0.1)
        asked = {"csrfmiddlewaretoken": TOKEN, "mark": what}
        return self.site.ask("POST", "/queue/", urlencode(asked)) == (200, "queued")


class Imports(Writer):
    """Imports a roster by command; one that is killed is begun again, as she would."""

    def __init__(self, site, mark, folder):
        super().__init__(site, mark)
        self.folder = folder
        self.process = None
        self.number = 0

    def do(self, number, what):
        """The same file until it is in, then the next one."""
        file = self.folder / f"{what}.xlsx"
        write(file, HEADER, *self.rows(self.number))
        words = ("import", str(file), "--as", "committee-roster", "--json")
        self.process = niangjia(self.site.home, *words)
        told, _ = self.process.communicate()
        if self.process.returncode != 0:
            return False
        assert json.loads(told)["records"] == ROWS
        self.number += 1
        return True

    def rows(self, number):
        """Twenty women of one village, whose names tell the file."""
        return [("甲镇", "丙村", name, "执委", "2017-06-08") for name in names_of(number)]


def names_of(number):
    """The names in the file of that number."""
    first, second = divmod(number, len(SIGNS))
    return [f"赵{SIGNS[first]}{SIGNS[second]}{sign}" for sign in SIGNS[:ROWS]]

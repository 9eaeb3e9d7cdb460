"""The demo county as a folder of its own, and what must be the same of it after a restore."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from niangjia.base.backup.server import tables
from tests.fresh_database import ROOT, surroundings

PASSPHRASE = "反正是自己好记的长一些的话"
# A report is signed and the journal sealed; then everything that people would look at is told.
SIGN = """
from datetime import datetime
import django
from niangjia.site import database
django.setup()
database.make_ready()
from niangjia.base.periods import SHANGHAI
from niangjia.reports import operations
from niangjia.reports.models import Report
now = datetime(2026, 11, 21, 9, 30, tzinfo=SHANGHAI)
report = operations.check(by=None, report=Report.objects.get(), now=now)
operations.sign(by=None, report=report, now=now)
from niangjia.base import chain
chain.seal_pending()
"""
TELL = """
import json
from datetime import date
import django
from niangjia.site import database
django.setup()
database.attach()
from niangjia.base.chain_checking import check_chain
from niangjia.base.periods import Period
from niangjia.base.refusals import Refused
from niangjia.committees.roster import roster
from niangjia.figures.catalogue import Reference, catalogue
from niangjia.figures.compute import value
from niangjia.figures.everyone import everyone
from niangjia.ledgers.checking import check_sealed
from niangjia.network import finding
from niangjia.network.models import Organisation
from niangjia.reports.models import Report
from niangjia.reports.sealing import is_whole, seal_of
days = Period.including(date(2017, 5, 15), date(2017, 7, 31))
top = finding.top(on=days.last)
def of_all(name):
    try:
        return {pk: str(number) for pk, number in everyone(Reference(name), period=days).items()}
    except Refused:
        return None
answers = {name: value(Reference(name), organisation=top, period=days) for name in catalogue()}
told = {
    "figures": {n: [str(a.value), a.mark, a.rows, a.undecided] for n, a in answers.items()},
    "everywhere": {name: of_all(name) for name in catalogue()},
    "rosters": {one.code: repr(roster(one, as_of=days.last)) for one in Organisation.objects.all()},
    "seals": [[one.seal, seal_of(one), is_whole(one)] for one in Report.objects.all()],
    "phones": [check_sealed().looked_at, check_sealed().wrong],
    "chain": [check_chain().looked_at, check_chain().wrong],
}
print(json.dumps(told))
"""


def python(home: Path, program: str) -> str:
    """What a program says that works in the folder."""
    command = [sys.executable, "-c", program]
    return subprocess.check_output(command, env=surroundings(home), cwd=ROOT, text=True)


def told(home: Path):
    """Every figure, every roster, every seal, and whether the sealed columns open."""
    return json.loads(python(home, TELL))


def content(url: str) -> dict[str, str]:
    """Table → a fingerprint of all its rows; the journal without what is said of backups."""
    asked = sql.SQL("SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} t{}")
    ours = "(SELECT id FROM base_entry WHERE act NOT IN ('备份', '恢复'))"
    but = {
        "base_entry": sql.SQL(f" WHERE id IN {ours}"),
        "base_entryseal": sql.SQL(f" WHERE entry_id IN {ours}"),
        "base_unsealedentry": sql.SQL(f" WHERE entry_id IN {ours}"),
    }
    found = {}
    with psycopg.connect(url) as database:
        for table in tables(database):
            name, rest = sql.Identifier(table), but.get(table, sql.SQL(""))
            row = database.execute(asked.format(name, rest)).fetchone()
            found[table] = row[0] if row else ""
    return found

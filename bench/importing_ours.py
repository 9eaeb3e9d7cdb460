"""Our side of bench/importing.py: `FILE` takes one roster in, `FILE preview` only says what would happen.

Prints seconds, and the peak of this process and of the child that reads, in MB.
"""

import os
import resource
import sys
import time
from pathlib import Path

from bench.importing_county import TODAY
from niangjia.base import postgres
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.importing import import_file
from niangjia.network.models import Organisation

ROWS = int(os.environ["ROWS"])
IS_PREVIEW = sys.argv[2:] == ["preview"]


def peak() -> float:
    """Megabytes of the larger of the two: the parent waits while the child reads."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in both) / 1024


county = Organisation.objects.get(level="county")
begin = time.perf_counter()
outcome = import_file(
    by=None,
    path=Path(sys.argv[1]),
    kind="committee-roster",
    root=county,
    today=TODAY,
    dry_run=IS_PREVIEW,
)
seconds = time.perf_counter() - begin
there = CommitteeSeat.objects.count()
if outcome.records != ROWS or there != (0 if IS_PREVIEW else ROWS):
    raise SystemExit(f"{there} seats; {outcome.waiting[:2]} {outcome.rejected[:2]}")
postgres.stop(Path(os.environ["NIANGJIA_HOME"]))
print(f"{peak():.0f} {seconds}")

"""Our side of bench/files.py: `ZIP` through an upload, in one process as the worker does it."""

import os
import sys
import time
from pathlib import Path

from bench.importing_county import TODAY
from niangjia.base import postgres
from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.uploads import look_at, receive, take_in
from niangjia.network.models import Organisation

county = Organisation.objects.get(level="county")
content = Path(sys.argv[1]).read_bytes()
begin = time.perf_counter()
upload = receive(
    by=None, organisation=county, kind="committee-roster", files=[("rosters.zip", content)]
)
look_at(upload=upload, by=None, today=TODAY)
take_in(upload=upload, by=None, today=TODAY)
seconds = time.perf_counter() - begin
if CommitteeSeat.objects.count() != int(os.environ["ROWS"]):
    raise SystemExit(f"{CommitteeSeat.objects.count()} seats")
postgres.stop(Path(os.environ["NIANGJIA_HOME"]))
print(seconds)

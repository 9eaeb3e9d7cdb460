"""Our side of bench/importing.py."""

import os
import sys
import time
from datetime import date
from pathlib import Path

from niangjia.base import postgres
from niangjia.site import database

database.make_ready()

from niangjia.committees.models import CommitteeSeat
from niangjia.ledgers.importing import import_file
from niangjia.network.models import Organisation, Place, PlaceName
from niangjia.network.operations import found

TODAY = date(2026, 11, 21)
ROWS = int(os.environ["ROWS"])


def lay_out() -> Organisation:
    """A county of 67 townships with 20 villages each; the villages are founded by the import."""
    county = place("999900000000", 6, "示例县", "county", None)
    for town in range(67):
        above = place(
            f"9999{town:02d}100000"[:12],
            9,
            f"示例{town}镇",
            "township",
            county,
            f"999900{town + 100}",
        )
        for village in range(20):
            place("", 12, f"示例{village}村", "village", above, f"{above.prefix}{village + 200}")
    return found(
        by=None, kind="county", level="county", name="示例县妇女联合会", short_name="示例县妇联",
        form="federation", parent=None, place=county, on=None, today=TODAY, code="999900000000",
    )  # fmt: skip


def place(
    code: str, digits: int, name: str, level: str, above: Place | None, prefix: str = ""
) -> Place:
    """One place with its name."""
    prefix = prefix or code[:digits]
    made = Place.objects.create(
        code=prefix.ljust(12, "0"), prefix=prefix, level=level, parent=above
    )
    PlaceName.objects.create(place=made, name=name, kind={"township": "town"}.get(level, level))
    return made


def villages(county: Organisation) -> None:
    """Found the organisations beforehand: the rival has none to resolve, ours must find them."""
    for here in Place.objects.filter(level__in=("township", "village")).order_by("level", "code"):
        name = here.names.get().name
        upper = Organisation.objects.filter(place=here.parent_id).first() or county
        found(
            by=None, kind=here.level, level=here.level, name=name + "妇女联合会", short_name=name + "妇联",
            form="federation", parent=upper, place=here, on=None, today=TODAY, code=here.code,
        )  # fmt: skip


county = lay_out()
villages(county)
begin = time.perf_counter()
outcome = import_file(
    by=None, path=Path(sys.argv[1]), kind="committee-roster", root=county, today=TODAY
)
seconds = time.perf_counter() - begin
if CommitteeSeat.objects.count() != ROWS:
    raise SystemExit(
        f"{CommitteeSeat.objects.count()} seats; {outcome.waiting[:2]} {outcome.rejected[:2]}"
    )
postgres.stop(Path(os.environ["NIANGJIA_HOME"]))
print(seconds)

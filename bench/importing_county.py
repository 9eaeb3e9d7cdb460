"""The county of bench/importing.py: 67 townships with 20 villages each, laid out once and copied.

python -m bench.importing_county     lays it out in NIANGJIA_HOME and stops the server
"""

import os
from datetime import date
from pathlib import Path

from niangjia.base import postgres
from niangjia.site import database

database.make_ready()

from niangjia.network.models import Organisation, Place, PlaceName
from niangjia.network.operations import found

TODAY = date(2026, 11, 21)
TOWNSHIPS, VILLAGES = 67, 20


def lay_out() -> None:
    """Its places and organisations: the rivals have none to resolve, ours must find them."""
    county = place("999900", 6, "示例县", "county", None)
    for town in range(TOWNSHIPS):
        above = place(f"999900{town + 100}", 9, f"示例{town}镇", "township", county)
        for village in range(VILLAGES):
            place(f"{above.prefix}{village + 200}", 12, f"示例{village}村", "village", above)
    for here in Place.objects.order_by("code"):
        name = here.names.get().name
        found(
            by=None, kind=here.level, level=here.level, name=name + "妇女联合会", short_name=name + "妇联",
            form="federation", parent=Organisation.objects.filter(place=here.parent_id).first(),
            place=here, on=None, today=TODAY, code=here.code,
        )  # fmt: skip


def place(prefix: str, digits: int, name: str, level: str, above: Place | None) -> Place:
    """One place with its name."""
    made = Place.objects.create(
        code=prefix.ljust(12, "0"), prefix=prefix[:digits], level=level, parent=above
    )
    PlaceName.objects.create(place=made, name=name, kind={"township": "town"}.get(level, level))
    return made


if __name__ == "__main__":
    lay_out()
    postgres.stop(Path(os.environ["NIANGJIA_HOME"]))

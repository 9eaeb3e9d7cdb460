"""django-import-export's side of bench/importing.py: `FILE keyed` or `FILE tuned`, both in bulk."""

import os
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from niangjia.base import postgres

HOME = Path(os.environ["NIANGJIA_HOME"])
server = postgres.ensure_running(HOME)
address = conninfo_to_dict(server.dsn(server.owner))
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address["dbname"],
            "USER": address["user"],
            "HOST": address["host"],
            "PORT": address.get("port", ""),
        }
    },
    INSTALLED_APPS=["import_export", "bench"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection, models
from import_export import resources
from import_export.formats.base_formats import XLSX

COLUMNS = (
    "乡镇",
    "村",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "政治面貌",
    "文化程度",
    "职务",
    "专兼职",
    "类别",
    "选举日期",
    "手机号",
)
FIELDS = {
    f"c{number}": models.CharField(max_length=80, db_index=number == 12) for number in range(13)
}
Row = type(
    "Row",
    (models.Model,),
    {**FIELDS, "__module__": "bench", "Meta": type("Meta", (), {"app_label": "bench"})},
)


class Keyed(resources.ModelResource):
    """One model, thirteen columns of text, nothing resolved; bulk as its manual shows it."""

    class Meta:
        model = Row
        use_bulk = True
        fields = tuple(FIELDS)
        # A telephone number tells a row from another, so that a second import changes nothing.
        import_id_fields = ("c12",)


class Tuned(resources.ModelResource):
    """Everything off that costs time: no key, no comparison, every row is new."""

    class Meta:
        model = Row
        use_bulk = True
        fields = tuple(FIELDS)
        import_id_fields = ()
        skip_diff = True
        force_init_instance = True


def contents(path: Path) -> Iterator[bytes]:
    """The file, or those in a .zip, one by one."""
    if path.suffix != ".zip":
        yield path.read_bytes()
        return
    with zipfile.ZipFile(path) as package:
        yield from map(package.read, package.namelist())


resource = {"keyed": Keyed, "tuned": Tuned}[sys.argv[2]]
with connection.schema_editor() as editor:
    editor.create_model(Row)
begin = time.perf_counter()
for content in contents(Path(sys.argv[1])):
    data = XLSX().create_dataset(content)
    data.headers = list(FIELDS)
    resource().import_data(data, dry_run=False, raise_errors=True, use_transactions=True)
seconds = time.perf_counter() - begin
if Row.objects.count() != int(os.environ["ROWS"]):
    raise SystemExit(f"{Row.objects.count()} rows")
connection.close()
postgres.stop(HOME)
print(seconds)

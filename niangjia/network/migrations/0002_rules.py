"""The rules that only PostgreSQL can keep, one SQL file each, and the kinds known today."""

from pathlib import Path

from django.db import migrations

from niangjia.network.kinds import KINDS

SQL = Path(__file__).parent.parent / "sql"
FILES = (
    "placement_within_lives",
    "placement_without_circles",
    "tree_version",
    "refresh_paths",
)


def lay_down_kinds(apps, schema_editor):
    kind = apps.get_model("network", "OrganisationKind")
    kind.objects.bulk_create(kind(**row) for row in KINDS)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [
        *(migrations.RunSQL((SQL / f"{name}.sql").read_text(), "") for name in FILES),
        migrations.RunPython(lay_down_kinds, migrations.RunPython.noop),
    ]

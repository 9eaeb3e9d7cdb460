"""The rules that only PostgreSQL can keep, and the member kinds of the 5+N rule."""

from pathlib import Path

from django.db import migrations

from niangjia.committees.kinds import MEMBER_KINDS

SQL = Path(__file__).parent.parent / "sql"


def lay_down_kinds(apps, schema_editor):
    kind = apps.get_model("committees", "MemberKind")
    kind.objects.bulk_create(
        kind(code=code, name=name, name_en=english, source="DOMAIN F-003-07")
        for code, name, english in MEMBER_KINDS
    )


class Migration(migrations.Migration):
    dependencies = [("committees", "0001_initial")]
    operations = [
        migrations.RunSQL((SQL / "seat_within_term.sql").read_text(), ""),
        migrations.RunPython(lay_down_kinds, migrations.RunPython.noop),
    ]

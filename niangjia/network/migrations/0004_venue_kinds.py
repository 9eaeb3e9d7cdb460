"""The kinds of venues known today."""

from django.db import migrations

from niangjia.network.kinds import VENUE_KINDS


def lay_down_kinds(apps, schema_editor):
    kind = apps.get_model("network", "VenueKind")
    kind.objects.bulk_create(
        kind(code=code, name=name, name_en=english, source=source)
        for code, name, english, source in VENUE_KINDS
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0003_venues")]
    operations = [migrations.RunPython(lay_down_kinds, migrations.RunPython.noop)]

"""A hobby group, a society, a corporate member is no federation: it lacks no committee (F-002-07)."""

from django.db import migrations

WITHOUT = ("interest_group", "social_org", "group_member")


def take_committees_away(apps, schema_editor):
    kinds = apps.get_model("network", "OrganisationKind").objects.filter(code__in=WITHOUT)
    kinds.update(has_committee=False)


class Migration(migrations.Migration):
    dependencies = [("network", "0004_venue_kinds")]
    operations = [migrations.RunPython(take_committees_away, migrations.RunPython.noop)]

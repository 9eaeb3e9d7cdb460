"""A row tells all that stands against it, not only the first thing."""

from django.db import migrations, models

ALSO = {"blank": True, "db_default": "", "default": "", "verbose_name": "还有"}


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0004_uploads")]

    operations = [
        migrations.AddField("importrow", "also", models.TextField(**ALSO)),
        migrations.AddField("previewrow", "also", models.TextField(**ALSO)),
    ]

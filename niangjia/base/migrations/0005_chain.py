"""Entries are queued as they are written, and sealed by the one function that may (R27)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("base", "0004_seals")]
    operations = [migrations.RunSQL((SQL / "chain.sql").read_text(), migrations.RunSQL.noop)]

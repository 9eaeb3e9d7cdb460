"""The rule that only PostgreSQL can keep: what is signed stays as it is."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL((SQL / "signed_is_frozen.sql").read_text(), "")]

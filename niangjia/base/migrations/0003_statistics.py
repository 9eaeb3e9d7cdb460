"""A function by which the web role, too, can bring the planner's statistics up to date."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("base", "0002_jobs")]
    operations = [migrations.RunSQL((SQL / "statistics.sql").read_text(), "")]

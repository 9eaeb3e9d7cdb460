"""The same rules for seats and posts, kept with half the work."""

from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_jobs"),
        ("committees", "0002_rules"),
        ("network", "0004_venue_kinds"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL((SQL / "seat_within_term.sql").read_text(), ""),
        migrations.RemoveConstraint(
            model_name="committeeseat",
            name="committees_seat_one_per_person",
        ),
        migrations.AddConstraint(
            model_name="committeeseat",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                expressions=[
                    (
                        models.Func(
                            models.Func(
                                models.F("organisation"),
                                models.F("person"),
                                function="point",
                                output_field=models.Field(),
                            ),
                            models.Func(
                                models.F("organisation"),
                                models.F("person"),
                                function="point",
                                output_field=models.Field(),
                            ),
                            function="box",
                            output_field=models.Field(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="committees_seat_one_per_person",
                violation_error_message="这个人在这个执委会里同一天已经有一个席位。",
            ),
        ),
    ]

"""The same rule for posts, kept with half the work."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_initial"),
        ("base", "0002_jobs"),
        ("network", "0004_venue_kinds"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="post",
            name="access_post_one_role_a_day",
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                expressions=[
                    (
                        models.Func(
                            models.Func(
                                models.F("user"),
                                models.F("organisation"),
                                function="point",
                                output_field=models.Field(),
                            ),
                            models.Func(
                                models.F("user"),
                                models.F("organisation"),
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
                name="access_post_one_role_a_day",
                violation_error_message="同一个人在同一个组织同一天只能有一种职权。",
            ),
        ),
    ]

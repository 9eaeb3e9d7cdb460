"""The first migrations of the rooms are made as a whole, and only what can be made so is."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from niangjia.base.first_migration import FirstMigration

ROOMS = ["base", "committees", "figures", "ledgers", "network", "people", "reports"]
THING = migrations.CreateModel(
    "Thing", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
)
COMPLETION = [
    migrations.AddField("thing", "kind", models.ForeignKey("Kind", models.PROTECT)),
    migrations.AddIndex("thing", models.Index(fields=["name"], name="by_name")),
    migrations.AddConstraint(
        "thing", models.UniqueConstraint(fields=["kind", "name"], name="one_name")
    ),
    migrations.AddConstraint(
        "thing", models.CheckConstraint(condition=~models.Q(name=""), name="has_name")
    ),
]
KIND = migrations.CreateModel("Kind", [("id", models.BigAutoField(primary_key=True))])
OUTLINE = """
    SELECT attname || ' ' || atttypid::regtype || ' ' || attnotnull FROM pg_attribute
    WHERE attrelid = 'base_thing'::regclass AND attnum > 0
    UNION ALL SELECT pg_get_constraintdef(oid) || conname FROM pg_constraint
    WHERE conrelid = 'base_thing'::regclass
    UNION ALL SELECT indexdef FROM pg_indexes WHERE tablename = 'base_thing'
    ORDER BY 1
"""


def outline_after(kind, operations):
    """What PostgreSQL says of the table after such a migration; the table is dropped again."""
    migration = kind("0001_initial", "base")
    migration.operations = operations
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    with connection.cursor() as cursor:
        cursor.execute(OUTLINE)
        found = cursor.fetchall()
    with connection.schema_editor() as editor:
        for name in ("Thing", "Kind"):
            editor.delete_model(state.apps.get_model("base", name))
    return found


@pytest.mark.django_db
def test_the_table_is_the_one_that_single_steps_make():
    operations = [THING, KIND, *COMPLETION]

    assert outline_after(FirstMigration, operations) == outline_after(
        migrations.Migration, operations
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "operation",
    [
        migrations.RunSQL("SELECT 1"),
        migrations.RemoveField("thing", "name"),
        migrations.AddField("person", "name", models.TextField()),
    ],
)
def test_what_cannot_be_made_as_a_whole_is_refused(operation):
    with pytest.raises(NotImplementedError, match="first migration"):
        outline_after(FirstMigration, [THING, operation])


@pytest.mark.parametrize("room", ROOMS)
def test_the_first_migration_of_a_room_is_made_as_a_whole(room):
    assert apps.is_installed(f"niangjia.{room}")
    loader = MigrationLoader(None)

    assert isinstance(loader.get_migration(room, "0001_initial"), FirstMigration)

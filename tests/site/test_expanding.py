"""Old code goes on working on new tables: what would break it is refused by `make check`."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

ROOM, MODEL = "base", "job"
NUMBER = models.IntegerField
BREAKING = {
    "a column dropped": migrations.RemoveField(MODEL, "language"),
    "a column renamed": migrations.RenameField(MODEL, "language", "tongue"),
    "a column of another type": migrations.AlterField(MODEL, "language", NUMBER(null=True)),
    "a table dropped": migrations.DeleteModel(MODEL),
    "a table renamed": migrations.RenameModel(MODEL, "Work"),
    "a column that old code does not fill": migrations.AddField(MODEL, "new", NUMBER(default=1)),
    "a column that must be filled from now on": migrations.AlterField(MODEL, "of", NUMBER()),
}
HARMLESS = {
    "a column that may be empty": migrations.AddField(MODEL, "new", NUMBER(null=True)),
    "a column that the database fills": migrations.AddField(MODEL, "new", NUMBER(db_default=1)),
    "a table": migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
}


def errors(operation):
    """What the linter says of one step."""
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards(ROOM, after)
    with connection.schema_editor(collect_sql=True) as editor:
        operation.database_forwards(ROOM, editor, before, after)
    found, _, _ = analyse_sql_statements(PostgresqlAnalyser, editor.collected_sql)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("operation", BREAKING.values(), ids=BREAKING)
def test_what_breaks_old_code_is_refused(operation):
    assert errors(operation)


@pytest.mark.django_db
@pytest.mark.parametrize("operation", HARMLESS.values(), ids=HARMLESS)
def test_what_old_code_does_not_notice_passes(operation):
    assert not errors(operation)

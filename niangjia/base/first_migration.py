"""How the first migration of a room reaches an empty database: all its tables at once.

Django applies operation after operation and renders the models anew after each of them, with all
that are connected to them: for the first migrations of all rooms together that is some thousand
classes and a quarter of a minute before anybody sees a page. Here the state after the whole
migration is rendered once, and every model of it made as it stands there, with its columns,
constraints, indexes and triggers; the schema is the same. Only for migrations that create models
and complete them: anything else in the list of operations is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# Each of these only adds to a model; `create_model` of the finished model does what they would do.
COMPLETING = (migrations.AddField, migrations.AddConstraint, migrations.AddIndex, AddTrigger)


class FirstMigration(migrations.Migration):
    """A migration that creates models, made as a whole; backwards it goes step by step."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """Create the tables of the models as they are at the end of this migration.

        Raises:
            NotImplementedError: there is an operation that belongs into a later migration.
        """
        creating = _creating(self.operations)
        before = project_state
        project_state = self.mutate_state(_unrendered(before), preserve=False)
        for operation in creating:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state


def _unrendered(state: ProjectState) -> ProjectState:
    """The same state without its classes, which are made when somebody asks for them."""
    unrendered = ProjectState({key: model.clone() for key, model in state.models.items()})
    unrendered.real_apps = state.real_apps
    return unrendered


def _creating(operations: Sequence[Operation]) -> list[migrations.CreateModel]:
    creating = [one for one in operations if isinstance(one, migrations.CreateModel)]
    created = {one.name_lower for one in creating}
    for one in operations:
        completes: Any = isinstance(one, COMPLETING) and one.model_name.lower() in created
        if not completes and one not in creating:
            raise NotImplementedError(f"Not for a first migration: {one.describe()}")
    return creating

"""Before-images of tracked tables, written by triggers whoever writes (R27)."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.apps import apps
from django.db import connection, models
from psycopg import sql

Model = TypeVar("Model", bound=type[models.Model])


def tracked(model: Model) -> Model:
    """Class decorator: keep the row as it was before every UPDATE and DELETE.

    `pgh_context_id` of an event is the public id of the journal entry that caused it.
    """
    return tracked_but()(model)


def tracked_but(*columns: str) -> Callable[[Model], Model]:
    """As `tracked`, of a table with columns that nothing may remember: no act on it is undone."""

    def decorate(model: Model) -> Model:
        return _tracked(model, list(columns))

    return decorate


def _tracked(model: Model, but: list[str]) -> Model:
    return pghistory.track(  # type: ignore[no-any-return]  # it is untyped
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="images_before"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        level=pgtrigger.Statement,
        exclude=but or None,
        # not …Event: an OrganisationEvent is something that happened to an organisation
        model_name=f"{model.__name__}Before",
    )(model)


def tracked_models() -> list[tuple[type[models.Model], type[models.Model]]]:
    """Every tracked model with the model of its before-images."""
    return [
        (event.pgh_tracked_model, event)
        for event in apps.get_models()
        if hasattr(event, "pgh_tracked_model") and event.pgh_tracked_model is not None
    ]


def images_before(model: type[models.Model]) -> type[models.Model]:
    """The table of a tracked model's before-images."""
    found = model._meta.get_field("images_before").related_model
    assert isinstance(found, type)  # noqa: S101  never a name: models are loaded
    return found


def index_images() -> None:
    """Let before-images be found by their act: an index on each of their tables, made once.

    As the owner, after migrating. Declared on the models it would be one operation per table, after
    each of which Django renders its models anew: seconds before an office sees its first page.
    """
    making = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} (pgh_context_id)")
    with connection.cursor() as cursor:
        for _model, images in tracked_models():
            table = images._meta.db_table
            cursor.execute(making.format(sql.Identifier(f"{table}_act"), sql.Identifier(table)))

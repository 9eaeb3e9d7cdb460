"""A refused act, in a sentence that the person at the keyboard can act upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever only refuses something needs no Django
    from django.db import IntegrityError

FOREIGN_KEY_VIOLATION = "23503"


class Refused(Exception):
    """The act was not done; the text says why and what to do next."""


def refusal(error: IntegrityError) -> Refused | None:
    """The sentence of the database constraint behind `error`, None if it is not one of ours."""
    from django.utils.translation import gettext as _

    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return None
    if diagnosis.sqlstate == "23N01":  # raised by our own triggers with a sentence of their own
        return Refused(_(diagnosis.message_primary))
    if diagnosis.sqlstate == FOREIGN_KEY_VIOLATION:
        return Refused(_("后来的记录还用着这些行，先处理那些记录，再做这一步。"))
    sentence = _sentences().get(diagnosis.constraint_name)
    return Refused(_(sentence)) if sentence else None


def _sentences() -> dict[str | None, str]:
    from django.apps import apps

    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }

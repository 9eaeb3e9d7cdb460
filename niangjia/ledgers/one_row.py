"""A row whose days belong together goes in wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.utils import translation

from niangjia.base import journal


@contextmanager
def one_row() -> Iterator[None]:
    """Keep all that is done within, or nothing; rules are checked at its end.

    What refuses a row is kept beside it, and the journal what was done: for every reader, and so
    in the language of the sources, not in that of whoever imports.

    Raises:
        Refused: a rule forbids it.
    """
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        yield
        journal.check_now()

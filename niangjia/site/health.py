"""Whether the site is well: for whoever watches over it, and for her whose page did not come."""

from __future__ import annotations

import sys
from functools import lru_cache
from shutil import disk_usage

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from niangjia.base.postgres import DatabaseUnavailable
from niangjia.base.running import is_disk_full
from niangjia.site import database, environment

# PostgreSQL wants a further file of its log before it goes on, 16 MB each.
ROOM = 16 * 2**20
# Seconds after which a program that asks may ask again.
SOON = "5"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 if the database answers and has every table that this program knows; else 503."""
    try:
        behind = _brought() - database.applied()
    except (DatabaseError, InterfaceError):
        return _plain("database")
    return _plain("migrations") if behind else HttpResponse("ok", content_type="text/plain")


@lru_cache(maxsize=1)
def _brought() -> set[tuple[str, str]]:
    """Asked without sign-in, as often as anybody likes; a running program brings no new ones."""
    return database.on_disk()


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of errors: what passes by itself is 503 with a sentence, the rest 500."""
    error = sys.exc_info()[1]
    if error is not None and is_disk_full(error):
        return _page("503_full.html", 503)
    if isinstance(error, OperationalError | InterfaceError | DatabaseUnavailable):
        return _page("503.html" if _is_room_left() else "503_full.html", 503)
    return _page("500.html", 500)


def _is_room_left() -> bool:
    """Whether the database, if it is ours, has room to begin again."""
    return environment.is_database_elsewhere() or disk_usage(environment.home()).free > ROOM


def _page(template: str, status: int) -> HttpResponse:
    # Without the request: its session is in the database.
    response = HttpResponse(render_to_string(template), status=status)
    if status == 503:
        response["Retry-After"] = SOON
    return response


def _plain(word: str) -> HttpResponse:
    return HttpResponse(word, content_type="text/plain", status=503)

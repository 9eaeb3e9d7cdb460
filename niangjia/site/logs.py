"""Logs that name nobody (TRUST 27): what happened and where in the program, never with what values.

Messages of libraries are put together from values, and messages of errors repeat them. So of a
foreign record only its place is written, of an error its kind and where it passed. Of a request:
which page, never its query, its form or an address that is not ours.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]
OURS = "niangjia"
# Their messages are put together from numbers of processes alone.
HARMLESS = ("_granian",)  # itself: what lies below repeats errors
FRAMES = 12
CAUSES = 5
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
access = logging.getLogger("niangjia.access")


class Nameless(logging.Formatter):
    """Writes a record as a line of text or of JSON, without values."""

    def __init__(self, shape: str = "text") -> None:
        super().__init__()
        self.shape = shape

    def format(self, record: logging.LogRecord) -> str:
        """One line (an error's way through the program stays in it)."""
        at = datetime.fromtimestamp(record.created, timezone.get_default_timezone())
        said = {"at": at.isoformat(timespec="milliseconds"), "level": record.levelname}
        said |= _what(record)
        if self.shape == "json":
            return json.dumps(said, ensure_ascii=False)
        return " ".join(str(value) for value in said.values())


def one_line_per_request(get_response: Handler) -> Handler:
    """Middleware: method, page, status and milliseconds of every request."""

    def handle(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = get_response(request)
        taken = round((time.monotonic() - began) * 1000)
        told = {
            "method": request.method if request.method in METHODS else "-",
            "page": _page(request),
            "status": response.status_code,
            "ms": taken,
        }
        access.info("", extra={"told": told})
        return response

    return handle


def take_over() -> None:
    """Warnings and errors that nobody caught go the same way, in all threads."""
    logging.captureWarnings(True)
    log = logging.getLogger(OURS)
    sys.excepthook = lambda kind, error, way: log.critical("", exc_info=(kind, error, way))
    threading.excepthook = lambda told: log.critical(
        "", exc_info=(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
    )
    sys.unraisablehook = lambda told: log.error(
        "", exc_info=(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
    )


def _page(request: HttpRequest) -> str:
    found = getattr(request, "resolver_match", None)
    if found is not None:
        return str(found.view_name)
    return "static" if request.path.startswith(settings.STATIC_URL) else "-"


def _what(record: logging.LogRecord) -> dict[str, Any]:
    if told := getattr(record, "told", None):
        return dict(told)
    said: dict[str, Any] = {"logger": record.name, "where": f"{record.module}:{record.lineno}"}
    ours = record.name.partition(".")[0] == OURS
    if (ours or record.name in HARMLESS) and record.getMessage():
        said["message"] = record.getMessage()
    if isinstance(page := getattr(record, "request", None), HttpRequest):
        said["page"] = _page(page)
    if record.exc_info and record.exc_info[1]:
        said |= _error(record.exc_info[1])
    return said


def _error(error: BaseException) -> dict[str, Any]:
    """The kinds of an error and its causes, and the last places that it passed."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause and len(kinds) < CAUSES:
        code = getattr(cause, "sqlstate", None)
        kinds.append(type(cause).__qualname__ + (f"[{code}]" if code else ""))
        cause = cause.__cause__ or cause.__context__
    way = [f"{f.filename}:{f.lineno}:{f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return {"error": " < ".join(kinds), "way": " > ".join(way[-FRAMES:])}

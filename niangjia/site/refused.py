"""Refusals of the machinery itself, in our own words: a form too old, a way of asking not allowed."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose key is missing or of another session: nothing was done (CSRF_FAILURE_VIEW)."""
    return render(request, "403_csrf.html", {"back": page_before(request)}, status=403)


def not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address of a button, opened by hand; `response` is Django's empty 405."""
    page = render(request, "405.html", {"back": page_before(request)}, status=405)
    page["Allow"] = response["Allow"]
    return page


def page_before(request: HttpRequest) -> str:
    """The page of ours that she came from, else the first one."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or not before.path.startswith("/"):
        return "/"
    return f"{before.path}?{before.query}" if before.query else before.path

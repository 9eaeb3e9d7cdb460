"""From a view's page to its answer: templates, and sentences where an address makes no sense."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from niangjia.base.refusals import Refused
from niangjia.desk.visit import BadAddress, Visit, visit
from niangjia.reports.snapshot import one_snapshot

Asked = ParamSpec("Asked")
Seen = Callable[Concatenate[HttpRequest, Visit, Asked], HttpResponse]
View = Callable[Concatenate[HttpRequest, Asked], HttpResponse]


def visited(view: Seen[Asked]) -> View[Asked]:
    """Hand the view its `Visit`; what is refused or unreadable is answered by a sentence (400)."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponse:
        try:
            with _as_of_one_moment(request):
                return view(request, visit(request), *args, **kwargs)
        except (BadAddress, Refused) as error:
            return refused(request, str(error))

    return answer


def _as_of_one_moment(request: HttpRequest) -> AbstractContextManager[None]:
    """A page that is looked at sees one state of the rows: its numbers and rows agree."""
    return one_snapshot() if request.method in ("GET", "HEAD") else nullcontext()


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page of one sentence: what is wrong, what to do."""
    said = {"exception": sentence, "is_act": request.method == "POST"}
    return render(request, "400.html", said, status=400)


def shown(request: HttpRequest, template: str, shell: Any, page: Any) -> HttpResponse:
    """A page of the desk inside its shell."""
    return render(request, f"desk/{template}.html", {"shell": shell, "page": page})

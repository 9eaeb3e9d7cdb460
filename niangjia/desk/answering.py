"""From a view's page to its answer: templates, and sentences where an address makes no sense."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from niangjia.base.one_state import one_state
from niangjia.base.phrases import listed
from niangjia.base.refusals import Refused
from niangjia.desk.parts import Notice, Tone
from niangjia.desk.visit import OF_TIME, BadAddress, Visit, visit
from niangjia.reports.snapshot import one_snapshot

Asked = ParamSpec("Asked")
Seen = Callable[Concatenate[HttpRequest, Visit, Asked], HttpResponse]
View = Callable[Concatenate[HttpRequest, Asked], HttpResponse]

# Page → what its address may ask besides the day. The page of a figure refuses strange filters itself.
UNDERSTOOD: dict[str, tuple[str, ...]] = {
    "overview": ("organisation",),
    "organisations": ("q",),
    "organisation": ("seats", "children"),
    "catalogue": ("values",),
    "reports": (),
    "report": ("number", "shown_rows", "shown_of", "shown_to"),
    "pairs": (),
    "imports": (),
    "import": (),
    "import_undo": (),
    "upload": ("file",),
}
MOST, LONGEST = 5, 40


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
    return _one_state() if request.method in ("GET", "HEAD") else nullcontext()


@contextmanager
def _one_state() -> Iterator[None]:
    """Nothing that a page asks is changed meanwhile, so it need not be asked twice."""
    with one_snapshot(), one_state():
        yield


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page of one sentence: what is wrong, what to do."""
    said = {"exception": sentence, "is_act": request.method == "POST"}
    return render(request, "400.html", said, status=400)


def shown(request: HttpRequest, template: str, shell: Any, page: Any) -> HttpResponse:
    """A page of the desk inside its shell; above it what of its address was not understood."""
    inside = {"shell": shell, "page": page, "strange": _strange(request, template)}
    return render(request, f"desk/{template}.html", inside)


def _strange(request: HttpRequest, template: str) -> Notice | None:
    known = UNDERSTOOD.get(template)
    words = [word for word in request.GET if known is not None and word not in (*OF_TIME, *known)]
    if not words:
        return None
    quoted = listed(_("“%(word)s”") % {"word": word[:LONGEST]} for word in words[:MOST])
    text = _("地址里的%(words)s看不懂，没有照它办。要换日期、组织或条件，请在页面上点。")
    return Notice(text=text % {"words": quoted}, tone=Tone.DUE)

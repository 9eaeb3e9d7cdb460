"""What holds for every address: the content policy, and sign-in as the rule."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from niangjia.access.open_addresses import OPEN_ADDRESSES
from niangjia.site.refused import not_allowed, page_before

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)


def content_security_policy(get_response: Handler) -> Handler:
    """Nothing inline, nothing from elsewhere; pages with names are not kept by browsers."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response.setdefault("Cache-Control", "no-store")
        return response

    return handle


def refusals_in_words(get_response: Handler) -> Handler:
    """An address opened in a way that it does not know is answered by a page, not by nothing."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        return not_allowed(request, response) if is_bare else response

    return handle


def sign_in_required(get_response: Handler) -> Handler:
    """Every address asks who is there, except those listed as open (deny by default)."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/") or _is_open(request):
            return get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(_back_to(request))
        if request.user.must_set_password and request.path != reverse("access:first_password"):
            return redirect("access:first_password")
        return get_response(request)

    return handle


def _back_to(request: HttpRequest) -> str:
    """Where she goes on after signing in: what a button sent is sent again by nobody but her."""
    is_page = request.method in ("GET", "HEAD")
    return request.get_full_path() if is_page else page_before(request)


def _is_open(request: HttpRequest) -> bool:
    return any(request.path == reverse(name) for name in OPEN_ADDRESSES)

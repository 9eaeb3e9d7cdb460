"""Root addresses. Each has its line in tests/addresses/test_who_may.py."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language


def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


_site = (
    [
        path("language/", set_language, name="language"),
        path("health/", health, name="health"),
    ],
    "site",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(_site)),
    path("", include("niangjia.access.urls")),
]

"""Root addresses. Each has its line in tests/addresses/test_who_may.py."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language


def health(request: HttpRequest) -> HttpResponse:
    """The process answers, and so does its database; else 503, for whoever watches over them."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", content_type="text/plain", status=503)
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
    path("", include("niangjia.desk.urls")),
]

"""Root addresses. Each has its line in tests/addresses/test_who_may.py."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from niangjia.site import health

_site = (
    [
        path("language/", set_language, name="language"),
        path("healthz", health.healthz, name="healthz"),
    ],
    "site",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(_site)),
    path("", include("niangjia.access.urls")),
    path("", include("niangjia.desk.urls")),
]

handler500 = health.server_error

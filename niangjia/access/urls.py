"""Addresses of accounts. Of allauth's own only signing in and out: no sign-up, no mail, no reset."""

from allauth.account.views import login, logout
from django.urls import include, path
from django.views.decorators.http import require_POST

from niangjia.access import views

_own = (
    [
        path("account/first-password/", views.first_password, name="first_password"),
        path("account/password/", views.password, name="password"),
        path("own/", views.choose_own, name="own"),
        path("accounts/", views.accounts, name="accounts"),
        path("accounts/open/", views.open_account, name="open_account"),
        path("accounts/<uuid:public_id>/slip/", views.slip, name="slip"),
        path("accounts/<uuid:public_id>/end/", views.end_post, name="end_post"),
    ],
    "access",
)

urlpatterns = [
    path("account/login/", login, name="account_login"),
    path("account/logout/", require_POST(logout), name="account_logout"),
    path("", include(_own)),
]

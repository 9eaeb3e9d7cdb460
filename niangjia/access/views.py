"""Own password; the accounts of those below: open, print a slip, end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.access import codes, operations
from niangjia.access.forms import (
    EndPostForm,
    FirstPasswordForm,
    OpenAccountForm,
    PasswordForm,
    first_days,
)
from niangjia.access.middleware import CHOSEN
from niangjia.access.models import Post, User
from niangjia.access.permissions import NotVisible, find_row, require, within
from niangjia.access.scopes import scopes
from niangjia.access.terms import Can, Role
from niangjia.base.refusals import Refused
from niangjia.network.models import Organisation
from niangjia.network.names import short_names


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """The first sign-in: nothing else opens before she has a password of her own."""
    if not _me(request).must_set_password:
        return redirect("access:password")
    return _password(request, FirstPasswordForm, "desk/first_password.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Another password of her own."""
    return _password(request, PasswordForm, "access/password.html")


@require_POST
def choose_own(request: HttpRequest) -> HttpResponse:
    """Work in another of the organisations that she serves in, until she signs out."""
    held = {scope.organisation for scope in scopes(request.user, on=timezone.localdate())}
    asked = request.POST.get("organisation", "")
    mine = Organisation.objects.filter(pk__in=held)
    chosen = next((one for one in mine if str(one.public_id) == asked), None)
    if chosen is None:
        raise NotVisible
    request.session[CHOSEN] = chosen.pk
    return redirect("/")


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Who serves where she may open accounts, the former ones last."""
    return _listed(request)


def _listed(request: HttpRequest, *, status: int = 200, error: str = "") -> HttpResponse:
    today = timezone.localdate()
    _require_somewhere(request, today)
    found = (
        Post.objects.filter(_hers(request, "organisation", today))
        .select_related("user", "organisation")
        .order_by(F("ends_on").desc(nulls_first=True), "organisation__path", "role", "pk")
    )
    lines = _lines(list(found), today)
    top = Organisation.objects.get(pk=scopes(request.user, on=today)[0].organisation)
    persons = len({post.user_id for post in found})
    operations.log_reading(request.user, organisation=top, what="账号名单", persons=persons)
    shown = {"lines": lines, "error": error}
    return render(request, "access/accounts.html", shown, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """A new account, answered by its slip: the code is shown this once and kept nowhere."""
    today = timezone.localdate()
    _require_somewhere(request, today)
    asked = request.GET.get("organisation", "")
    chosen = {"organisation": asked, "role": Role.CHAIR, **first_days(today)}
    form = OpenAccountForm(request.POST or None, initial=chosen, choices=_choices(request, today))
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "access/open_account.html", {"form": form})


@require_POST
def slip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new code for somebody who lost hers, as a slip to print."""
    post = _post(request, public_id)
    try:
        code = operations.renew_code(by=_me(request), user=post.user, now=timezone.now())
    except Refused as refused:
        return _listed(request, status=400, error=str(refused))
    post.user.refresh_from_db()
    return _slip(request, post.user, code)


@require_http_methods(["GET", "HEAD", "POST"])
def end_post(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a post with its last day and the reason."""
    post = _post(request, public_id)
    today = timezone.localdate()
    form = EndPostForm(request.POST or None, initial=first_days(today))
    if request.method == "POST" and form.is_valid():
        try:
            return _ended(request, post, form.cleaned_data, today)
        except Refused as refused:
            form.add_error(None, str(refused))
    (line,) = _lines([post], today)
    return render(request, "access/end_post.html", {"form": form, "line": line})


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the middleware lets nobody else through)
    return request.user


def _password(request: HttpRequest, form_class: Any, template: str) -> HttpResponse:
    form = form_class(_me(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        return redirect("/")
    return render(request, template, {"form": form})


def _require_somewhere(request: HttpRequest, today: date) -> None:
    """403 with whose post may, if none of hers opens accounts."""
    held = scopes(request.user, on=today)
    if not any(Can.ACCOUNT_OPEN in scope.grants for scope in held):
        own = Organisation.objects.get(pk=held[0].organisation)
        require(request.user, Can.ACCOUNT_OPEN, own, on=today)


def _hers(request: HttpRequest, organisation: str, today: date) -> Any:
    return within(request.user, Can.ACCOUNT_OPEN, organisation=organisation, on=today)


def _choices(request: HttpRequest, today: date) -> list[tuple[str, str]]:
    found = Organisation.objects.on(today).filter(_hers(request, "", today)).order_by("path")
    names = short_names([one.pk for one in found], on=today)
    return [(str(one.public_id), names.get(one.pk, one.code)) for one in found]


def _opened(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    organisation = Organisation.objects.get(public_id=data["organisation"])
    user, code = operations.open_account(
        by=_me(request),
        name=data["name"],
        username=data["username"],
        organisation=organisation,
        role=data["role"],
        on=data["starts_on"],
        now=timezone.now(),
    )
    return _slip(request, user, code)


def _slip(request: HttpRequest, user: User, code: str) -> HttpResponse:
    today = timezone.localdate()
    posts = Post.objects.filter(user=user, ends_on=None).select_related("user", "organisation")
    address = request.build_absolute_uri(reverse("account_login"))
    shown = {
        "holder": user,
        "lines": _lines(list(posts), today),
        "code": codes.grouped(code),
        "address": address,
    }
    return render(request, "access/slip.html", shown)


def _ended(request: HttpRequest, post: Post, data: dict[str, Any], today: date) -> HttpResponse:
    on = data["last_day"] + timedelta(days=1)
    operations.end_post(by=_me(request), post=post, on=on, today=today, reason=data["reason"])
    return redirect("access:accounts")


def _post(request: HttpRequest, public_id: UUID) -> Post:
    rows = Post.objects.select_related("user")
    return find_row(rows, public_id, request.user, Can.ACCOUNT_OPEN, on=timezone.localdate())


def _lines(posts: list[Post], today: date) -> list[dict[str, Any]]:
    """What the pages print of posts: with the name of the organisation and R1's last day."""
    names = short_names({post.organisation_id for post in posts}, on=today)
    return [
        {
            "post": post,
            "user": post.user,
            "organisation": names.get(post.organisation_id, ""),
            "last_day": post.ends_on - timedelta(days=1) if post.ends_on else None,
            "is_live": post.is_true_on(today),
        }
        for post in posts
    ]

"""Every address × everyone: what she is answered. A new address without a line here fails.

200 hers, 302 sent on (signed out: to the sign-in page), 403 another post's, 404 not hers to see.
A former chair who is still signed in is told so (403) and signed out, wherever she goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

CAST = (
    "county_officer",
    "county_clerk",
    "township_chair",
    "other_chair",
    "village_chair",
    "village_member",
    "former_chair",
    "signed_out",
)
NOTHING = UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class Line:
    """One address (by its name) of one thing, and the statuses in the order of CAST.

    thing: county, users → the arguments of the address.
    """

    name: str
    statuses: tuple[int, ...]
    method: str = "get"
    thing: Callable[[Any, Any], list[Any]] = lambda county, users: []
    data: dict[str, str] = field(default_factory=dict)
    about: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.method, self.name, self.about) if part)


def unit(name: str) -> dict[str, Any]:
    """The organisation of that name in the story, by its public id."""
    return {"thing": lambda county, _: [getattr(county, name).public_id], "about": name}


def post_of(name: str) -> dict[str, Any]:
    """The post of somebody in the story, by its public id."""
    return {"thing": lambda _, users: [users[name].posts.get().public_id], "about": name}


#                     county    township  village
#                  officer clerk chair other chair member former signed out
EVERYBODY = (           200, 200,  200, 200,  200, 200,  403, 200)  # fmt: skip
SIGNED_IN = (           200, 200,  200, 200,  200, 200,  403, 302)  # fmt: skip
SENT_ON = (             302, 302,  302, 302,  302, 302,  403, 302)  # fmt: skip
OPENS_ACCOUNTS = (      200, 403,  200, 200,  200, 403,  403, 302)  # fmt: skip
ABOVE_BING = (          200, 403,  200, 404,  200, 403,  403, 302)  # fmt: skip
ABOVE_JIA = (           200, 403,  200, 404,  404, 404,  403, 302)  # fmt: skip
COUNTY_ONLY = (         200, 403,  404, 404,  404, 404,  403, 302)  # fmt: skip
NOBODY = (              404, 404,  404, 404,  404, 404,  403, 302)  # fmt: skip

LINES = [
    Line("site:health", EVERYBODY),
    Line("site:language", SENT_ON, "post", data={"language": "en"}),
    Line("account_login", (302, 302, 302, 302, 302, 302, 403, 200)),
    Line("account_logout", SENT_ON, "post"),
    Line("access:first_password", SENT_ON),
    Line("access:password", SIGNED_IN),
    Line("access:accounts", OPENS_ACCOUNTS),
    Line("access:open_account", OPENS_ACCOUNTS),
    Line("access:slip", ABOVE_BING, "post", **post_of("village_member")),
    Line("access:slip", ABOVE_JIA, "post", **post_of("township_chair")),
    Line("access:slip", COUNTY_ONLY, "post", **post_of("county_clerk")),
    Line("access:end_post", ABOVE_BING, **post_of("village_member")),
    Line("access:end_post", ABOVE_JIA, **post_of("township_chair")),
    Line("access:end_post", NOBODY, thing=lambda *_: [NOTHING], about="nothing"),
]


@pytest.fixture
def client_of(users):
    """Return a function from a name in the story to her browser."""

    def browser(name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name in users:
            client.force_login(users[name])
        return client

    return browser


@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_is_answered_as_the_table_says(line, county, users, client_of):
    address = reverse(line.name, args=line.thing(county, users))

    answered = {name: _status(client_of, name, line, address) for name in CAST}

    assert answered == dict(zip(CAST, line.statuses, strict=True))


def _status(client_of: Callable[[str], Client], name: str, line: Line, address: str) -> int:
    """What she is answered; what the request changed is taken back before the next one asks."""
    with transaction.atomic():
        answer = getattr(client_of(name), line.method)(address, line.data)
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_every_address_has_its_line_in_the_table():
    assert set(addresses(get_resolver().url_patterns)) == {line.name for line in LINES}


def addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The full name of every address; one without a name by its pattern (and so never listed)."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield namespace + (pattern.name or str(pattern.pattern))


def test_a_hidden_thing_is_answered_with_the_very_body_of_a_thing_that_does_not_exist(
    users, client_of
):
    client = client_of("other_chair")
    hidden = users["village_member"].posts.get().public_id

    bodies = {
        client.get(reverse("access:end_post", args=[public_id])).content
        for public_id in (hidden, NOTHING)
    }

    assert len(bodies) == 1
    assert client.get("/no-such-page/").content in bodies


def test_a_refusal_at_home_says_whose_post_may(client_of):
    page = client_of("village_member").get(reverse("access:accounts"))

    assert "丙村妇联主席" in page.content.decode()


def test_who_is_signed_out_comes_back_to_where_she_wanted(client_of):
    answer = client_of("signed_out").get(reverse("access:accounts"))

    assert answer.headers["location"] == reverse("account_login") + "?next=/accounts/"


def test_an_unknown_address_asks_for_sign_in_like_any_other(client_of):
    assert client_of("signed_out").get("/no-such-page/").status_code == 302


def test_no_page_changes_rows_when_it_is_only_looked_at():
    unsafe = {line.name for line in LINES if line.method == "post"}

    assert unsafe == {"site:language", "account_logout", "access:slip"}

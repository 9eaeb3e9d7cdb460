"""Every address × everyone: what she is answered. A new address without a line here fails.

200 hers, 302 sent on (signed out: to the sign-in page), 400 hers but not yet possible, 403 another post's, 404 not hers to see.
A former chair who is still signed in is told so (403) and signed out, wherever she goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.addresses.things import (
    NOTHING,
    collection_of,
    figure,
    import_of,
    nothing,
    of,
    pair_of,
    post_of,
    report_of,
    unit,
    upload_of,
)

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


@dataclass(frozen=True)
class Line:
    """One address (by its name) of one thing, and the statuses in the order of CAST.

    thing: county, users → the arguments of the address; asked: county → the questions behind it.
    """

    name: str
    statuses: tuple[int, ...]
    method: str = "get"
    thing: Callable[[Any, Any], list[Any]] = lambda county, users: []
    asked: Callable[[Any], dict[str, str]] = lambda county: {}
    about: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.method, self.name, self.about) if part)


#                     county    township  village
#                  officer clerk chair other chair member former signed out
EVERYBODY = (           200, 200,  200, 200,  200, 200,  403, 200)  # fmt: skip
SIGNED_IN = (           200, 200,  200, 200,  200, 200,  403, 302)  # fmt: skip
SENT_ON = (             302, 302,  302, 302,  302, 302,  403, 302)  # fmt: skip
FOR_CHAIRS = (          200, 403,  200, 200,  200, 403,  403, 302)  # fmt: skip
ABOVE_BING = (          200, 403,  200, 404,  200, 403,  403, 302)  # fmt: skip
ABOVE_JIA = (           200, 403,  200, 404,  404, 404,  403, 302)  # fmt: skip
COUNTY_ONLY = (         200, 403,  404, 404,  404, 404,  403, 302)  # fmt: skip
SEES_COUNTY = (         200, 200,  404, 404,  404, 404,  403, 302)  # fmt: skip
SEES_JIA = (            200, 200,  200, 404,  404, 404,  403, 302)  # fmt: skip
SEES_BING = (           200, 200,  200, 404,  200, 200,  403, 302)  # fmt: skip
READS_REPORTS = (       200, 200,  200, 200,  200, 403,  403, 302)  # fmt: skip
REPORT_OF_JIA = (       200, 200,  200, 404,  404, 404,  403, 302)  # fmt: skip
REPORT_OF_BING = (      200, 200,  200, 404,  200, 403,  403, 302)  # fmt: skip
CHECKS_JIA = (          302, 403,  302, 404,  404, 404,  403, 302)  # fmt: skip
UNCHECKED = (           400, 403,  400, 404,  404, 404,  403, 302)  # fmt: skip
DECIDES_JIA = (         302, 403,  302, 404,  404, 403,  403, 302)  # fmt: skip
DECIDES_BING = (        302, 403,  302, 404,  302, 403,  403, 302)  # fmt: skip
REFUSED_JIA = (         400, 403,  400, 404,  404, 404,  403, 302)  # fmt: skip
UNREASONED = (          400, 403,  400, 404,  404, 403,  403, 302)  # fmt: skip
NO_CHAIRS = (           404, 403,  404, 404,  404, 403,  403, 302)  # fmt: skip
NOBODY = (              404, 404,  404, 404,  404, 404,  403, 302)  # fmt: skip
SERVES_IN_JIA = (       404, 404,  302, 404,  404, 404,  403, 302)  # fmt: skip

LINES = [
    Line("site:healthz", EVERYBODY),
    Line("site:language", SENT_ON, "post", asked=lambda _: {"language": "en"}),
    Line("account_login", (302, 302, 302, 302, 302, 302, 403, 200)),
    Line("account_logout", SENT_ON, "post"),
    Line("access:first_password", SENT_ON),
    Line("access:password", SIGNED_IN),
    Line("access:own", SERVES_IN_JIA, "post", asked=of("jia"), about="jia"),
    Line("access:own", NOBODY, "post"),
    Line("access:accounts", FOR_CHAIRS),
    Line("access:open_account", FOR_CHAIRS),
    Line("access:slip", ABOVE_BING, "post", **post_of("village_member")),
    Line("access:slip", ABOVE_JIA, "post", **post_of("township_chair")),
    Line("access:slip", COUNTY_ONLY, "post", **post_of("county_clerk")),
    Line("access:end_post", ABOVE_BING, **post_of("village_member")),
    Line("access:end_post", ABOVE_JIA, **post_of("township_chair")),
    Line("access:end_post", NOBODY, **nothing()),
    Line("desk:overview", SIGNED_IN),
    Line("desk:overview", SEES_JIA, asked=of("jia"), about="jia"),
    Line("desk:organisations", SIGNED_IN),
    Line("desk:organisation", SEES_JIA, **unit("jia")),
    Line("desk:organisation", SEES_BING, **unit("bing")),
    Line("desk:organisation", SEES_COUNTY, **unit("federation")),
    Line("desk:organisation", NOBODY, **nothing()),
    Line("desk:figures", SIGNED_IN),
    Line("desk:figure", SIGNED_IN, **figure("committees.seats")),
    Line("desk:figure", SEES_BING, asked=of("bing"), **figure("committees.seats")),
    Line("desk:figure", SEES_COUNTY, asked=of("federation"), **figure("network.federations")),
    Line("desk:figure", NOBODY, **figure("committees.nothing")),
    Line("desk:reports", READS_REPORTS),
    Line("desk:report", REPORT_OF_JIA, **report_of("jia")),
    Line("desk:report", REPORT_OF_BING, **report_of("bing")),
    Line("desk:report", NOBODY, **nothing()),
    Line("desk:report_word", REPORT_OF_JIA, **report_of("jia")),
    Line("desk:report_word", REPORT_OF_BING, **report_of("bing")),
    Line("desk:report_check", CHECKS_JIA, "post", **report_of("jia")),
    Line("desk:report_check", NOBODY, "post", **nothing()),
    Line("desk:report_sign", UNCHECKED, "post", **report_of("jia")),
    Line("desk:pairs", FOR_CHAIRS),
    Line("desk:pair_same", DECIDES_JIA, "post", **pair_of("jia")),
    Line("desk:pair_same", NO_CHAIRS, "post", **nothing()),
    Line("desk:pair_different", DECIDES_BING, "post", **pair_of("bing")),
    Line("desk:pair_different", NO_CHAIRS, "post", **nothing()),
    Line("desk:pair_undo", NO_CHAIRS, "post", **nothing()),
    Line("desk:imports", FOR_CHAIRS),
    Line("desk:import", ABOVE_JIA, **import_of("jia")),
    Line("desk:import", ABOVE_BING, **import_of("bing")),
    Line("desk:import", NOBODY, **nothing()),
    Line("desk:give_back", NO_CHAIRS, **import_of("bing")),
    Line("desk:give_back", NOBODY, **nothing()),
    Line("desk:forget_file", NO_CHAIRS, "post", **import_of("bing")),
    Line("desk:collections", FOR_CHAIRS),
    Line("desk:collection", FOR_CHAIRS, **collection_of("federation")),
    Line("desk:collection", ABOVE_BING, **collection_of("jia")),
    Line("desk:collection", NO_CHAIRS, **nothing()),
    Line("desk:collection_files", ABOVE_BING, **collection_of("jia")),
    Line("desk:collection_file", ABOVE_BING, **collection_of("jia", "bing")),
    Line("desk:collection_file", NO_CHAIRS, **collection_of("jia", "wu")),
    Line("desk:collection_withdraw", UNREASONED, "post", **collection_of("jia")),
    Line("desk:import_answer", REFUSED_JIA, "post", **import_of("jia")),
    Line("desk:import_answer", NOBODY, "post", **nothing()),
    Line("desk:import_undo", ABOVE_JIA, **import_of("jia")),
    Line("desk:import_undo", ABOVE_BING, **import_of("bing")),
    Line("desk:import_undo", NOBODY, **nothing()),
    Line("desk:upload", ABOVE_JIA, **upload_of("jia")),
    Line("desk:upload", NOBODY, **nothing()),
    Line("desk:upload_take", CHECKS_JIA, "post", **upload_of("jia")),
    Line("desk:upload_take", NOBODY, "post", **nothing()),
    Line("desk:upload_columns", CHECKS_JIA, "post", **upload_of("jia")),
    Line("desk:upload_columns", NOBODY, "post", **nothing()),
    Line("desk:upload_aside", CHECKS_JIA, "post", **upload_of("jia")),
    Line("desk:upload_aside", NOBODY, "post", **nothing()),
    Line("desk:upload_cancel", CHECKS_JIA, "post", **upload_of("jia")),
    Line("desk:upload_cancel", NOBODY, "post", **nothing()),
]


@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_is_answered_as_the_table_says(line, county, users, client_of):
    address = reverse(line.name, args=line.thing(county, users))

    answered = {
        name: _status(client_of(name), line.method, address, line.asked(county)) for name in CAST
    }

    assert answered == dict(zip(CAST, line.statuses, strict=True))


def _status(client: Client, method: str, address: str, asked: dict[str, str]) -> int:
    """What she is answered; what the request changed is taken back before the next one asks."""
    with transaction.atomic():
        answer = getattr(client, method)(address, asked)
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

    assert unsafe == {
        "site:language",
        "account_logout",
        "access:own",
        "access:slip",
        "desk:report_check",
        "desk:report_sign",
        "desk:pair_same",
        "desk:pair_different",
        "desk:pair_undo",
        "desk:forget_file",
        "desk:collection_withdraw",
        "desk:import_answer",
        "desk:upload_take",
        "desk:upload_columns",
        "desk:upload_aside",
        "desk:upload_cancel",
    }

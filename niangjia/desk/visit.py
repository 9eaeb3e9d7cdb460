"""What an address asks: who comes, which day and period are meant, and addresses that keep both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base.periods import Period
from niangjia.desk import clock
from niangjia.figures.catalogue import Reference

EARLIEST = date(1900, 1, 1)
OF_TIME = ("as_of", "from", "to")


class BadAddress(Exception):
    """An address that nobody's page wrote; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Visit:
    """One request: `day` is the day all numbers speak of, `since` where the period of flows begins.

    The period is remembered in the address and nowhere else; without one, flows are counted from
    the first day of the year.
    """

    user: Any
    today: date
    day: date
    since: date | None
    path: str
    query: QueryDict

    @property
    def period(self) -> Period:
        """The days that flows are counted over; stocks look at the last one (R3)."""
        return Period.including(self.since or self.day.replace(month=1, day=1), self.day)

    @property
    def is_past(self) -> bool:
        """Whether the page speaks of a day before today."""
        return self.day < self.today

    def leading(self, name: str, *args: object, **asked: object) -> str:
        """The address of a page of the desk, with the day and the period of this one."""
        return with_query(reverse(f"desk:{name}", args=args), {**self.time(), **asked})

    def here(self, **changes: object) -> str:
        """This page with other questions; None takes one away."""
        return with_query(self.path, {**self.query.dict(), **changes})

    def time(self) -> dict[str, object]:
        """What an address has to say for the same day and period."""
        if self.since:
            return {"from": self.since, "to": self.day}
        return {"as_of": self.day} if self.is_past else {}

    def figure(
        self, reference: Reference, organisation: object, days: dict[str, object], **asked: object
    ) -> str:
        """The figure page of a number on the days said."""
        where = {**dict(reference.where), "organisation": organisation, **days, **asked}
        return with_query(reverse("desk:figure", args=[reference.name]), where)


def visit(request: HttpRequest) -> Visit:
    """Read an address.

    Raises:
        BadAddress: a day that does not exist or lies beyond the end of next year (what is dated
            ahead is shown), or a period upside down.
    """
    today = clock.today()
    day = _day(request, "to") or _day(request, "as_of") or today
    since = _day(request, "from")
    if day.year > today.year + 1:
        raise BadAddress(_("%(day)s还远，看不到那时的情况。请换一天。") % {"day": day})
    if since and since > day:
        raise BadAddress(
            _("起始日%(first)s在截止日%(last)s之后，请把两个日期对调。")
            % {"first": since, "last": day}
        )
    return Visit(request.user, today, day, since, request.path, request.GET)


def with_query(path: str, asked: dict[str, Any]) -> str:
    """The path with its questions, unasked ones (None, empty) left out."""
    pairs = {key: value for key, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _day(request: HttpRequest, name: str) -> date | None:
    written = request.GET.get(name, "")
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day < EARLIEST:
        raise BadAddress(
            _("看不懂日期“%(written)s”。请写成2017-07-31这样。") % {"written": written[:40]}
        )
    return day

"""Where somebody's posts of a day reach: read from the rows, so that an ended post ends at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length

from niangjia.access.models import Post, User
from niangjia.access.terms import GRANTS, Can, Role
from niangjia.base.models import true_on
from niangjia.base.phrases import listed, together
from niangjia.network.names import short_names

STEP = 8
"""Characters of one step of `Organisation.path` (R11)."""


@dataclass(frozen=True)
class Scope:
    """One post of a day: a role over all that stands at or below an organisation today."""

    role: str
    organisation: int
    level: str
    path: str

    @property
    def grants(self) -> frozenset[Can]:
        """What the role allows; nothing for a role that the table does not know."""
        return GRANTS.get(self.role, frozenset())

    def covers(self, path: str) -> bool:
        """Whether `path` lies at or below the organisation; an unset path lies nowhere."""
        return bool(self.path) and path.startswith(self.path)


def scopes(user: Any, *, on: date) -> tuple[Scope, ...]:
    """The posts that `user` holds on `on` in organisations alive that day, the highest first.

    Before them those of the organisation that she chose to act in (`acting`).

    Empty for anybody signed out or switched off. Inside a request the rows read at its
    beginning are taken (`acting`).
    """
    if not getattr(user, "is_active", False):
        return ()
    day, kept = getattr(user, "scopes_of_day", (None, ()))
    return kept if day == on else _read(user, on)


def acting(user: User, *, on: date, first: int | None = None) -> User:
    """Give `user` her posts of the day, for one request or one command.

    Asked of the database once for all questions about rights, and for the words of her post in the
    journal (R27).
    `first` is the organisation, of several, that she works in now: what she may is the same.
    """
    held = _read(user, on) if user.is_active else ()
    held = tuple(sorted(held, key=lambda scope: scope.organisation != first))
    user.scopes_of_day = (on, held)
    user.acting_post = _words(held, on)  # such as 清流县妇联干部、龙津镇妇联主席
    return user


def inside(reach: tuple[Scope, ...], organisation: str) -> Q:
    """Rows whose organisation (a lookup path, "" for organisations themselves) lies in `reach`.

    One index range on `path` per scope (R11); no scope, no rows.
    """
    at = f"{organisation}__path" if organisation else "path"
    tops = [s.path for s in reach if s.path and not _inner(s, reach)]
    ranges = (Q(**{f"{at}__gte": path, f"{at}__lt": path + "~"}) for path in set(tops))
    return reduce(or_, ranges, Q()) if tops else Q(pk__in=[])


def _inner(scope: Scope, reach: tuple[Scope, ...]) -> bool:
    return any(s.covers(scope.path) and s.path != scope.path for s in reach)


def _read(user: Any, on: date) -> tuple[Scope, ...]:
    rows = (
        Post.objects.on(on)
        .filter(true_on(on, "organisation__"), user=user)
        .order_by(Length("organisation__path"), "organisation__path", "pk")
        .values_list("role", "organisation_id", "organisation__level", "organisation__path")
    )
    return tuple(Scope(*row) for row in rows)


def _words(held: tuple[Scope, ...], on: date) -> str:
    names = short_names({scope.organisation for scope in held}, on=on) if held else {}
    return listed(together(names.get(s.organisation, ""), Role(s.role).label) for s in held)

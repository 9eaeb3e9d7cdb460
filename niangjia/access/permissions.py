"""Who may do what where: one thing (`may`, `require`), many things (`within`), whose names.

The operator at the command line is the user None: may everything, sees rows masked (R19).
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Length
from django.http import Http404
from django.utils.translation import gettext as _

from niangjia.access.models import Post
from niangjia.access.scopes import STEP, Scope, inside, scopes
from niangjia.access.terms import GRANTS, Can
from niangjia.base.models import true_on
from niangjia.base.phrases import together
from niangjia.network.models import Organisation, OrganisationQuerySet
from niangjia.network.names import short_names
from niangjia.network.terms import TIERS, Level
from niangjia.network.tree import tree

Row = TypeVar("Row", bound=Model)


class NotVisible(Http404):
    """Not hers to see, answered like a thing that does not exist (R30)."""

    def __init__(self) -> None:
        super().__init__(_("没有找到，或不归你看。请核对名称或代码。"))


def may(user: Any, can: Can, organisation: Organisation, *, on: date) -> bool:
    """Whether a post that `user` holds on `on` allows `can` at `organisation`."""
    return user is None or any(
        can in scope.grants and scope.covers(organisation.path) for scope in scopes(user, on=on)
    )


def require(user: Any, can: Can, organisation: Organisation, *, on: date) -> None:
    """Go on only if `user` may.

    Raises:
        PermissionDenied: she belongs there, but another post may; the sentence says whose.
        NotVisible: the organisation does not lie within her posts.

    Source: RULES R30.
    """
    if may(user, can, organisation, on=on):
        return
    if any(scope.covers(organisation.path) for scope in scopes(user, on=on)):
        raise PermissionDenied(whose_post_may(can, organisation, on=on))
    raise NotVisible


def within(user: Any, can: Can, *, organisation: str, on: date) -> Q:
    """The rule of `may` as a filter on rows.

    Args:
        organisation: lookup path to the row's organisation; "" for organisations themselves.
    """
    if user is None:
        return Q()
    return inside(tuple(s for s in scopes(user, on=on) if can in s.grants), organisation)


def within_names(user: Any, can: Can, *, organisation: str, on: date, own: str = "") -> Q:
    """The rule of `within` for rows that name persons: names stay at the county and below.

    Args:
        organisation: as in `within`.
        own: lookup path to who wrote the row: above the county her own rows alone stay open.

    Source: RULES R19.
    """
    if user is None:
        return Q()
    held = tuple(s for s in scopes(user, on=on) if can in s.grants)
    near = inside(tuple(s for s in held if may_read_names(s)), organisation)
    return near | (inside(held, organisation) & Q(**{own: user})) if own else near


def visible_to(user: Any, *, on: date) -> OrganisationQuerySet:
    """The organisations, ended ones too, whose figures `user` may read."""
    return Organisation.objects.filter(within(user, Can.FIGURE_READ, organisation="", on=on))


def find(user: Any, can: Can, public_id: UUID | str, *, on: date) -> Organisation:
    """The organisation of an address, if `user` may `can` there.

    Raises:
        NotVisible, PermissionDenied: as `require`; unknown and hidden are told alike.
    """
    found = Organisation.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    require(user, can, found, on=on)
    return found


def find_row(rows: QuerySet[Row], public_id: UUID, user: Any, can: Can, *, on: date) -> Row:
    """The row of an address (report, ledger, post …), if `user` may `can` at its `organisation`.

    Raises:
        NotVisible, PermissionDenied: as `require`; a row of no organisation is the operator's.
    """
    found = rows.select_related("organisation").filter(public_id=public_id).first()
    at: Organisation | None = getattr(found, "organisation", None)
    if found is None or (at is None and user is not None):
        raise NotVisible
    if at is not None:
        require(user, can, at, on=on)
    return found


def find_naming(
    rows: QuerySet[Row], public_id: UUID, user: Any, can: Can, *, on: date, own: str
) -> Row:
    """As `find_row`, of a row that names persons (`within_names`).

    Raises:
        NotVisible: also where the names are not hers to read. PermissionDenied: as `require`.
    """
    found = find_row(rows, public_id, user, can, on=on)
    named = within_names(user, can, organisation="organisation", on=on, own=own)
    if not rows.filter(named, pk=found.pk).exists():
        raise NotVisible
    return found


def require_figure(user: Any, organisation: Organisation, *, as_of: date, today: date) -> None:
    """Go on only if `user` may see figures of `organisation` as of a day.

    She may for what stands below her today, and for what stood below her on that day: a number
    of her own past opens its parts (R19).

    Raises:
        NotVisible, PermissionDenied: as `require`.
    """
    above = standing_above(organisation, on=as_of)
    if not any(s.organisation in above and Can.FIGURE_READ in s.grants for s in _of(user, today)):
        require(user, Can.FIGURE_READ, organisation, on=today)


def unmasked(user: Any, *, organisation: Organisation, as_of: date, today: date) -> set[int]:
    """Organisations whose rows show their names when `user` traces a figure of `organisation`.

    Needs a post that reads rosters, at county level or below, in an organisation that stood at
    or above `organisation` on `as_of`; rows not below her today stay masked. Rosters are public
    office, so a county officer reads them. For `figures.trace(unmasked=…)`.

    Source: RULES R19.
    """
    above = standing_above(organisation, on=as_of)
    reach = tuple(s for s in _of(user, today) if may_read_names(s) and s.organisation in above)
    return set(Organisation.objects.filter(inside(reach, "")).values_list("pk", flat=True))


def may_read_names(scope: Scope) -> bool:
    """Whether a post opens rosters by name: figures go up, names stay at the county and below."""
    level = TIERS.index(Level(scope.level))
    return Can.ROSTER_READ in scope.grants and level >= TIERS.index(Level.COUNTY)


def standing_above(organisation: Organisation, *, on: date) -> set[int]:
    """`organisation` and all it stood below on that day; its last way up if it stood nowhere."""
    day = tree(on=on)
    position = day.index.get(organisation.pk)
    if position is None:
        return {organisation.pk, *(int(path[-STEP:], 16) for path in _ways(organisation.path))}
    found = set()
    while position >= 0:
        found.add(int(day.ids[position]))
        position = int(day.parent[position])
    return found


def whose_post_may(can: Can, organisation: Organisation, *, on: date) -> str:
    """The sentence of a 403: the nearest post, there or above, that may `can`."""
    post = (
        Post.objects.on(on)
        .filter(
            true_on(on, "organisation__"),
            role__in=[role for role, granted in GRANTS.items() if can in granted],
            organisation__path__in=_ways(organisation.path),
            user__is_active=True,
        )
        .order_by(Length("organisation__path").desc(), "role")
        .first()
    )
    if post is None:
        return _("这件事现在没有人有职权办，请上一级妇联先开通一个账号。")
    name = short_names([post.organisation_id], on=on).get(post.organisation_id, "")
    return _("这件事要由%(post)s来办，请找她。") % {"post": together(name, post.get_role_display())}


def _of(user: Any, on: date) -> tuple[Scope, ...]:
    return () if user is None else scopes(user, on=on)


def _ways(path: str) -> list[str]:
    """The paths of all on the way to `path`, itself included."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]

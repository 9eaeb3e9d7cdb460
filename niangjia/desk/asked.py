"""What else an address may ask: an organisation, a figure's filters, how many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.access.permissions import NotVisible, require_figure
from niangjia.access.scopes import scopes
from niangjia.access.terms import Can
from niangjia.desk.building.rows import MOST, PAGE
from niangjia.desk.visit import OF_TIME, BadAddress, Visit
from niangjia.figures.catalogue import Reference, catalogue, understood
from niangjia.network.models import Organisation

# Questions of the page itself; everything else filters the figure.
OF_PAGE = (*OF_TIME, "organisation", "by", "shown_rows", "shown_of", "shown_to")


def own_organisation(visit: Visit, can: Can | None = None) -> Organisation:
    """The organisation in which the reader serves today: the one she chose, else the highest.

    With `can` the first one where she may that; if nowhere, `require` says whose post may.
    """
    held = scopes(visit.user, on=visit.today)
    able = (scope for scope in held if can is None or can in scope.grants)
    return Organisation.objects.get(pk=next(able, held[0]).organisation)


def organisation_of(visit: Visit) -> Organisation:
    """The organisation that `?organisation=` names, else the reader's own; hers to see that day.

    Raises:
        BadAddress: not a public id. NotVisible: none of hers, or none at all (R30).
    """
    written = visit.query.get("organisation", "")
    found = seen(visit, public_id_of(written)) if written else own_organisation(visit)
    require_figure(visit.user, found, as_of=visit.day, today=visit.today)
    return found


def seen(visit: Visit, public_id: UUID) -> Organisation:
    """The organisation of an address, if its figures of the day are hers to see.

    Raises:
        NotVisible, PermissionDenied: as `require_figure`.
    """
    found = Organisation.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    require_figure(visit.user, found, as_of=visit.day, today=visit.today)
    return found


def reference_of(visit: Visit, name: str) -> Reference:
    """The figure of an address with its filters.

    Raises:
        NotVisible: no such figure. Refused: a filter or a value that it does not know.
    """
    if name not in catalogue():
        raise NotVisible
    asked = ((key, value) for key, value in visit.query.items() if key not in OF_PAGE)
    return understood(Reference(name, tuple((key, str(value).strip()) for key, value in asked)))


def split_by(visit: Visit, known: Iterable[str]) -> str:
    """The breakdown that `?by=` names.

    Raises:
        BadAddress: the figure has no such breakdown.
    """
    written = visit.query.get("by", "")
    if written not in ("", "unit", *known):
        raise BadAddress(_("这个指标不能按“%(by)s”分开看。") % {"by": written[:40]})
    return written


def rows_shown(visit: Visit, first: int = PAGE) -> Callable[[str], int]:
    """How many rows of each part of a page to list: `?shown_rows=100`, else the `first` ones."""
    return lambda key: _shown(visit.query.get(f"shown_{key}", ""), first)


def _shown(written: str, first: int) -> int:
    if not written:
        return first
    if not (written.isascii() and written.isdecimal() and len(written) < 9):
        raise BadAddress(_("行数“%(written)s”要写成数字。") % {"written": written[:40]})
    return max(1, min(int(written), MOST))


def public_id_of(written: str) -> UUID:
    """The public id of an organisation as an address writes it.

    Raises:
        BadAddress: none.
    """
    try:
        return UUID(written)
    except ValueError:
        said = {"written": written[:40]}
        raise BadAddress(_("地址里的组织“%(written)s”看不懂，请从页面上点过来。") % said) from None

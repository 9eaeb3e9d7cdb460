"""Whether the paths of organisations are those of today (R11, R25)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from niangjia.base.checks import MOST_LISTED, Check
from niangjia.network.models import Organisation
from niangjia.network.tree import superiors, version

STEP = "{:08x}"


def check_paths(*, today: date) -> Check:
    """Compare every path with the placements it is made from."""
    at = version()
    found = dict(Organisation.objects.values_list("pk", "path"))
    wrong = tuple(pk for pk, path in found.items() if path != _path(pk, today, at))
    codes = Organisation.objects.filter(pk__in=wrong[:MOST_LISTED]).values_list("code", "path")
    sentences = tuple(
        _(
            "组织 %(code)s 的路径 %(path)s 不是今天的上下级。夜里的后台任务（niangjia worker）会更新它。"
        )
        % {"code": code, "path": path}
        for code, path in codes
    )
    return Check("network.paths", _("组织的路径"), len(found), sentences)


def _path(organisation: int, today: date, at: int) -> str:
    above = superiors(organisation=organisation, on=today, at=at)
    return "".join(map(STEP.format, [*reversed(above), organisation]))

"""Her own file on the page of its import: how long it is kept, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.desk.pages import Head
from niangjia.desk.parts import Action, Notice
from niangjia.desk.visit import Visit
from niangjia.ledgers.giving_back import kept_until
from niangjia.ledgers.models import Import


def is_her_own(visit: Visit, made: Import) -> bool:
    """Whether the reader sent the file: it may hold more than the rows, so nobody else gets it."""
    return made.entry.by_id is not None and made.entry.by_id == getattr(visit.user, "pk", None)


def with_own_file(visit: Visit, made: Import, head: Head) -> Head:
    """The head of the page with the way to the file, as long as it is there."""
    until: Any = kept_until(made, today=visit.today) if is_her_own(visit, made) else None
    if until is None:
        return head
    back = Action(
        text=_("拿回原表（带结果）"),
        address=reverse("desk:give_back", args=[made.public_id]),
        icon="download",
    )
    forget = Action(
        text=_("不用留了，删掉原表"),
        address=reverse("desk:forget_file", args=[made.public_id]),
        method="post",
    )
    notice = Notice(
        text=_(
            "你放进来的原表加密保留到%(day)s，只有你能拿回；拿回时多一列“处理结果”，别的不动。到期自动删去。"
        )
        % {"day": until}
    )
    return replace(head, actions=(forget, back, *head.actions), notices=(*head.notices, notice))

"""Roles, and what each may do. The one table of permissions."""

from enum import StrEnum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Can(StrEnum):
    """Every action that can be refused."""

    FIGURE_READ = auto()
    ROSTER_READ = auto()
    NETWORK_CHANGE = auto()
    COMMITTEE_CHANGE = auto()
    PERSON_MERGE = auto()
    LEDGER_IMPORT = auto()
    REPORT_READ = auto()
    REPORT_WRITE = auto()
    REPORT_CHECK = auto()
    REPORT_SIGN = auto()
    ACCOUNT_OPEN = auto()


class Role(TextChoices):
    """What a post lets its holder do over the subtree of its organisation (DOMAIN C.3).

    The labels follow the organisation's name: 清流县妇联干部, 龙津镇妇联主席.
    """

    OFFICER = "officer", _("干部")
    CHAIR = "chair", _("主席")
    VICE_CHAIR = "vice_chair", _("副主席")
    CLERK = "clerk", _("统计员")
    MEMBER = "member", _("执委")


_READ = frozenset({Can.FIGURE_READ, Can.ROSTER_READ, Can.REPORT_READ})

GRANTS: dict[str, frozenset[Can]] = {
    Role.OFFICER: frozenset(Can),
    Role.CHAIR: frozenset(Can),
    Role.VICE_CHAIR: _READ | {Can.COMMITTEE_CHANGE, Can.LEDGER_IMPORT, Can.REPORT_WRITE},
    Role.CLERK: frozenset({Can.FIGURE_READ, Can.REPORT_READ, Can.REPORT_WRITE}),
    Role.MEMBER: frozenset({Can.FIGURE_READ, Can.ROSTER_READ}),
}

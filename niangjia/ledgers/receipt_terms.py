"""The words about ledgers that were asked for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Whether a unit that was asked has answered; told by rows and dates, never stored."""

    RECEIVED = "received", _("已收到")
    GAPS = "gaps", _("收到，还有缺")
    DUE = "due", _("还没收到")
    LATE = "late", _("过了日期")

"""What is known about figures beside their rows: completeness, constants, outside numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from niangjia.base.counts import Mark
from niangjia.base.history import tracked
from niangjia.base.models import Dated, DatedQuerySet, Recorded, ends_after_it_starts
from niangjia.base.units import Unit
from niangjia.network.models import Organisation


class Register(TextChoices):
    """Registers whose first complete day decides whether a stock is known (R6)."""

    ORGANISATIONS = "organisations", _("组织台账")
    COMMITTEES = "committees", _("执委名册")
    VENUES = "venues", _("阵地台账")


@tracked
class RegisterStart(Recorded):
    """A register of an organisation (and, for organisations, of all below) is complete from a day.

    Stocks before `complete_from` print 未记 (R6).
    """

    register = models.CharField("台账", max_length=20, choices=Register.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    complete_from = models.DateField("完整起始日")
    source = models.CharField("来源", max_length=200, blank=True)

    class Meta:
        verbose_name = "台账起始"
        constraints = (
            models.UniqueConstraint(
                fields=["register", "organisation"], name="figures_registerstart_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.organisation_id} {self.complete_from}"


@tracked
class Completeness(Recorded, Dated):
    """A figure of an organisation is partial in a period: its count reads 余/多 (R22)."""

    figure = models.CharField("指标", max_length=80)
    where = models.CharField("口径", max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=200)

    objects = DatedQuerySet["Completeness"].as_manager()

    class Meta:
        verbose_name = "不完整说明"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return f"{self.figure} {self.organisation_id}"


class OutsideKind(TextChoices):
    """Numbers that have no rows here; never added to own rows (ARCHITECTURE 6)."""

    EXTERNAL = "external", _("外部数据")
    CONSTANT = "constant", _("常数")
    TARGET = "target", _("目标")
    REFERENCE = "reference", _("参照数")
    OPENING = "opening", _("系统启用前累计")


@tracked
class OutsideNumber(Recorded, Dated):
    """An external figure, constant, target, reference number or opening balance, with its paper."""

    kind = models.CharField("种类", max_length=10, choices=OutsideKind.choices)
    name = models.CharField("名称", max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    value = models.DecimalField("数", max_digits=18, decimal_places=4, null=True)
    mark = models.CharField(
        "精度", max_length=10, choices=[(m.value, m.value) for m in Mark], default=Mark.EXACT
    )
    unit = models.CharField("单位", max_length=20, choices=[(u.value, u.value) for u in Unit])
    source = models.CharField("来源", max_length=200)
    document = models.CharField("文号", max_length=120, blank=True)

    objects = DatedQuerySet["OutsideNumber"].as_manager()

    class Meta:
        verbose_name = "外部数"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


@tracked
class Window(Recorded, Dated):
    """A dated constant that is itself a stretch of days, such as a campaign's window (R8)."""

    name = models.CharField("名称", max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    label = models.CharField("说明", max_length=80)
    source = models.CharField("来源", max_length=200)

    objects = DatedQuerySet["Window"].as_manager()

    class Meta:
        verbose_name = "时间窗"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return self.label

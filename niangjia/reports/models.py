"""Reports: drafted, checked, signed; a signed one is frozen and only a new version corrects it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from niangjia.base.history import tracked
from niangjia.base.models import Recorded
from niangjia.network.models import Organisation


@tracked
class Report(Recorded):
    """One version of a report of an organisation over a period.

    Its state is told by its dates: `signed_at`, else `checked_at`, else draft (R29).
    """

    template = models.CharField("模板", max_length=80)
    text = models.TextField("模板文字")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts_on = models.DateField("期间起")
    ends_on = models.DateField("期间止(次日)")
    version = models.PositiveSmallIntegerField("第几版", default=1)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name="更正"
    )
    compiler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField("核对时间", null=True)
    signed_at = models.DateTimeField("签发时间", null=True)
    seal = models.CharField("定格指纹", max_length=64, blank=True)

    class Meta:
        verbose_name = "材料"
        constraints = (
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(checked_at__isnull=False),
                name="reports_report_checked_before_signed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.starts_on} v{self.version}"


class FrozenNumber(models.Model):
    """A number of a signed report: value, query and tree day as they were (ARCHITECTURE 6)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="numbers")
    position = models.PositiveSmallIntegerField("序")
    reference = models.CharField("口径", max_length=200)
    label = models.CharField("指标", max_length=120)
    value = models.DecimalField("数", max_digits=18, decimal_places=4, null=True)
    unit = models.CharField("单位", max_length=20)
    mark = models.CharField("精度", max_length=10)
    rows = models.PositiveIntegerField("行数", null=True)
    of_value = models.DecimalField("分子", max_digits=18, decimal_places=4, null=True)
    to_value = models.DecimalField("分母", max_digits=18, decimal_places=4, null=True)
    tree_day = models.DateField("网络日期")
    query = models.TextField("查询")

    class Meta:
        verbose_name = "定格的数"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["report", "position"], name="reports_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.reference} = {self.value}"

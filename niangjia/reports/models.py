"""Reports: drafted, checked, signed; a signed one is frozen and only a new version corrects it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from niangjia.base.history import tracked
from niangjia.base.models import Recorded
from niangjia.base.periods import Period
from niangjia.network.models import Organisation


@tracked
class Report(Recorded):
    """One version of a report of an organisation over a period.

    Its state is told by its dates: `signed_at`, else `checked_at`, else draft (R29). `written` and
    `seal` are empty until it is signed.
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
    # The text with every condition decided and every name said; a number is its position.
    written = models.TextField("定稿", blank=True)
    seal = models.CharField("定格指纹", max_length=64, blank=True)

    class Meta:
        verbose_name = "材料"
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="reports_report_ends_after_it_starts",
                violation_error_message=gettext_noop("期间的末日早于首日，请核对两个日期。"),
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(checked_at__isnull=False),
                name="reports_report_checked_before_signed",
                violation_error_message=gettext_noop("材料要先核对，再签发。"),
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, seal="") | (Q(signed_at__isnull=False) & ~Q(seal="")),
                name="reports_report_signed_is_sealed",
                violation_error_message=gettext_noop("签发的材料要有定格指纹，没有签发的不能有。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.period} 第{self.version}版"

    @property
    def period(self) -> Period:
        """The days it speaks of."""
        return Period(self.starts_on, self.ends_on)


class FrozenNumber(models.Model):
    """A number of a signed report: value, query and tree day as they were (ARCHITECTURE 6).

    A quotient has two parts, frozen like itself (R18). A number that no figure gave (a constant,
    the days of the period) has no organisation, no rows and no query.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="numbers")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    position = models.PositiveSmallIntegerField("序")
    reference = models.CharField("口径", max_length=400)
    label = models.CharField("指标", max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organisation_name = models.CharField("统计单位", max_length=200, blank=True)
    period_text = models.CharField("期间或截至", max_length=60, blank=True)
    value = models.DecimalField("数", max_digits=20, decimal_places=4, null=True)
    decimals = models.PositiveSmallIntegerField("小数位", default=0)
    unit = models.CharField("单位", max_length=20)
    mark = models.CharField("精度", max_length=10)
    refused = models.CharField("不计算的原因", max_length=200, blank=True)
    is_suppressed = models.BooleanField("不公布", default=False)
    unknown_in = models.PositiveIntegerField("未记的单位数", default=0)
    undecided = models.PositiveIntegerField("未判定的对数", default=0)
    rows = models.PositiveIntegerField("行数", null=True)
    source = models.CharField("来处", max_length=400, blank=True)
    tree_day = models.DateField("网络日期")
    query = models.TextField("查询", blank=True)

    class Meta:
        verbose_name = "定格的数"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["report", "position"],
                condition=Q(part_of=None),
                name="reports_frozennumber_once",
            ),
            models.UniqueConstraint(
                fields=["part_of", "position"], name="reports_frozennumber_part_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} = {self.value}"

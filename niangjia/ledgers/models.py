"""Imports: which file was read by whom, and what became of each row."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from niangjia.base.models import Entry, Recorded, Sealed
from niangjia.network.models import Organisation


class Fate(TextChoices):
    """What became of a row; every row has exactly one (R31)."""

    RECORD = "record", _("已入库")
    WAITING = "waiting", _("要看一眼")
    REJECTED = "rejected", _("没有收")
    SKIPPED = "skipped", _("不是数据")


class Import(Recorded):
    """One file taken in, in one transaction."""

    file_name = models.CharField("文件", max_length=200)
    kind = models.CharField("台账种类", max_length=40)
    sha256 = models.CharField("文件指纹", max_length=64)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="填报范围"
    )
    records = models.PositiveIntegerField("数据行")
    created = models.PositiveIntegerField("新增")
    changed = models.PositiveIntegerField("更新")
    unchanged = models.PositiveIntegerField("没有变化")
    # What the lines above the header said for all rows: needed again when waiting rows go in.
    as_of = models.DateField("截至", null=True)
    register_from = models.DateField("登记起始", null=True)

    class Meta:
        verbose_name = "导入"

    def __str__(self) -> str:
        return self.file_name


class RowToShow(models.Model):
    """A row that does not simply become a record, or carries a warning: as people must see it.

    `key` names the sentence, `column`, `raw` and `detail` fill it, in whichever language it is
    read (`keeping.remarks_of`); `also` is a line for each further thing that stands against the
    row. Rows from before there were keys have only `says`.
    """

    sheet = models.CharField("工作表", max_length=120)
    row = models.PositiveIntegerField("行")
    fate = models.CharField("结果", max_length=10, choices=Fate.choices)
    column = models.CharField("列", max_length=80, blank=True)
    raw = models.CharField("原来写的", max_length=200, blank=True)
    says = models.CharField("说明", max_length=300)
    choices = models.CharField("可选", max_length=400, blank=True)
    is_warning = models.BooleanField("只是提醒", default=False)
    key = models.CharField("句子", max_length=40, default="", db_default="", blank=True)
    detail = models.CharField("其余", max_length=300, default="", db_default="", blank=True)
    also = models.TextField("还有", default="", db_default="", blank=True)
    about = models.CharField("问的是", max_length=200, default="", db_default="", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.sheet} {self.row} {self.says}"


class ImportRow(RowToShow):
    """Such a row of an import.

    A waiting one that was answered has the fate it came to, the `answer` and the entry of the act.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    answer = models.CharField("回答", max_length=200, default="", db_default="", blank=True)
    answered = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", verbose_name="回答的那一次"
    )

    class Meta:
        verbose_name = "导入行"


class KeptRow(models.Model):
    """All that a waiting row told, sealed, until it is answered, left out or taken back.

    Her identity number is not in it, only its blind index (R16).
    """

    row = models.OneToOneField(ImportRow, models.CASCADE, related_name="kept")
    told = Sealed("内容(密)")

    class Meta:
        verbose_name = "等回答的行"

    def __str__(self) -> str:
        return str(self.row_id)


# Last, because they point here: Django finds a room's tables in this module only.
from niangjia.ledgers import receipt_models as receipt_models  # noqa: E402  last, see above
from niangjia.ledgers import upload_models as upload_models  # noqa: E402  last, see above

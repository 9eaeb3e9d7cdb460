"""Files on their way in, between being sent and being taken in; and what offices call their columns."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from niangjia.base.history import tracked
from niangjia.base.models import Recorded, Sealed, new_public_id
from niangjia.ledgers.models import Import, RowToShow
from niangjia.network.models import Organisation


class Upload(models.Model):
    """What somebody sent in one go: one file, several, or a .zip. Nothing of it is in yet.

    `job` is the work under way for it; it is left when the work is over.
    """

    public_id = models.UUIDField("公开号", default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="填报范围"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    kind = models.CharField("台账种类", max_length=40)
    create_missing = models.BooleanField("一并登记缺的组织", default=False)
    job = models.UUIDField("后台任务", null=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "上传"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"


class SentFile(models.Model):
    """One file as it was sent, sealed; forgotten as soon as it is taken in or put aside."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="sent")
    name = models.CharField("文件", max_length=200)
    content = Sealed("原件(密)")

    class Meta:
        verbose_name = "待导入的原件"

    def __str__(self) -> str:
        return self.name


class UploadedFile(models.Model):
    """One ledger of an upload: refused with a sentence, looked at, or taken in (`batch`).

    The counts are those of a dry run, so what they say is what will happen.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    name = models.CharField("文件", max_length=200)
    error = models.CharField("不能读", max_length=400, blank=True)
    batch = models.OneToOneField(
        Import, models.PROTECT, null=True, related_name="uploaded", verbose_name="导入"
    )
    records = models.PositiveIntegerField("数据行", default=0)
    created = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("没有变化", default=0)

    class Meta:
        verbose_name = "上传的台账"

    def __str__(self) -> str:
        return self.name


class PreviewRow(RowToShow):
    """A row of a ledger that was looked at and is not in yet."""

    file = models.ForeignKey(UploadedFile, models.CASCADE, related_name="rows")

    class Meta:
        verbose_name = "预览行"


class ColumnSeen(models.Model):
    """A column of a ledger that was looked at, and what it was taken for ("" = not read)."""

    file = models.ForeignKey(UploadedFile, models.CASCADE, related_name="columns")
    sheet = models.CharField("工作表", max_length=120)
    letter = models.CharField("列号", max_length=3)
    heading = models.CharField("表头", max_length=80)
    read_as = models.CharField("当作", max_length=60, blank=True)
    certainty = models.CharField("把握", max_length=12)

    class Meta:
        verbose_name = "认出的列"

    def __str__(self) -> str:
        return f"{self.letter} {self.heading}"


@tracked
class ColumnWord(Recorded):
    """What an office means by a heading of a kind of ledger: told once, known from then on."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField("台账种类", max_length=40)
    heading = models.CharField("表头", max_length=80)
    means = models.CharField("当作", max_length=60, blank=True)

    class Meta:
        verbose_name = "列的意思"
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "kind", "heading"], name="ledgers_columnword_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.heading} → {self.means}"

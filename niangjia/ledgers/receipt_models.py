"""What an office has asked for, which units each import covers, and her own files while they are kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from niangjia.base.history import tracked
from niangjia.base.models import Recorded, Sealed
from niangjia.figures.models import Completeness
from niangjia.ledgers.models import Import, ImportRow
from niangjia.network.models import Organisation


@tracked
class Collection(Recorded):
    """An office asks units below it for a kind of ledger, as of a day, by a day."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="collections", verbose_name="发起单位"
    )
    kind = models.CharField("台账种类", max_length=40)
    as_of = models.DateField("截至")
    due_on = models.DateField("交表日期")

    class Meta:
        verbose_name = "要表"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("as_of")),
                name="ledgers_collection_due_after_its_day",
                violation_error_message=gettext_noop(
                    "交表日期不能早于截至的那一天，请核对两个日期。"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"


@tracked
class CollectionUnit(Recorded):
    """A unit that was asked."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "应交单位"
        constraints = (
            models.UniqueConstraint(
                fields=["collection", "organisation"], name="ledgers_collectionunit_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection_id} {self.organisation_id}"


@tracked
class Coverage(Recorded):
    """An import holds rows of a unit and speaks of a day: by this the unit has answered.

    It goes when the import is taken back, and the receipt with it.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="covers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    as_of = models.DateField("截至")
    records = models.PositiveIntegerField("数据行")

    class Meta:
        verbose_name = "收到的表"
        constraints = (
            models.UniqueConstraint(fields=["batch", "organisation"], name="ledgers_coverage_once"),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.organisation_id}"


@tracked
class OpenRow(Recorded):
    """A row between those of a unit that waits or was not taken: as long as it does, a gap."""

    coverage = models.ForeignKey(Coverage, models.CASCADE, related_name="open_rows")
    row = models.ForeignKey(ImportRow, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "没入库的行"

    def __str__(self) -> str:
        return f"{self.coverage_id} {self.row_id}"


@tracked
class Shortfall(Recorded):
    """Because of the open rows of a coverage a figure counts 余 (R22)."""

    coverage = models.ForeignKey(Coverage, models.CASCADE, related_name="shortfalls")
    completeness = models.OneToOneField(Completeness, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "因此不全"

    def __str__(self) -> str:
        return f"{self.coverage_id} {self.completeness_id}"


class KeptFile(models.Model):
    """Her own file, sealed, until the day on which it is forgotten: to be given back with remarks.

    It holds all that she sent, identity numbers too, and so nothing but giving it back reads it.
    """

    batch = models.OneToOneField(Import, models.CASCADE, related_name="kept_file")
    content = Sealed("原表(密)")
    keep_until = models.DateField("保留到", db_index=True)

    class Meta:
        verbose_name = "原表"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.keep_until}"

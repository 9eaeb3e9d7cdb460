"""The journal, and what every recorded row has in common."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TypeVar

import uuid_utils.compat
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from niangjia.base import lookups as lookups  # registers any_of
from niangjia.base.periods import Period

Row = TypeVar("Row", bound=models.Model)


def new_public_id() -> uuid.UUID:
    """A uuid7: unique, and in the order of its making (R29)."""
    return uuid_utils.compat.uuid7()


class Entry(models.Model):
    """One act in the journal: who did what, in which post, for which organisation, why (R27)."""

    public_id = models.UUIDField("公开号", default=new_public_id, unique=True, editable=False)
    act = models.CharField("事项", max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    post = models.CharField("以何职务", max_length=120, blank=True)
    # network stands above base: the organisation is kept by its number, without a foreign key.
    organisation_id = models.BigIntegerField("组织", null=True, db_index=True)
    summary = models.CharField("内容", max_length=400, blank=True)
    reason = models.CharField("理由", max_length=400, blank=True)
    batch = models.UUIDField("批次", null=True, db_index=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name="撤回"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "日志"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.summary}"


class EntrySeal(models.Model):
    """The seal on one entry: a link of the chain over the journal (base.chain, R27)."""

    number = models.BigIntegerField("第几号", primary_key=True)
    entry = models.OneToOneField(
        Entry, models.PROTECT, related_name="seal", verbose_name="日志", editable=False
    )
    # One line for each table of before-images: "table columns many digest".
    images = models.TextField("前像的摘要", blank=True)
    hash = models.BinaryField("哈希")

    class Meta:
        verbose_name = "封印"

    def __str__(self) -> str:
        return f"{self.number}:{bytes(self.hash).hex()}"


class UnsealedEntry(models.Model):
    """An entry that waits for its seal; the insert of the entry leaves it here (sql/chain.sql)."""

    # Without a foreign key: a writer pays for one small insert and nothing else.
    entry_id = models.BigIntegerField("日志", primary_key=True)
    made_in = models.TextField("事务", blank=True)

    class Meta:
        verbose_name = "待封存的日志"

    def __str__(self) -> str:
        return str(self.entry_id)


class Job(models.Model):
    """Long work that somebody asked for; when it runs, and how it ends, is the queue's matter."""

    public_id = models.UUIDField("公开号", default=new_public_id, unique=True, editable=False)
    number = models.BigIntegerField("队列中的号", unique=True)
    task = models.CharField("任务", max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="交办人"
    )
    # As in the journal: without a foreign key.
    organisation_id = models.BigIntegerField("组织", null=True, db_index=True)
    language = models.CharField("语言", max_length=10, blank=True)
    done = models.IntegerField("已做", default=0)
    of = models.IntegerField("共", null=True)
    sentence = models.TextField("为何没做成", blank=True)
    asked_at = models.DateTimeField("交办时间", auto_now_add=True)
    ended_at = models.DateTimeField("做完时间", null=True)

    class Meta:
        verbose_name = "后台任务"

    def __str__(self) -> str:
        return f"{self.task} {self.public_id}"


class Recorded(models.Model):
    """A row that an act of the journal made: it carries the act's number and a public id."""

    public_id = models.UUIDField("公开号", default=new_public_id, unique=True, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="日志")

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet[Row]):
    """Questions about rows that were true from one day until another."""

    def on(self, day: date) -> DatedQuerySet[Row]:
        """Rows true at the end of `day` (R1)."""
        return self.filter(true_on(day))

    def within(self, period: Period) -> DatedQuerySet[Row]:
        """Rows true on at least one day of `period`."""
        return self.filter(true_within(period))

    def open(self) -> DatedQuerySet[Row]:
        """Rows without an end."""
        return self.filter(ends_on=None)


def true_on(day: date, at: str = "") -> Q:
    """`starts_on ≤ day < ends_on`, an unknown beginning or end counting as open; `at` is a path."""
    started = Q(**{f"{at}starts_on": None}) | Q(**{f"{at}starts_on__lte": day})
    return started & (Q(**{f"{at}ends_on": None}) | Q(**{f"{at}ends_on__gt": day}))


def true_within(period: Period, at: str = "") -> Q:
    """Half-open overlap with `period`; `at` is the lookup path to the dated row."""
    started = Q(**{f"{at}starts_on": None}) | Q(**{f"{at}starts_on__lt": period.ends_on})
    return started & (Q(**{f"{at}ends_on": None}) | Q(**{f"{at}ends_on__gt": period.starts_on}))


class Dated(models.Model):
    """True from `starts_on` (null: always known so) until the day before `ends_on` (null: still)."""

    starts_on = models.DateField("起", null=True, blank=True)
    ends_on = models.DateField("止(次日)", null=True, blank=True)

    class Meta:
        abstract = True

    def is_true_on(self, day: date) -> bool:
        """As of the end of `day`."""
        return not (self.starts_on and self.starts_on > day) and not (
            self.ends_on and self.ends_on <= day
        )


def ends_after_it_starts() -> models.CheckConstraint:
    """The check that every dated table carries."""
    return models.CheckConstraint(
        condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
        name="%(app_label)s_%(class)s_ends_after_it_starts",
        violation_error_message=gettext_noop("止的日期早于起的日期，请核对两个日期。"),
    )


class Sealed(models.BinaryField):  # type: ignore[type-arg]  # is none at run time
    """A column whose bytes are encrypted outside the database (see base.sealing)."""

"""Women as the federation knows them, and pairs of rows that might be one person."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from niangjia.base.history import tracked
from niangjia.base.models import Recorded, Sealed
from niangjia.network.models import Place
from niangjia.people.terms import Decision, Education, Politics, Sex


@tracked
class Person(Recorded):
    """One person, counted once at every level.

    A birth is kept as exactly as it is known: year, or year and month, or the day (R33). The
    phone is sealed with a blind index beside it; an identity number is never kept, only its
    blind index (R16, R17).
    """

    name = models.CharField("姓名", max_length=60, db_index=True)
    sex = models.CharField("性别", max_length=8, choices=Sex.choices, default=Sex.FEMALE)
    birth_year = models.SmallIntegerField("出生年", null=True)
    birth_month = models.SmallIntegerField("出生月", null=True)
    birth_day = models.SmallIntegerField("出生日", null=True)
    ethnic_group = models.CharField("民族", max_length=20, blank=True)
    politics = models.CharField(
        "政治面貌", max_length=16, choices=Politics.choices, default=Politics.UNKNOWN
    )
    education = models.CharField(
        "文化程度", max_length=12, choices=Education.choices, default=Education.UNKNOWN
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    workplace = models.CharField("所在单位", max_length=120, blank=True)
    phone_sealed = Sealed("手机号(密)", null=True, editable=True)
    phone_index = models.BinaryField("手机号索引", max_length=16, null=True, db_index=True)
    identity_index = models.BinaryField("身份证索引", max_length=16, null=True, db_index=True)

    class Meta:
        verbose_name = "人员"
        constraints = (
            models.CheckConstraint(
                condition=Q(birth_month=None) | Q(birth_month__range=(1, 12)),
                name="people_person_month_of_birth",
            ),
            models.CheckConstraint(
                condition=Q(birth_day=None) | Q(birth_day__range=(1, 31), birth_month__gt=0),
                name="people_person_day_of_birth",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def age_on(self, day: date) -> int | None:
        """Whole years at the end of `day`; by the year alone where no more is known."""
        if self.birth_year is None:
            return None
        known = (self.birth_month or 1, self.birth_day or 1)
        return day.year - self.birth_year - (known > (day.month, day.day))


@tracked
class Pair(Recorded):
    """Two persons who might be one; until somebody decides they count as two (R15)."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField("为什么像", max_length=200)
    decision = models.CharField(
        "结论", max_length=10, choices=Decision.choices, default=Decision.UNDECIDED
    )

    class Meta:
        verbose_name = "疑似同一人"
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="people_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="people_pair_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ? {self.second_id}"

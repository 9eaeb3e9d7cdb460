"""Terms, seats and posts of committees; what was elected and changed; what a rule asks."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from niangjia.base.history import tracked
from niangjia.base.models import Dated, DatedQuerySet, Recorded, ends_after_it_starts
from niangjia.base.overlaps import one_at_a_time
from niangjia.committees.terms import (
    AppointmentKind,
    CameBy,
    ChangeKind,
    Employment,
    PostKind,
    RecruitedFrom,
)
from niangjia.network.models import Organisation, Place
from niangjia.network.terms import Level
from niangjia.people.models import Person


@tracked
class Term(Recorded, Dated):
    """One term of office of a committee; ends by the next election only (R4)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField("届次", null=True)
    planned_end = models.DateField("届满日", null=True)

    objects = DatedQuerySet["Term"].as_manager()

    class Meta:
        verbose_name = "届"
        constraints = (
            ends_after_it_starts(),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False), name="committees_term_starts"
            ),
            one_at_a_time(
                "committees_term_one_a_day",
                "organisation",
                message=gettext_noop("这个组织在同一天已经有一届执委会，请核对选举日期。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.starts_on}"


class MemberKind(Dated):
    """A kind of the 5+N rule; an office may add its own (DOMAIN F-003-07)."""

    code = models.CharField("代号", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=40)
    name_en = models.CharField("英文名称", max_length=60)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "执委类别"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return self.name


@tracked
class CommitteeSeat(Recorded, Dated):
    """One person's seat in one term: what 执委(席位) counts (R12)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    came_by = models.CharField(
        "产生方式", max_length=10, choices=CameBy.choices, default=CameBy.ELECTED
    )
    sector = models.CharField("领域", max_length=40, blank=True)
    recruited = models.CharField(
        "来源", max_length=16, choices=RecruitedFrom.choices, default=RecruitedFrom.UNKNOWN
    )
    by_office = models.CharField("随职", max_length=60, blank=True)
    kinds = models.ManyToManyField(MemberKind, through="SeatKind", related_name="seats")

    objects = DatedQuerySet["CommitteeSeat"].as_manager()

    class Meta:
        verbose_name = "执委席位"
        constraints = (
            ends_after_it_starts(),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False), name="committees_seat_starts"
            ),
            one_at_a_time(
                "committees_seat_one_per_person",
                "organisation",
                "person",
                message=gettext_noop("这个人在这个执委会里同一天已经有一个席位。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_on}"


@tracked
class SeatKind(Recorded):
    """Which kinds of the 5+N rule a seat fills."""

    seat = models.ForeignKey(CommitteeSeat, models.CASCADE, related_name="seat_kinds")
    kind = models.ForeignKey(MemberKind, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "席位类别"
        constraints = (
            models.UniqueConstraint(fields=["seat", "kind"], name="committees_seatkind_once"),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.kind_id}"


@tracked
class SeatPost(Recorded, Dated):
    """Chair, vice-chair or standing member on a seat; a promotion is a new row (R12)."""

    seat = models.ForeignKey(CommitteeSeat, models.CASCADE, related_name="posts")
    # Held twice so that PostgreSQL itself can refuse a second chair; a trigger keeps it equal.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.CharField("职务", max_length=12, choices=PostKind.choices)
    employment = models.CharField(
        "专兼挂", max_length=10, choices=Employment.choices, default=Employment.UNKNOWN
    )
    came_by = models.CharField(
        "产生方式", max_length=10, choices=CameBy.choices, default=CameBy.ELECTED
    )

    objects = DatedQuerySet["SeatPost"].as_manager()

    class Meta:
        verbose_name = "职务"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "committees_seatpost_one_a_day",
                "seat",
                message=gettext_noop("同一个席位同一天只能有一个职务。"),
            ),
            one_at_a_time(
                "committees_seatpost_one_chair",
                "organisation",
                condition=Q(post=PostKind.CHAIR),
                message=gettext_noop("这个执委会同一天已经有主席，一个执委会只能有一位主席。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.get_post_display()}"


@tracked
class Appointment(Recorded, Dated):
    """The head of a station or a grid: an appointment, never a seat (R12)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    kind = models.CharField("职务", max_length=16, choices=AppointmentKind.choices)

    objects = DatedQuerySet["Appointment"].as_manager()

    class Meta:
        verbose_name = "任命"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "committees_appointment_one_head",
                "organisation",
                message=gettext_noop("这里同一天已经有一位负责人。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_kind_display()}"


@tracked
class Election(Recorded):
    """The election that began a term: day, paper, result (DOMAIN B.2)."""

    term = models.OneToOneField(Term, models.PROTECT, related_name="election")
    held_on = models.DateField("选举日期")
    document = models.CharField("文号", max_length=120, blank=True)
    result = models.CharField("结果", max_length=200, blank=True)

    class Meta:
        verbose_name = "选举"

    def __str__(self) -> str:
        return str(self.held_on)


@tracked
class CommitteeChange(Recorded):
    """One change inside a term: 替补, 增补, 增选, 免去, 卸任, with its reason."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="changes")
    kind = models.CharField("变动", max_length=12, choices=ChangeKind.choices)
    on = models.DateField("生效日")
    seat_in = models.ForeignKey(
        CommitteeSeat, models.PROTECT, null=True, related_name="came_in_changes"
    )
    seat_out = models.ForeignKey(
        CommitteeSeat, models.PROTECT, null=True, related_name="went_out_changes"
    )
    reason = models.CharField("理由", max_length=200)
    document = models.CharField("文号", max_length=120, blank=True)

    class Meta:
        verbose_name = "执委变动"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


@tracked
class CompositionRule(Recorded, Dated):
    """A version of what committees of one level below a place have to look like."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    version = models.PositiveSmallIntegerField("版本")
    least = models.PositiveSmallIntegerField("最少", null=True)
    most = models.PositiveSmallIntegerField("最多", null=True)
    odd = models.BooleanField("须为单数", default=False)
    least_vice_chairs = models.PositiveSmallIntegerField("副主席至少", default=0)
    source = models.CharField("依据", max_length=200)
    kinds = models.ManyToManyField(MemberKind, through="RuleKind", related_name="rules")

    objects = DatedQuerySet["CompositionRule"].as_manager()

    class Meta:
        verbose_name = "构成规则"
        constraints = (
            ends_after_it_starts(),
            models.UniqueConstraint(
                fields=["place", "level", "version"], name="committees_rule_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.level} {self.version}"


@tracked
class RuleKind(Recorded):
    """A member kind that a rule requires, or names as optional."""

    rule = models.ForeignKey(CompositionRule, models.CASCADE, related_name="rule_kinds")
    kind = models.ForeignKey(MemberKind, models.PROTECT, related_name="+")
    required = models.BooleanField("必备")

    class Meta:
        verbose_name = "规则类别"
        constraints = (
            models.UniqueConstraint(fields=["rule", "kind"], name="committees_rulekind_once"),
        )

    def __str__(self) -> str:
        return f"{self.rule_id} {self.kind_id}"

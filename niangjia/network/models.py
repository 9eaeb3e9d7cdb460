"""Places and organisations over time: who stood where, under which name and form, on any day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from niangjia.base.history import tracked
from niangjia.base.models import Dated, DatedQuerySet, Recorded, ends_after_it_starts
from niangjia.base.overlaps import one_at_a_time
from niangjia.network.terms import EventKind, Form, Level, LinkMode, PlaceKind


class Place(Dated):
    """An administrative division with its 12-digit code (GB/T 2260, 10114; DOMAIN B.9).

    Places of the division table have an open beginning (R7); later or earlier differences are
    dated. The code is unique among the places of one day.
    """

    code = models.CharField("区划代码", max_length=12)
    # The digits that all places inside share: 2, 4, 6, 9 or 12 of the code.
    prefix = models.CharField("代码前段", max_length=12, db_collation="C", db_index=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    objects = DatedQuerySet["Place"].as_manager()

    class Meta:
        verbose_name = "区划"
        constraints = (
            ends_after_it_starts(),
            models.UniqueConstraint(fields=["code"], name="network_place_code_once"),
        )

    def __str__(self) -> str:
        return self.code


class PlaceName(Dated):
    """What a place was called, and what kind of division it was, from a day until another."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=12, choices=PlaceKind.choices)

    objects = DatedQuerySet["PlaceName"].as_manager()

    class Meta:
        verbose_name = "区划名称"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "network_placename_one_name_a_day",
                "place",
                message=gettext_noop("同一天里一个地方只能有一个名称。"),
            ),
        )

    def __str__(self) -> str:
        return self.name


class OrganisationKind(Dated):
    """A kind of women's organisation; an office may add its own (DOMAIN C.1)."""

    code = models.CharField("代号", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=40)
    name_en = models.CharField("英文名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level.choices, blank=True)
    is_lateral = models.BooleanField("横向组织", default=False)
    has_committee = models.BooleanField("设执委会", default=False)
    source = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "组织种类"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(DatedQuerySet["Organisation"]):
    """Questions about organisations; `on` and `within` look at their life."""

    def below(self, root: Organisation) -> OrganisationQuerySet:
        """`root` and all that stand under it today: an index range on `path` (R11)."""
        return self.filter(path__gte=root.path, path__lt=root.path + "~")


@tracked
class Organisation(Recorded, Dated):
    """A women's organisation, grid or station, from its founding to its end.

    `path` is the way from the top *today*, fixed-width steps, collation C (R11): for access and
    live lists only; figures use the placements of each row's own day (R3).
    """

    code = models.CharField("代码", max_length=20, blank=True)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, related_name="+")
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="organisations")
    path = models.CharField("路径", max_length=240, db_collation="C", blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "组织"
        constraints = (
            ends_after_it_starts(),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="network_organisation_code_once",
                violation_error_message=gettext_noop("这个代码已经有一个组织在用。"),
            ),
        )
        indexes = (models.Index(fields=["path"], name="network_organisation_path"),)

    def __str__(self) -> str:
        return self.code or str(self.public_id)


@tracked
class OrganisationName(Recorded, Dated):
    """The full and the short name of an organisation from a day until another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60)

    objects = DatedQuerySet["OrganisationName"].as_manager()

    class Meta:
        verbose_name = "组织名称"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "network_organisationname_one_a_day",
                "organisation",
                message=gettext_noop("同一天里一个组织只能有一个名称。"),
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked
class OrganisationForm(Recorded, Dated):
    """Council, federation, … : the form of an organisation from a day until another (R9)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="forms")
    form = models.CharField("组织形式", max_length=20, choices=Form.choices)

    objects = DatedQuerySet["OrganisationForm"].as_manager()

    class Meta:
        verbose_name = "组织形式"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "network_organisationform_one_a_day",
                "organisation",
                message=gettext_noop("同一天里一个组织只能有一种组织形式。"),
            ),
        )

    def __str__(self) -> str:
        return self.get_form_display()


@tracked
class Placement(Recorded, Dated):
    """`organisation` stood directly under `parent` from a day until another (R10)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Organisation, models.PROTECT, related_name="child_placements")

    objects = DatedQuerySet["Placement"].as_manager()

    class Meta:
        verbose_name = "隶属"
        constraints = (
            ends_after_it_starts(),
            one_at_a_time(
                "network_placement_one_parent_a_day",
                "organisation",
                message=gettext_noop("同一天里一个组织只能有一个上级。"),
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("parent")),
                name="network_placement_not_below_itself",
                violation_error_message=gettext_noop("一个组织不能归自己管。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} < {self.parent_id}"


@tracked
class OrganisationLink(Recorded, Dated):
    """A lateral tie between a body and an organisation (联办, 覆盖), beside the tree."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="links")
    with_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="links_from_others"
    )
    mode = models.CharField("方式", max_length=10, choices=LinkMode.choices)

    objects = DatedQuerySet["OrganisationLink"].as_manager()

    class Meta:
        verbose_name = "横向联系"
        constraints = (
            ends_after_it_starts(),
            models.CheckConstraint(
                condition=~Q(organisation=F("with_organisation")),
                name="network_organisationlink_not_with_itself",
                violation_error_message=gettext_noop("一个组织不能与自己联办。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} – {self.with_organisation_id}"


@tracked
class OrganisationEvent(Recorded):
    """Something that happened to an organisation on a day, with its paper (R8)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    kind = models.CharField("事件", max_length=20, choices=EventKind.choices)
    on = models.DateField("日期", null=True)
    precision = models.CharField("日期精度", max_length=5, default="day")
    other = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="另一组织"
    )
    document = models.CharField("文号", max_length=120, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)

    class Meta:
        verbose_name = "组织事件"
        indexes = (models.Index(fields=["kind", "on"], name="network_event_kind_on"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class VenueKind(Dated):
    """A kind of venue, in use from a day until another; an office adds its own (DOMAIN B.3)."""

    code = models.CharField("代号", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=40)
    name_en = models.CharField("英文名称", max_length=60)
    source = models.CharField("依据", max_length=200, blank=True)

    objects = DatedQuerySet["VenueKind"].as_manager()

    class Meta:
        verbose_name = "阵地种类"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return self.name


@tracked
class Venue(Recorded, Dated):
    """A place of work that an organisation keeps (妇女之家, 先锋驿站 …), from a day until another.

    It is no organisation: it has no head and no committee. Who takes it over gets a row of her
    own, so that each owner keeps the days that were hers (R3).
    """

    name = models.CharField("名称", max_length=80)
    kind = models.ForeignKey(VenueKind, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="venues")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="所在地方")

    objects = DatedQuerySet["Venue"].as_manager()

    class Meta:
        verbose_name = "阵地"
        constraints = (ends_after_it_starts(),)

    def __str__(self) -> str:
        return self.name


class TreeVersion(models.Model):
    """One row: raised by a trigger whenever placements change; names the cached tree (R11)."""

    version = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "网络版本"

    def __str__(self) -> str:
        return str(self.version)

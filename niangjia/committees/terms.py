"""The words of committees."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostKind(TextChoices):
    """A post held on a seat; an ordinary 执委 holds a seat and no post (R12)."""

    CHAIR = "chair", _("主席")
    VICE_CHAIR = "vice_chair", _("副主席")
    STANDING = "standing", _("常委")


class Employment(TextChoices):
    """Whether a post is held full-time, part-time or on secondment."""

    FULL_TIME = "full_time", _("专职")
    PART_TIME = "part_time", _("兼职")
    SECONDED = "seconded", _("挂职")
    UNKNOWN = "unknown", _("未记")


class CameBy(TextChoices):
    """How a seat was filled."""

    ELECTED = "elected", _("选举")
    REPLACED = "replaced", _("替补")
    COOPTED = "coopted", _("增补")


class ChangeKind(TextChoices):
    """Changes of a committee inside a term (DOMAIN B.1)."""

    REPLACE = "replace", _("替补")
    COOPT = "coopt", _("增补")
    ELECT_EXTRA = "elect_extra", _("增选")
    REMOVE = "remove", _("免去")
    RESIGN = "resign", _("卸任")


class RecruitedFrom(TextChoices):
    """Where a member was found: inside the offices, or outside them."""

    OFFICES = "offices", _("机关内")
    OUTSIDE_OFFICES = "outside_offices", _("机关以外（各行各业）")
    UNKNOWN = "unknown", _("未记")


class AppointmentKind(TextChoices):
    """Heads who hold no seat by that (R12)."""

    STATION_HEAD = "station_head", _("站长")
    GRID_HEAD = "grid_head", _("网格长")


class Finding(TextChoices):
    """What a composition rule or a date says about a committee."""

    KIND_MISSING = "kind_missing", _("缺必备类别")
    TOO_SMALL = "too_small", _("人数不足")
    TOO_LARGE = "too_large", _("人数过多")
    EVEN = "even", _("人数不是单数")
    NO_CHAIR = "no_chair", _("没有主席")
    FEW_VICE_CHAIRS = "few_vice_chairs", _("副主席不足")
    TERM_OVERDUE = "term_overdue", _("届满未换届")
    NO_ROSTER = "no_roster", _("没有名册")

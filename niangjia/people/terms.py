"""The words about persons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """As a roster says it; rosters of women have men in them now and then."""

    FEMALE = "female", _("女")
    MALE = "male", _("男")
    UNKNOWN = "unknown", _("不详")


class Education(TextChoices):
    """Highest schooling, in the steps that rosters use."""

    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("高中（中专）")
    COLLEGE = "college", _("大专")
    BACHELOR = "bachelor", _("本科")
    GRADUATE = "graduate", _("研究生")
    UNKNOWN = "unknown", _("未记")


class Politics(TextChoices):
    """Political status (政治面貌)."""

    PARTY = "party", _("中共党员")
    PROBATIONARY = "probationary", _("预备党员")
    LEAGUE = "league", _("共青团员")
    OTHER_PARTY = "other_party", _("民主党派")
    MASSES = "masses", _("群众")
    UNKNOWN = "unknown", _("未记")


class Decision(TextChoices):
    """What somebody decided about two persons who might be one."""

    UNDECIDED = "undecided", _("待看")
    SAME = "same", _("是同一人")
    DIFFERENT = "different", _("不是同一人")

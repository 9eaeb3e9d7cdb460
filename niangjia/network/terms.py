"""The words of the network."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Tier of a place or organisation; `UNIT` is a lateral body that stands beside the tiers."""

    PROVINCE = "province", _("省级")
    PREFECTURE = "prefecture", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")
    GRID = "grid", _("网格")
    STATION = "station", _("姐妹驿站")
    UNIT = "unit", _("横向组织")


TIERS = list(Level)


class Form(TextChoices):
    """Organisational form on a day (会改联 turns a council into a federation)."""

    FEDERATION = "federation", _("妇女联合会")
    COUNCIL = "council", _("妇女代表会")
    WOMEN_COMMITTEE = "women_committee", _("妇女工作委员会")
    WOMEN_GROUP = "women_group", _("妇女小组")
    STATION = "station", _("姐妹驿站")
    GRID = "grid", _("网格")
    ASSOCIATION = "association", _("社会组织")


class EventKind(TextChoices):
    """What happened to an organisation on a day; the last five are founding steps (R8)."""

    FOUND = "found", _("成立")
    CONVERT = "convert", _("会改联")
    RENAME = "rename", _("改名")
    MOVE = "move", _("改隶")
    SPLIT = "split", _("分设")
    MERGE = "merge", _("合并")
    DISSOLVE = "dissolve", _("撤销")
    CONGRESS_HELD = "congress_held", _("召开代表大会")
    COMMITTEE_ELECTED = "committee_elected", _("选举产生执委")
    BOARD_HUNG = "board_hung", _("挂牌")
    GROUP_OPENED = "group_opened", _("建群")
    FIRST_ACTIVITY = "first_activity", _("开展首次活动")


STEPS = (
    EventKind.COMMITTEE_ELECTED,
    EventKind.BOARD_HUNG,
    EventKind.GROUP_OPENED,
    EventKind.FIRST_ACTIVITY,
)


class LinkMode(TextChoices):
    """How a lateral body and an organisation are joined (DOMAIN A.0 F-000-22 … 24, B.1)."""

    TRADE = "trade", _("横向联办")
    HOBBY = "hobby", _("粘合联办")
    SOCIAL = "social", _("统筹联办")
    COVERS = "covers", _("覆盖")


class PlaceKind(TextChoices):
    """What an administrative division is called."""

    PROVINCE = "province", _("省")
    PREFECTURE = "prefecture", _("市")
    COUNTY = "county", _("县")
    SUBDISTRICT = "subdistrict", _("街道")
    TOWN = "town", _("镇")
    TOWNSHIP = "township", _("乡")
    VILLAGE = "village", _("行政村")
    COMMUNITY = "community", _("社区")
    ZONE = "zone", _("类似区划")

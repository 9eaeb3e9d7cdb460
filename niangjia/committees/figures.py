"""The figures of committees (DOMAIN C.5, G2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from niangjia.base.models import true_on
from niangjia.base.one_state import asked_once
from niangjia.base.periods import Period
from niangjia.base.phrases import in_language
from niangjia.base.units import Unit
from niangjia.committees.models import (
    CommitteeChange,
    CommitteeSeat,
    CompositionRule,
    MemberKind,
    SeatKind,
    SeatPost,
    Term,
)
from niangjia.committees.previous import compared_posts, compared_seats
from niangjia.committees.terms import (
    CameBy,
    ChangeKind,
    Employment,
    PostKind,
    RecruitedFrom,
)
from niangjia.figures.breakdowns import kind, level, words
from niangjia.figures.catalogue import declare
from niangjia.figures.kinds import At, Breakdown, Distinct, During, Face, On, Ratio, Share, Total
from niangjia.figures.models import Register
from niangjia.people.ages import AGE_BANDS, in_age_band
from niangjia.people.figures import undecided_pairs
from niangjia.people.terms import Education, Politics

_SEAT = Face(
    {
        "姓名": "person__name",
        "产生方式": "came_by",
        "任职起": "starts_on",
        "任职止(次日)": "ends_on",
    },
    day="starts_on",
    person="person_id",
)
_POST = Face(
    {
        "姓名": "seat__person__name",
        "职务": "post",
        "专兼挂": "employment",
        "任职起": "starts_on",
    },
    day="starts_on",
    person="seat__person_id",
)


def _member_kinds() -> Mapping[str, str]:
    return {code: in_language(*names) for code, *names in _member_kind_rows()}


@asked_once
def _member_kind_rows() -> tuple[tuple[str, str, str], ...]:
    return tuple(MemberKind.objects.values_list("code", "name", "name_en"))


def _of_kind(value: str, day: date) -> Q:
    return Q(Exists(SeatKind.objects.filter(seat=OuterRef("pk"), kind=value)))


def _sectors() -> Mapping[str, str]:
    return {sector: sector for sector in _known_sectors() if sector}


@asked_once
def _known_sectors() -> tuple[str, ...]:
    found = CommitteeSeat.objects.order_by("sector").values_list("sector", flat=True)
    return tuple(found.distinct())


_BY = (level("organisation__"), kind("organisation__"))
_SEATS_BY = (
    *_BY,
    Breakdown("recruited", _("来源"), words(RecruitedFrom), lookup="recruited"),
    Breakdown("came_by", _("产生方式"), words(CameBy), lookup="came_by"),
    Breakdown("member_kind", _("类别"), _member_kinds, q=_of_kind, is_open=True),
    Breakdown("sector", _("领域"), _sectors, lookup="sector", is_open=True),
    Breakdown("education", _("文化程度"), words(Education), lookup="person__education"),
    Breakdown("politics", _("政治面貌"), words(Politics), lookup="person__politics"),
    Breakdown(
        "age_band",
        _("年龄段"),
        lambda: {band: str(words) for band, words in AGE_BANDS.items()},
        q=lambda value, day: in_age_band(value, day, "person__"),
    ),
)
_POSTS_BY = (
    *_BY,
    Breakdown("post", _("职务"), words(PostKind), lookup="post"),
    Breakdown("employment", _("专兼挂"), words(Employment), lookup="employment"),
)


def _seats(at: Period) -> QuerySet[CommitteeSeat]:
    return CommitteeSeat.objects.all()


def _posts(at: Period) -> QuerySet[SeatPost]:
    return SeatPost.objects.all()


def _new_seats(at: Period) -> QuerySet[CommitteeSeat]:
    return compared_seats().filter(has_base=True, was_there=False)


def _new_posts(at: Period) -> QuerySet[SeatPost]:
    return compared_posts().filter(has_base=True, was_there=False)


def _changes(at: Period) -> QuerySet[CommitteeChange]:
    return CommitteeChange.objects.all()


def _committees(at: Period) -> QuerySet[Term]:
    return Term.objects.all()


def _complete_committees(at: Period) -> QuerySet[Term]:
    """Committees with a rule in force that day, none of whose required kinds is missing."""
    rules = list(CompositionRule.objects.on(at.last).select_related("place"))
    return Term.objects.filter(
        reduce(or_, (_keeps(rule, rules, at.last) for rule in rules), Q(pk__in=[]))
    )


def _keeps(rule: CompositionRule, rules: Sequence[CompositionRule], day: date) -> Q:
    """Committees under that rule (a nearer one or a newer version takes its place) that keep it."""
    condition = _inside(rule)
    for other in rules:
        if _goes_before(other, rule):
            condition &= ~_inside(other)
    for kind_code in rule.rule_kinds.filter(required=True).values_list("kind", flat=True):
        filled = SeatKind.objects.filter(
            true_on(day, "seat__"), seat__term=OuterRef("pk"), kind=kind_code
        )
        condition &= Q(Exists(filled))
    return condition


def _inside(rule: CompositionRule) -> Q:
    return Q(
        organisation__level=rule.level,
        organisation__place__prefix__startswith=rule.place.prefix,
    )


def _goes_before(other: CompositionRule, rule: CompositionRule) -> bool:
    if other.level != rule.level or not other.place.prefix.startswith(rule.place.prefix):
        return False
    nearer = len(other.place.prefix) > len(rule.place.prefix)
    return nearer or (other.place_id == rule.place_id and other.version > rule.version)


_OF_SEATS: dict[str, Any] = {"at": At("organisation_id"), "face": _SEAT}
_OF_POSTS: dict[str, Any] = {"at": At("organisation_id"), "face": _POST}
_STOCK: dict[str, Any] = {"time": During(), "register": Register.COMMITTEES}
_FLOW: dict[str, Any] = {"time": On("starts_on")}
declare(
    Total(
        name="committees.seats",
        label=_("执委席位"),
        unit=Unit.SEAT,
        rows=_seats,
        by=_SEATS_BY,
        definition=_("当天在任的执委席位，每个组织里的每个席位算一席；不含候选人和已卸任的"),
        source="R12；DOMAIN C.5 MEM.SEATS",
        **_OF_SEATS,
        **_STOCK,
    ),
    Distinct(
        name="committees.persons",
        label=_("执委人数"),
        unit=Unit.PERSON,
        rows=_seats,
        of="person_id",
        undecided=undecided_pairs,
        by=_SEATS_BY,
        definition=_("当天在任的执委，同一人在几处任职只算一人"),
        source="R15；DOMAIN C.5 MEM.PERSONS",
        **_OF_SEATS,
        **_STOCK,
    ),
    Total(
        name="committees.posts",
        label=_("职务"),
        unit=Unit.SEAT,
        rows=_posts,
        by=_POSTS_BY,
        definition=_("当天在任的主席、副主席、常委职务，按席位计"),
        source="R12；DOMAIN C.5 MEM.CHAIR/VICE",
        **_OF_POSTS,
        **_STOCK,
    ),
    Distinct(
        name="committees.new_members",
        label=_("新增执委"),
        unit=Unit.PERSON,
        rows=_new_seats,
        of="person_id",
        compared=lambda at: compared_seats(),
        undecided=undecided_pairs,
        by=_SEATS_BY,
        definition=_("席位在期间内开始、上一届不在这个执委会的人；没有上一届名册的未记"),
        source="R6，R13；DOMAIN C.5 MEM.NEW",
        **_OF_SEATS,
        **_FLOW,
    ),
    Distinct(
        name="committees.new_in_post",
        label=_("新任职务"),
        unit=Unit.PERSON,
        rows=_new_posts,
        of="seat__person_id",
        compared=lambda at: compared_posts(),
        undecided=undecided_pairs,
        by=_POSTS_BY,
        definition=_("在期间内开始担任这个职务、上一届没有担任的人，由执委升任的也算"),
        source="R6，R13；DOMAIN C.5 MEM.NEW",
        **_OF_POSTS,
        **_FLOW,
    ),
    Total(
        name="committees.changes",
        label=_("执委变动"),
        unit=Unit.CHANGE,
        rows=_changes,
        at=At("organisation_id"),
        time=On("on"),
        face=Face(
            {
                "变动": "kind",
                "生效日": "on",
                "理由": "reason",
            },
            day="on",
            has_free_text=True,
        ),
        by=(
            *_BY,
            Breakdown("change", _("变动"), words(ChangeKind), lookup="kind"),
        ),
        definition=_("期间内生效的替补、增补、增选、免去、卸任，每次算一次"),
        source="DOMAIN C.5 MEM.ADJ",
    ),
    Total(
        name="committees.committees",
        label=_("执委会"),
        unit=Unit.ORGANISATION,
        rows=_committees,
        at=At("organisation_id"),
        time=During(),
        face=Face({"本届起": "starts_on", "届次": "number"}, day="starts_on"),
        by=_BY,
        register=Register.COMMITTEES,
        definition=_("当天有在任一届的执委会"),
        source="R4；DOMAIN C.5 MEM.5N",
    ),
    Total(
        name="committees.complete",
        label=_("必备类别齐全的执委会"),
        unit=Unit.ORGANISATION,
        rows=_complete_committees,
        at=At("organisation_id"),
        time=During(),
        face=Face({"本届起": "starts_on", "届次": "number"}, day="starts_on"),
        by=_BY,
        register=Register.COMMITTEES,
        definition=_("当天的构成规则所列必备类别每类都有人的执委会；没有规则的不算"),
        source="DOMAIN C.5 MEM.5N",
    ),
    Ratio(
        name="committees.complete_rate",
        label=_("五类齐备率"),
        unit=Unit.PERCENT,
        of="committees.complete",
        to="committees.committees",
        decimals=1,
        definition=_("必备类别齐全的执委会 ÷ 执委会"),
        source="DOMAIN C.5 MEM.5N",
    ),
    Ratio(
        name="committees.mean_seats",
        label=_("平均每个妇联的执委"),
        unit=Unit.PER_ORGANISATION,
        of="committees.seats",
        to="network.federations",
        decimals=1,
        definition=_("期末执委席位 ÷ 期末妇联数"),
        source="R14；DOMAIN C.5 MEM.AVG",
    ),
    Ratio(
        name="committees.mean_posts",
        label=_("平均每个妇联的职务"),
        unit=Unit.PER_ORGANISATION,
        of="committees.posts",
        to="network.federations",
        decimals=1,
        definition=_("期末在任职务 ÷ 期末妇联数"),
        source="R14；DOMAIN C.5 MEM.AVG",
    ),
    Share(
        name="committees.share_of_persons",
        label=_("执委构成"),
        whole="committees.persons",
        by=("age_band", "education", "politics", "sector", "recruited"),
        definition=_("某一类执委人数 ÷ 全部执委人数，同一人只算一次"),
        source="DOMAIN C.5 MEM.DEMO",
    ),
)

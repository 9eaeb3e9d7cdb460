"""可能是同一人: two persons side by side, until somebody decides (R15)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.base.phrases import clauses, listed
from niangjia.committees.models import CommitteeSeat
from niangjia.committees.terms import PostKind
from niangjia.desk.building.cells import Numbers
from niangjia.desk.building.decisions import decided_card, decisions_of, is_hers, named_by
from niangjia.desk.building.reach import decides_pairs, rosters_open
from niangjia.desk.building.roster import seats_hidden
from niangjia.desk.pages import Head, PairCard, PairsPage
from niangjia.desk.parts import Phrase, Term
from niangjia.desk.visit import Visit
from niangjia.network.models import Organisation
from niangjia.network.names import place_names, short_names
from niangjia.people.models import Pair, Person
from niangjia.people.terms import Decision

NOTHING = "—"
MOST = 20
LAST = 5


def undecided_of(visit: Visit) -> QuerySet[Pair]:
    """Open pairs both of whose persons sit, or sat, where the reader may join persons."""
    mine = Pair.objects.filter(is_hers(visit, "first"), is_hers(visit, "second"))
    return mine.filter(decision=Decision.UNDECIDED)


def build_pairs(visit: Visit, own: Organisation) -> tuple[PairsPage, int]:
    """The undecided pairs, the oldest first; below them what the reader decided last.

    With how many persons the page names, for the log.
    """
    undecided = undecided_of(visit).select_related("first__place", "second__place").order_by("pk")
    shown, many = list(undecided[:MOST]), undecided.count()
    decided = list(decisions_of(visit)[:LAST])
    page = PairsPage(
        head=_head(visit, own),
        pairs=_cards(visit, shown),
        decided=tuple(decided_card(entry) for entry in decided),
        shown=_("先列%(first)s对，共%(all)s对。") % {"first": MOST, "all": many}
        if many > MOST
        else "",
        empty=_empty(visit),
    )
    named = {person for pair in shown for person in (pair.first_id, pair.second_id)}
    return page, len(named | named_by(decided))


def _empty(visit: Visit) -> str:
    if decides_pairs(visit):
        return _("没有要看的了：每个人都分清了。")
    return _("要看姓名才能定，姓名只到县一级看得到，请县（市、区）妇联来看。")


def _head(visit: Visit, own: Organisation) -> Head:
    persons = Numbers(visit, own).cell("committees.persons")
    lead = Phrase(before=_("定下来一对，数就跟着变：执委"), figure=persons, after=_("。"))
    return Head(title=_("可能是同一人"), lead=(lead,))


def _cards(visit: Visit, shown: Sequence[Pair]) -> tuple[PairCard, ...]:
    persons = [person for pair in shown for person in (pair.first, pair.second)]
    seats = _seats(visit, {person.pk for person in persons})
    places = place_names({p.place_id for p in persons if p.place_id}, on=visit.day)
    return tuple(_card(pair, seats, places) for pair in shown)


def _card(pair: Pair, seats: Mapping[int, list[str]], places: Mapping[int, str]) -> PairCard:
    left, right = (_known(person, seats, places) for person in (pair.first, pair.second))
    return PairCard(
        key=f"pair-{pair.public_id}",
        left=left,
        right=right,
        why=_(pair.why),
        differs=_differing(pair, left, right),
        same_address=reverse("desk:pair_same", args=[pair.public_id]),
        different_address=reverse("desk:pair_different", args=[pair.public_id]),
    )


def _differing(pair: Pair, left: Sequence[Term], right: Sequence[Term]) -> tuple[str, ...]:
    """Labels under which what is said of one contradicts what is said of the other."""
    both = zip(left, right, strict=True)
    agreeing = {_("席位")} | ({_("所在地")} if _lies_inside(pair.first, pair.second) else set())
    return tuple(
        one.label
        for one, other in both
        if one.label not in agreeing and _contradict(one.text, other.text)
    )


def _lies_inside(one: Person, other: Person) -> bool:
    """Whether the place of one contains that of the other: a village of the township."""
    if one.place is None or other.place is None:
        return False
    first, second = one.place.prefix, other.place.prefix
    return first.startswith(second) or second.startswith(first)


def _contradict(one: str, other: str) -> bool:
    """Both say something, and neither says the same less exactly (1962 of 1962-03)."""
    nothing = {NOTHING, _("未记"), _("不详")}
    if one in nothing or other in nothing:
        return False
    return not one.startswith(other) and not other.startswith(one)


def _known(
    person: Person, seats: Mapping[int, list[str]], places: Mapping[int, str]
) -> tuple[Term, ...]:
    said = (
        (_("姓名"), person.name),
        (_("出生"), _born(person)),
        (_("民族"), person.ethnic_group),
        (_("政治面貌"), person.get_politics_display()),
        (_("文化程度"), person.get_education_display()),
        (_("所在单位"), person.workplace),
        (_("所在地"), places.get(person.place_id or 0, "")),
        (_("席位"), clauses(seats.get(person.pk, ()))),
    )
    return tuple(Term(label=label, text=text or NOTHING) for label, text in said)


def _born(person: Person) -> str:
    """As exactly as it is known (R33)."""
    known = (person.birth_year, person.birth_month, person.birth_day)
    return "-".join(f"{part:02}" for part in known if part is not None)


def _seats(visit: Visit, persons: set[int]) -> dict[int, list[str]]:
    """Person → her seats, ended ones too: 龙津镇妇联 副主席 2017-06-08起."""
    found = CommitteeSeat.objects.filter(person__any_of=list(persons)).order_by("starts_on")
    rows = list(found.prefetch_related("posts"))
    named = rosters_open(visit, {seat.organisation_id for seat in rows})
    names = short_names(named, on=visit.day)
    lines: dict[int, list[str]] = defaultdict(list)
    for seat in rows:
        if seat.organisation_id in named:
            lines[seat.person_id].append(_seat(seat, names))
    hidden = Counter(seat.person_id for seat in rows if seat.organisation_id not in named)
    for person, many in hidden.items():
        lines[person] += seats_hidden(many)
    return lines


def _seat(seat: CommitteeSeat, names: Mapping[int, str]) -> str:
    posts = {str(PostKind(post.post).label) for post in seat.posts.all()} or {_("执委")}
    said = {
        "name": names.get(seat.organisation_id, ""),
        "post": listed(sorted(posts)),
        "day": seat.starts_on,
    }
    return _("%(name)s%(post)s，%(day)s起") % said

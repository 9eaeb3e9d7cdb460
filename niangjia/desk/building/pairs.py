"""可能是同一人: two persons side by side, until somebody decides (R15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.access.permissions import within
from niangjia.access.terms import Can
from niangjia.committees.models import CommitteeSeat
from niangjia.committees.terms import PostKind
from niangjia.desk.building.cells import Numbers
from niangjia.desk.pages import Head
from niangjia.desk.parts import Cell, Column, Phrase, Row, Table
from niangjia.desk.visit import Visit
from niangjia.network.models import Organisation
from niangjia.network.names import place_names, short_names
from niangjia.people.models import Pair, Person
from niangjia.people.terms import Decision

MOST = 20


@dataclass(frozen=True, kw_only=True)
class PairCard:
    """One pair: why it looks like one person, what is known of each, where it is decided."""

    title: str
    why: str
    table: Table
    address: str


@dataclass(frozen=True, kw_only=True)
class PairsPage:
    """What `desk/pairs.html` receives; `decided` is a pair whose decision can be taken back."""

    head: Head
    cards: tuple[PairCard, ...]
    empty: str
    note: str = ""
    undo_address: str = ""
    undo_text: str = ""


def pairs_of(visit: Visit) -> QuerySet[Pair]:
    """Pairs both of whose persons sit, or sat, where the reader may join persons."""
    return Pair.objects.filter(_is_hers(visit, "first"), _is_hers(visit, "second"))


def _is_hers(visit: Visit, side: str) -> Q:
    mine = within(visit.user, Can.PERSON_MERGE, organisation="organisation", on=visit.today)
    return Q(Exists(CommitteeSeat.objects.filter(mine, person=OuterRef(side))))


def build_pairs(visit: Visit, own: Organisation, undone: Pair | None) -> PairsPage:
    """The undecided pairs, the oldest first; `undone` was decided just now."""
    found = pairs_of(visit).filter(decision=Decision.UNDECIDED)
    many = found.count()
    shown = list(found.select_related("first", "second").order_by("pk")[:MOST])
    return PairsPage(
        head=_head(visit, own),
        cards=_cards(visit, shown),
        empty=_("没有要看的了。新的花名册放进来，这里会再问。"),
        note=_("先列%(first)s对，共%(all)s对。") % {"first": MOST, "all": many}
        if many > MOST
        else "",
        undo_address=reverse("desk:undo_pair", args=[undone.public_id]) if undone else "",
        undo_text=_decided(undone) if undone else "",
    )


def _decided(pair: Pair) -> str:
    said = {"name": pair.first.name, "what": pair.get_decision_display()}
    return _("记下了：%(name)s，%(what)s。") % said


def _head(visit: Visit, own: Organisation) -> Head:
    persons = Numbers(visit, own).cell("committees.persons")
    lead = Phrase(before=_("定下来一对，数就跟着变：执委"), figure=persons, after=_("。"))
    return Head(title=_("可能是同一人"), lead=(lead,))


def _cards(visit: Visit, shown: Sequence[Pair]) -> tuple[PairCard, ...]:
    persons = [person for pair in shown for person in (pair.first, pair.second)]
    seats = _seats(visit, {person.pk for person in persons})
    places = place_names({p.place_id for p in persons if p.place_id}, on=visit.day)
    return tuple(
        PairCard(
            title=" · ".join(dict.fromkeys((pair.first.name, pair.second.name))),
            why=pair.why,
            table=_table(pair, seats, places),
            address=reverse("desk:decide_pair", args=[pair.public_id]),
        )
        for pair in shown
    )


def _table(pair: Pair, seats: dict[int, list[str]], places: dict[int, str]) -> Table:
    sides = (pair.first, pair.second)
    lines = [
        (_("姓名"), [person.name for person in sides]),
        (_("出生"), [_born(person) for person in sides]),
        (_("民族"), [person.ethnic_group for person in sides]),
        (_("政治面貌"), [person.get_politics_display() for person in sides]),
        (_("文化程度"), [person.get_education_display() for person in sides]),
        (_("所在单位"), [person.workplace for person in sides]),
        (_("所在地"), [places.get(person.place_id or 0, "") for person in sides]),
        (_("席位"), ["；".join(seats.get(person.pk, ())) for person in sides]),
    ]
    return Table(
        label=_("两位并排看"),
        columns=(Column(label=_("哪一项")), Column(label=_("这一位")), Column(label=_("那一位"))),
        rows=tuple(_row(label, words) for label, words in lines),
    )


def _row(label: str, words: Iterable[str]) -> Row:
    """A line that differs is said loudly: that is what she looks for."""
    said = list(words)
    differs = len({word for word in said if word}) > 1
    return Row(cells=(Cell(text=label), *(Cell(text=w or "—", is_strong=differs) for w in said)))


def _born(person: Person) -> str:
    """As exactly as it is known (R33)."""
    known = (person.birth_year, person.birth_month, person.birth_day)
    return "-".join(f"{part:02}" for part in known if part is not None)


def _seats(visit: Visit, persons: set[int]) -> dict[int, list[str]]:
    """Person → her seats, ended ones too: 龙津镇妇联 副主席 2017-06-08起."""
    found = CommitteeSeat.objects.filter(person__any_of=list(persons)).order_by("starts_on")
    rows = list(found.prefetch_related("posts"))
    names = short_names({seat.organisation_id for seat in rows}, on=visit.day)
    lines: dict[int, list[str]] = defaultdict(list)
    for seat in rows:
        posts = {str(PostKind(post.post).label) for post in seat.posts.all()} or {_("执委")}
        said = {
            "name": names.get(seat.organisation_id, ""),
            "post": "、".join(sorted(posts)),
            "day": seat.starts_on,
        }
        lines[seat.person_id].append(_("%(name)s%(post)s，%(day)s起") % said)
    return lines
